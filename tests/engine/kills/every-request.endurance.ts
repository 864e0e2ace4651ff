import { isDeepStrictEqual } from "node:util";
import { expect } from "chai";
import type { AfterRequest } from "./kill.ts";
import { sample } from "../../support/sample.ts";
import { recovered, undisturbed } from "./recovery.ts";
import { Fixture } from "./fixture.ts";
import { scenarios, type Scenario } from "./scenarios.ts";

/**
 * Kills after every third request, alternately before and after its response. `SAMPLE=6` does both for each request.
 */
const stride = Math.max(1, Math.round(3 / sample));
const all = sample >= 6;
const atOnce = 2;

describe("a command that is killed with all its processes", function () {
  this.timeout(3_600_000);

  let stages: Record<Scenario["from"], Fixture>;
  before(async () => {
    const empty = await Fixture.empty();
    stages = { empty, deployed: await empty.deployed() };
  });
  after(() => {
    for (const fixture of Object.values(stages)) fixture.remove();
  });

  for (const [name, scenario] of Object.entries<Scenario>(scenarios)) {
    it(`ends, after \`cancel\` and once more the same, in the same rows: ${name}`, async () => {
      const fixture = stages[scenario.from];
      const { world: expected } = await undisturbed(fixture, scenario);
      const kills = await killEverywhere(fixture, scenario);
      process.stdout.write(`    ${kills.size} kills\n`);
      const others = [...kills].filter(([, outcome]) => !isDeepStrictEqual(outcome, expected));
      expect(kills.size).to.be.above(1);
      // Shows the first that differs in full, and the moments of the others.
      if (others[0] !== undefined)
        expect(others[0][1], others.map(([moment]) => moment).join(", ")).to.deep.equal(expected);
    });
  }
});

type Outcome = Record<string, string[]> | { readonly error: string };

/** The outcome of each kill, by its moment. Two copies of the fixture run at a time. */
async function killEverywhere(fixture: Fixture, scenario: Scenario): Promise<Map<string, Outcome>> {
  const outcomes = new Map<string, Outcome>();
  const moments = momentsInTurn();
  let through = false;
  const run = async (): Promise<void> => {
    while (!through) {
      const moment: AfterRequest = moments.next().value;
      const outcome = await recovered(fixture, scenario, moment).catch((error: Error) => ({ error: error.message }));
      if (outcome === undefined) through = true;
      else outcomes.set(`request ${moment.request}, ${moment.answered ? "answered" : "not answered"}`, outcome);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, run));
  return outcomes;
}

function* momentsInTurn(): Generator<AfterRequest, never> {
  for (let request = 1, turn = 0; ; request += stride, turn++) {
    if (all || turn % 2 === 0) yield { request, answered: false };
    if (all || turn % 2 === 1) yield { request, answered: true };
  }
}
