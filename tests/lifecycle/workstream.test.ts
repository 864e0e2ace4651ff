import { expect } from "chai";
import type { Properties } from "../../provider/core/definition.ts";
import { DependentRowsError, ManagedRowError, OtherOrganizationError } from "../../provider/core/failures.ts";
import { partIdOf } from "../../provider/core/identity.ts";
import { workstream } from "../../provider/resources/workstream.ts";
import {
  startSandbox,
  switchFacts,
  type Row,
  type SandboxOrganization,
  type Switches,
} from "../../provider/sandbox/index.ts";
import { withSandbox } from "../support/sandbox.ts";
import { Deployment, RefusedArguments } from "./support/deployment.ts";
import { failureOf } from "./support/failure.ts";
import { interruptedEverywhere, rowsOf } from "./support/interruptions.ts";

const table = "msdyn_liveworkstream";
const variableTable = "msdyn_ocliveworkstreamcontextvariable";
const linkTable = "msdyn_liveworkstreamcapacityprofile";
const contractTable = "msdyn_decisioncontract";

const plain = { name: "Telephone of the web", distributionMode: "Push" };
const full = {
  ...plain,
  fallbackQueue: "Support",
  capacity: { profile: "Premium messaging" },
  allowedPresences: ["Busy", "Available"],
  autoCloseAfterInactivityMinutes: 60,
  keepSameAgent: false,
  skillMatching: "Exact",
  blockCapacityForWrapUp: 15,
  sessionTemplate: "Contoso session",
  notificationTemplates: { consult: "contoso_quiet_notification" },
  contextVariables: [
    { name: "Language", type: "Text" },
    { name: "Visits", type: "Number" },
  ],
  agent: { botHandle: "contoso-agent" },
};

