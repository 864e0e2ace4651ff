import { expect } from "chai";
import { existingBotApplication } from "../../provider/sandbox/entra/seed.ts";
import { type Row, type Sandbox, startSandbox } from "../../provider/sandbox/index.ts";
import { PulumiProject } from "../support/pulumi.ts";
import { fails, planned, succeeds } from "./support/outcomes.ts";

const imports = `
import * as pulumi from "@pulumi/pulumi";
import {
  getCapacityProfile, getLanguage, getMessagingAccount, getNotificationTemplate, getQueue, getSessionTemplate,
  CustomChannel, MessagingAccount, Provider, RoutingRule, Workstream,
} from "pulumi-dynamics365";
const appId = "${existingBotApplication.clientId}";
`;

const managed = `
const account = new MessagingAccount("contoso", {
  name: "Contoso", appId, clientSecret: "${existingBotApplication.clientSecret}",
});
`;

const lookUps = `${imports}${managed}
const queue = getQueue({ name: "Support" });
const again = getQueue({ name: "Support" });
const elsewhere = new Provider("elsewhere", {
  environmentUrl: process.env.DATAVERSE_URL, accessToken: process.env.DYNAMICS365_ACCESS_TOKEN,
});
const there = getQueue({ name: "Support" }, { provider: elsewhere });
const brand = new pulumi.ComponentResource("contoso:index:Brand", "brand", {}, { providers: [elsewhere] });
const below = getQueue({ name: "Support" }, { parent: brand });
const language = getLanguage({ name: "en-US" });
const profile = getCapacityProfile({ name: "premium messaging" });
const session = getSessionTemplate({ name: "Contoso session" });
const notification = getNotificationTemplate({ name: "contoso_quiet_notification" });
new Workstream("chat", {
  name: "Chat", distributionMode: "Push", fallbackQueue: queue.rowId, capacity: { profile: profile.uniqueName },
});
export const queues = { name: queue.name, type: queue.type, rowId: queue.rowId, once: again === queue, there: there.rowId, below: below.rowId };
export const fromOutput = getQueue({ name: pulumi.output(Promise.resolve("VIP")) }).name;
export const byId = getQueue({ id: queue.rowId }).name;
export const languages = { name: language.name, localeCode: language.localeCode, lcid: language.lcid, rowId: language.rowId };
export const uniqueNames = [profile.uniqueName, session.uniqueName, notification.uniqueName];
export const names = [profile.name, session.name, notification.name];
export const later = getLanguage({ name: account.messagingEndpoint.apply(() => "1036") }).localeCode;
`;

/** Look-ups in the places of their rows, and the same rows by name. */
const rows = {
  lookUps: {
    queue: 'getQueue({ name: "Support" })',
    vip: 'getQueue({ name: pulumi.output("VIP") })',
    language: 'getLanguage({ name: "en-US" })',
    profile: 'getCapacityProfile({ name: "Premium messaging" })',
    session: 'getSessionTemplate({ name: "Contoso session" })',
    notification: 'getNotificationTemplate({ name: "contoso_quiet_notification" })',
  },
  names: {
    queue: '"Support"',
    vip: '"VIP"',
    language: '"en-US"',
    profile: '"Premium messaging"',
    session: '"Contoso session"',
    notification: '"contoso_quiet_notification"',
  },
} as const;

const naming = ({ queue, vip, language, profile, session, notification }: Record<keyof typeof rows.names, string>) => `
${imports}${managed}
const workstream = new Workstream("chat", {
  name: "Chat", distributionMode: "Push", fallbackQueue: ${queue}, capacity: { profile: ${profile} },
  sessionTemplate: ${session}, notificationTemplates: { consult: ${notification} },
});
new CustomChannel("website", {
  name: "Website", workstream, account, channelType: "DirectLine", language: ${language},
});
const rule = new RoutingRule("shared", {
  workstream, name: "Shared", kind: "routeToQueue", order: 1,
  queues: [{ queue: ${queue}, percent: 40 }, { queue: ${vip}, percent: 60 }],
});
export const queues = rule.queues.apply((shares) => shares?.map(({ queue }) => queue));
`;

