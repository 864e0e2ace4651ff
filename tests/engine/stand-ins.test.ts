import { expect } from "chai";
import type { AzureSubscription } from "../../provider/sandbox/azure/subscription.ts";
import { seededSubscription } from "../../provider/sandbox/azure/seed.ts";
import type { Directory } from "../../provider/sandbox/entra/directory.ts";
import { seededDirectory } from "../../provider/sandbox/entra/seed.ts";
import { startStandIns, type StandIns } from "../../provider/sandbox/plugin/start.ts";
import { changes } from "../support/preview-steps.ts";
import { PulumiProject } from "../support/pulumi.ts";

const program = `
import * as pulumi from "@pulumi/pulumi";
import * as azuread from "@pulumi/azuread";
import * as botservice from "@pulumi/azure-native/botservice/index.js";
import * as resources from "@pulumi/azure-native/resources/index.js";

const config = new pulumi.Config("test");
const tenantId = azuread.getClientConfigOutput().tenantId;
const group = new resources.ResourceGroup("contact", { location: "westeurope" });
const application = new azuread.Application(config.require("application"), { displayName: "Contoso messaging" });
const principal = new azuread.ServicePrincipal("bot", { clientId: application.clientId });
const password = new azuread.ApplicationPassword("bot", { applicationId: application.id, endDate: "2099-01-01T00:00:00Z" });
const bot = new botservice.Bot("bot", {
  resourceGroupName: group.name,
  resourceName: "contoso-bot",
  location: "global",
  kind: "azurebot",
  sku: { name: "F0" },
  properties: {
    displayName: "Contoso",
    endpoint: config.require("endpoint"),
    msaAppId: principal.clientId,
    msaAppType: "SingleTenant",
    msaAppTenantId: tenantId,
  },
});
const directLine = new botservice.Channel("direct-line", {
  resourceGroupName: group.name,
  resourceName: bot.name,
  channelName: "DirectLineChannel",
  location: "global",
  properties: {
    channelName: "DirectLineChannel",
    properties: { sites: [{ siteName: "Default Site", isEnabled: true, isV1Enabled: false, isV3Enabled: true }] },
  },
});
const keys = botservice.listChannelWithKeysOutput(
  { resourceGroupName: group.name, resourceName: bot.name, channelName: "DirectLineChannel" },
  { dependsOn: [directLine] },
);
export const clientId = application.clientId;
export const clientSecret = password.value;
export const groupName = group.name;
export const directLineKey = pulumi.secret(keys.apply((answer) => answer.setting?.sites?.[0]?.key));
`;

const endpoint = "https://m-contoso.crm4.example/botchannel/incoming";
const movedEndpoint = "https://m-contoso.crm4.example/botchannel/moved";

