import { expect } from "chai";
import { z } from "zod";
import { diff } from "../../../provider/core/diff.ts";
import { property } from "../../../schema/property.ts";
import { defineSchema } from "../../../schema/resource-schema.ts";

const facts = { description: "For this test.", source: "this test" };
interface Tree {
  readonly values?: readonly string[] | undefined;
  readonly inner?: readonly Tree[] | undefined;
}
const tree: z.ZodType<Tree> = z.strictObject({
  values: property(z.array(z.string()).optional(), { ...facts, unordered: true }),
  get inner() {
    return property(z.array(tree).optional(), facts);
  },
});
const schema = defineSchema({
  type: "RoutingRule",
  description: "",
  source: "",
  naturalKey: "listed",
  comparedBy: [],
  uniqueKeys: () => [],
  rules: [],
  programRules: [],
  arguments: z.strictObject({
    marked: property(z.array(z.strictObject({ a: z.string(), b: z.int() })).optional(), { ...facts, unordered: true }),
    listed: property(z.array(z.string()).optional(), facts),
    tree: property(tree.optional(), facts),
  }),
  outputs: z.object({}),
});

const changes = (before: object, after: object): readonly string[] => diff(schema, { ...before }, { ...after }).changes;

describe("lists whose order means nothing", () => {
  const one = { a: "x", b: 1 };
  const two = { a: "y", b: 2 };

  it("are the same in another order, whatever the order of keys in their members", () => {
    expect(changes({ marked: [one, two] }, { marked: [{ b: 2, a: "y" }, one] })).to.deep.equal([]);
  });

  it("differ by what they hold, and by how often", () => {
    expect(changes({ marked: [one, two] }, { marked: [two, { a: "x", b: 3 }] })).to.deep.equal(["marked"]);
    expect(changes({ marked: [one, two, two] }, { marked: [one, one, two] })).to.deep.equal(["marked"]);
  });

  it("are found at any depth of a shape that holds itself, and no list beside them is taken for one", () => {
    const before = { inner: [{ values: ["1", "2"] }, { values: ["3"] }] };
    expect(changes({ tree: before }, { tree: { inner: [{ values: ["2", "1"] }, { values: ["3"] }] } })).to.deep.equal(
      [],
    );
    expect(changes({ tree: before }, { tree: { inner: before.inner.toReversed() } })).to.deep.equal(["tree"]);
    expect(changes({ listed: ["1", "2"] }, { listed: ["2", "1"] })).to.deep.equal(["listed"]);
  });
});
