import { setTimeout as wait } from "node:timers/promises";
import { expect } from "chai";
import type { LoggedRequest } from "../../provider/sandbox/index.ts";
import type { RunningCommand } from "../support/running-command.ts";
import { descendantsOf } from "../support/process-tree.ts";
import { gone, othersAreBusy } from "./kills/kill.ts";
import { undisturbed } from "./kills/recovery.ts";
import { finalWorld } from "./kills/final-world.ts";
import { type Deployment, Fixture } from "./kills/fixture.ts";
import { scenarios } from "./kills/scenarios.ts";
import { fails, named, previewsNothing, succeeds } from "./support/outcomes.ts";

const accountTable = "msdyn_ocbotchannelregistration";
const workstreamTable = "msdyn_liveworkstream";

interface Wait {
  /** The resource that is being created in the meantime, and the table of its row. */
  readonly resource: string;
  readonly table: string;
  /** Makes the service slow, for ten seconds. Both signals arrive in that time. */
  begin(deployment: Deployment): Promise<void>;
  /** Resolves while the operation waits. */
  reached(command: RunningCommand, deployment: Deployment): Promise<unknown>;
}

const waits: Readonly<Record<string, Wait>> = {
  "the service takes its time over a write": {
    resource: "Workstream chat",
    table: workstreamTable,
    begin: ({ sandbox }) => sandbox.addFault({ ...createOf(workstreamTable), action: { kind: "stall", ms: 10_000 } }),
    reached: async (_command, { sandbox }) => {
      const isCreate = ({ table, method }: LoggedRequest) => table === workstreamTable && method === "PATCH";
      while (!(await sandbox.requests()).some(isCreate)) await wait(50);
    },
  },
  "the service asks to come again later": {
    resource: "Workstream chat",
    table: workstreamTable,
    begin: ({ sandbox }) =>
      sandbox.addFault({ ...createOf(workstreamTable), action: { kind: "throttle", retryAfter: 10 } }),
    reached: (command) => command.says(/asks to slow down/),
  },
  "the service has not filled in the endpoint": {
    resource: "MessagingAccount contoso-chat",
    table: accountTable,
    begin: ({ sandbox }) => sandbox.setSwitches({ endpointFill: "async", fillDelayMs: 10_000 }),
    reached: (command) => command.says(/waiting for the service to fill in the messaging endpoint/),
  },
};

describe("a deployment that is interrupted", function () {
  this.timeout(900_000);

  const scenario = scenarios["the first `up`"];
  let fixture: Fixture;
  let expected: Record<string, string[]>;
  before(async () => {
    fixture = await Fixture.empty();
    ({ world: expected } = await undisturbed(fixture, scenario));
  });
  after(() => fixture.remove());

  /** Runs `up` until it waits, presses Ctrl-C, and returns what the command printed and what its state contains. */
  async function interrupted(deployment: Deployment, waiting: Wait, times: number) {
    await waiting.begin(deployment);
    const command = deployment.project.start(...scenario.command);
    await waiting.reached(command, deployment);
    const below = descendantsOf(command.processId);
    for (let sent = 0; sent < times; sent++) {
      command.signal("SIGINT");
      if (sent + 1 < times) {
        await command.says(/interrupt|cancel/i);
        // No new operation starts now. An abrupt end would lose what other packages are creating, so wait.
        while (othersAreBusy(deployment.project)) await wait(20);
      }
    }
    const text = await fails(command.result);
    expect(await gone([command.processId, ...below.map(({ id }) => id)], 30)).to.deep.equal([]);
    const { deployment: state } = await deployment.project.exportStack();
    return {
      text,
      resources: new Map(state.resources?.map(({ urn, id }) => [named(urn), id])),
      pending: (state.pending_operations ?? []).map(({ type, resource }) => `${type} ${named(resource.urn)}`),
    };
  }

  async function goesOn({ project, sandbox }: Deployment): Promise<void> {
    await sandbox.clearFaults();
    await succeeds(project.cli(...scenario.command));
    await previewsNothing(project);
    expect(finalWorld(await sandbox.world())).to.deep.equal(expected);
  }

  for (const [what, waiting] of Object.entries(waits)) {
    it(`finishes and saves what runs, and goes on with the next \`up\`: while ${what}`, () =>
      fixture.run(async (deployment) => {
        const { text, resources, pending } = await interrupted(deployment, waiting, 1);
        expect(text).to.contain("error: update canceled");
        const [row] = await deployment.sandbox.rows(waiting.table);
        expect(resources.get(waiting.resource)).to.equal(row?.[`${waiting.table}id`]);
        expect(pending).to.deep.equal([]);
        expect([...resources.keys()]).not.to.include("CustomChannel website");
        await goesOn(deployment);
      }));

    it(`ends at once the second time, and goes on with the next \`up\`: while ${what}`, () =>
      fixture.run(async (deployment) => {
        const { resources, pending } = await interrupted(deployment, waiting, 2);
        expect([...resources.keys()]).not.to.include(waiting.resource);
        expect(pending).to.include(`creating ${waiting.resource}`);
        await goesOn(deployment);
      }));
  }
});

function createOf(table: string) {
  return { table, method: "PATCH" } as const;
}
