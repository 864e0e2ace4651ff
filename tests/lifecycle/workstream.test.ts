import { expect } from "chai";
import type { Properties } from "../../provider/core/definition.ts";
import { partIdOf } from "../../provider/core/identity.ts";
import type { Row } from "../../provider/sandbox/index.ts";
import { UNKNOWN } from "../../schema/unknown.ts";
import { withSandbox } from "../support/sandbox.ts";
import { rowsOf } from "./support/interruptions.ts";
import {
  contractTable,
  full,
  linkTable,
  plain,
  variableTable,
  WorkstreamFixture,
  workstreamTable,
} from "./support/workstream-fixture.ts";

describe("workstreams", () => {
  const sandbox = withSandbox();
  let fixture: WorkstreamFixture;
  beforeEach(() => {
    sandbox().reset();
    fixture = new WorkstreamFixture(sandbox());
  });

  it("stores every argument where the service looks for it", async () => {
    await fixture.deployment.up(full);
    expect(fixture.row).to.include({
      msdyn_name: "Telephone of the web",
      msdyn_streamsource: 192350002,
      msdyn_mode: 717210001,
      msdyn_direction: 0,
      msdyn_workdistributionmode: 192350000,
      msdyn_defaultqueue: fixture.idOf("queue", "name", "Support"),
      msdyn_capacityformat: 192360000,
      msdyn_allowedpresences: "192360000,192360001",
      msdyn_autocloseafterinactivity: 60,
      msdyn_enableagentaffinity: false,
      msdyn_matchinglogic: 192350000,
      msdyn_blockcapacityforwrapup: 15,
      msdyn_sessiontemplate_default: "contoso_session",
      msdyn_notificationtemplate_consult: "contoso_quiet_notification",
      msdyn_bot_user: fixture.idOf("systemuser", "msdyn_bothandle", "contoso-agent"),
    });
    expect(fixture.profiles).to.deep.equal([
      fixture.idOf("msdyn_capacityprofile", "msdyn_uniquename", "contoso_premium_messaging"),
    ]);
    expect(fixture.variables).to.deep.equal([
      ["Language", 192350000],
      ["Visits", 192350001],
    ]);
    expect(fixture.contract).to.contain('<variable name="Language" data-type="string"/>');
    expect(fixture.contract).to.contain('<variable name="Visits" data-type="number"/>');
  });

  it("warns of a channel profile on a fallback queue that is new, and asks nothing more for it", async () => {
    const profile = fixture.organization.insert("msdyn_channelprofile", { msdyn_name: "Calm" });
    fixture.organization.update("queue", fixture.idOf("queue", "name", "Support"), {
      msdyn_channelprofileid: String(profile["msdyn_channelprofileid"]),
    });
    const told = () => fixture.deployment.messages.splice(0).filter((message) => message.includes("channel profile"));
    const warning =
      'Workstream "Chat": its fallback queue "Support" has a channel profile, which may take the place of how this workstream distributes work (mode, capacity, presences, inactivity); compare the two in the admin center';
    const chat = { ...plain, name: "Chat", fallbackQueue: "Support" };
    await fixture.deployment.preview(chat);
    expect(told()).to.deep.equal([warning]);
    await fixture.deployment.up(chat);
    expect(told()).to.deep.equal([warning]);
    await fixture.deployment.preview({ ...chat, keepSameAgent: false });
    await fixture.deployment.preview({ ...chat, fallbackQueue: "VIP" });
    expect(told()).to.deep.equal([]);
    fixture = new WorkstreamFixture(sandbox());
    sandbox().requests.clear();
    await fixture.deployment.preview({ ...chat, name: "Another" });
    expect(sandbox().requests.list({ table: "queue" })).to.have.length(1);
    expect(told()).to.have.length(1);
    sandbox().switches.set({ queueChannelProfile: false });
    await fixture.deployment.preview({ ...chat, name: "Another" });
    expect(told()).to.deep.equal([]);
  });

  it("tells in preview that a context variable would be deleted", async () => {
    await fixture.deployment.up(full);
    await fixture.deployment.preview({ ...full, contextVariables: [{ name: "Language", type: "Text" }] });
    expect(fixture.deployment.messages.filter((message) => message.includes("would be deleted"))).to.deep.equal([
      'Workstream "Telephone of the web": Visits would be deleted; Microsoft advises against renaming or deleting context variables, which adapters and rules name',
    ]);
  });

  it("previews context variables that are not known yet, and tells of none that would be deleted", async () => {
    await fixture.deployment.up(full);
    const { changes } = await fixture.deployment.preview({ ...full, contextVariables: UNKNOWN });
    expect(changes).to.deep.equal(["contextVariables"]);
    expect(fixture.deployment.messages.filter((message) => message.includes("would be deleted"))).to.deep.equal([]);
  });

  it("starts with the documented defaults, and leaves to the service what is the service's", async () => {
    await fixture.deployment.up(plain);
    expect(fixture.row).to.include({
      msdyn_allowedpresences: "192360000,192360001",
      msdyn_autocloseafterinactivity: 2880,
      msdyn_capacityrequired: 30,
      msdyn_enableagentaffinity: true,
      msdyn_notificationtemplate_consult: "msdyn_custommessaging_consult",
    });
    expect(fixture.row).not.to.have.any.keys(
      "msdyn_matchinglogic",
      "msdyn_defaultqueue",
      "msdyn_blockcapacityforwrapup",
    );
    expect(fixture.profiles).to.deep.equal([
      fixture.idOf("msdyn_capacityprofile", "msdyn_uniquename", "msdyn_messaging_default_profile"),
    ]);
  });

  it("gives a workstream 30 units where the program names none, and leaves them alone from then on", async () => {
    await fixture.deployment.up({ ...plain, capacity: { profile: "Premium messaging" } });
    expect(fixture.row).to.include({ msdyn_capacityformat: 192360000, msdyn_capacityrequired: 30 });
    fixture.organization.update(workstreamTable, fixture.deployment.id, { msdyn_capacityrequired: 99 });
    expect(await fixture.deployment.refresh()).to.deep.equal([]);
    await fixture.deployment.up({ ...plain, keepSameAgent: false });
    expect(fixture.row).to.include({ msdyn_capacityrequired: 99 });
    expect((await fixture.deployment.preview({ ...plain, keepSameAgent: false })).changes).to.deep.equal([]);
  });

  it("does not keep the representative in pick mode", async () => {
    await fixture.deployment.up({ ...plain, distributionMode: "Pick" });
    expect(fixture.row).to.include({ msdyn_workdistributionmode: 192350001, msdyn_enableagentaffinity: false });
  });

  it("writes nothing when nothing changed, and refresh shows nothing", async () => {
    await fixture.deployment.up(full);
    sandbox().requests.clear();
    expect(await fixture.deployment.up(full)).to.deep.equal({ changes: [], replaces: [] });
    expect(await fixture.deployment.refresh()).to.deep.equal([]);
    expect(await fixture.deployment.preview(full)).to.deep.equal({ changes: [], replaces: [] });
    expect(fixture.written).to.deep.equal([]);
  });

  const changes: readonly (readonly [string, unknown, Properties])[] = [
    ["name", "Telephone", { msdyn_name: "Telephone" }],
    ["fallbackQueue", "Sales", { "msdyn_defaultqueue@odata.bind": "/queues({Sales})" }],
    ["capacity", { units: 45 }, { msdyn_capacityformat: 192350000, msdyn_capacityrequired: 45 }],
    ["allowedPresences", ["Offline", "Away"], { msdyn_allowedpresences: "192360003,192360004" }],
    ["autoCloseAfterInactivityMinutes", 5, { msdyn_autocloseafterinactivity: 5 }],
    ["keepSameAgent", true, { msdyn_enableagentaffinity: true }],
    ["skillMatching", "None", { msdyn_matchinglogic: null }],
    ["blockCapacityForWrapUp", "Never", { msdyn_blockcapacityforwrapup: 0 }],
    [
      "sessionTemplate",
      "msdyn_custommessaging_session",
      { msdyn_sessiontemplate_default: "msdyn_custommessaging_session" },
    ],
    [
      "notificationTemplates",
      { consult: "msdyn_custommessaging_consult" },
      { msdyn_notificationtemplate_consult: "msdyn_custommessaging_consult" },
    ],
  ];
  for (const [argument, value, columns] of changes) {
    it(`writes only its own column when ${argument} changes`, async () => {
      await fixture.deployment.up(full);
      sandbox().requests.clear();
      expect(await fixture.deployment.up({ ...full, [argument]: value })).to.deep.equal({
        changes: [argument],
        replaces: [],
      });
      const sales = String(fixture.idOf("queue", "name", "Sales"));
      const body: unknown = JSON.parse(JSON.stringify(columns).replace("{Sales}", sales));
      expect(fixture.written).to.deep.equal([body]);
      expect(await fixture.deployment.refresh()).to.deep.equal([]);
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
      await fixture.deployment.up(full);
      const before = rowsOf(sandbox());
      fixture.organization.update(workstreamTable, fixture.deployment.id, byHand as Row);
      expect(await fixture.deployment.refresh()).to.deep.equal([argument]);
      expect((await fixture.deployment.up(full)).changes).to.deep.equal([argument]);
      expect(rowsOf(sandbox())).to.deep.equal(before);
    });
  }

  it("repairs a drift that was never refreshed, with the next change", async () => {
    await fixture.deployment.up(full);
    fixture.organization.update(workstreamTable, fixture.deployment.id, { msdyn_autocloseafterinactivity: 1 });
    await fixture.deployment.up({ ...full, keepSameAgent: true });
    expect(fixture.row).to.include({ msdyn_autocloseafterinactivity: 60, msdyn_enableagentaffinity: true });
  });

  it("returns to the default when an argument leaves the program, and leaves what the service decides", async () => {
    await fixture.deployment.up(full);
    await fixture.deployment.up(plain);
    expect(fixture.row).to.include({
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
    expect(fixture.variables).to.deep.equal([]);
    expect((await fixture.deployment.preview(plain)).changes).to.deep.equal([]);
    expect(await fixture.deployment.refresh()).to.deep.equal([]);
  });

  it("says that a value which the service decides is no longer managed", async () => {
    await fixture.deployment.up(full);
    await fixture.deployment.up(plain);
    expect(fixture.deployment.messages.filter((message) => message.includes("no longer managed"))).to.deep.equal(
      ["capacity", "sessionTemplate", "notificationTemplates"].map(
        (argument) =>
          `Workstream "Telephone of the web": ${argument} is no longer managed; the environment keeps its current value`,
      ),
    );
  });

  it("can be looked at by id and by name, with everything there is", async () => {
    await fixture.deployment.up(full);
    for (const id of [fixture.deployment.id.toUpperCase(), "name=Telephone of the web", "name=telephone of the WEB "]) {
      const found = await fixture.deployment.get(id);
      expect(found?.["rowId"]).to.equal(fixture.deployment.id);
      expect(found?.["fallbackQueue"]).to.equal("Support");
      expect(found?.["capacity"]).to.deep.equal({ profile: "contoso_premium_messaging" });
      expect(found?.["contextVariables"]).to.deep.equal(full.contextVariables);
      expect(found?.["agent"]).to.deep.equal({ botHandle: "contoso-agent" });
    }
  });

  describe("context variables", () => {
    it("renames, retypes, adds and deletes those of the program, and leaves those of people", async () => {
      await fixture.deployment.up(full);
      fixture.organization.insert(variableTable, {
        msdyn_name: "ByHand",
        msdyn_datatype: 192350000,
        msdyn_liveworkstreamid: fixture.deployment.id,
      });
      expect(await fixture.deployment.refresh()).to.deep.equal([]);
      await fixture.deployment.up({
        ...full,
        contextVariables: [
          { name: "Visits", type: "Text" },
          { name: "Region", type: "Text" },
        ],
      });
      expect(fixture.variables).to.have.deep.members([
        ["Visits", 192350000],
        ["ByHand", 192350000],
        ["Region", 192350000],
      ]);
      expect(fixture.contract).to.contain('name="Region"').and.to.contain('name="Language"');
    });

    it("joins a variable that is there under the same name", async () => {
      await fixture.deployment.up(plain);
      fixture.organization.insert(variableTable, {
        msdyn_name: "Language",
        msdyn_datatype: 192350001,
        msdyn_liveworkstreamid: fixture.deployment.id,
      });
      await fixture.deployment.up({ ...plain, contextVariables: [{ name: "Language", type: "Text" }] });
      expect(fixture.variables).to.deep.equal([["Language", 192350000]]);
    });

    it("shows a variable deleted by hand and makes it again", async () => {
      await fixture.deployment.up(full);
      fixture.organization.remove(variableTable, partIdOf(fixture.deployment.id, "context variable Language"));
      expect(await fixture.deployment.refresh()).to.deep.equal(["contextVariables"]);
      await fixture.deployment.up(full);
      expect(fixture.variables).to.have.deep.members([
        ["Language", 192350000],
        ["Visits", 192350001],
      ]);
    });

    it("adds to a contract that somebody else changes at the same time, and takes nothing away", async () => {
      await fixture.deployment.up(plain);
      const contractId = fixture.contractId;
      const byHand = fixture.contract.replace("</complex>", '<variable name="Foreign" data-type="string" /></complex>');
      sandbox().faults.add({
        method: "PATCH",
        when: ({ table: asked }) => {
          if (asked === contractTable && !fixture.contract.includes("Foreign")) {
            fixture.organization.update(contractTable, contractId, { msdyn_contractdefinition: byHand });
          }
          return false;
        },
        action: { kind: "dropAnswer" },
      });
      await fixture.deployment.up({ ...plain, contextVariables: [{ name: "Language", type: "Text" }] });
      expect(fixture.contract).to.contain('name="Foreign"').and.to.contain('name="Language"');
    });
  });

  it("shows a second capacity profile as drift and takes it away", async () => {
    await fixture.deployment.up(full);
    fixture.organization.insert(linkTable, {
      msdyn_name: "by hand",
      msdyn_workstream_id: fixture.deployment.id,
      msdyn_capacityprofile_id: String(
        fixture.idOf("msdyn_capacityprofile", "msdyn_uniquename", "msdyn_messaging_default_profile"),
      ),
    });
    expect(await fixture.deployment.refresh()).to.deep.equal(["capacity"]);
    await fixture.deployment.up(full);
    expect(fixture.profiles).to.have.length(1);
  });
});
