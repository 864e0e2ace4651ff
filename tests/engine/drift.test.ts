import { expect } from "chai";
import {
  type FaultAction,
  type Sandbox,
  type SandboxOrganization,
  startSandbox,
} from "../../provider/sandbox/index.ts";
import { identifier } from "../../provider/sandbox/identity/identifiers.ts";
import { type ExportedStack, PulumiProject } from "../support/pulumi.ts";
import { fails, named, planned, previewsNothing, succeeds } from "./support/outcomes.ts";

const secret = "sandbox-only-secret-0123456789abcdef";

const accountTable = "msdyn_ocbotchannelregistration";
const secretTable = "msdyn_ocbotchannelregistrationsecret";
const channelTable = "msdyn_occustommessagingchannel";
const messageTable = "msdyn_ocsystemmessage";
const workstreamTable = "msdyn_liveworkstream";
const variableTable = "msdyn_ocliveworkstreamcontextvariable";
const ruleSetTable = "msdyn_decisionruleset";

const program = (appId: string, name = "Contoso") => `
import { CustomChannel, MessagingAccount, RoutingRule, Workstream } from "pulumi-dynamics365";

const account = new MessagingAccount("account", { name: "${name}", appId: "${appId}", clientSecret: "${secret}" });
const workstream = new Workstream("workstream", {
  name: "${name}",
  distributionMode: "Push",
  fallbackQueue: "Support",
  capacity: { units: 30 },
  allowedPresences: ["Busy", "Available"],
  contextVariables: [{ name: "Tier", type: "Text" }],
});
new CustomChannel("channel", {
  name: "${name}",
  account,
  workstream,
  channelType: "DirectLine",
  language: "en-US",
  automatedMessages: [{ trigger: "Greeting", text: "Welcome" }],
  attachments: { customers: true },
});
new RoutingRule("rule", {
  workstream, name: "${name}", kind: "routeToQueue", order: 1, queue: "VIP", when: { contextVariable: "Tier", value: "premium" },
});
`;

const all = ["CustomChannel channel", "MessagingAccount account", "RoutingRule rule", "Workstream workstream"];

