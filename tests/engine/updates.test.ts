import { expect } from "chai";
import { type Sandbox, type SandboxOrganization, startSandbox } from "../../provider/sandbox/index.ts";
import { identifier } from "../../provider/sandbox/identity/identifiers.ts";
import { PulumiProject } from "../support/pulumi.ts";
import { firstOrganization, inState, planned, previewsNothing, succeeds } from "./support/outcomes.ts";
import { channelCases, ruleCases, workstreamCases, type UpdateCase } from "./support/update-cases.ts";

const required: Readonly<Record<string, string>> = {
  MessagingAccount: "",
  Workstream: 'distributionMode: "Push",',
  CustomChannel: 'workstream: home, channelType: "MessagingApi", language: 1033,',
  RoutingRule: 'workstream: home, kind: "routeToQueue",',
};

const names: Readonly<Record<string, string>> = {
  [identifier("queue", "Sales")]: "<queue Sales>",
  [identifier("msdyn_capacityprofile", "contoso_premium_messaging")]: "<profile Premium messaging>",
  [identifier("systemuser", "contoso-agent")]: "<agent>",
  [identifier("msdyn_oclanguage", "de-DE")]: "<language de-DE>",
  "75b7fe8c-af61-41ea-a51c-449eb1cf8b7f": "<language en-US>",
  [identifier("msfp_survey", "Customer satisfaction")]: "<survey Customer satisfaction>",
  [identifier("msfp_survey", "Bot satisfaction")]: "<survey Bot satisfaction>",
};

const guids = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g;

describe("updates under the real engine", function () {
  this.timeout(300_000);

  let sandbox: Sandbox;
  let organization: SandboxOrganization;
  let project: PulumiProject;
  let cases: readonly UpdateCase[];
  let rows: Map<string, string>;

  before(async () => {
    sandbox = await startSandbox();
    organization = firstOrganization(sandbox);
    cases = [...accountCases(sandbox), ...workstreamCases, ...channelCases, ...ruleCases];
    project = await PulumiProject.create({
      program: program(cases, ({ before: source }) => source),
      environment: sandbox.environment,
    });
    await succeeds(project.up());
    const { deployment } = await project.exportStack();
    rows = new Map(deployment.resources?.map(({ urn, outputs }) => [String(outputs?.["rowId"]), urn]));
  });

  after(async () => {
    project.remove();
    await sandbox.close();
  });

  /** Every write since the log was cleared, with names in place of ids, except documents of rules and contracts. */
  const writes = () =>
    sandbox.requests
      .writes()
      .filter(({ table = "" }) => !["msdyn_decisionruleset", "msdyn_decisioncontract"].includes(table))
      .map(({ method, table, path, body }) => `${method} ${table} ${/\(([^)]+)\)$/.exec(path)?.[1]} ${body}`)
      .map((line) => line.replaceAll(guids, (id) => names[id] ?? resourceNamed(id)))
      .toSorted();

  const resourceNamed = (rowId: string) => {
    const urn = rows.get(rowId);
    return urn === undefined ? "<id>" : `<${urn.slice(urn.lastIndexOf("::") + 2)}>`;
  };

  const step = ({ type, name }: UpdateCase) => `update ${type} ${name}`;

  const definitionOf = (ruleSet: string) =>
    String(
      organization.rows("msdyn_decisionruleset").find((row) => row["msdyn_name"] === ruleSet)?.[
        "msdyn_rulesetdefinition"
      ],
    );

  it("shows nothing after the first deployment", () => previewsNothing(project));

  it("shows each changed resource as an update, and nothing else", async () => {
    sandbox.requests.clear();
    project.setProgram(program(cases, ({ after: source }) => source));
    const updated = cases.filter(({ before: source, after: changed }) => source !== changed && !/adopt/.test(changed));
    expect(await planned(project)).to.deep.equal(updated.map(step).toSorted());
    expect(sandbox.requests.writes()).to.deep.equal([]);
  });

  it("writes exactly the columns that changed", async () => {
    await succeeds(project.up());
    expect(writes()).to.deep.equal(cases.flatMap((each) => each.writes).toSorted());
    await previewsNothing(project);
  });

  it("writes changed rules into their documents, and nothing else there", () => {
    const touched = sandbox.requests.writes().filter(({ table }) => table === "msdyn_decisionruleset");
    expect([...new Set(touched.flatMap(({ body }) => Object.keys(JSON.parse(body) as object)))]).to.deep.equal([
      "msdyn_rulesetdefinition",
    ]);
    const rulesOf = (definition = "") => [...definition.matchAll(/<rule [^>]*name="([^"]+)"/g)].map(([, name]) => name);
    const [routing, second, first] = ["Route to queues", "Second", "First"].map(definitionOf);
    expect(rulesOf(routing)).to.deep.equal(["After", "when", "queue", "order", "queues"]);
    expect(ruleNamed(routing, "when")).to.contain(
      '<lhs type="attribute">msdyn_customengagementctx.msdyn_customername</lhs><rhs type="staticvalue">Ann</rhs>',
    );
    expect(ruleNamed(routing, "queue")).to.contain(`<rhs type="staticvalue">${identifier("queue", "Sales")}</rhs>`);
    expect(ruleNamed(routing, "queues")).to.contain(identifier("queue", "Sales")).and.to.contain("40");
    expect(ruleNamed(second, "set")).to.contain('<rhs type="staticvalue">2</rhs>');
    expect(ruleNamed(second, "set")).to.contain(identifier("characteristic", "French"));
    expect(rulesOf(first)).to.deep.equal(["ruleset"]);
  });

  it("puts the new secret in force", async () => {
    const { outputs } = await inState(project, "MessagingAccount rotated");
    expect(organization.secretInForce(String(outputs?.["rowId"]))).to.equal(secretOf("rotated", "new"));
  });

  it("shows properties that the program no longer has, where something comes of it", async () => {
    sandbox.requests.clear();
    project.setProgram(program(cases, ({ without, after: source }) => without ?? source));
    // What the service decides by itself stays. A rule is written into a document, which its case does not list.
    const removed = cases.filter(
      ({ type, returns }) => returns !== undefined && (returns.length > 0 || type === "RoutingRule"),
    );
    expect(await planned(project)).to.deep.equal(removed.map(step).toSorted());
  });

  it("returns them to their defaults", async () => {
    await succeeds(project.up());
    expect(writes()).to.deep.equal(cases.flatMap(({ returns = [] }) => returns).toSorted());
    expect(ruleNamed(definitionOf("Route to queues"), "when")).to.contain('<condition operator="not-null">');
    await previewsNothing(project);
  });

  it("neither shows nor reverts what the program never mentioned", async () => {
    const rowId = String((await inState(project, "Workstream renamed")).outputs?.["rowId"]);
    organization.update("msdyn_liveworkstream", rowId, { msdyn_autocloseafterinactivity: 77 });
    await succeeds(project.refresh());
    await previewsNothing(project);
    project.setProgram(
      program(cases, ({ name, without, after: source }) =>
        name === "renamed" ? 'name: "Again"' : (without ?? source),
      ),
    );
    await succeeds(project.up());
    expect(organization.row("msdyn_liveworkstream", rowId)).to.include({
      msdyn_name: "Again",
      msdyn_autocloseafterinactivity: 77,
    });
  });
});

