import { expect } from "chai";
import { extended, formerPlace, type Sequence } from "../../../provider/routing/sequence.ts";

const byHand = (text: string): Sequence[number] => ({ text: `<rule name="${text}"/>`, managed: undefined });
const ours = (name: string, order: number, hash = name): Sequence[number] => ({
  text: `<rule id="1" name="${name}"/>`,
  managed: { order, hash, stack: undefined },
});
const names = (sequence: Sequence): unknown[] => sequence.map(({ text }) => /name="(.*)"/.exec(text)?.[1]);

describe("rules that are made again among those of people", () => {
  const before = [byHand("P0"), ours("A", 1), byHand("P1"), ours("B", 2), byHand("P2")];

  it("go behind what they stood behind, else before what they stood before", () => {
    expect(formerPlace(before, [byHand("P0"), byHand("P1"), byHand("P2")], ours("B", 2))).to.equal(2);
    expect(formerPlace(before, [byHand("P2"), byHand("new")], ours("B", 2))).to.equal(0);
    expect(formerPlace(before, [], ours("B", 2))).to.equal(undefined);
    expect(formerPlace(before, before, ours("C", 3))).to.equal(undefined);
  });

  it("are known by their name or their order, too", () => {
    const now = [byHand("P0"), byHand("P1"), byHand("P2")];
    expect(formerPlace(before, now, ours("B", 2, "another row"))).to.equal(2);
    expect(formerPlace(before, now, ours("Renamed", 1, "another row"))).to.equal(1);
  });

  it("count those that were not there at first", () => {
    const now = [byHand("P0"), byHand("new"), byHand("P1"), ours("C", 3)];
    expect(names(extended(before, now))).to.deep.equal(["P0", "new", "A", "P1", "C", "B", "P2"]);
  });
});
