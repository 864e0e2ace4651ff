import { expect } from "chai";
import { nearestNames, suggestion } from "../../../schema/nearest.ts";

describe("suggestions", () => {
  const queues = ["Support", "Sales", "VIP"];
  for (const [text, names, said] of [
    ["Suport", queues, 'did you mean "Support"?'],
    ["sales team", ["Sales", "Sales team EU", "VIP"], 'did you mean "Sales team EU" or "Sales"?'],
    ["Teir", ["Tier", "Language"], 'did you mean "Tier"?'],
    ["Suport", ["Support", "Sales", "Support"], 'did you mean "Support"?'],
    ["Kik", ["VIP", "DirectLine"], 'use "VIP" or "DirectLine"'],
    ["Complaints", queues, 'use "Support", "Sales" or "VIP"'],
    ["x", ["only"], 'use "only"'],
    [
      "Complaints",
      Array.from({ length: 25 }, (_, n) => `Team ${n}`),
      'use "Team 0", "Team 1", "Team 2", "Team 3", "Team 4", "Team 5", "Team 6", "Team 7", "Team 8", "Team 9", or one of 15 more',
    ],
  ] as const) {
    it(`for "${text}" among ${names.length} name(s) are: ${said.slice(0, 40)}`, () => {
      expect(suggestion(text, names)).to.equal(said);
    });
  }

  it("propose nothing for what is too long to be a name, and no such name", () => {
    const long = "Support ".repeat(100_000);
    expect(
      nearestNames(
        long,
        Array.from({ length: 1000 }, () => `${long}!`),
      ),
    ).to.deep.equal([]);
    expect(nearestNames("Suport", [long, "Support"])).to.deep.equal(["Support"]);
  });
});
