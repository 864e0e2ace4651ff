import { expect } from "chai";
import { readdirSync, readFileSync } from "node:fs";
import { switchFacts } from "../../provider/sandbox/index.ts";
import { rules } from "../../provider/sandbox/rules/index.ts";

const folder = new URL(".", import.meta.url);
const ruleTestCall = /\b(?:ruleTest|sandboxRuleTest|switchedRuleTest)\(\s*environment,\s*"([^"]+)"/g;

const tested = readdirSync(folder)
  .filter((name) => name.endsWith(".test.ts"))
  .flatMap((name) => [...readFileSync(new URL(name, folder), "utf8").matchAll(ruleTestCall)].map((match) => match[1]));

describe("rules of the sandbox", () => {
  it("have one contract test each, and no contract test lacks its rule", () => {
    expect(tested.toSorted()).to.deep.equal(rules.map(({ name }) => name).toSorted());
  });

  it("name their source, or say that they are assumed", () => {
    expect(rules.filter(({ source }) => source.trim() === "").map(({ name }) => name)).to.deep.equal([]);
  });

  it("use every switch but the one that sets a delay", () => {
    const used = new Set(rules.map((rule) => rule.switch));
    const unused = Object.keys(switchFacts).filter((name) => !used.has(name as keyof typeof switchFacts));
    expect(unused).to.deep.equal(["fillDelayMs"]);
  });
});
