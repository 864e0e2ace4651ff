import { expect } from "chai";
import { ProviderError } from "../../../provider/errors.ts";
import { idOfRule, ownIds, parseIdOfRule, rulesetKeyOf } from "../../../provider/resources/routing-rule/ruleset-key.ts";
import { ruleHash } from "../../../provider/routing/rule-id.ts";

const workstream = "0d1cfb50-6f0f-4d0d-8f0a-0b7f9f0e4a11";
const rowId = "4e5dc4e5-2a5c-5f6f-9f0c-0d3c2f1d7a11";

const classification = (name: string) => ({
  workstream,
  rowId,
  kind: "classification" as const,
  ruleset: { name, order: 1 },
});

describe("ids of routing rules", () => {
  it("say workstream, ruleset and hash", () => {
    expect(idOfRule({ workstream, rowId, kind: "routeToQueue" })).to.equal(
      `${workstream}/routeToQueue/${ruleHash(rowId)}`,
    );
    expect(idOfRule(classification("a/b c%"))).to.equal(`${workstream}/a%2Fb%20c%25/${ruleHash(rowId)}`);
  });

  it("lead back to the ruleset and the hash they were made of", () => {
    for (const name of ["Plain", "a/b c%", "routeToQueue", "%72outeToQueue", "Ünïcode 😀"]) {
      const state = classification(name);
      expect(parseIdOfRule(idOfRule(state)), name).to.deep.equal({ key: rulesetKeyOf(state), hash: ruleHash(rowId) });
    }
    expect(parseIdOfRule(idOfRule({ workstream, rowId, kind: "routeToQueue" })).key).to.deep.equal({
      workstream,
      kind: "routeToQueue",
    });
  });

  it("are refused in another form", () => {
    for (const id of [
      "",
      rowId,
      `${workstream}/routeToQueue`,
      `${workstream}/a/b/${ruleHash(rowId)}`,
      `${workstream}/%/${ruleHash(rowId)}`,
    ]) {
      expect(() => parseIdOfRule(id), id).to.throw(ProviderError);
    }
  });

  it("lead every writer to the same rows, whatever the case of a name", () => {
    const one = ownIds({ workstream, kind: "classification", name: "Priorities" });
    expect(ownIds({ workstream, kind: "classification", name: "priorities" })).to.deep.equal(one);
    const route = ownIds({ workstream, kind: "routeToQueue" });
    expect(ownIds({ workstream, kind: "classification", name: "routeToQueue" }).ruleset).to.not.equal(route.ruleset);
    expect(route.configuration).to.equal(one.configuration);
    expect(new Set([...Object.values(one), ...Object.values(route)]).size).to.equal(5);
  });
});