describe("rotation of a secret that Entra made", function () {
  this.timeout(300_000);

  let sandbox: Sandbox;
  let project: PulumiProject;

  before(async () => {
    sandbox = await startSandbox({ standIns: true });
    project = await PulumiProject.create({
      program: rotation,
      config: { "test:round": "one" },
      environment: sandbox.environment,
    });
    await succeeds(project.up());
    await project.configure({ "test:round": "two" });
  });

  after(async () => {
    project.remove();
    await sandbox.close();
  });

  it("shows the account as changing, and leaves the bot alone", async () => {
    expect(await planned(project)).to.deep.equal([
      "replace ApplicationPassword bot",
      "update MessagingAccount account",
    ]);
  });

  it("shows what changes at the account, and nothing of the endpoint that the service filled in", async () => {
    const changes = async () => {
      const { stdout } = await project.preview(["--diff"]);
      return stdout
        .split("\n")
        .map((line) => line.trim())
        .filter((line) => /^[-+~] \w+\s*:/.test(line) && !line.endsWith("{"));
    };
    const expected = ['~ round: "one" => "two"', "~ clientSecretVersion: 1 => [unknown]"];
    expect(await changes()).to.deep.equal(expected);
    await succeeds(project.refresh());
    expect(await changes()).to.deep.equal(expected);
  });

  it("keeps the new secret in one place", async () => {
    await succeeds(project.up());
    const secret = String(sandbox.directory.applications().at(-1)?.passwords.at(-1)?.secretText);
    const holders = Object.values(sandbox.snapshot()).flatMap((tables) =>
      Object.entries(tables)
        .filter(([table, held]) => !table.startsWith("sandbox.") && JSON.stringify(held).includes(secret))
        .map(([table]) => table),
    );
    expect(holders).to.deep.equal(["msdyn_ocbotchannelregistrationsecret"]);
    const { outputs } = await inState(project, "MessagingAccount account");
    expect(firstOrganization(sandbox).secretInForce(String(outputs?.["rowId"]))).to.equal(secret);
    await previewsNothing(project);
  });
});

