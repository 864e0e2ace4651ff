import { isDeepStrictEqual } from "node:util";
import { expect } from "chai";
import type { AfterRequest } from "./kill.ts";
import { sample } from "../../support/sample.ts";
import { recovered, undisturbed } from "./recovery.ts";
import { Stage } from "./stage.ts";
import { stories, type Story } from "./stories.ts";

/** After every third request, before its answer and after it in turn; `SAMPLE=6` kills after each, both ways. */
const stride = Math.max(1, Math.round(3 / sample));
const all = sample >= 6;
const atOnce = 2;

describe("a command that is killed with all its processes", function () {
  this.timeout(3_600_000);

  let stages: Record<Story["from"], Stage>;
  before(async () => {
    const empty = await Stage.empty();
    stages = { empty, deployed: await empty.deployed() };
  });
  after(() => {
    for (const stage of Object.values(stages)) stage.remove();
  });

  for (const [name, story] of Object.entries<Story>(stories)) {
    it(`ends, after \`cancel\` and once more the same, in the same rows: ${name}`, async () => {
      const stage = stages[story.from];
      const { world: expected } = await undisturbed(stage, story);
      const kills = await killEverywhere(stage, story);
      process.stdout.write(`    ${kills.size} kills\n`);
      const others = [...kills].filter(([, outcome]) => !isDeepStrictEqual(outcome, expected));
      expect(kills.size).to.be.above(1);
      // The first that differs, in full; the moments of the others.
      if (others[0] !== undefined)
        expect(others[0][1], others.map(([moment]) => moment).join(", ")).to.deep.equal(expected);
    });
  }
});

type Outcome = Record<string, string[]> | { readonly error: string };

/** What stood after each kill, by its moment; two scenes play at a time. */
async function killEverywhere(stage: Stage, story: Story): Promise<Map<string, Outcome>> {
  const outcomes = new Map<string, Outcome>();
  const moments = momentsInTurn();
  let through = false;
  const play = async (): Promise<void> => {
    while (!through) {
      const moment: AfterRequest = moments.next().value;
      const outcome = await recovered(stage, story, moment).catch((error: Error) => ({ error: error.message }));
      if (outcome === undefined) through = true;
      else outcomes.set(`request ${moment.request}, ${moment.answered ? "answered" : "not answered"}`, outcome);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, play));
  return outcomes;
}

function* momentsInTurn(): Generator<AfterRequest, never> {
  for (let request = 1, turn = 0; ; request += stride, turn++) {
    if (all || turn % 2 === 0) yield { request, answered: false };
    if (all || turn % 2 === 1) yield { request, answered: true };
  }
}
