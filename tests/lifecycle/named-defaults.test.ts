import { expect } from "chai";
import type { Properties } from "../../provider/core/definition.ts";
import { argumentsOf } from "../../provider/core/metadata.ts";
import { customChannel } from "../../provider/resources/custom-channel/index.ts";
import { messagingAccount } from "../../provider/resources/messaging-account/index.ts";
import { workstream as workstreams } from "../../provider/resources/workstream/index.ts";
import { routingRule } from "../../provider/resources/routing-rule/index.ts";
import type { SandboxOrganization } from "../../provider/sandbox/index.ts";
import { withSandbox } from "../support/sandbox.ts";
import { RoutingEnvironment, workstream as workstreamOfRules } from "./routing-rule/environment.ts";
import { ChannelFixture, plain as channel } from "./support/channel-fixture.ts";
import { Deployment } from "./support/deployment.ts";
import { WorkstreamFixture, plain as workstream } from "./support/workstream-fixture.ts";

const table = "msdyn_ocbotchannelregistration";
const appId = "11111111-2222-5333-8444-555555555555";
const account = { name: "Chat", appId, clientSecret: "a-secret~of-the-bot" };
/** The tenant in the provider's configuration. */
const tenantId = "7c0d4c9e-1a54-4a0e-9d0b-5d6f2f7f3a10";
const nothing = { changes: [], replaces: [] };

const rule = {
  workstream: workstreamOfRules,
  name: "Gold",
  kind: "routeToQueue",
  order: 10,
  queue: "Support",
  when: { contextVariable: "Tier", value: "gold" },
};

/** State as version 0.1.0 left it, without the other values of the row. */
const older = ({ observed: _observed, ...rest }: Properties): Properties => rest;

/** The path of every property in an object. List elements are written `[]`. */
function pathsIn(value: unknown, at: readonly string[] = []): string[] {
  if (Array.isArray(value)) return value.flatMap((item) => pathsIn(item, [...at, "[]"]));
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => {
    const here = [...at, key];
    return [here.join("."), ...pathsIn(inner, here)];
  });
}

