import { expect } from "chai";
import { changeTenth, countChangedRules, makeEstate } from "./estate.ts";
import { added, medians, type Measured } from "./results.ts";

const rowOf = (wallSeconds: number, resources = 8): Measured => ({
  variant: "ours",
  resources,
  declaration: "by-workstream",
  operation: "up",
  parallel: 4,
  wallSeconds,
  requests: 1,
  writes: 1,
  requestsByKind: {},
  writesPerTenRules: null,
  stateBytes: 1,
  pluginMemoryBytes: 1,
});

describe("benchmark", () => {
  it("has 80 accounts, 80 channels, 40 workstreams and 800 rules among 1,000 resources", () => {
    const { accounts, channels, workstreams, rules } = makeEstate(1000, "by-workstream");
    expect([accounts.length, channels.length, workstreams.length, rules.length]).to.deep.equal([80, 80, 40, 800]);
    expect(rules.slice(0, 20).map(({ workstream }) => workstream)).to.deep.equal(Array<number>(20).fill(0));
  });

  it("declares interleaved rules in turn, each workstream's in its order", () => {
    const [grouped, interleaved] = [makeEstate(50, "by-workstream").rules, makeEstate(50, "interleaved").rules];
    expect(interleaved.slice(0, 4).map(({ workstream }) => workstream)).to.deep.equal([0, 1, 0, 1]);
    expect(interleaved.toSorted((left, right) => left.order - right.order)).to.deep.equal(grouped);
  });

  it("changes one property of a tenth of the resources", () => {
    const estate = makeEstate(1000, "by-workstream");
    const changed = changeTenth(estate);
    const count = (kind: "accounts" | "channels" | "workstreams" | "rules") =>
      changed[kind].filter((item, at) => item !== estate[kind][at]).length;
    expect([count("accounts"), count("channels"), count("workstreams"), count("rules")]).to.deep.equal([8, 8, 4, 80]);
    expect(countChangedRules(estate, changed)).to.equal(80);
  });

  it("keeps the median of the rounds", () => {
    const [kept, ...others] = medians([rowOf(3), rowOf(1), rowOf(2)]);
    expect([kept?.wallSeconds, kept?.rounds, others.length]).to.deep.equal([2, 3, 0]);
  });

  it("adds to what was measured before of other sizes", () => {
    const before = medians([rowOf(1), rowOf(2, 16)]);
    expect(
      added(before, medians([rowOf(3)])).map(({ resources, wallSeconds }) => [resources, wallSeconds]),
    ).to.deep.equal([
      [16, 2],
      [8, 3],
    ]);
  });
});
