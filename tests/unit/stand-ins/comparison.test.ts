import { expect } from "chai";
import { difference, isReplacement } from "../../../provider/sandbox/plugin/difference.ts";
import { inputsAfterDrift } from "../../../provider/sandbox/plugin/drift.ts";
import { missingMembers } from "../../../provider/sandbox/plugin/required.ts";
import { UNKNOWN } from "../../../provider/sandbox/plugin/properties.ts";

describe("comparison of inputs", () => {
  const compare = (olds: Record<string, unknown>, news: Record<string, unknown>, replaces: string[] = []) =>
    Object.fromEntries(difference(olds, news, new Set(replaces)));

  it("finds additions, removals and updates at their place", () => {
    const olds = { kept: 1, gone: true, inner: { changed: "a", list: [{ name: "x" }, { name: "y" }] } };
    const news = { kept: 1, added: false, inner: { changed: "b", list: [{ name: "z" }] } };
    expect(compare(olds, news)).to.deep.equal({
      gone: "delete",
      added: "add",
      "inner.changed": "update",
      "inner.list[0].name": "update",
      "inner.list[1]": "delete",
    });
  });

  it("replaces for a named path, its members and members of arrays", () => {
    expect(compare({ sites: [{ name: "x" }] }, { sites: [{ name: "y" }] }, ["sites[].name"])).to.deep.equal({
      "sites[0].name": "update-replace",
    });
    expect(compare({ a: { b: 1 } }, { a: {} }, ["a"])).to.deep.equal({ "a.b": "delete-replace" });
    expect(compare({}, { ab: 1 }, ["a"])).to.deep.equal({ ab: "add" });
    expect(isReplacement(difference({}, { a: 1 }, new Set(["*"])))).to.equal(true);
  });

  it("takes an unknown object for one change of its place", () => {
    expect(compare({ a: { b: 1 } }, { a: UNKNOWN }, ["a.b"])).to.deep.equal({ a: "update" });
  });
});

describe("inputs after drift", () => {
  it("ignore what the service filled in by itself", () => {
    expect(inputsAfterDrift({ name: "x" }, { name: "x", sku: "F0" }, { name: "x", sku: "F0" })).to.deep.equal({
      name: "x",
    });
  });

  it("follow changes, additions and removals, deep in arrays too", () => {
    const inputs = { sites: [{ name: "x", on: true }], description: "old" };
    const before = { sites: [{ name: "x", on: true, mode: "a" }], description: "old" };
    const after = { sites: [{ name: "x", on: false, mode: "a" }, { name: "new" }], kind: "bot" };
    expect(inputsAfterDrift(inputs, before, after)).to.deep.equal({
      sites: [{ name: "x", on: false }, { name: "new" }],
      kind: "bot",
    });
  });
});

describe("required members", () => {
  it("are named by path, and not asked of what is unknown", () => {
    expect(missingMembers({ a: {} }, ["a.b", "c"]).map(({ property }) => property)).to.deep.equal(["a.b", "c"]);
    expect(missingMembers({ a: UNKNOWN, c: UNKNOWN }, ["a.b", "c"])).to.deep.equal([]);
  });
});
