import { existsSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { configurationVariables } from "../../provider/dataverse/configuration-variables.ts";
import { switchFacts } from "../../provider/sandbox/switches.ts";
import { configurationKeys } from "../../schema/config.ts";
import { root, sourcesBelow, textOf } from "./source-tree.ts";

describe("README", () => {
  it("says in a table why each dependency is there", () => {
    expect(existsSync(join(root, "README.md")), "README.md is missing").to.equal(true);
    const rows = textOf("README.md")
      .split("\n")
      .filter((line) => line.startsWith("|"));
    const { dependencies, devDependencies } = JSON.parse(textOf("package.json")) as Record<
      string,
      Record<string, string>
    >;
    const unexplained = Object.keys({ ...dependencies, ...devDependencies }).filter(
      (name) => !rows.some((row) => row.includes(`\`${name}\``)),
    );
    expect(unexplained).to.deep.equal([]);
  });

  it("explains error codes that exist", () => {
    const section = textOf("README.md").split("## When something goes wrong")[1]!.split("\n## ")[0]!;
    const cells = [...section.matchAll(/^\| ([^|]+) \|/gm)].map(([, cell = ""]) => cell);
    const explained = cells.flatMap((cell) => [...cell.matchAll(/`([^`]+)`/g)].map(([, code]) => code));
    const sources = sourcesBelow("provider").map(textOf).join("\n");
    expect(explained).to.contain.members(["no-credentials", "app-id-taken"]);
    expect(explained.filter((code) => !sources.includes(`code: "${code}"`))).to.deep.equal([]);
  });

  it("names switches of the sandbox that exist, and every one of them", () => {
    const section = textOf("README.md").split("## What is not proven yet")[1]!.split("\n## ")[0]!;
    const named = [...section.matchAll(/`([a-z][A-Za-z]+)`/g)].map(([, name]) => name);
    expect([...new Set(named)].sort()).to.deep.equal(
      Object.keys(switchFacts)
        .filter((name) => !notUncertain.includes(name))
        .sort(),
    );
  });

  it("lists every setting with its variables, the first that wins first", () => {
    const rows = textOf("README.md")
      .split("\n")
      .map((line) => [...(/^\| `(\w+)` *\|([^|]*)\|/.exec(line) ?? [])].slice(1));
    const listed = rows.filter(([key = ""]) => (configurationKeys as string[]).includes(key));
    const variables: Readonly<Record<string, readonly string[] | undefined>> = configurationVariables;
    expect(listed.map(([key, cell = ""]) => [key, cell.match(/\w+/g) ?? []])).to.deep.equal(
      configurationKeys.map((key) => [key, variables[key] ?? []]),
    );
  });

  it("shows lines of the quickstart as the program", () => {
    const [, shown = ""] = /^```ts\n(.*?)^```$/ms.exec(textOf("README.md")) ?? [];
    expect(shown.length).to.be.greaterThan(0);
    expect(textOf("examples/quickstart/index.ts").replaceAll(/\n+/g, "\n")).to.contain(shown.replaceAll(/\n+/g, "\n"));
  });

  it("links to files that exist", () => {
    const documents = [
      "README.md",
      "CONTRIBUTING.md",
      "CHANGELOG.md",
      "docs/errors.md",
      "docs/sandbox.md",
      "schema/tables/README.md",
    ];
    const lost = documents.flatMap((document) =>
      [...textOf(document).matchAll(/\]\(([^)#]+)(?:#[^)]*)?\)/g)]
        .map(([, target = ""]) => target)
        .filter((target) => !target.startsWith("https://"))
        .filter((target) => !existsSync(join(root, document, "..", target)))
        .map((target) => `${document} links to ${target}`),
    );
    expect(lost).to.deep.equal([]);
  });
});

/** Switches for circumstances that are known to occur, so no open question. */
const notUncertain = ["channelsProvisioned", "endpointForeign"];