const rotation = `
import * as pulumi from "@pulumi/pulumi";
import * as azuread from "@pulumi/azuread";
import * as botservice from "@pulumi/azure-native/botservice/index.js";
import { CustomChannel, MessagingAccount, Workstream } from "pulumi-dynamics365";

const round = new pulumi.Config("test").require("round");
const application = new azuread.Application("bot", { displayName: "Rotated" });
const principal = new azuread.ServicePrincipal("bot", { clientId: application.clientId });
const password = new azuread.ApplicationPassword("bot", { applicationId: application.id, rotateWhenChanged: { round } });
const account = new MessagingAccount(
  "account",
  { name: "Rotated", appId: application.clientId, clientSecret: password.value, tenantId: azuread.getClientConfigOutput().tenantId },
  { dependsOn: principal },
);
new botservice.Bot("bot", {
  resourceGroupName: "existing-rg",
  resourceName: "rotated-bot",
  location: "global",
  kind: "azurebot",
  sku: { name: "F0" },
  properties: { displayName: "Rotated", endpoint: account.messagingEndpoint, msaAppId: application.clientId, msaAppType: "SingleTenant", msaAppTenantId: account.tenantId },
});
const workstream = new Workstream("workstream", { name: "Rotated", distributionMode: "Push" });
new CustomChannel("channel", { name: "Rotated", account, workstream, channelType: "DirectLine", language: 1033 });
`;

/** Every resource under its own name, parents first. */
function program(cases: readonly UpdateCase[], argumentsOf: (each: UpdateCase) => string): string {
  return [
    'import { CustomChannel, MessagingAccount, RoutingRule, Workstream } from "pulumi-dynamics365";',
    'const home = new Workstream("home", { name: "home", distributionMode: "Push" });',
    'const other = new Workstream("other", { name: "other", distributionMode: "Push" });',
    ...cases.map((each) => {
      const { type, name } = each;
      const kept = type === "MessagingAccount" ? `const ${name} = ` : "";
      return `${kept}new ${type}("${name}", { ...{ name: "${name}", ${required[type]} }, ...{ ${argumentsOf(each)} } });`;
    }),
  ].join("\n");
}

function ruleNamed(definition: string | undefined, name: string): string {
  return new RegExp(`<rule [^>]*name="${name}".*?</rule>`).exec(definition ?? "")?.[0] ?? "";
}

const secretOf = (account: string, age: "old" | "new") => `${age}-secret-of-${account}-0123456789abcdef`;

function accountCases(sandbox: Sandbox): UpdateCase[] {
  const identity = (account: string, age: "old" | "new" = "old") => {
    const displayName = `application of ${account}`;
    const { directory } = sandbox;
    let application = directory.applications().find((each) => each.displayName === displayName);
    if (application === undefined) {
      application = directory.addApplication({ displayName, replicated: true });
      directory.addServicePrincipal(application.clientId);
      for (const each of ["old", "new"] as const)
        directory.addPassword(application, { displayName: each }, { secretText: secretOf(account, each) });
    }
    return `appId: "${application.clientId}", clientSecret: "${secretOf(account, age)}"`;
  };
  const table = "msdyn_ocbotchannelregistration";
  const endpoint = `https://given.example/incoming?orgId=${firstOrganization(sandbox).id}`;
  const type = "MessagingAccount";
  return [
    {
      type,
      name: "accountRenamed",
      before: `name: "Before", ${identity("accountRenamed")}`,
      after: `name: "After", ${identity("accountRenamed")}`,
      writes: [`PATCH ${table} <accountRenamed> {"msdyn_name":"After"}`],
    },
    {
      type,
      name: "rotated",
      before: identity("rotated"),
      after: identity("rotated", "new"),
      writes: [`PATCH msdyn_ocbotchannelregistrationsecret <id> {"msdyn_securemsappsecret":"[redacted]"}`],
    },
    {
      type,
      name: "endpointGiven",
      before: identity("endpointGiven"),
      after: `${identity("endpointGiven")}, messagingEndpoint: "${endpoint}"`,
      writes: [`PATCH ${table} <endpointGiven> {"msdyn_messagingendpoint":"${endpoint.replaceAll(guids, "<id>")}"}`],
      // Bots already use it, and nothing asks the service for another one, so it stays.
      without: identity("endpointGiven"),
    },
    {
      type,
      name: "steered",
      before: identity("steered"),
      after: `${identity("steered")}, skipCredentialCheck: true, adopt: true`,
      writes: [],
    },
  ];
}
