import { expect } from "chai";
import type { Condition } from "../../../schema/condition.ts";
import { readConditions, sameCondition, writeCondition } from "../../../provider/routing/conditions.ts";
import { childElements, parseXml, UnmappedXml } from "../../../provider/routing/elements.ts";
import { UnwritableTextError } from "../../../provider/routing/xml-text.ts";
import { Seeded } from "./seeded.ts";

const read = (xml: string): ReturnType<typeof readConditions> =>
  readConditions(childElements(parseXml(`<rule>${xml}</rule>`)));
const roundTrip = (condition: Condition, seen?: Set<string>): unknown => read(writeCondition(condition, seen));
const all = new Set(["!=", "<", "<=", "contains"]);

describe("conditions", () => {
  it("write always as the designer does, and read it as nothing", () => {
    const xml = writeCondition(undefined);
    expect(xml).to.equal(
      '<logical operator="AND"><condition operator="not-null"><lhs type="attribute">msdyn_ocliveworkitem.msdyn_createdon</lhs></condition></logical>',
    );
    expect(read(xml)).to.equal(undefined);
    expect(read("")).to.equal(undefined);
    expect(sameCondition(undefined, { conversation: "CreatedOn", operator: "ContainsData" })).to.equal(true);
  });

  it("wrap a single comparison in a group", () => {
    expect(writeCondition({ contextVariable: "Tier", value: "gold" })).to.equal(
      '<logical operator="AND"><condition operator="=="><lhs type="attribute">liveworkitemcontext.Tier</lhs><rhs type="staticvalue">gold</rhs></condition></logical>',
    );
  });

  it("write every operator as stored", () => {
    const textOf = (condition: Condition): string | undefined =>
      /<condition operator="([^"]+)"/.exec(writeCondition(condition, all))?.[1];
    const of = (operator: Condition["operator"]): string | undefined =>
      textOf({ contextVariable: "a", ...(operator === undefined ? {} : { operator }), value: "1" });
    expect(
      ["Equals", "GreaterThan", "GreaterThanOrEqual", "NotEquals", "LessThan", "LessThanOrEqual", "Contains"].map(
        (one) => of(one as never),
      ),
    ).to.deep.equal(["==", "&gt;", "&gt;=", "!=", "&lt;", "&lt;=", "contains"]);
    expect(textOf({ contextVariable: "a", operator: "In", values: [1] })).to.equal("in");
  });

  it("write an unproven operator in the spelling that the environment uses, or not at all", () => {
    const condition: Condition = { contextVariable: "a", operator: "NotEquals", value: "1" };
    expect(writeCondition(condition, new Set(["<>"]))).to.contain('operator="&lt;&gt;"');
    expect(() => writeCondition(condition)).to.throw(RangeError);
  });

  it("come back as they were written", () => {
    const condition: Condition = {
      all: [
        { customer: "EmailAddress", operator: "ContainsData" },
        {
          any: [
            { contextVariable: "Tier", value: "1" },
            { contextVariable: "Tier", operator: "In", values: ["2", "3"] },
          ],
        },
        { conversation: "PriorityScore", operator: "GreaterThan", value: "5" },
      ],
    };
    expect(roundTrip(condition)).to.deep.equal(condition);
  });

  it("hold names and values with any character that XML can hold", () => {
    const nasty = ` <a>&amp;"'\t\r\n]]> é 😀 </lhs>`;
    const back = roundTrip({ contextVariable: nasty, value: nasty }) as Condition;
    expect(back.contextVariable).to.equal(nasty);
    expect(back.value).to.equal(nasty.replace("\r\n", "\n"));
    expect(sameCondition(back, { contextVariable: nasty, value: nasty })).to.equal(true);
  });

  it("refuse characters that XML cannot hold, naming them", () => {
    for (const [text, character] of [
      ["bell\u0007", "U+0007"],
      ["\uD800", "U+D800"],
      ["\uFFFE", "U+FFFE"],
      ["\0", "U+0000"],
    ] as const) {
      expect(() => writeCondition({ contextVariable: "a", value: text }))
        .to.throw(UnwritableTextError)
        .with.property("character", character);
    }
  });

  it("mean the same nested or flat, as number or text", () => {
    const one: Condition = { contextVariable: "a", value: 1 };
    const two: Condition = { contextVariable: "b", operator: "In", values: [1, "2"] };
    expect(sameCondition(one, { all: [{ any: [{ contextVariable: "a", operator: "Equals", value: "1" }] }] })).to.equal(
      true,
    );
    expect(sameCondition({ all: [one, two] }, { all: [{ all: [one] }, { all: [two] }] })).to.equal(true);
    expect(sameCondition({ all: [one, two] }, { any: [one, two] })).to.equal(false);
    expect(sameCondition({ all: [one, two] }, { all: [two, one] })).to.equal(true);
    expect(sameCondition(two, { ...two, values: ["2", "1"] })).to.equal(true);
    expect(sameCondition(two, { ...two, values: ["2", "2"] })).to.equal(false);
    expect(sameCondition(one, { contextVariable: "A", value: 1 })).to.equal(false);
  });

  it("read several bare conditions as all of them", () => {
    const bare = (name: string): string =>
      `<condition operator="=="><lhs type="attribute">liveworkitemcontext.${name}</lhs><rhs type="staticvalue">1</rhs></condition>`;
    expect(read(bare("a") + bare("b"))).to.deep.equal({
      all: [
        { contextVariable: "a", value: "1" },
        { contextVariable: "b", value: "1" },
      ],
    });
  });

  it("keep what they cannot express, word for word", () => {
    const unknown = [
      '<condition operator="begins-with"><lhs type="attribute">liveworkitemcontext.a</lhs><rhs type="staticvalue">1</rhs></condition>',
      '<condition operator="=="><lhs type="attribute">msdyn_ocliveworkitem.x.fullname</lhs><rhs type="staticvalue">1</rhs></condition>',
      '<condition operator=">"><lhs type="attribute">liveworkitemcontext.a</lhs><rhs type="staticvalue" unit="seconds">1</rhs></condition>',
      '<logical operator="XOR"><condition operator="not-null"><lhs type="attribute">liveworkitemcontext.a</lhs></condition></logical>',
      '<exists negate="true"/>',
    ];
    for (const xml of unknown) {
      const found = read(`<logical operator="AND">${xml}</logical>`);
      expect(found).to.be.instanceOf(UnmappedXml);
      expect((found as UnmappedXml).xml).to.equal(
        `<logical operator="AND">${xml.replace('operator=">"', 'operator="&gt;"')}</logical>`,
      );
    }
  });

  it("come back the same for random conditions", () => {
    const random = new Seeded(7);
    const grow = (depth: number): Condition => {
      if (depth > 0 && random.below(2) === 0) {
        const members = Array.from({ length: 1 + random.below(3) }, () => grow(depth - 1));
        return random.below(2) === 0 ? { all: members } : { any: members };
      }
      const left = random.oneOf([
        { contextVariable: "Tier.x" },
        { conversation: "CreatedOn" },
        { customer: "Name" },
      ] as const);
      const operator = random.oneOf(["Equals", "NotEquals", "In", "ContainsData", "Contains", "LessThan"] as const);
      if (operator === "In") return { ...left, operator, values: [random.below(9), "<&>"] };
      return operator === "ContainsData"
        ? { ...left, operator }
        : { ...left, operator, value: random.oneOf(["", "x", " y ", 0.5]) };
    };
    for (let count = 0; count < 500; count++) {
      const condition = grow(3);
      const back = roundTrip(condition, all);
      expect(back).to.not.be.instanceOf(UnmappedXml);
      expect(sameCondition(back as Condition | undefined, condition), JSON.stringify(condition)).to.equal(true);
    }
  });
});