describe("look-ups", function () {
  this.timeout(300_000);

  let sandbox: Sandbox;
  let project: PulumiProject;

  const refused = (program: string): Promise<string> => {
    project.setProgram(program);
    return fails(project.preview());
  };
  const rowWhere = (table: string, column: string, value: string): Row | undefined =>
    sandbox.organizations[0]?.rows(table).find((row) => row[column] === value);
  const support = () => rowWhere("queue", "name", "Support")?.["queueid"];
  const account = () => rowWhere("msdyn_ocbotchannelregistration", "msdyn_name", "Contoso");
  const accountId = () => String(account()?.["msdyn_ocbotchannelregistrationid"]);

  before(async () => {
    sandbox = await startSandbox();
    project = await PulumiProject.create({ program: lookUps, environment: sandbox.environment });
  });

  after(async () => {
    project.remove();
    await sandbox.close();
  });

  it("gives true values in the first preview, and waits with those that hang on what does not exist yet", async () => {
    const stdout = await succeeds(project.preview());
    expect(stdout).to.include(`rowId: "${String(support())}"`);
    expect(stdout).to.match(/localeCode: "en-US"/);
    expect(stdout).to.match(/fromOutput *: "VIP"/);
    expect(stdout).not.to.match(/later *: "/);
    expect(sandbox.requests.writes()).to.deep.equal([]);
  });

  it("gives values to outputs and arguments, asking once for each kind", async () => {
    sandbox.requests.clear();
    await succeeds(project.up());
    const language = rowWhere("msdyn_oclanguage", "msdyn_localecode", "en-US")?.["msdyn_oclanguageid"];
    expect(await project.outputs()).to.deep.equal({
      queues: { name: "Support", type: "Messaging", rowId: support(), once: true, there: support(), below: support() },
      fromOutput: "VIP",
      byId: "Support",
      languages: { name: "English - United States", localeCode: "en-US", lcid: 1033, rowId: language },
      uniqueNames: ["contoso_premium_messaging", "contoso_session", "contoso_quiet_notification"],
      names: ["Premium messaging", "Contoso session", "Contoso quiet notification"],
      later: "fr-FR",
    });
    expect(rowWhere("msdyn_liveworkstream", "msdyn_name", "Chat")?.["msdyn_defaultqueue"]).to.equal(support());
    // Each of the two providers has one process.
    expect(sandbox.requests.list({ table: "queue", operation: "list" })).to.have.length(2);
    expect(sandbox.requests.list({ table: "msdyn_oclanguage", operation: "list" })).to.have.length(1);
  });

  it("goes to the provider of its options, or of its parent", async () => {
    const { deployment } = await project.exportStack();
    const queues = (deployment.resources ?? []).filter(({ type }) => type === "pulumi-nodejs:dynamics365/lookup:Queue");
    const providers = queues.map(({ urn, provider }) => [urn.split("::").at(-1), String(provider).split("::")[3]]);
    expect(Object.fromEntries(providers)).to.deep.equal({
      Support: "default",
      "Support (2)": "elsewhere",
      "Support (3)": "elsewhere",
      "look-up 8": "default",
      "look-up 9": "default",
    });
  });

  it("shows nothing in the next preview, after a refresh too", async () => {
    expect(await planned(project)).to.deep.equal([]);
    await succeeds(project.refresh());
    expect(await planned(project)).to.deep.equal([]);
  });

  it("stand for their rows, which previews know", async () => {
    const urns = async (type: string) => {
      const { deployment } = await project.exportStack();
      return (deployment.resources ?? []).filter((one) => one.type === `pulumi-nodejs:dynamics365${type}`);
    };
    const vip = rowWhere("queue", "name", "VIP")?.["queueid"];
    project.setProgram(naming(rows.lookUps));
    expect(await succeeds(project.preview())).to.include(`"${String(vip)}"`);
    await succeeds(project.up());
    expect((await project.outputs())["queues"]).to.deep.equal([support(), vip]);
    expect(await planned(project)).to.deep.equal([]);
    const [shared] = await urns(":RoutingRule");
    const queues = (await urns("/lookup:Queue")).map(({ urn }) => urn);
    expect(shared?.["propertyDependencies"]).to.have.property("queues").that.has.members(queues);
  });

  it("give the same rows as their names, so a program can change from one to the other", async () => {
    project.setProgram(naming(rows.names));
    await succeeds(project.up());
    expect(rowWhere("msdyn_liveworkstream", "msdyn_name", "Chat")?.["msdyn_defaultqueue"]).to.equal(support());
    expect(await planned(project)).to.deep.equal([]);
  });

  it("of another kind are refused before anything is registered", async () => {
    const stdout = await refused(naming({ ...rows.names, queue: rows.lookUps.language }));
    expect(stdout).to.include('Workstream "chat" fallbackQueue: what is given is no Queue of this package.');
    expect(stdout).to.include('RoutingRule "shared" queues[0].queue: what is given is no Queue of this package.');
  });

  it("reads an account that somebody else manages, by name, app id and row id", async () => {
    project.setProgram(`${imports}${managed}
      new Workstream("chat", { name: "Chat", distributionMode: "Push" });
      const found = [
        getMessagingAccount({ name: "Contoso" }),
        getMessagingAccount({ name: "contoso" }),
        getMessagingAccount({ appId: appId.toUpperCase() }),
        getMessagingAccount({ id: "${accountId()}" }),
        MessagingAccount.get("by-id", "${accountId()}"),
      ];
      export const read = found.map(({ rowId, name, appId, messagingEndpoint }) => ({ rowId, name, appId, messagingEndpoint }));
      export const secrets = found.map(({ clientSecret }) => clientSecret);
    `);
    await succeeds(project.up());
    const expected = {
      rowId: accountId(),
      name: "Contoso",
      appId: existingBotApplication.clientId,
      messagingEndpoint: account()?.["msdyn_messagingendpoint"],
    };
    const { read, secrets } = await project.outputs({ showSecrets: true });
    expect(read).to.deep.equal([expected, expected, expected, expected, expected]);
    expect(secrets).to.deep.equal([null, null, null, null, null]);
    expect(await planned(project)).to.deep.equal([]);
  });

  // One preview each, because the engine drops the other reads as soon as one fails.
  const wrong = [
    ['getQueue({ name: "Suport" })', 'name: there is no queue "Suport"', '"Support"'],
    ['getLanguage({ name: "en-UK" })', 'name: there is no language "en-UK"', '"en-US"'],
    [
      'getCapacityProfile({ name: "Premium mesaging" })',
      'name: there is no capacity profile "Premium mesaging"',
      '"Premium messaging"',
    ],
    [
      'getSessionTemplate({ name: pulumi.output("Contoso sesion") })',
      'name: there is no session template "Contoso sesion"',
      '"Contoso session" or "contoso_session"',
    ],
    [
      'getNotificationTemplate({ name: "contoso_quite_notification" })',
      'name: there is no notification template "contoso_quite_notification"',
      '"contoso_quiet_notification" or "Contoso quiet notification"',
    ],
    ['getMessagingAccount({ name: "Contosso" })', 'name: there is no messaging account "Contosso"', '"Contoso"'],
    [
      'getMessagingAccount({ appId: "21111111-aaaa-4bbb-8ccc-0000000000b1" })',
      'appId: there is no messaging account "21111111-aaaa-4bbb-8ccc-0000000000b1"',
      `"${existingBotApplication.clientId}"`,
    ],
  ] as const;

  for (const [call, told, nearest] of wrong) {
    it(`refuses ${call} in preview, with the nearest names`, async () => {
      const stdout = await refused(`${imports}${managed} ${call};`);
      expect(stdout).to.include(`${told}. [lookup-not-found]`);
      expect(stdout).to.include(`Did you mean ${nearest}?`);
    });
  }

  it("refuses a queue that no messaging workstream can use", async () => {
    const stdout = await refused(`${imports}${managed} getQueue({ name: "Default voice queue" });`);
    expect(stdout).to.include('name: the queue "Default voice queue"');
    expect(stdout).to.include("Why: Its type is Voice, and a messaging workstream needs Messaging");
  });

  it("refuses the id of no account", async () => {
    const id = sandbox.organizations[0]?.id ?? "";
    const stdout = await refused(`${imports}${managed} MessagingAccount.get("wrong", "${id}");`);
    expect(stdout).to.include(
      `Could not read MessagingAccount ${id}: it does not exist in ${sandbox.url}. [not-found]`,
    );
    expect(stdout).to.include("Do this: Check the id, or look the resource up by its name");
  });
});
