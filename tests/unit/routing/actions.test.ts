import { expect } from "chai";
import { readActions, sameAction, writeAction, type RuleAction } from "../../../provider/routing/actions.ts";
import { childElements, parseXml, UnmappedXml } from "../../../provider/routing/elements.ts";

const one = "aaaaaaaa-1111-4111-8111-111111111111";
const two = "bbbbbbbb-2222-4222-8222-222222222222";

const read = (xml: string): RuleAction | UnmappedXml => readActions(childElements(parseXml(`<rule>${xml}</rule>`)));
const set = (path: string, value: string): string =>
  `<setattribute><lhs type="attribute">${path}</lhs><rhs type="staticvalue">${value}</rhs></setattribute>`;

describe("actions", () => {
  it("name a queue bare", () => {
    const action = { queue: one.toUpperCase() };
    expect(writeAction(action)).to.equal(`<action>${set("assign_to.queue", one)}</action>`);
    expect(read(writeAction(action))).to.deep.equal({ queue: one });
  });

  it("share out by percentage, queues in braces", () => {
    const action = {
      queues: [
        { queue: one, percent: 80 },
        { queue: `{${two}}`, percent: 20 },
      ],
    };
    expect(writeAction(action)).to.equal(
      `<action><upsertrecords><target>percentagebaseddistribution</target><records><record>${set("queuedetails.queueid", `{${one}}`)}${set("queuedetails.percentage", "80")}</record><record>${set("queuedetails.queueid", `{${two}}`)}${set("queuedetails.percentage", "20")}</record></records></upsertrecords></action>`,
    );
    expect(read(writeAction(action))).to.deep.equal({
      queues: [
        { queue: one, percent: 80 },
        { queue: two, percent: 20 },
      ],
    });
  });

  it("set attributes and ask for skills, ids in braces", () => {
    const action: RuleAction = {
      attributes: [
        { target: { contextVariable: "A&B" }, value: "<x>" },
        { target: { conversation: "PriorityScore" }, value: 10 },
      ],
      skills: [{ skill: one, rating: two }],
    };
    expect(writeAction(action)).to.equal(
      `<action>${set("liveworkitemcontext.A&amp;B", "&lt;x&gt;")}${set("msdyn_ocliveworkitem.msdyn_priorityscore", "10")}<upsertrecords><target>msdyn_ocliveworkitemcharacteristic</target><records><record>${set("msdyn_characteristic.characteristicid", `{${one}}`)}${set("msdyn_ratingvalue.ratingvalueid", `{${two}}`)}</record></records></upsertrecords></action>`,
    );
    const back = read(writeAction(action));
    expect(back).to.deep.equal({
      attributes: [
        { target: { contextVariable: "A&B" }, value: "<x>" },
        { target: { conversation: "PriorityScore" }, value: "10" },
      ],
      skills: [{ skill: one, rating: two }],
    });
    expect(sameAction(back as RuleAction, action)).to.equal(true);
  });

  it("compare ids without braces and case, percentages as numbers", () => {
    expect(sameAction({ queue: one }, { queue: `{${one.toUpperCase()}}` })).to.equal(true);
    expect(sameAction({ queue: one }, { queue: two })).to.equal(false);
    expect(sameAction({ queue: one }, { queues: [{ queue: one, percent: 100 }] })).to.equal(false);
  });

  it("keep what they cannot express, word for word", () => {
    const unknown = [
      `<action>${set("overflow.prequeueoverflow", "true")}</action>`,
      `<action>${set("assign_to.queue", one)}${set("assign_to.agent", two)}</action>`,
      `<action>${set("assign_to.queue", "Support")}</action>`,
      `<action><upsertrecords><target>msdyn_ocliveworkitemcapacityprofile</target><records/></upsertrecords></action>`,
      `<action><upsertrecords><target>percentagebaseddistribution</target><records><record>${set("queuedetails.queueid", one)}</record></records></upsertrecords></action>`,
      `<action/><action/>`,
    ];
    for (const xml of unknown) {
      const found = read(xml);
      expect(found, xml).to.be.instanceOf(UnmappedXml);
      expect((found as UnmappedXml).xml).to.equal(xml);
    }
    expect((read("") as UnmappedXml).xml).to.equal("");
  });
});
