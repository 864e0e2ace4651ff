import { expect } from "chai";
import { existingBotApplication } from "../../provider/sandbox/entra/seed.ts";
import { type Sandbox, startSandbox, tokens } from "../../provider/sandbox/index.ts";
import { PulumiProject } from "../support/pulumi.ts";
import { planned, succeeds } from "./support/outcomes.ts";

const imports = `
import * as pulumi from "@pulumi/pulumi";
import { CustomChannel, MessagingAccount, RoutingRule, Workstream } from "pulumi-dynamics365";
const appId = "${existingBotApplication.clientId}";
`;

const manyFaults = `${imports}
const any = (value: unknown) => value as any;
const account = new MessagingAccount("account", { name: "Contoso", appId, clientSecret: "plain secret of Contoso" });
new MessagingAccount("twin", { name: "Contoso twin", appId: appId.toUpperCase(), clientSecret: "plain secret of Contoso" });
new MessagingAccount("no-guid", { name: "n".repeat(101), appId: "contoso-bot", clientSecret: "plain secret".repeat(10) });
new MessagingAccount("identity", any({ name: "Identity", appId: "5e5dc4e5-2a5c-4f6f-9f0c-0d3c2f1d7a11", botType: "UserAssignedMSI" }));
new MessagingAccount("misspelt", any({ nam: "Contoso", appId: "6e5dc4e5-2a5c-4f6f-9f0c-0d3c2f1d7a11", clientSecrets: "plain secret" }));
const workstream = new Workstream("chat", { name: "Chat", distributionMode: "Push", contextVariables: [{ name: "Tier", type: "Text" }] });
const base = { workstream, channelType: "DirectLine", language: "en-US" } as const;
new CustomChannel("website", { ...base, name: "Website", account });
new CustomChannel("second", { ...base, name: "Second", account });
new CustomChannel("telegram", any({ ...base, name: "Telegram", account: "0d1cfb50-6f0f-4d0d-8f0a-0b7f9f0e4a01", channelType: "Telegram" }));
new CustomChannel("kik", any({ ...base, name: "Kik", account: "0d1cfb50-6f0f-4d0d-8f0a-0b7f9f0e4a02", channelType: "Kik" }));
new CustomChannel("texts", any({
  ...base,
  name: "Texts",
  account: "0d1cfb50-6f0f-4d0d-8f0a-0b7f9f0e4a03",
  automatedMessages: [
    { trigger: "Greting", text: "Hello" },
    { trigger: "Greeting", text: "Hello {CustomerName}" },
    { trigger: "Holiday", text: "Tier {$tier$}" },
  ],
  survey: { survey: "Customer satisfaction", mode: "Insert" },
}));
const toQueue = (name: string, more: object) =>
  new RoutingRule(name, { workstream, name, kind: "routeToQueue", order: 1, queue: "Support", ...more });
toQueue("vip", {});
toQueue("vip again", { name: "vip" });
toQueue("shares", { queue: undefined, queues: [{ queue: "Support", percent: 60 }, { queue: "Sales", percent: 30 }] });
toQueue("unknown variable", { when: { contextVariable: "Teir", value: "gold" } });
const classify = (name: string, more: object) =>
  new RoutingRule(name, { workstream, name, kind: "classification", order: 1, ruleset: { name: "One", order: 1 }, set: {}, ...more });
classify("outputs", { set: { attributes: [1, 2, 3, 4, 5, 6].map((value) => ({ contextVariable: "Tier", value })) } });
const many = new Workstream("many", { name: "Many", distributionMode: "Push" });
const set = { attributes: [{ conversation: "PriorityScore", value: 1 }] };
for (let order = 1; order <= 201; order++) toQueue(\`q\${order}\`, { workstream: many, order });
for (let order = 1; order <= 101; order++) classify(\`c\${order}\`, { workstream: many, order, set });
`;