describe("naming what the row holds", () => {
  const sandbox = withSandbox();
  let organization: SandboxOrganization;
  beforeEach(() => {
    sandbox().reset();
    [organization] = sandbox().organizations as [SandboxOrganization];
  });

  const rules = () => {
    const surroundings = new RoutingEnvironment(sandbox());
    surroundings.organization.insert("msdyn_ocliveworkstreamcontextvariable", {
      msdyn_name: "Tier",
      msdyn_datatype: 192350000,
      msdyn_liveworkstreamid: rule.workstream,
    });
    return new Deployment(routingRule, sandbox());
  };
  const accounts = () => new Deployment(messagingAccount, sandbox());
  const cases: readonly [string, () => Deployment, Properties, Properties][] = [
    ["an account's bot type", accounts, account, { botType: "SingleTenant" }],
    ["an account's tenant", accounts, account, { tenantId: tenantId.toUpperCase() }],
    ["an account's bot type and tenant", accounts, account, { botType: "SingleTenant", tenantId }],
    ...Object.entries({
      allowedPresences: ["Available", "Busy"],
      autoCloseAfterInactivityMinutes: 2880,
      keepSameAgent: true,
      skillMatching: "None",
      blockCapacityForWrapUp: "Always",
      contextVariables: [],
      capacity: { units: 30 },
      sessionTemplate: "msdyn_custommessaging_session",
      notificationTemplates: {
        incomingAuthenticated: "msdyn_custommessaging_incoming_authenticated",
        incomingUnauthenticated: "msdyn_custommessaging_incoming_unauthenticated",
        consult: "msdyn_custommessaging_consult",
        transfer: "msdyn_custommessaging_transfer",
        supervisorAssign: "msdyn_custommessaging_supervisor_assign",
      },
    }).map(([argument, value]): [string, () => Deployment, Properties, Properties] => [
      `a workstream's ${argument}`,
      () => new WorkstreamFixture(sandbox()).deployment,
      workstream,
      { [argument]: value },
    ]),
    [
      "one of a workstream's notification templates",
      () => new WorkstreamFixture(sandbox()).deployment,
      { ...workstream, notificationTemplates: { consult: "contoso_quiet_notification" } },
      {
        notificationTemplates: {
          consult: "contoso_quiet_notification",
          transfer: "msdyn_custommessaging_transfer",
        },
      },
    ],
    [
      "a workstream's session template by another of its names",
      () => new WorkstreamFixture(sandbox()).deployment,
      workstream,
      { sessionTemplate: "Custom messaging session - default" },
    ],
    [
      "the operator of a rule's condition",
      rules,
      rule,
      { when: { contextVariable: "Tier", operator: "Equals", value: "gold" } },
    ],
    [
      "an operator deep in a rule's condition",
      rules,
      { ...rule, when: { all: [{ any: [rule.when, { ...rule.when, value: "silver" }] }] } },
      {
        when: { all: [{ any: [{ ...rule.when, value: "silver", operator: "Equals" }, { ...rule.when }] }] },
      },
    ],
    ...Object.entries({
      attachments: { customers: false, agents: false },
      realTimeTranslation: false,
      automatedMessages: [],
    }).map(([argument, value]): [string, () => Deployment, Properties, Properties] => [
      `a channel's ${argument}`,
      () => new ChannelFixture(sandbox()).deployment,
      channel,
      { [argument]: value },
    ]),
    [
      "half of a channel's attachments",
      () => new ChannelFixture(sandbox()).deployment,
      { ...channel, attachments: { customers: true } },
      { attachments: { customers: true, agents: false } },
    ],
    [
      "a survey's mode",
      () => new ChannelFixture(sandbox()).deployment,
      { ...channel, survey: { survey: "Customer satisfaction" } },
      { survey: { survey: "Customer satisfaction", mode: "SendLink" } },
    ],
  ];

  for (const [what, make, without, named] of cases) {
    it(`is no change for ${what}, and neither is to leave it out again`, async () => {
      const deployment = make();
      await deployment.up(without);
      sandbox().requests.clear();
      const { id } = deployment;
      const withIt = { ...without, ...named };
      for (const args of [withIt, withIt, without, withIt]) {
        expect(await deployment.preview(args)).to.deep.equal(nothing);
        expect(await deployment.up(args)).to.deep.equal(nothing);
        expect(await deployment.refresh()).to.deep.equal([]);
      }
      expect(deployment.id).to.equal(id);
      expect(sandbox().requests.writes()).to.deep.equal([]);
    });

    it(`and leaving it out is no change where it was named from the start: ${what}`, async () => {
      const deployment = make();
      await deployment.up({ ...without, ...named });
      sandbox().requests.clear();
      for (const args of [without, without, { ...without, ...named }]) {
        expect(await deployment.up(args)).to.deep.equal(nothing);
        expect(await deployment.refresh()).to.deep.equal([]);
      }
      expect(sandbox().requests.writes()).to.deep.equal([]);
    });

    it(`replaces nothing in a stack of 0.1.0 and writes nothing: ${what}`, async () => {
      const deployment = make();
      await deployment.up(without);
      deployment.rewrite(older);
      const { id } = deployment;
      sandbox().requests.clear();
      const withIt = { ...without, ...named };
      expect((await deployment.preview(withIt)).replaces).to.deep.equal([]);
      expect((await deployment.up(withIt)).replaces).to.deep.equal([]);
      expect(await deployment.preview(withIt)).to.deep.equal(nothing);
      expect(deployment.id).to.equal(id);
      expect(sandbox().requests.writes()).to.deep.equal([]);
    });
  }

  it("is no change for the messaging endpoint that the service filled in", async () => {
    const deployment = accounts();
    await deployment.up(account);
    sandbox().requests.clear();
    const named = { ...account, messagingEndpoint: deployment.state["messagingEndpoint"] };
    for (const args of [named, account, named, named, account]) {
      expect(await deployment.preview(args)).to.deep.equal(nothing);
      expect(await deployment.up(args)).to.deep.equal(nothing);
      expect(await deployment.refresh()).to.deep.equal([]);
    }
    expect(sandbox().requests.writes()).to.deep.equal([]);
  });

  it("is tried here for every property with a default", () => {
    const tried = new Set(cases.flatMap(([, , , named]) => pathsIn(named)));
    const resources = [messagingAccount, customChannel, workstreams, routingRule];
    const others = resources.flatMap(({ schema }) =>
      argumentsOf(schema)
        .filter(
          ({ path, metadata }) =>
            metadata.default !== undefined && metadata.providerOption !== true && !tried.has(path.join(".")),
        )
        .map(({ path }) => `${schema.type} ${path.join(".")}`),
    );
    expect(others).to.deep.equal([
      // Tested above.
      "MessagingAccount messagingEndpoint",
      // Their default is that there is none, and a program cannot write that down.
      "CustomChannel survey.botSurvey",
      "Workstream fallbackQueue",
      "Workstream agent",
    ]);
  });

  it("is still a change where the row holds something else", async () => {
    const deployment = accounts();
    await deployment.up(account);
    const other = { ...account, botType: "MultiTenant" };
    expect(await deployment.preview(other)).to.deep.equal({ changes: ["botType"], replaces: ["botType"] });
    deployment.rewrite(older);
    expect(await deployment.preview(other)).to.deep.equal({ changes: ["botType"], replaces: ["botType"] });
    const fixture = new WorkstreamFixture(sandbox());
    await fixture.deployment.up(workstream);
    await fixture.deployment.up({ ...workstream, autoCloseAfterInactivityMinutes: 60 });
    expect(fixture.row["msdyn_autocloseafterinactivity"]).to.equal(60);
    expect((await fixture.deployment.up(workstream)).changes).to.deep.equal(["autoCloseAfterInactivityMinutes"]);
    expect(fixture.row["msdyn_autocloseafterinactivity"]).to.equal(2880);
    expect(await fixture.deployment.up({ ...workstream, autoCloseAfterInactivityMinutes: 2880 })).to.deep.equal(
      nothing,
    );
  });

  it("goes by the row that was taken over, and not by the default", async () => {
    const theirs = {
      msdyn_name: "Chat",
      msdyn_msappid: appId,
      msdyn_bottype: 192350000,
      msdyn_iscustommessagingbcr: true,
    };
    organization.insert(table, theirs);
    const deployment = accounts();
    const taken = { name: "Chat", appId, adopt: true };
    await deployment.up(taken);
    expect(await deployment.preview({ ...taken, botType: "MultiTenant" })).to.deep.equal(nothing);
    const other = { ...taken, botType: "SingleTenant", clientSecret: account.clientSecret };
    expect((await deployment.preview(other)).replaces).to.deep.equal(["botType"]);
  });

  it("leaves what the program never named to others: it is neither written nor shown", async () => {
    const fixture = new WorkstreamFixture(sandbox());
    await fixture.deployment.up(workstream);
    organization.update("msdyn_liveworkstream", fixture.deployment.id, { msdyn_autocloseafterinactivity: 77 });
    expect(await fixture.deployment.refresh()).to.deep.equal([]);
    expect(await fixture.deployment.preview(workstream)).to.deep.equal(nothing);
    await fixture.deployment.up({ ...workstream, name: "Renamed" });
    expect(fixture.row["msdyn_autocloseafterinactivity"]).to.equal(77);
    // If the program sets it, it counts as a change, and state knows that the row has another value.
    const named = { ...workstream, name: "Renamed", autoCloseAfterInactivityMinutes: 2880 };
    expect((await fixture.deployment.up(named)).changes).to.deep.equal(["autoCloseAfterInactivityMinutes"]);
    expect(fixture.row["msdyn_autocloseafterinactivity"]).to.equal(2880);
  });

  it("asks the service only where a property is newly named whose change would replace the row", async () => {
    const deployment = accounts();
    await deployment.up(account);
    // The first run after a create reads the messaging endpoint.
    await deployment.up(account);
    const reads = async (args: Properties) => {
      sandbox().requests.clear();
      await deployment.up(args);
      return sandbox().requests.list({ table }).length;
    };
    expect(await reads(account)).to.equal(0);
    expect(await reads({ ...account, botType: "SingleTenant" })).to.equal(1);
    expect(await reads({ ...account, botType: "SingleTenant" })).to.equal(0);
  });
});