describe("drift under the real engine", function () {
  this.timeout(300_000);

  let sandbox: Sandbox;
  let organization: SandboxOrganization;
  let other: SandboxOrganization;
  let project: PulumiProject;
  let appId: string;

  before(async () => {
    sandbox = await startSandbox({ organizations: 2 });
    [organization, other] = sandbox.organizations as [SandboxOrganization, SandboxOrganization];
    const application = sandbox.directory.addApplication({ displayName: "bot", replicated: true });
    sandbox.directory.addServicePrincipal(application.clientId);
    sandbox.directory.addPassword(application, {}, { secretText: secret });
    appId = application.clientId;
    project = await PulumiProject.create({
      program: program(appId),
      environment: sandbox.environment,
    });
    await succeeds(project.up());
  });

  after(async () => {
    project.remove();
    await sandbox.close();
  });

  /** Sets the variable, because refresh and destroy use the stack configuration of the last update. */
  const pointAt = ({ url }: SandboxOrganization) => Object.assign(project.environment, { DATAVERSE_URL: url });

  const ids = async () => {
    const { deployment } = await project.exportStack();
    return Object.fromEntries((deployment.resources ?? []).map(({ urn, outputs }) => [named(urn), outputs?.["rowId"]]));
  };

  const first = (table: string): [id: string, row: Readonly<Record<string, unknown>>] => {
    const [row = {}] = organization.rows(table);
    return [String(row[`${table}id`]), row];
  };

  const edit = (table: string, values: Parameters<SandboxOrganization["update"]>[2]) =>
    organization.update(table, first(table)[0], values);

  const definition = () => String(first(ruleSetTable)[1]["msdyn_rulesetdefinition"]);

  const removeEverythingByHand = () => {
    organization.remove(messageTable, first(messageTable)[0]);
    organization.remove(channelTable, first(channelTable)[0]);
    organization.remove(accountTable, first(accountTable)[0]);
    removeRoutingByHand();
    organization.remove(workstreamTable, first(workstreamTable)[0]);
  };

  const removeRoutingByHand = () => {
    for (const table of ["msdyn_routingconfigurationstep", "msdyn_routingconfiguration", ruleSetTable])
      organization.remove(table, first(table)[0]);
  };

  const expectDeployed = () => {
    expect(first(accountTable)[1]).to.include({ msdyn_name: "Contoso", msdyn_msappid: appId });
    expect(organization.secretInForce(first(accountTable)[0])).to.equal(secret);
    expect(first(workstreamTable)[1]).to.include({
      msdyn_name: "Contoso",
      msdyn_defaultqueue: identifier("queue", "Support"),
      msdyn_capacityrequired: 30,
      msdyn_allowedpresences: "192360000,192360001",
    });
    expect(organization.rows(variableTable).map((row) => row["msdyn_name"])).to.deep.equal(["Tier"]);
    expect(first(channelTable)[1]).to.include({
      msdyn_ocwidgetlanguage: "75b7fe8c-af61-41ea-a51c-449eb1cf8b7f",
      msdyn_enablefileattachmentsforcustomers: true,
      msdyn_custombotchannelregistration: first(accountTable)[0],
      msdyn_liveworkstreamid: first(workstreamTable)[0],
    });
    expect(organization.rows(messageTable).map((row) => row["msdyn_messagetext"])).to.deep.equal(["Welcome"]);
    expect(definition()).to.contain(identifier("queue", "VIP")).and.to.contain(">premium<");
  };

  describe("rows edited by hand", () => {
    before(() => {
      edit(accountTable, { msdyn_name: "Renamed by hand" });
      organization.remove(secretTable, first(secretTable)[0]);
      edit(workstreamTable, {
        msdyn_defaultqueue: identifier("queue", "Sales"),
        msdyn_capacityrequired: 99,
        msdyn_allowedpresences: "192360003",
      });
      organization.remove(variableTable, first(variableTable)[0]);
      edit(channelTable, {
        msdyn_ocwidgetlanguage: identifier("msdyn_oclanguage", "de-DE"),
        msdyn_enablefileattachmentsforcustomers: false,
      });
      edit(messageTable, { msdyn_messagetext: "Changed by hand" });
      const edited = definition()
        .replace(identifier("queue", "VIP"), identifier("queue", "Sales"))
        .replace(">premium<", ">gold<");
      edit(ruleSetTable, { msdyn_rulesetdefinition: edited });
    });

    it("shows each property, and keeps the state", async () => {
      const before = await project.exportStack();
      const text = await succeeds(project.cli("refresh", "--preview-only", "--diff"));
      for (const line of [
        /~ name\s*: "Contoso" => "Renamed by hand"/,
        /- clientSecret\s*: \[secret\]/,
        /~ fallbackQueue\s*: "Support" => "Sales"/,
        /~ units\s*: 30 => 99/,
        /"Busy" => "Away"/,
        /~ language\s*: "en-US" => "1031"/,
        /~ customers\s*: true => false/,
        /~ text\s*: "Welcome" => "Changed by hand"/,
        /~ queue\s*: "VIP" => "Sales"/,
        /~ value\s*: "premium" => "gold"/,
      ])
        expect(text, text).to.match(line);
      expect(await project.exportStack()).to.deep.equal(before);
    });

    it("plans the way back, in a preview with refresh and in one after it", async () => {
      const updates = all.map((resource) => `update ${resource}`);
      expect(await planned(project, ["--refresh"])).to.include.members(updates);
      await succeeds(project.refresh());
      expect(await planned(project)).to.deep.equal(updates);
    });

    it("repairs them", async () => {
      await succeeds(project.up());
      expectDeployed();
      await previewsNothing(project);
    });
  });

  describe("rows deleted by hand", () => {
    it("drops them at refresh, and makes them again under the same ids", async () => {
      const before = await ids();
      removeEverythingByHand();
      await succeeds(project.refresh());
      expect(Object.keys(await ids()).filter((resource) => all.includes(resource))).to.deep.equal([]);
      expect(await planned(project)).to.include.members(all.map((resource) => `create ${resource}`));
      await succeeds(project.up());
      expect(await ids()).to.deep.equal(before);
      expectDeployed();
      await previewsNothing(project);
    });

    it("makes them again with a warning where an update meets nothing", async () => {
      const before = await ids();
      removeEverythingByHand();
      project.setProgram(program(appId, "Fabrikam"));
      const text = await succeeds(project.up());
      for (const [resource, table] of [
        ["MessagingAccount account", accountTable],
        ["Workstream workstream", workstreamTable],
        ["CustomChannel channel", channelTable],
      ] as const) {
        const [type] = resource.split(" ");
        expect(text).to.contain(`${type} "Fabrikam": its row ${String(before[resource])} is gone; making it again`);
        expect(first(table)).to.deep.include(before[resource]);
        expect(first(table)[1]).to.include({ msdyn_name: "Fabrikam" });
      }
      expect(definition()).to.contain('name="Fabrikam"');
      await previewsNothing(project);
      project.setProgram(program(appId));
      await succeeds(project.up());
      expectDeployed();
    });
  });

  describe("without proof that rows are gone", () => {
    let atFirst: ExportedStack;

    before(async () => {
      await succeeds(project.refresh());
      atFirst = await project.exportStack({ showSecrets: true });
    });

    afterEach(async () => {
      sandbox.faults.clear();
      expect(await resourcesOf(project)).to.deep.equal(ours(atFirst));
    });

    it("refuses another organization in refresh, preview, up and destroy", async () => {
      pointAt(other);
      const untouched = sandbox.snapshot();
      for (const command of ["refresh", "preview", "up", "destroy"] as const) {
        const text = await fails(project[command]());
        expect(text).to.contain("[other-organization]").and.to.contain(organization.id).and.to.contain(other.id);
        expect(text).to.contain("pulumi state delete <urn>");
      }
      expect(sandbox.snapshot()).to.deep.equal(untouched);
      pointAt(organization);
    });

    const answers: readonly (readonly [name: string, code: string, FaultAction])[] = [
      ["401", "unauthorized", { kind: "refuse", status: 401 }],
      ["403", "missing-privilege", { kind: "refuse", status: 403, code: "0x80040220", message: "missing prvRead" }],
      ["429 for longer than anybody waits", "throttled", { kind: "throttle", retryAfter: 3600 }],
      ["500", "service-unavailable", { kind: "refuse", status: 500 }],
      ["a body cut off", "bad-answer", { kind: "brokenJson" }],
      ["a page of a proxy", "bad-answer", { kind: "htmlPage", status: 200 }],
    ];
    for (const [name, code, action] of answers) {
      it(`keeps the state when reads are answered with ${name}`, async () => {
        const isRead = ({ method, table = "" }: { method: string; table?: string | undefined }) =>
          method === "GET" && [accountTable, workstreamTable, channelTable, ruleSetTable].includes(table);
        sandbox.faults.add({ when: isRead, times: Infinity, action });
        expect(await fails(project.refresh())).to.contain(`[${code}]`);
      });
    }

    it("shows nothing afterwards", async () => {
      await succeeds(project.refresh());
      await previewsNothing(project);
    });
  });
});

/** Our resources exactly as the stack stores them, but without the times of operations. */
function ours({ deployment }: ExportedStack): unknown {
  return (deployment.resources ?? [])
    .filter(({ type }) => type.startsWith("pulumi-nodejs:dynamics365:"))
    .map(({ modified: _modified, ...resource }) => resource);
}

async function resourcesOf(project: PulumiProject): Promise<unknown> {
  return ours(await project.exportStack({ showSecrets: true }));
}