describe("azure-native and azuread stand-ins under the real engine", function () {
  this.timeout(300_000);

  let azure: AzureSubscription;
  let directory: Directory;
  let standIns: StandIns;
  let project: PulumiProject;

  const contosoBot = () => azure.bots().find(({ name }) => name === "contoso-bot");
  const up = async () => {
    const { exitCode, stdout, stderr } = await project.up();
    expect(exitCode, `${stdout}\n${stderr}`).to.equal(0);
  };

  before(async () => {
    azure = seededSubscription();
    directory = seededDirectory();
    standIns = await startStandIns({ azure, directory });
    project = await PulumiProject.create({
      program,
      config: { "test:endpoint": endpoint, "test:application": "bot" },
      environment: standIns.environment,
    });
  });

  after(async () => {
    project.remove();
    await standIns.close();
  });

  it("previews the whole program while the bot's properties are one unknown value", async () => {
    const steps = await project.previewSteps();
    expect(steps.map(({ op }) => op)).to.deep.equal(Array.from({ length: 7 }, () => "create"));
    expect(directory.applications().map(({ displayName }) => displayName)).to.deep.equal([
      "deployment",
      "existing bot",
    ]);
    expect(azure.bots().map(({ name }) => name)).to.deep.equal(["contoso-existing-bot"]);
  });

  it("deploys application, secret, bot and Direct Line in one go", async () => {
    await up();
    const outputs = await project.outputs({ showSecrets: true });
    const application = directory.applications().find(({ displayName }) => displayName === "Contoso messaging");
    const [channel] = azure.channels();

    expect(outputs["clientId"]).to.equal(application?.clientId);
    expect(outputs["clientSecret"]).to.equal(application?.passwords[0]?.secretText);
    expect(outputs["groupName"]).to.match(/^contact[0-9a-f]{8}$/);
    expect(outputs["directLineKey"]).to.equal(channel?.keys[0]?.key);
    expect(contosoBot()?.properties).to.include({ endpoint, msaAppId: application?.clientId });
  });

  it("keeps the secret encrypted in the stack", async () => {
    const stack = JSON.stringify(await project.exportStack());
    const secrets = directory.applications().flatMap(({ passwords }) => passwords.map(({ secretText }) => secretText));
    expect(secrets.filter((secret) => stack.includes(secret))).to.deep.equal([]);
  });

  it("shows nothing in the next preview", async () => {
    expect(changes(await project.previewSteps())).to.deep.equal([]);
  });

  it("shows nothing after a refresh", async () => {
    const { exitCode, stdout } = await project.refresh();
    expect(exitCode).to.equal(0);
    expect(stdout).not.to.match(/\d+ (?:updated|deleted)/);
    expect(changes(await project.previewSteps())).to.deep.equal([]);
  });

  it("updates the endpoint in place", async () => {
    await project.configure({ "test:endpoint": movedEndpoint });
    const steps = changes(await project.previewSteps());
    expect(steps.map(({ op }) => op)).to.deep.equal(["update"]);
    expect(steps[0]?.diffReasons).to.deep.equal(["properties"]);
    await up();
    expect(contosoBot()?.properties["endpoint"]).to.equal(movedEndpoint);
  });

  it("finds an endpoint that somebody changed by hand, and repairs it", async () => {
    const bot = contosoBot();
    if (bot === undefined) throw new Error("The bot is missing");
    const properties = { ...bot.properties, endpoint: "https://elsewhere.example/" };
    azure.putBot({ resourceGroupName: bot.resourceGroupName, botName: bot.name }, { ...bot, properties });

    await project.refresh();
    expect(changes(await project.previewSteps()).map(({ op }) => op)).to.deep.equal(["update"]);
    await up();
    expect(contosoBot()?.properties["endpoint"]).to.equal(movedEndpoint);
  });

  it("replaces the bot for another app id, the old bot first", async () => {
    const oldAppId = contosoBot()?.properties["msaAppId"];
    await project.configure({ "test:application": "other" });
    await up();
    const application = directory.applications().find(({ displayName }) => displayName === "Contoso messaging");

    expect(application?.clientId).not.to.equal(oldAppId);
    expect(contosoBot()?.properties["msaAppId"]).to.equal(application?.clientId);
    expect(azure.channels().map(({ name }) => name)).to.deep.equal(["DirectLineChannel"]);
    expect(changes(await project.previewSteps())).to.deep.equal([]);
  });

  it("notices a bot that is gone, and makes it again", async () => {
    azure.deleteBot({ resourceGroupName: contosoBot()?.resourceGroupName ?? "", botName: "contoso-bot" });
    await project.refresh();
    expect(changes(await project.previewSteps()).map(({ op }) => op)).to.include("create");
    await up();
    expect(azure.channels().map(({ name }) => name)).to.deep.equal(["DirectLineChannel"]);
  });

  it("leaves nothing behind after destroy", async () => {
    const { exitCode } = await project.destroy();
    expect(exitCode).to.equal(0);
    expect(azure.bots().map(({ name }) => name)).to.deep.equal(["contoso-existing-bot"]);
    expect(azure.resourceGroups().map(({ name }) => name)).to.deep.equal(["existing-rg"]);
    expect(directory.applications().map(({ displayName }) => displayName)).to.deep.equal([
      "deployment",
      "existing bot",
    ]);
  });
});

describe("import of a bot that exists", function () {
  this.timeout(300_000);

  it("takes it over and shows nothing in the next preview", async () => {
    const azure = seededSubscription();
    const standIns = await startStandIns({ azure, directory: seededDirectory() });
    const [bot] = azure.bots();
    const project = await PulumiProject.create({
      program: `
import * as botservice from "@pulumi/azure-native/botservice/index.js";
new botservice.Bot("existing", {
  resourceGroupName: "existing-rg",
  resourceName: "contoso-existing-bot",
  location: "global",
  kind: "azurebot",
  sku: { name: "F0" },
  properties: {
    displayName: "Contoso existing bot",
    endpoint: "",
    msaAppId: "${String(bot?.properties["msaAppId"])}",
    msaAppType: "SingleTenant",
    msaAppTenantId: "${String(bot?.properties["msaAppTenantId"])}",
  },
}, { import: "${bot?.id ?? ""}" });
`,
      environment: standIns.environment,
    });
    try {
      const { exitCode, stdout, stderr } = await project.up();
      expect(exitCode, `${stdout}\n${stderr}`).to.equal(0);
      expect(stdout).to.match(/1 imported/);
      expect(`${stdout}${stderr}`).not.to.match(/do not match/);
      expect(changes(await project.previewSteps())).to.deep.equal([]);
    } finally {
      project.remove();
      await standIns.close();
    }
  });
});
