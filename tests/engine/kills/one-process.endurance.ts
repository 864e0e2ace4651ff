import { expect } from "chai";
import type { Process } from "../../support/process-tree.ts";
import { killAll } from "../../support/process-tree.ts";
import { fails, succeeds } from "../support/outcomes.ts";
import { type Choice, gone, killed } from "./kill.ts";
import { recover, undisturbed } from "./recovery.ts";
import { Fixture } from "./fixture.ts";
import { scenarios } from "./scenarios.ts";

/** How much of the quickstart's first `up` is done, in requests. Some requests of the plugin are then in progress. */
const moments = { early: 1 / 8, "in the middle": 1 / 2, late: 3 / 4 };
/** Seconds that Pulumi's own processes need to end on a busy machine. */
const patience = 120;

/**
 * Pulumi's own processes. The language host checks every five minutes whether its engine still exists. A program that
 * waits for a function of another package never ends: the SDK (3.270) reports the failure on a closed standard error,
 * which fails again.
 */
const isOfPulumi = ({ command }: Process) => /pulumi-language-nodejs|pulumi\/cmd\/run\/index\.js/.test(command);
const isDynamicProvider = ({ command }: Process) => /pulumi-resource-pulumi-nodejs|dynamic-provider/.test(command);

const cliAlone: Choice = (cli) => [cli];
const pluginAlone: Choice = (_cli, below) => below.filter(isDynamicProvider).map(({ id }) => id);

describe("a killed deployment", function () {
  this.timeout(900_000);

  const scenario = scenarios["the first `up`"];
  let fixture: Fixture;
  let expected: Record<string, string[]>;
  let requests: number;
  before(async () => {
    fixture = await Fixture.empty();
    ({ world: expected, requests } = await undisturbed(fixture, scenario));
  });
  after(() => fixture.remove());

  for (const [when, share] of Object.entries(moments)) {
    const moment = () => ({ request: Math.ceil(requests * share), answered: true });

    it(`leaves no plugin behind when it was the CLI alone, and is recovered: ${when}`, () =>
      fixture.run(async (deployment) => {
        const { below = [] } = (await killed(deployment, scenario.command, moment(), cliAlone)) ?? {};
        const plugins = below.filter((process) => !isOfPulumi(process));
        try {
          expect(below.filter(isDynamicProvider).length).to.be.above(0);
          const ids = plugins.map(({ id }) => id);
          expect(await gone(ids, patience)).to.deep.equal([]);
        } finally {
          killAll(below.map(({ id }) => id));
        }
        expect(await recover(deployment, scenario)).to.deep.equal(expected);
      }));

    it(`fails and ends when it was the plugin alone, and is recovered: ${when}`, () =>
      fixture.run(async (deployment) => {
        const found = await killed(deployment, scenario.command, moment(), pluginAlone);
        if (found === undefined) throw new Error("The command was through too soon");
        expect(await fails(found.command.result)).to.match(/error reading from server|connection refused|Unavailable/);
        expect(await gone(everyoneOf(found), patience)).to.deep.equal([]);
        expect(await recover(deployment, scenario)).to.deep.equal(expected);
      }));
  }

  it("warns of what was under way until a refresh clears it, without being asked in a terminal", () =>
    fixture.run(async (deployment) => {
      const { project } = deployment;
      await killed(deployment, scenario.command, { during: { table: "msdyn_liveworkstream", method: "PATCH" } });
      await recover(deployment, scenario);
      const warning = "pending operations from previous deployment";
      expect(await succeeds(project.up())).to.contain(warning);
      await succeeds(project.refresh(["--clear-pending-creates"]));
      expect(await succeeds(project.up(["--expect-no-changes"]))).not.to.contain(warning);
    }));
});

function everyoneOf(found: {
  readonly command: { readonly processId: number };
  readonly below: readonly Process[];
}): number[] {
  return [found.command.processId, ...found.below.map(({ id }) => id)];
}