describe("workstreams", () => {
  const sandbox = withSandbox();
  let organization: SandboxOrganization;
  let deployment: Deployment;

  beforeEach(() => {
    sandbox().reset();
    [organization] = sandbox().organizations as [SandboxOrganization];
    deployment = new Deployment(workstream, sandbox());
  });

  const row = (): Row => organization.row(table, deployment.id) ?? {};
  const idOf = (named: string, column: string, name: string): unknown =>
    organization.rows(named).find((each) => each[column] === name)?.[`${named}id`];
  const variables = (): unknown[] =>
    organization.rows(variableTable).map((each) => [each["msdyn_name"], each["msdyn_datatype"]]);
  const profiles = (): unknown[] =>
    organization
      .rows(linkTable)
      .filter((link) => link["msdyn_workstream_id"] === deployment.id)
      .map((link) => link["msdyn_capacityprofile_id"]);
  const contract = (): string =>
    String(organization.row(contractTable, String(row()["msdyn_routingcontractid"]))?.["msdyn_contractdefinition"]);
  const written = (): unknown[] =>
    sandbox()
      .requests.writes()
      .map(({ body }): unknown => JSON.parse(body));

  it("stores every argument where the service looks for it", async () => {
    await deployment.up(full);
    expect(row()).to.include({
      msdyn_name: "Telephone of the web",
      msdyn_streamsource: 192350002,
      msdyn_mode: 717210001,
      msdyn_direction: 0,
      msdyn_workdistributionmode: 192350000,
      msdyn_defaultqueue: idOf("queue", "name", "Support"),
      msdyn_capacityformat: 192360000,
      msdyn_allowedpresences: "192360000,192360001",
      msdyn_autocloseafterinactivity: 60,
      msdyn_enableagentaffinity: false,
      msdyn_matchinglogic: 192350000,
      msdyn_blockcapacityforwrapup: 15,
      msdyn_sessiontemplate_default: "contoso_session",
      msdyn_notificationtemplate_consult: "contoso_quiet_notification",
      msdyn_bot_user: idOf("systemuser", "msdyn_bothandle", "contoso-agent"),
    });
    expect(profiles()).to.deep.equal([idOf("msdyn_capacityprofile", "msdyn_uniquename", "contoso_premium_messaging")]);
    expect(variables()).to.deep.equal([
      ["Language", 192350000],
      ["Visits", 192350001],
    ]);
    expect(contract()).to.contain('<variable name="Language" data-type="string"/>');
    expect(contract()).to.contain('<variable name="Visits" data-type="number"/>');
  });

  it("starts with the documented defaults, and leaves to the service what is the service's", async () => {
    await deployment.up(plain);
    expect(row()).to.include({
      msdyn_allowedpresences: "192360000,192360001",
      msdyn_autocloseafterinactivity: 2880,
      msdyn_enableagentaffinity: true,
      msdyn_notificationtemplate_consult: "msdyn_custommessaging_consult",
    });
    expect(row()).not.to.have.any.keys("msdyn_matchinglogic", "msdyn_defaultqueue", "msdyn_blockcapacityforwrapup");
    expect(profiles()).to.deep.equal([
      idOf("msdyn_capacityprofile", "msdyn_uniquename", "msdyn_messaging_default_profile"),
    ]);
  });

  it("does not keep the representative in pick mode", async () => {
    await deployment.up({ ...plain, distributionMode: "Pick" });
    expect(row()).to.include({ msdyn_workdistributionmode: 192350001, msdyn_enableagentaffinity: false });
  });

  it("writes nothing when nothing changed, and refresh shows nothing", async () => {
    await deployment.up(full);
    sandbox().requests.clear();
    expect(await deployment.up(full)).to.deep.equal({ changes: [], replaces: [] });
    expect(await deployment.refresh()).to.deep.equal([]);
    expect(await deployment.preview(full)).to.deep.equal({ changes: [], replaces: [] });
    expect(written()).to.deep.equal([]);
  });

  const changes: readonly (readonly [string, unknown, Properties])[] = [
    ["name", "Telephone", { msdyn_name: "Telephone" }],
    ["fallbackQueue", "Sales", { "msdyn_defaultqueue@odata.bind": "/queues({Sales})" }],
    ["capacity", { units: 30 }, { msdyn_capacityformat: 192350000, msdyn_capacityrequired: 30 }],
    ["allowedPresences", ["Offline", "Away"], { msdyn_allowedpresences: "192360003,192360004" }],
    ["autoCloseAfterInactivityMinutes", 5, { msdyn_autocloseafterinactivity: 5 }],
    ["keepSameAgent", true, { msdyn_enableagentaffinity: true }],
    ["skillMatching", "None", { msdyn_matchinglogic: null }],
    ["blockCapacityForWrapUp", "Never", { msdyn_blockcapacityforwrapup: 0 }],
    [
      "sessionTemplate",
      "msdyn_custommessaging_session_default",
      { msdyn_sessiontemplate_default: "msdyn_custommessaging_session_default" },
    ],
    [
      "notificationTemplates",
      { consult: "msdyn_custommessaging_consult" },
      { msdyn_notificationtemplate_consult: "msdyn_custommessaging_consult" },
    ],
  ];
  for (const [argument, value, columns] of changes) {
    it(`writes only its own column when ${argument} changes`, async () => {
      await deployment.up(full);
      sandbox().requests.clear();
      expect(await deployment.up({ ...full, [argument]: value })).to.deep.equal({ changes: [argument], replaces: [] });
      const sales = String(idOf("queue", "name", "Sales"));
      const body: unknown = JSON.parse(JSON.stringify(columns).replace("{Sales}", sales));
      expect(written()).to.deep.equal([body]);
      expect(await deployment.refresh()).to.deep.equal([]);
    });
  }

  const drifts: readonly (readonly [string, Properties])[] = [
    ["name", { msdyn_name: "Renamed by hand" }],
    ["fallbackQueue", { msdyn_defaultqueue: null }],
    ["capacity", { msdyn_capacityformat: 192350000 }],
    ["allowedPresences", { msdyn_allowedpresences: "192360000" }],
    ["autoCloseAfterInactivityMinutes", { msdyn_autocloseafterinactivity: 1 }],
    ["keepSameAgent", { msdyn_enableagentaffinity: true }],
    ["skillMatching", { msdyn_matchinglogic: null }],
    ["blockCapacityForWrapUp", { msdyn_blockcapacityforwrapup: null }],
    ["sessionTemplate", { msdyn_sessiontemplate_default: "deleted_template" }],
    ["notificationTemplates", { msdyn_notificationtemplate_consult: "msdyn_custommessaging_consult" }],
    ["agent", { msdyn_bot_user: null }],
  ];
  for (const [argument, byHand] of drifts) {
    it(`sees ${argument} changed by hand and repairs it`, async () => {
      await deployment.up(full);
      const before = rowsOf(sandbox());
      organization.update(table, deployment.id, byHand as Row);
      expect(await deployment.refresh()).to.deep.equal([argument]);
      expect((await deployment.up(full)).changes).to.deep.equal([argument]);
      expect(rowsOf(sandbox())[table]).to.deep.equal(
        before[table]?.map((text) =>
          text.replace(/"modifiedby":"[^"]*"/, `"modifiedby":"${String(row()["modifiedby"])}"`),
        ),
      );
    });
  }

  it("repairs a drift that was never refreshed, with the next change", async () => {
    await deployment.up(full);
    organization.update(table, deployment.id, { msdyn_autocloseafterinactivity: 1 });
    await deployment.up({ ...full, keepSameAgent: true });
    expect(row()).to.include({ msdyn_autocloseafterinactivity: 60, msdyn_enableagentaffinity: true });
  });

  it("returns to the default when an argument leaves the program, and leaves what the service decides", async () => {
    await deployment.up(full);
    await deployment.up(plain);
    expect(row()).to.include({
      msdyn_defaultqueue: null,
      msdyn_allowedpresences: "192360000,192360001",
      msdyn_autocloseafterinactivity: 2880,
      msdyn_enableagentaffinity: true,
      msdyn_matchinglogic: null,
      msdyn_blockcapacityforwrapup: null,
      msdyn_bot_user: null,
      msdyn_sessiontemplate_default: "contoso_session",
      msdyn_capacityformat: 192360000,
    });
    expect(variables()).to.deep.equal([]);
    expect((await deployment.preview(plain)).changes).to.deep.equal([]);
    expect(await deployment.refresh()).to.deep.equal([]);
  });

  describe("context variables", () => {
    it("renames, retypes, adds and deletes those of the program, and leaves those of people", async () => {
      await deployment.up(full);
      organization.insert(variableTable, {
        msdyn_name: "ByHand",
        msdyn_datatype: 192350000,
        msdyn_liveworkstreamid: deployment.id,
      });
      expect(await deployment.refresh()).to.deep.equal([]);
      await deployment.up({
        ...full,
        contextVariables: [
          { name: "Visits", type: "Text" },
          { name: "Region", type: "Text" },
        ],
      });
      expect(variables()).to.have.deep.members([
        ["Visits", 192350000],
        ["ByHand", 192350000],
        ["Region", 192350000],
      ]);
      expect(contract()).to.contain('name="Region"').and.to.contain('name="Language"');
    });

    it("joins a variable that is there under the same name", async () => {
      await deployment.up(plain);
      organization.insert(variableTable, {
        msdyn_name: "Language",
        msdyn_datatype: 192350001,
        msdyn_liveworkstreamid: deployment.id,
      });
      await deployment.up({ ...plain, contextVariables: [{ name: "Language", type: "Text" }] });
      expect(variables()).to.deep.equal([["Language", 192350000]]);
    });

    it("shows a variable deleted by hand and makes it again", async () => {
      await deployment.up(full);
      organization.remove(variableTable, partIdOf(deployment.id, "context variable Language"));
      expect(await deployment.refresh()).to.deep.equal(["contextVariables"]);
      await deployment.up(full);
      expect(variables()).to.have.deep.members([
        ["Language", 192350000],
        ["Visits", 192350001],
      ]);
    });

    it("adds to a contract that somebody else changes at the same time, and takes nothing away", async () => {
      await deployment.up(plain);
      const contractId = String(row()["msdyn_routingcontractid"]);
      const byHand = contract().replace("</complex>", '<variable name="Foreign" data-type="string" /></complex>');
      sandbox().faults.add({
        method: "PATCH",
        when: ({ table: asked }) => {
          if (asked === contractTable && !contract().includes("Foreign")) {
            organization.update(contractTable, contractId, { msdyn_contractdefinition: byHand });
          }
          return false;
        },
        action: { kind: "dropAnswer" },
      });
      await deployment.up({ ...plain, contextVariables: [{ name: "Language", type: "Text" }] });
      expect(contract()).to.contain('name="Foreign"').and.to.contain('name="Language"');
    });
  });

  it("shows a second capacity profile as drift and takes it away", async () => {
    await deployment.up(full);
    organization.insert(linkTable, {
      msdyn_name: "by hand",
      msdyn_workstream_id: deployment.id,
      msdyn_capacityprofile_id: String(
        idOf("msdyn_capacityprofile", "msdyn_uniquename", "msdyn_messaging_default_profile"),
      ),
    });
    expect(await deployment.refresh()).to.deep.equal(["capacity"]);
    await deployment.up(full);
    expect(profiles()).to.have.length(1);
  });

  describe("identity", () => {
    it("takes a row over when told to, and writes only what the program says", async () => {
      const foreign = organization.insert(table, {
        msdyn_name: plain.name,
        msdyn_streamsource: 192350002,
        msdyn_workdistributionmode: 192350000,
        msdyn_autocloseafterinactivity: 7,
      });
      await deployment.up({ ...plain, keepSameAgent: true, adopt: true });
      expect(deployment.id).to.equal(foreign["msdyn_liveworkstreamid"]);
      expect(row()).to.include({ msdyn_autocloseafterinactivity: 7, msdyn_enableagentaffinity: true });
      expect(await deployment.refresh()).to.deep.equal([]);
    });

    it("creates where there is nothing to take over", async () => {
      await deployment.up({ ...plain, adopt: true });
      expect(organization.rows(table)).to.have.length(1);
    });

    it("does not take over a workstream of the other distribution mode", async () => {
      organization.insert(table, {
        msdyn_name: plain.name,
        msdyn_streamsource: 192350002,
        msdyn_workdistributionmode: 192350001,
      });
      const refusal = await failureOf(deployment.up({ ...plain, adopt: true }), RefusedArguments);
      expect(refusal.faults.map((fault) => fault.path)).to.deep.equal(["distributionMode"]);
    });

    it("names the row that stands under its id", async () => {
      await deployment.up(plain);
      organization.plant(table, deployment.id, { msdyn_name: "Somebody's", msdyn_streamsource: 192350002 });
      const failure = await failureOf(new Deployment(workstream, sandbox()).up(plain), Error);
      expect(failure.message).to.contain("[row-id-taken]").and.to.contain(deployment.id);
    });

    it("makes a row again that was deleted by hand, with the rows that lost it", async () => {
      await deployment.up(full);
      const before = rowsOf(sandbox());
      organization.remove(table, deployment.id);
      await deployment.up({ ...full, keepSameAgent: true });
      expect(deployment.messages.join("\n")).to.contain("is gone; making it again");
      expect(rowsOf(sandbox())[variableTable]).to.deep.equal(before[variableTable]);
      expect(profiles()).to.have.length(1);
    });

    it("is replaced, under its old id, when the distribution mode changes", async () => {
      await deployment.up(full);
      const { id } = deployment;
      const difference = await deployment.up({ ...plain, distributionMode: "Pick" });
      expect(difference.replaces).to.deep.equal(["distributionMode"]);
      expect(deployment.id).to.equal(id);
      expect(row()).to.include({ msdyn_workdistributionmode: 192350001 });
      expect(organization.rows(table)).to.have.length(1);
    });

    it("refuses another organization for refresh, update and destroy", async () => {
      await deployment.up(plain);
      const elsewhere = await startSandbox({ organizations: 2 });
      try {
        const [, second] = elsewhere.organizations;
        const moved = deployment.at(String(second?.url));
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
      await deployment.up(plain);
      organization.plant(table, deployment.id, { ...row(), ismanaged: true });
      organization.plant("solution", String(row()["solutionid"]), {
        uniquename: "ContosoMessaging",
        friendlyname: "Contoso Messaging",
        version: "1.0",
      });
      const change = await failureOf(deployment.up({ ...plain, keepSameAgent: false }), ManagedRowError);
      expect(change.what).to.contain('belongs to the managed solution "Contoso Messaging"');
      expect((await failureOf(deployment.destroy(), ManagedRowError)).code).to.equal("managed-row");
    });
  });

  describe("delete", () => {
    const standing = (): Record<string, string[]> => {
      const { organization: _organization, ...rows } = rowsOf(sandbox());
      return rows;
    };

    it("leaves nothing behind that was not there before", async () => {
      const before = standing();
      await deployment.up(full);
      await deployment.destroy();
      expect(standing()).to.deep.equal(before);
    });

    it("is done where the row is gone, and takes what lost it", async () => {
      const before = standing();
      await deployment.up(full);
      organization.remove(table, deployment.id);
      await deployment.destroy();
      const { [contractTable]: _contracts, ...rows } = standing();
      const { [contractTable]: _before, ...expected } = before;
      expect(rows).to.deep.equal(expected);
    });

    it("keeps a contract that a rule set uses", async () => {
      await deployment.up(full);
      const contractId = String(row()["msdyn_routingcontractid"]);
      organization.insert("msdyn_decisionruleset", {
        msdyn_name: "by hand",
        msdyn_uniquename: "new_by_hand",
        msdyn_inputcontractid: contractId,
      });
      await deployment.destroy();
      expect(organization.row(contractTable, contractId)?.["msdyn_decisioncontractid"]).to.equal(contractId);
    });

    it("is refused while a channel points here, before anything is taken", async () => {
      await deployment.up(full);
      organization.insert("msdyn_occustommessagingchannel", {
        msdyn_name: "Web chat",
        msdyn_occustomchannelid: 192350000,
        msdyn_liveworkstreamid: deployment.id,
      });
      const before = rowsOf(sandbox());
      const refusal = await failureOf(deployment.destroy(), DependentRowsError);
      expect(refusal.what).to.contain('"Web chat"');
      expect(rowsOf(sandbox())).to.deep.equal(before);
      expect(deployment.exists).to.equal(true);
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
      await deployment.up(full);
      const { state } = deployment;
      sandbox().faults.add({ table, times: 100, action: { kind: "refuse", status, code } });
      await failureOf(deployment.refresh(), Error);
      await failureOf(deployment.destroy(), Error);
      sandbox().faults.clear();
      expect(deployment.state).to.deep.equal(state);
      expect(organization.rows(table)).to.have.length(1);
    });
  }

  it("says in preview that channels are not provisioned", async () => {
    sandbox().switches.set({ channelsProvisioned: false });
    const refusal = await failureOf(deployment.preview(plain), RefusedArguments);
    expect(refusal.faults.map((fault) => fault.reason).join()).to.contain("channels are not provisioned");
  });

  it("refuses a queue of another type, naming those that fit", async () => {
    const refusal = await failureOf(
      deployment.preview({ ...plain, fallbackQueue: "Default entity queue" }),
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
        await deployment.up(full);
        expect(await deployment.refresh()).to.deep.equal([]);
        expect(profiles()).to.have.length(1);
        await deployment.up({ ...full, fallbackQueue: "Sales" });
        const { fallbackQueue: _queue, ...withoutQueue } = full;
        await deployment.up(withoutQueue);
        expect(row()["msdyn_defaultqueue"]).to.equal(null);
        expect(await deployment.refresh()).to.deep.equal([]);
        await deployment.destroy();
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
