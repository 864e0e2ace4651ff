import { expect } from "chai";
import { validate, version } from "uuid";
import { compareRuleIds, largestOrder, parseRuleId, ruleHash, ruleId } from "../../../provider/routing/rule-id.ts";

const rowId = "4e5dc4e5-2a5c-5f6f-9f0c-0d3c2f1d7a11";

describe("rule ids", () => {
  it("are valid version-8 UUIDs", () => {
    for (const order of [0, 1, 10, 4095, largestOrder]) {
      const id = ruleId(order, rowId);
      expect(validate(id), id).to.equal(true);
      expect(version(id)).to.equal(8);
    }
  });

  it("carry order and hash, whatever case and braces they come back in", () => {
    const id = ruleId(42, rowId);
    const expected = { order: 42, hash: ruleHash(rowId), stack: undefined };
    expect(parseRuleId(id)).to.deep.equal(expected);
    expect(parseRuleId(`{${id.toUpperCase()}}`)).to.deep.equal(expected);
    expect(parseRuleId(ruleId(largestOrder, rowId))?.order).to.equal(largestOrder);
  });

  it("do not recognise ids that people's tools make", () => {
    expect(parseRuleId("3fd4c1aa-7e5a-4373-add7-f8d304b91867")).to.equal(undefined);
    expect(parseRuleId("0000002a-d365-4b0c-9abc-0123456789ab")).to.equal(undefined);
    expect(parseRuleId("not an id")).to.equal(undefined);
    expect(parseRuleId("")).to.equal(undefined);
  });

  it("keep one hash for one row, in any case of its id", () => {
    expect(ruleHash(rowId.toUpperCase())).to.equal(ruleHash(rowId));
    expect(ruleHash(rowId)).to.match(/^[0-9a-f]{15}$/);
  });

  it("stay as they are: ids in environments depend on it", () => {
    expect(ruleId(10, rowId)).to.equal("0000000a-d365-8b0c-9719-9bb46c8e03a5");
  });

  it("tell the stack where the row id does", () => {
    const tagged = "7d3a91c2-2a5c-8f6f-9f0c-0d3c2f1d7a11";
    const id = ruleId(10, tagged);
    expect(id).to.equal("0000000a-d365-8b0c-a7d3-a93426534061");
    expect(parseRuleId(id)).to.deep.equal({ order: 10, hash: ruleHash(tagged), stack: "7d3a9" });
    expect(ruleHash(ruleId(7, tagged))).to.equal(ruleHash(tagged));
    expect(ruleId(10, ruleId(7, tagged))).to.equal(id);
    expect(validate(id)).to.equal(true);
  });

  it("serve as row id of a rule that is known by its id only", () => {
    expect(ruleHash(ruleId(7, rowId))).to.equal(ruleHash(rowId));
  });

  it("refuse an order that does not fit", () => {
    expect(() => ruleId(-1, rowId)).to.throw(RangeError);
    expect(() => ruleId(largestOrder + 1, rowId)).to.throw(RangeError);
    expect(() => ruleId(1.5, rowId)).to.throw(RangeError);
  });

  it("sort by order, then by hash", () => {
    const ids = [
      { order: 20, hash: "a" },
      { order: 10, hash: "b" },
      { order: 10, hash: "a" },
    ];
    expect(ids.toSorted(compareRuleIds)).to.deep.equal([
      { order: 10, hash: "a" },
      { order: 10, hash: "b" },
      { order: 20, hash: "a" },
    ]);
  });
});