const oneAccount = "to the Bot Framework one app id is one messaging account";
const useDirectLine = 'Do this: Use "DirectLine", and bring the messages of that network through an adapter.';
const sayWhichVariable = 'Use "Tier", or declare it in contextVariables of the workstream.';
const theFaults = [
  `MessagingAccount "twin" appId: app id ${existingBotApplication.clientId} is on the account "account" already, and ${oneAccount}. Do this: Give each account an Entra application of its own. [app-id-taken]`,
  'MessagingAccount "no-guid" name: is longer than the 100 characters that Dataverse stores. Do this: Use at most 100 characters. [too-long]',
  'MessagingAccount "no-guid" appId: is not a GUID such as 4e5dc4e5-2a5c-4f6f-9f0c-0d3c2f1d7a11. Do this: Correct the value. [invalid-value]',
  'MessagingAccount "no-guid" clientSecret: is longer than the 100 characters that the account stores; give the secret\'s value. Do this: Use at most 100 characters. [too-long]',
  'MessagingAccount "identity" botType: a UserAssignedMSI bot cannot carry a custom channel: the account needs a client secret, and a managed identity has none. Do this: Register the bot as "SingleTenant" with an Entra application and a client secret. [not-supported]',
  'MessagingAccount "misspelt" name: is required. Do this: Give a string. [required]',
  'MessagingAccount "misspelt" nam: unknown argument "nam". Did you mean "name"? [unknown-argument]',
  'MessagingAccount "misspelt" clientSecrets: unknown argument "clientSecrets". Did you mean "clientSecret"? [unknown-argument]',
  'CustomChannel "second" account: the account already carries the Direct Line channel "website", and the messages of two channels could not be told apart. Do this: Give each Direct Line channel an account, an application and a bot of its own. [account-taken]',
  `CustomChannel "telegram" channelType: Telegram was removed from Dynamics 365 on 8 October 2024. ${useDirectLine} [not-supported]`,
  `CustomChannel "kik" channelType: Kik was removed from Dynamics 365 on 8 October 2024. ${useDirectLine} [not-supported]`,
  'CustomChannel "texts" automatedMessages[0].trigger: "Greting" is not one of the allowed values. Did you mean "Greeting"? [invalid-value]',
  'CustomChannel "texts" survey.mode: inserting a survey into the conversation exists for live chat only. Do this: Leave mode out, or set it to "SendLink". [not-supported]',
  'CustomChannel "texts" automatedMessages[1].text: {CustomerName} is not a slug that the service replaces. Do this: Use {AgentName}, {QueueName}, or {$Name$} for a context variable (letters, digits and underscore, exact case). [invalid-value]',
  `CustomChannel "texts" automatedMessages[2].text: the workstream has no context variable "tier" (names are case-sensitive). Do this: ${sayWhichVariable} [unknown-context-variable]`,
  'RoutingRule "vip again" name: "vip" has this name as well, in the same ruleset. Do this: Give each rule of a ruleset a name of its own. [duplicate]',
  'RoutingRule "shares" queues: the percentages add up to 90. Do this: Make them add up to 100. [invalid-value]',
  `RoutingRule "unknown variable" when.contextVariable: the workstream has no context variable "Teir" (names are case-sensitive). Do this: ${sayWhichVariable} [unknown-context-variable]`,
  'RoutingRule "outputs" set: has 6 outputs, and a rule may have five. Do this: Split it into rules of several rulesets. [over-limit]',
  ...[1, 2, 3, 4, 5].map(
    (at) =>
      `RoutingRule "outputs" set.attributes[${at}].contextVariable: Tier is set twice. Do this: Keep one of the two. [duplicate]`,
  ),
  'RoutingRule "q201": is rule 201 of its ruleset, and a routeToQueue ruleset holds 200. Do this: Merge rules, or share conversations out by percentage. [over-limit]',
  'RoutingRule "c101": is rule 101 of its ruleset, and a classification ruleset holds 100. Do this: Move rules to another ruleset. [over-limit]',
];

const workstreamOnly = `${imports}
new Workstream("chat", { name: "Chat", distributionMode: "Push" });
`;

const sound = `${imports}
const account = new MessagingAccount("account", { name: "Contoso", appId, clientSecret: "${existingBotApplication.clientSecret}" });
const workstream = new Workstream("chat", {
  name: "Chat",
  distributionMode: "Push",
  fallbackQueue: "support",
  capacity: { profile: "Premium messaging" },
  contextVariables: [{ name: "Tier", type: "Text" }],
});
new CustomChannel("website", {
  name: "Website",
  account,
  workstream,
  channelType: "DirectLine",
  language: 1033,
  automatedMessages: [{ trigger: "Greeting", text: "Hello from {QueueName}, {$Tier$} customer" }],
  survey: { survey: "Customer satisfaction" },
});
new RoutingRule("vip", {
  workstream, name: "vip", kind: "routeToQueue", order: 1, queue: "VIP", when: { contextVariable: "Tier", value: "gold" },
});
`;

