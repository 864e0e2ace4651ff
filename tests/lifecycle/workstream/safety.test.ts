import { expect } from "chai";
import { DependentRowsError, ManagedRowError, OtherOrganizationError } from "../../../provider/core/errors.ts";
import { workstream } from "../../../provider/resources/workstream/index.ts";
import { startSandbox, switchFacts, type Switches } from "../../../provider/sandbox/index.ts";
import { withSandbox } from "../../support/sandbox.ts";
import { Deployment, RefusedArguments } from "../support/deployment.ts";
import { failureOf } from "../support/failure.ts";
import { interruptedEverywhere, rowsOf } from "../support/interruptions.ts";
import {
  contractTable,
  full,
  plain,
  variableTable,
  WorkstreamFixture,
  workstreamTable,
} from "../support/workstream-fixture.ts";

describe("workstreams are safe", function () {
  this.timeout(60_000);

  const sandbox = withSandbox();
  let fixture: WorkstreamFixture;
  beforeEach(() => {
    sandbox().reset();
    fixture = new WorkstreamFixture(sandbox());
  });

  describe("identity", () => {
    it("takes a row over when told to, and writes only what the program says", async () => {
      const foreign = fixture.organization.insert(workstreamTable, {
        msdyn_name: plain.name,
        msdyn_streamsource: 192350002,
        msdyn_workdistributionmode: 192350000,
        msdyn_autocloseafterinactivity: 7,
      });
      await fixture.deployment.up({ ...plain, keepSameAgent: true, adopt: true });
      expect(fixture.deployment.id).to.equal(foreign["msdyn_liveworkstreamid"]);
      expect(fixture.row).to.include({ msdyn_autocloseafterinactivity: 7, msdyn_enableagentaffinity: true });
      expect(await fixture.deployment.refresh()).to.deep.equal([]);
    });

    it("creates where there is nothing to take over", async () => {
      await fixture.deployment.up({ ...plain, adopt: true });
      expect(fixture.organization.rows(workstreamTable)).to.have.length(1);
    });

    it("does not take over a workstream of the other distribution mode", async () => {
      fixture.organization.insert(workstreamTable, {
        msdyn_name: plain.name,
        msdyn_streamsource: 192350002,
        msdyn_workdistributionmode: 192350001,
      });
      const refusal = await failureOf(fixture.deployment.up({ ...plain, adopt: true }), RefusedArguments);
      expect(refusal.failures.map((failure) => failure.path)).to.deep.equal(["distributionMode"]);
    });

    it("does not take over a workstream that shows no distribution mode", async () => {
      fixture.organization.insert(workstreamTable, {
        msdyn_name: plain.name,
        msdyn_streamsource: 192350002,
        msdyn_workdistributionmode: null,
      });
      const refusal = await failureOf(fixture.deployment.up({ ...plain, adopt: true }), RefusedArguments);
      expect(refusal.failures).to.deep.equal([
        {
          code: "distribution-mode-settled",
          path: "distributionMode",
          reason: "the workstream to take over has neither Push nor Pick, which cannot be changed",
          remedy: "leave adopt out and declare a workstream of your own",
        },
      ]);
    });

    it("names the row that stands under its id", async () => {
      await fixture.deployment.up(plain);
      fixture.organization.insertRaw(workstreamTable, fixture.deployment.id, {
        msdyn_name: "Somebody's",
        msdyn_streamsource: 192350002,
      });
      const failure = await failureOf(new Deployment(workstream, sandbox()).up(plain), Error);
      expect(failure.message).to.contain("[row-id-taken]").and.to.contain(fixture.deployment.id);
    });

    it("makes a row again that was deleted by hand, with the rows that lost it", async () => {
      await fixture.deployment.up(full);
      const before = rowsOf(sandbox());
      fixture.organization.remove(workstreamTable, fixture.deployment.id);
      await fixture.deployment.up({ ...full, keepSameAgent: true });
      expect(fixture.deployment.messages.join("\n")).to.contain("is gone; making it again");
      expect(rowsOf(sandbox())[variableTable]).to.deep.equal(before[variableTable]);
      expect(fixture.profiles).to.have.length(1);
    });

    it("is replaced, under its old id, when the distribution mode changes", async () => {
      await fixture.deployment.up(full);
      const { id } = fixture.deployment;
      const difference = await fixture.deployment.up({ ...plain, distributionMode: "Pick" });
      expect(difference.replaces).to.deep.equal(["distributionMode"]);
      expect(fixture.deployment.id).to.equal(id);
      expect(fixture.row).to.include({ msdyn_workdistributionmode: 192350001 });
      expect(fixture.organization.rows(workstreamTable)).to.have.length(1);
    });

    it("refuses another organization for refresh, update and destroy", async () => {
      await fixture.deployment.up(plain);
      const elsewhere = await startSandbox({ organizations: 2 });
      try {
        const [, second] = elsewhere.organizations;
        const moved = fixture.deployment.at(String(second?.url));
        const commands = [
          () => moved.refresh(),
          () => moved.destroy(),
          () => moved.up({ ...plain, keepSameAgent: false }),
        ];
        for (const command of commands) {
          expect((await failureOf(command(), OtherOrganizationError)).code).to.equal("other-organization");
        }
      } finally {
        await elsewhere.close();
      }
    });

    it("leaves rows of managed solutions alone", async () => {
      await fixture.deployment.up(plain);
      fixture.organization.insertRaw(workstreamTable, fixture.deployment.id, { ...fixture.row, ismanaged: true });
      fixture.organization.insertRaw("solution", String(fixture.row["solutionid"]), {
        uniquename: "ContosoMessaging",
        friendlyname: "Contoso Messaging",
        version: "1.0",
      });
      const change = await failureOf(fixture.deployment.up({ ...plain, keepSameAgent: false }), ManagedRowError);
      expect(change.what).to.contain('belongs to the managed solution "Contoso Messaging"');
      expect((await failureOf(fixture.deployment.destroy(), ManagedRowError)).code).to.equal("managed-row");
    });
  });

  const noSolutions: readonly (readonly [string, string, string, string])[] = [
    [
      "does not exist",
      "Chanels",
      'the setting dynamics365:solution names "Chanels", and the environment has no such solution',
      'did you mean "Channels"?',
    ],
    [
      "is managed",
      "ContosoBase",
      'the setting dynamics365:solution names "ContosoBase", a managed solution, which no row can join',
      'set it to an unmanaged solution: "Channels" or "Default"',
    ],
  ];
  for (const [what, solution, reason, remedy] of noSolutions) {
    it(`refuses a solution that ${what} in the preview of what would join it, and asks once`, async () => {
      await fixture.deployment.up(plain);
      fixture.deployment.solution = solution;
      expect((await fixture.deployment.preview(plain)).changes).to.deep.equal([]);
      const other = new Deployment(workstream, sandbox(), "other");
      other.solution = solution;
      sandbox().requests.clear();
      const { failures } = await failureOf(other.preview({ ...plain, name: "Other" }), RefusedArguments);
      expect(failures.map((failure) => [failure.path, failure.reason, failure.remedy])).to.deep.equal([
        ["", reason, remedy],
      ]);
      expect(sandbox().requests.list({ table: "solution" })).to.have.length(1);
    });
  }

  it("joins the solution of the configuration, with its parts", async () => {
    fixture.deployment.solution = "Channels";
    await fixture.deployment.up(full);
    const components = Object.values(sandbox().snapshot()).flatMap(({ solutioncomponent = [] }) => solutioncomponent);
    const ids = fixture.organization.rows(variableTable).map((each) => each[`${variableTable}id`]);
    expect(components.map((component) => component["objectid"])).to.include.members([fixture.deployment.id, ...ids]);
    expect(new Set(components.map((component) => component["solutionid"]))).to.have.all.keys(
      fixture.idOf("solution", "uniquename", "Channels"),
    );
  });

  describe("delete", () => {
    const standing = (): Record<string, string[]> => {
      const { organization: _organization, ...rows } = rowsOf(sandbox());
      return rows;
    };

    it("leaves nothing behind that was not there before", async () => {
      const before = standing();
      await fixture.deployment.up(full);
      await fixture.deployment.destroy();
      expect(standing()).to.deep.equal(before);
    });

    it("is done where the row is gone, and takes what lost it", async () => {
      const before = standing();
      await fixture.deployment.up(full);
      fixture.organization.remove(workstreamTable, fixture.deployment.id);
      await fixture.deployment.destroy();
      const { [contractTable]: _contracts, ...rows } = standing();
      const { [contractTable]: _before, ...expected } = before;
      expect(rows).to.deep.equal(expected);
    });

    it("keeps a contract that a rule set uses", async () => {
      await fixture.deployment.up(full);
      const contractId = fixture.contractId;
      fixture.organization.insert("msdyn_decisionruleset", {
        msdyn_name: "by hand",
        msdyn_uniquename: "new_by_hand",
        msdyn_inputcontractid: contractId,
      });
      await fixture.deployment.destroy();
      expect(fixture.organization.row(contractTable, contractId)?.["msdyn_decisioncontractid"]).to.equal(contractId);
    });

    it("is refused while a channel points here, before anything is taken", async () => {
      await fixture.deployment.up(full);
      fixture.organization.insert("msdyn_occustommessagingchannel", {
        msdyn_name: "Web chat",
        msdyn_occustomchannelid: 192350000,
        msdyn_liveworkstreamid: fixture.deployment.id,
      });
      const before = rowsOf(sandbox());
      const refusal = await failureOf(fixture.deployment.destroy(), DependentRowsError);
      expect(refusal.what).to.contain('"Web chat"');
      expect(rowsOf(sandbox())).to.deep.equal(before);
      expect(fixture.deployment.exists).to.equal(true);
    });
  });

  const unavailable = [
    [401, "0x80040216"],
    [403, "0x80040220"],
    [429, "0x80072322"],
    [503, "0x80044150"],
  ] as const;
  for (const [status, code] of unavailable) {
    it(`keeps state and row on ${status}`, async () => {
      await fixture.deployment.up(full);
      const { state } = fixture.deployment;
      sandbox().faults.add({ table: workstreamTable, times: 100, action: { kind: "refuse", status, code } });
      await failureOf(fixture.deployment.refresh(), Error);
      await failureOf(fixture.deployment.destroy(), Error);
      sandbox().faults.clear();
      expect(fixture.deployment.state).to.deep.equal(state);
      expect(fixture.organization.rows(workstreamTable)).to.have.length(1);
    });
  }

  it("says in preview that channels are not provisioned", async () => {
    sandbox().switches.set({ channelsProvisioned: false });
    const refusal = await failureOf(fixture.deployment.preview(plain), RefusedArguments);
    expect(refusal.failures.map((failure) => failure.reason).join()).to.contain("channels are not provisioned");
  });

  it("refuses a queue of another type, naming those that fit", async () => {
    const refusal = await failureOf(
      fixture.deployment.preview({ ...plain, fallbackQueue: "Default entity queue" }),
      RefusedArguments,
    );
    expect(refusal.message).to.contain("its type is Entity, and a messaging workstream needs Messaging");
    expect(refusal.message).to.contain('"Default messaging queue"');
  });

  const touching = [
    "contractUpkeep",
    "contractFromCaller",
    "workstreamFillIns",
    "templateFill",
    "modeChange",
    "optimisticConcurrency",
    "uniqueNameKey",
    "defaultQueueSelect",
    "workstreamDeleteCleansUp",
    "missingLookup",
    "unknownColumnCode",
  ] as const;
  for (const name of touching) {
    for (const setting of switchFacts[name].values) {
      it(`holds its promises with ${name}=${String(setting)}`, async () => {
        sandbox().switches.set({ [name]: setting, fillDelayMs: 30 } satisfies Partial<Record<keyof Switches, unknown>>);
        const { organization: _before, ...before } = rowsOf(sandbox());
        await fixture.deployment.up(full);
        expect(await fixture.deployment.refresh()).to.deep.equal([]);
        expect(fixture.profiles).to.have.length(1);
        await fixture.deployment.up({ ...full, fallbackQueue: "Sales" });
        const { fallbackQueue: _queue, ...withoutQueue } = full;
        await fixture.deployment.up(withoutQueue);
        expect(fixture.row["msdyn_defaultqueue"]).to.equal(null);
        expect(await fixture.deployment.refresh()).to.deep.equal([]);
        await fixture.deployment.destroy();
        const { organization: _after, ...after } = rowsOf(sandbox());
        expect(after).to.deep.equal(before);
      });
    }
  }

  describe("interrupted after any request and run again", () => {
    it("creates the same rows", async () => {
      const [undisturbed, ...others] = await interruptedEverywhere(sandbox(), async () => {
        const fresh = new Deployment(workstream, sandbox());
        return () => fresh.up(full);
      });
      expect(others).to.have.length.greaterThan(8);
      for (const other of others) expect(other).to.deep.equal(undisturbed);
    });

    it("updates to the same rows", async () => {
      const [undisturbed, ...others] = await interruptedEverywhere(sandbox(), async () => {
        const fresh = new Deployment(workstream, sandbox());
        await fresh.up(full);
        return () =>
          fresh.up({
            ...plain,
            capacity: { profile: "msdyn_messaging_default_profile" },
            contextVariables: [{ name: "Region", type: "Text" }],
          });
      });
      expect(others).to.have.length.greaterThan(8);
      for (const other of others) expect(other).to.deep.equal(undisturbed);
    });

    it("deletes everything", async () => {
      const [undisturbed, ...others] = await interruptedEverywhere(sandbox(), async () => {
        const fresh = new Deployment(workstream, sandbox());
        await fresh.up(full);
        return async () => {
          if (fresh.exists) await fresh.destroy();
        };
      });
      expect(others).to.have.length.greaterThan(5);
      for (const other of others) expect(other).to.deep.equal(undisturbed);
    });
  });
});
