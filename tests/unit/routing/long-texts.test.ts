import { expect } from "chai";
import type { Condition } from "../../../schema/condition.ts";
import { sameCondition } from "../../../provider/routing/conditions.ts";
import { endsAtFirstMatch, parseDocument } from "../../../provider/routing/document.ts";
import { DecisionDocumentError } from "../../../provider/routing/elements.ts";
import { putRule, removeRuleByHash } from "../../../provider/routing/placement.ts";
import { ruleHash } from "../../../provider/routing/rule-id.ts";
import { extended, formerPlace } from "../../../provider/routing/sequence.ts";

/*
 * A document of half a megabyte takes a moment. Where time grows with the square of the text, these tests end with the
 * time that mocha gives a test.
 */
const long = 500_000;
const spaces = " ".repeat(long);
const rule = {
  name: "ours",
  when: undefined,
  action: { queue: "11111111-2222-4333-8444-555555555555" },
  order: 1,
  rowId: "99999999-2222-5333-8444-555555555555",
};

describe("long documents", () => {
  it("take a rule where the list of rules is one long empty tag", () => {
    const { text } = putRule(parseDocument(`<decision><rules${spaces}x="1"/></decision>`), rule);
    expect(text.startsWith(`<decision><rules${spaces}x="1"><rule id=`)).to.equal(true);
    expect(text.endsWith("</rule></rules></decision>")).to.equal(true);
  });

  it("take a rule behind white space that something ends", () => {
    const byHand = '<rule id="11111111-1111-4111-8111-111111111111" name="P"><action/></rule>';
    const before = `<decision><rules>${spaces}<!-- here -->${byHand}</rules></decision>`;
    const { text } = putRule(parseDocument(before), rule);
    expect(removeRuleByHash(parseDocument(text), ruleHash(rule.rowId)).text).to.equal(before);
  });

  it("are scanned once where a tag holds as many quotes and slashes as fit", () => {
    const attributes = Array.from({ length: long / 100 }, (_, index) => `a${index}='${"/ > ".repeat(20)}'`).join(" ");
    const text = `<decision><rules ${attributes}/></decision>`;
    expect(parseDocument(text).rules).to.deep.equal([]);
  });

  it("say their hit policy where a comment is full of tags like theirs", () => {
    const text = `<!--${"<decision ".repeat(long / 10)}--><decision hit-policy="first"><rules/></decision>`;
    expect(endsAtFirstMatch(parseDocument(text))).to.equal(true);
  });

  for (const [levels, said] of [
    [1000, "1 rule"],
    [1001, "the document is nested deeper than 1000 levels"],
    [5000, "the document is nested deeper than 1000 levels"],
  ] as const) {
    it(`are read to a depth: ${levels} levels with a namespace each`, () => {
      // Three levels are those around and of the rule.
      const inner = Array.from({ length: levels - 3 }, (_, index) => `<a xmlns:n${index}="u">`).join("");
      const text = `<decision><rules><rule>${inner}${"</a>".repeat(levels - 3)}</rule></rules></decision>`;
      const read = () => {
        try {
          return `${parseDocument(text).rules.length} rule`;
        } catch (error) {
          return error instanceof DecisionDocumentError ? error.message : error;
        }
      };
      expect(read()).to.equal(said);
    });
  }

  it("of many rules are compared by one look at each", () => {
    const count = 20_000;
    const sequence = Array.from({ length: count }, (_, index) => ({
      text: `<rule id="${index}" name="P${index}"><action/></rule>`,
      managed: undefined,
    }));
    expect(extended(sequence, sequence.toReversed())).to.deep.equal(sequence);
    expect(formerPlace(sequence, sequence.slice(0, -1), sequence.at(-1)!)).to.equal(count - 1);
  });
});

describe("deep conditions", () => {
  const nested = (depth: number, value: string): Condition => {
    const innermost: Condition = { customer: "Name", value };
    const other: Condition = { customer: "SenderId", value: "x" };
    return Array.from({ length: depth }).reduce<Condition>(
      (inner, _, level) => (level % 2 === 0 ? { all: [inner, other] } : { any: [inner, other] }),
      innermost,
    );
  };

  it("are compared in their whole depth", () => {
    expect(sameCondition(nested(200, "a"), nested(200, "a"))).to.equal(true);
    expect(sameCondition(nested(200, "a"), nested(200, "b"))).to.equal(false);
  });
});