/** The lines under "Diagnostics", without headings and the engine's own words. */
function told(stdout: string): string[] {
  const [, diagnostics = ""] = stdout.split(/^Diagnostics:$/m);
  const [text = ""] = diagnostics.split(/^Resources:$/m);
  return text
    .split("\n")
    .map((line) => line.trim().replace(/^error: (?:\S+ resource '[^']+' has a problem: )?/, ""))
    .filter((line) => line !== "" && !/^pulumi[\w:-]* \([^)]+\):$/.test(line));
}

describe("bad input, as a read-only user previews it", function () {
  this.timeout(300_000);

  let sandbox: Sandbox;
  let project: PulumiProject;

  /** The lines of a preview that must fail. */
  const failuresOf = async (program: string) => {
    project.setProgram(program);
    const { exitCode, stdout, stderr } = await project.preview();
    expect(exitCode, `${stdout}${stderr}`).to.equal(1);
    return told(stdout);
  };

  before(async () => {
    sandbox = await startSandbox({ organizations: 2 });
    const { DYNAMICS365_ACCESS_TOKEN: _token, DATAVERSE_URL: _url, ...environment } = sandbox.environment;
    project = await PulumiProject.create({
      program: manyFaults,
      environment,
      config: {
        "dynamics365:environmentUrl": sandbox.url,
        "dynamics365:accessToken": { secret: tokens.reader },
        "dynamics365:useCli": "false",
      },
    });
  });

  afterEach(() => {
    expect(sandbox.requests.writes()).to.deep.equal([]);
  });

  after(async () => {
    project.remove();
    await sandbox.close();
  });

  it("tells every fault of plain values in one error, before anything is asked", async () => {
    const { exitCode, stdout } = await project.preview();
    expect(exitCode).to.equal(1);
    expect(told(stdout)).to.deep.equal(["The program has 26 faults; nothing was deployed.", ...theFaults]);
    expect(stdout).not.to.include("plain secret");
    expect(sandbox.requests.list()).to.deep.equal([]);
  });

  it("names what the environment has instead of a wrong name", async () => {
    const failures = await failuresOf(`${imports}
      new Workstream("chat", {
        name: "Chat", distributionMode: "Push", fallbackQueue: "Suport", sessionTemplate: "Contoso sesion", capacity: { profile: "Premium" },
      });`);
    expect(failures).to.deep.equal([
      `fallbackQueue: there is no queue "Suport": ${sandbox.url} has 6, and none has this name or id. Did you mean "Support"? [lookup-not-found]`,
      `capacity.profile: there is no capacity profile "Premium": ${sandbox.url} has 3, and none has this name or id. Did you mean "Premium messaging" or "contoso_premium_messaging"? [lookup-not-found]`,
      `sessionTemplate: there is no session template "Contoso sesion": ${sandbox.url} has 2, and none has this name or id. Did you mean "Contoso session" or "contoso_session"? [lookup-not-found]`,
    ]);
  });

  it("tells in one preview all names of the program that the environment lacks", async () => {
    const failures = await failuresOf(`${imports}
      const workstream = new Workstream("chat", { name: "Chat", distributionMode: "Push", fallbackQueue: "Suport" });
      for (let n = 1; n <= 60; n++) {
        const queue = n % 6 === 0 ? \`Sales \${n}\` : "Support";
        new RoutingRule(\`r\${n}\`, { workstream, name: \`r\${n}\`, kind: "routeToQueue", order: n, queue });
      }`);
    const [head = "", ...lines] = failures;
    expect(head).to.equal("11 names of this program cannot be used:");
    expect(lines.map((line) => line.replace(/\. (?:Do this: |Did you mean ).*(?= \[)/, ""))).to.deep.equal([
      `Workstream "chat" fallbackQueue: there is no queue "Suport": ${sandbox.url} has 6, and none has this name or id [lookup-not-found]`,
      ...Array.from({ length: 10 }, (_, n) => {
        const failure = `there is no queue "Sales ${6 * (n + 1)}": ${sandbox.url} has 6, and none has this name or id [lookup-not-found]`;
        return `RoutingRule "r${6 * (n + 1)}" queue: ${failure}`;
      }),
    ]);
  });

  it("refuses a queue of another type, in the place where it is named", async () => {
    const failures = await failuresOf(`${imports}
      const workstream = new Workstream("chat", { name: "Chat", distributionMode: "Push" });
      new RoutingRule("shares", {
        workstream, name: "Shares", kind: "routeToQueue", order: 1,
        queues: [{ queue: "Suport", percent: 50 }, { queue: "Default voice queue", percent: 50 }],
      });`);
    expect(failures).to.deep.equal([
      "2 names of this program cannot be used:",
      `RoutingRule "shares" queues[0].queue: there is no queue "Suport": ${sandbox.url} has 6, and none has this name or id. Did you mean "Support"? [lookup-not-found]`,
      `RoutingRule "shares" queues[1].queue: the queue "Default voice queue" cannot be used here: its type is Voice, and a messaging workstream needs Messaging. Do this: Use another one, such as "Default messaging queue". [lookup-unfit]`,
    ]);
  });

  it("finds faults inside outputs, the language included", async () => {
    const failures = await failuresOf(`${imports}
      new CustomChannel("website", {
        name: pulumi.output("n".repeat(101)),
        account: "0d1cfb50-6f0f-4d0d-8f0a-0b7f9f0e4a01",
        workstream: "0d1cfb50-6f0f-4d0d-8f0a-0b7f9f0e4a04",
        channelType: pulumi.output("Telegram") as any,
        language: pulumi.output("en-UK"),
        automatedMessages: pulumi.output([{ trigger: "Greting", text: "Hello {CustomerName}" }]) as any,
      });`);
    expect(failures).to.deep.equal([
      "name: is longer than the 100 characters that Dataverse stores. Do this: Use at most 100 characters. [too-long]",
      `channelType: Telegram was removed from Dynamics 365 on 8 October 2024. ${useDirectLine} [not-supported]`,
      'automatedMessages[0].trigger: "Greting" is not one of the allowed values. Did you mean "Greeting"? [invalid-value]',
      "automatedMessages[0].text: {CustomerName} is not a slug that the service replaces. Do this: Use {AgentName}, {QueueName}, or {$Name$} for a context variable (letters, digits and underscore, exact case). [invalid-value]",
      `language: there is no language "en-UK": ${sandbox.url} has 14, and none has this name or id. Did you mean "en-US"? [lookup-not-found]`,
    ]);
  });

  it("tells a fault of a secret without the secret", async () => {
    project.setProgram(`${imports}
      new MessagingAccount("account", { name: "Contoso", appId, clientSecret: pulumi.secret("a-secret-too-long.".repeat(6)) });`);
    const { exitCode, stdout, stderr } = await project.preview();
    expect(exitCode).to.equal(1);
    expect(told(stdout)).to.deep.equal([
      "clientSecret: is longer than the 100 characters that the account stores; give the secret's value. Do this: Use at most 100 characters. [too-long]",
    ]);
    expect(`${stdout}${stderr}`).not.to.include("a-secret-too-long");
  });

  it("says that channels are not provisioned, where they are not", async () => {
    const turnOn =
      "Turn the channels on in the admin center (Customer support > Channels > Manage channels), then run again.";
    sandbox.switches.set({ channelsProvisioned: false });
    try {
      expect(await failuresOf(workstreamOnly)).to.deep.equal([
        `Channels are not provisioned in ${sandbox.url}: its workstreams do not know the channel Custom. Do this: ${turnOn} [not-provisioned]`,
      ]);
      expect(
        await failuresOf(`${imports}\nnew MessagingAccount("account", { name: "Contoso", appId, clientSecret: "x" });`),
      ).to.deep.equal([
        `Channels are not provisioned in ${sandbox.url}: its account table lacks the columns of custom messaging. Do this: ${turnOn} [not-provisioned]`,
      ]);
    } finally {
      sandbox.switches.reset();
    }
  });

  it("refuses the address of a portal", async () => {
    const places = [
      [
        "https://make.powerapps.com/environments/abc/home",
        "It is the maker portal, which is the same for all environments.",
      ],
      [
        "https://admin.powerplatform.microsoft.com/environments",
        "It is an admin center, which is the same for all environments.",
      ],
    ] as const;
    for (const [address, why] of places) {
      await project.configure({ "dynamics365:environmentUrl": address });
      expect(await failuresOf(workstreamOnly)).to.include.members([
        `'${new URL(address).host}' is not the address of a Dataverse environment. [environment-url]`,
        `Why: ${why}`,
        "Do this: Take the Environment URL from the Power Platform admin center (Environments, the environment, Details), such as https://contoso.crm4.dynamics.com, for the setting dynamics365:environmentUrl or the variable DATAVERSE_URL.",
      ]);
    }
  });

  it("takes the address of any page of the environment", async () => {
    await project.configure({
      "dynamics365:environmentUrl": `${sandbox.url}/main.aspx?appid=1&pagetype=dashboard#top`,
    });
    project.setProgram(sound);
    const steps = await project.previewSteps();
    expect(steps.map(({ op }) => op)).to.deep.equal(["create", "create", "create", "create", "create"]);
    expect(sandbox.requests.list({ operation: "WhoAmI" }).map(({ status }) => status)).to.include(200);
    await project.configure({ "dynamics365:environmentUrl": sandbox.url });
  });

  it("keeps a secret that the program gives as plain text", async () => {
    const { stdout, stderr } = await project.preview(["--diff"]);
    expect(stdout).to.match(/clientSecret +: \[secret\]/);
    await project.configure({ "dynamics365:accessToken": { secret: tokens.administrator } });
    const said = await succeeds(project.up());
    sandbox.requests.clear();
    await project.configure({ "dynamics365:accessToken": { secret: tokens.reader } });

    const stack = await project.exportStack();
    const account = stack.deployment.resources?.find(({ type }) => type.endsWith(":MessagingAccount"));
    expect(account?.inputs?.["clientSecret"]).to.have.keys(["4dabf18193072939515e22adb298388d", "ciphertext"]);
    expect(account?.outputs?.["clientSecret"]).to.have.keys(["4dabf18193072939515e22adb298388d", "ciphertext"]);
    const everywhere = JSON.stringify(stack) + said + stdout + stderr;
    expect(everywhere).not.to.include(existingBotApplication.clientSecret);
  });

  it("shows nothing to a read-only user once everything is deployed", async () => {
    expect(await planned(project)).to.deep.equal([]);
  });

  it("refuses another organization than the stack's, though it has rows of the same ids", async () => {
    const [ours, theirs] = sandbox.organizations;
    await project.configure({ "dynamics365:environmentUrl": theirs!.url });
    const failures = await failuresOf(sound);
    // Which resource the engine checks first is not defined.
    expect(failures.map((line) => line.replace(/^Could not check \w+ "\w+"/, "Could not check it"))).to.include.members(
      [
        `Could not check it: this stack belongs to another environment than ${theirs!.url}. [other-organization]`,
        `Why: The rows of this stack are in organization ${ours!.id}, and ${theirs!.url} is organization ${theirs!.id}, so not finding them there does not mean that they are gone; nothing was changed.`,
      ],
    );
    expect(failures.filter((line) => line.startsWith("Do this: ")).join("\n"))
      .to.contain(
        "Point dynamics365:environmentUrl (or DATAVERSE_URL) at the environment that this stack was deployed to",
      )
      .and.to.contain("pulumi state delete <urn>");
    await project.configure({ "dynamics365:environmentUrl": sandbox.url });
  });

  it("tells expired credentials and none at all apart", async () => {
    await project.configure({ "dynamics365:accessToken": { secret: tokens.expired } });
    expect(await failuresOf(workstreamOnly)).to.include.members([
      "Could not ask the environment who is signed in: the environment refused the sign-in. [unauthorized]",
      "Do this: Check that the credentials belong to the tenant and cloud of this environment; sign in again.",
    ]);
    await succeeds(project.cli("config", "rm", "dynamics365:accessToken"));
    expect(await failuresOf(workstreamOnly)).to.include.members([
      "Could not sign in to Dataverse: there are no credentials. [no-credentials]",
      "Why: None are configured, and useCli is false.",
      "Do this: Sign in with `az login`, or set tenantId, clientId and clientSecret (or a certificate, useOidc, useMsi) under `dynamics365:` or as ARM_ variables.",
    ]);
  });
});
