import { expect } from "chai";
import { seededSubscription, subscriptionId } from "../../../provider/sandbox/azure/seed.ts";
import type { AzureSubscription } from "../../../provider/sandbox/azure/subscription.ts";
import { contoso, deployer, existingBotApplication, seededDirectory } from "../../../provider/sandbox/entra/seed.ts";
import { startStandIns, type StandIns } from "../../../provider/sandbox/plugin/start.ts";
import { PluginClient, refusal, secret, unknown, type Values } from "./plugin-client.ts";

const ResourceGroup = "azure-native:resources:ResourceGroup";
const Bot = "azure-native:botservice:Bot";
const Channel = "azure-native:botservice:Channel";

const group = { resourceGroupName: "existing-rg" };
const existingBotId = `/subscriptions/${subscriptionId}/resourceGroups/existing-rg/providers/Microsoft.BotService/botServices/contoso-existing-bot`;

const botProperties = {
  displayName: "Contoso",
  endpoint: "https://contoso.example/incoming",
  msaAppId: "99999999-0000-4000-8000-00000000000a",
  msaAppType: "SingleTenant",
  msaAppTenantId: contoso.tenantId,
};

const bot = (changed: Values = {}, properties: Values = {}): Values => ({
  ...group,
  resourceName: "contoso-bot",
  location: "global",
  kind: "azurebot",
  sku: { name: "F0" },
  properties: { ...botProperties, ...properties },
  ...changed,
});

const site = { siteName: "Default Site", isEnabled: true, isV1Enabled: false, isV3Enabled: true };

const directLine = (changed: Values = {}): Values => ({
  ...group,
  resourceName: "contoso-bot",
  channelName: "DirectLineChannel",
  location: "global",
  properties: { channelName: "DirectLineChannel", properties: { sites: [site] } },
  ...changed,
});

describe("azure-native stand-in", () => {
  let azure: AzureSubscription;
  let standIns: StandIns;
  let client: PluginClient;

  beforeEach(async () => {
    azure = seededSubscription();
    standIns = await startStandIns({ azure, directory: seededDirectory() });
    client = PluginClient.to("azure-native", standIns.environment);
  });

  afterEach(async () => {
    client.close();
    await standIns.close();
  });

  const propertiesOf = (outputs: Values) => outputs["properties"] as Values;

  describe("names and locations", () => {
    it("are made up where the program gives none, and kept", async () => {
      const first = await client.check(ResourceGroup, { location: "westeurope" });
      const second = await client.check(ResourceGroup, { location: "westeurope" }, first.inputs);
      expect(first.inputs["resourceGroupName"]).to.match(/^example[0-9a-f]{8}$/);
      expect(second.inputs).to.deep.equal(first.inputs);
    });

    it("come from the configuration, else from the resource group", async () => {
      const { location, ...withoutLocation } = bot();
      expect(location).to.equal("global");
      expect((await client.check(Bot, withoutLocation)).inputs["location"]).to.equal("westeurope");
      await client.configure({ location: "northeurope" });
      expect((await client.check(Bot, withoutLocation)).inputs["location"]).to.equal("northeurope");
      expect((await client.check(ResourceGroup, {})).inputs["location"]).to.equal("northeurope");
    });

    it("decide whether a replacement may come first", async () => {
      const { resourceName, ...unnamed } = bot();
      const { inputs } = await client.check(Bot, unnamed);
      const moved = { ...inputs, location: "westeurope" };
      expect(resourceName).to.equal("contoso-bot");
      expect((await client.diff(Bot, inputs, moved)).deleteBeforeReplace).to.equal(false);
      expect((await client.diff(Bot, bot(), bot({ location: "westeurope" }))).deleteBeforeReplace).to.equal(true);
    });
  });

  describe("ResourceGroup", () => {
    it("takes its bots and their channels along", async () => {
      const { id } = await client.create(ResourceGroup, { resourceGroupName: "mine", location: "westeurope" });
      await client.create(Bot, bot({ resourceGroupName: "mine" }));
      await client.create(Channel, directLine({ resourceGroupName: "mine" }));
      await client.delete(ResourceGroup, id);
      expect(azure.bots().map(({ name }) => name)).to.deep.equal(["contoso-existing-bot"]);
      expect(azure.channels()).to.deep.equal([]);
    });

    it("is not created twice", async () => {
      const inputs = { resourceGroupName: "Existing-RG", location: "westeurope" };
      expect(await refusal(client.create(ResourceGroup, inputs))).to.match(/^cannot create already existing resource/);
    });
  });

  describe("Bot", () => {
    it("answers with its name, defaults and what only the service knows", async () => {
      const { id, outputs } = await client.create(Bot, bot());
      expect(id).to.equal(existingBotId.replace("contoso-existing-bot", "contoso-bot"));
      expect(outputs).to.include({ name: "contoso-bot", type: "Microsoft.BotService/botServices", location: "global" });
      expect(outputs["sku"]).to.deep.equal({ name: "F0", tier: "Free" });
      expect(propertiesOf(outputs)).to.deep.include({
        ...botProperties,
        publicNetworkAccess: "Enabled",
        enabledChannels: ["webchat", "directline"],
        provisioningState: "Succeeded",
      });
    });

    it("is refused without an app type, and as a multi-tenant bot", async () => {
      const untyped = await refusal(client.create(Bot, bot({}, { msaAppType: undefined })));
      const multiTenant = await refusal(client.create(Bot, bot({}, { msaAppType: "MultiTenant" })));
      expect(untyped)
        .to.contain('Code="InvalidBotCreationData"')
        .and.to.contain("Multitenant bot creation is deprecated");
      expect(multiTenant).to.equal(untyped);
      expect(azure.bots()).to.have.length(1);
    });

    it("is refused with half of an identity", async () => {
      const identity = { msaAppType: "UserAssignedMSI" };
      expect(await refusal(client.create(Bot, bot({}, identity)))).to.contain("msaAppMSIResourceId");
      expect(await refusal(client.create(Bot, bot({}, { msaAppTenantId: undefined })))).to.contain("msaAppTenantId");
      expect(await refusal(client.create(Bot, bot({}, { endpoint: "http://contoso.example" })))).to.contain("https");
      const created = await client.create(Bot, bot({}, { ...identity, msaAppMSIResourceId: "/subscriptions/x" }));
      expect(created.outputs["name"]).to.equal("contoso-bot");
    });

    for (const name of ["b", "-bot", "bot!", "b".repeat(65)]) {
      it(`is refused with the name ${name.slice(0, 8)} of ${name.length} characters`, async () => {
        expect(await refusal(client.create(Bot, bot({ resourceName: name })))).to.contain("InvalidResourceName");
      });
    }

    it("is refused in a region that has no bots", async () => {
      expect(await refusal(client.create(Bot, bot({ location: "eastus" })))).to.contain("global, westeurope");
    });

    it("needs its resource group", async () => {
      const message = await refusal(client.create(Bot, bot({ resourceGroupName: "none" })));
      expect(message).to.contain('Status=404 Code="ResourceGroupNotFound"');
    });

    it("has a name that no other bot has, in whichever group", async () => {
      await client.create(ResourceGroup, { resourceGroupName: "other", location: "westeurope" });
      const namesake = bot({ resourceGroupName: "other", resourceName: "Contoso-Existing-Bot" });
      expect(await refusal(client.create(Bot, namesake))).to.contain("name is already registered");
    });

    it("shares its app id with no other bot, unless told that it may", async () => {
      const sharer = bot({}, { msaAppId: existingBotApplication.clientId });
      expect(await refusal(client.create(Bot, sharer))).to.contain("MsaAppId is already in use");
      azure.settings.oneBotPerApp = false;
      expect((await client.create(Bot, sharer)).outputs["name"]).to.equal("contoso-bot");
    });

    it("says what is missing, but not of what is unknown", async () => {
      const missing = await client.check(Bot, { ...group, properties: { displayName: "Contoso" } });
      const unknownAsAWhole = await client.check(Bot, { ...group, properties: unknown });
      expect(missing.failures.map(([property]) => property)).to.deep.equal([
        "properties.endpoint",
        "properties.msaAppId",
      ]);
      expect(unknownAsAWhole.failures).to.deep.equal([]);
      expect(unknownAsAWhole.inputs["properties"]).to.equal(unknown);
    });

    it("previews unknown properties as one, and never writes them", async () => {
      const preview = await client.create(Bot, bot({ properties: unknown }), true);
      expect(preview.outputs["properties"]).to.equal(unknown);
      expect(await refusal(client.create(Bot, bot({ properties: unknown })))).to.contain("still unknown");
      expect(azure.bots()).to.have.length(1);
    });

    it("is replaced for what can only be set on creation", async () => {
      const changes: [Values, string, string][] = [
        [bot({}, { msaAppId: "other" }), "properties", "properties.msaAppId"],
        [bot({}, { msaAppTenantId: "other" }), "properties", "properties.msaAppTenantId"],
        [bot({}, { tenantId: "other" }), "properties", "properties.tenantId"],
        [bot({ location: "westeurope" }), "location", "location"],
        [bot({ resourceGroupName: "other" }), "resourceGroupName", "resourceGroupName"],
        [bot({ resourceName: "other" }), "resourceName", "resourceName"],
      ];
      for (const [news, replaced, path] of changes) {
        const diff = await client.diff(Bot, bot(), news);
        expect(diff.replaces, path).to.deep.equal([replaced]);
        expect(diff.paths.map(([changed]) => changed)).to.deep.equal([path]);
      }
    });

    it("changes its endpoint in place, and an unknown body is no replacement", async () => {
      const moved = await client.diff(Bot, bot(), bot({}, { endpoint: "https://moved.example" }));
      const open = await client.diff(Bot, bot(), bot({ properties: unknown }));
      expect(moved).to.deep.include({ hasChanges: true, replaces: [], deleteBeforeReplace: false });
      expect(moved.paths.map(([path]) => path)).to.deep.equal(["properties.endpoint"]);
      expect(open).to.deep.include({ hasChanges: true, replaces: [] });
      expect((await client.diff(Bot, bot(), bot())).hasChanges).to.equal(false);
    });

    it("is written as a whole: what is left out goes back to its default", async () => {
      const { id, outputs } = await client.create(Bot, bot({}, { isStreamingSupported: true, description: "old" }));
      const updated = propertiesOf(await client.update(Bot, id, bot(), outputs));
      expect(updated).to.include({ isStreamingSupported: false });
      expect(updated).not.to.have.property("description");
    });

    it("keeps name and location known in the preview of an update", async () => {
      const { id, outputs } = await client.create(Bot, bot());
      const preview = await client.update(Bot, id, bot({ properties: unknown }), outputs, true);
      expect(preview).to.include({ name: "contoso-bot", location: "global", properties: unknown });
    });

    it("carries into the inputs what changed in the cloud, and nothing else", async () => {
      const { id, outputs } = await client.create(Bot, bot());
      expect((await client.read(Bot, id, outputs, bot())).inputs).to.deep.equal(bot());
      const properties = { ...botProperties, endpoint: "https://by-hand.example", description: "by hand" };
      azure.putBot({ ...group, botName: "contoso-bot" }, { location: "global", properties });
      const { inputs } = await client.read(Bot, id, outputs, bot());
      expect(inputs["properties"]).to.deep.equal(properties);
    });

    it("is imported with everything that can be written", async () => {
      const { inputs, id } = await client.read(Bot, existingBotId);
      expect(id).to.equal(existingBotId);
      expect(inputs).to.deep.include({ ...group, resourceName: "contoso-existing-bot", sku: { name: "F0" } });
      expect(propertiesOf(inputs)).to.include({ msaAppId: existingBotApplication.clientId });
      expect(propertiesOf(inputs)).not.to.have.any.keys("enabledChannels", "provisioningState", "endpointVersion");
    });

    it("reads as gone when it is gone, and is deleted twice without complaint", async () => {
      const { id } = await client.create(Bot, bot());
      await client.delete(Bot, id);
      await client.delete(Bot, id);
      expect((await client.read(Bot, id)).id).to.equal("");
    });

    it("never gives the key of Application Insights back", async () => {
      const { outputs } = await client.create(Bot, bot({}, { developerAppInsightsApiKey: secret("insights-key") }));
      expect(JSON.stringify(outputs)).not.to.contain("insights-key");
      expect(propertiesOf(outputs)).to.include({ isDeveloperAppInsightsApiKeySet: true });
    });
  });

  describe("secrets", () => {
    it("stay sealed where they came in, at any depth", async () => {
      const news = bot({}, { displayName: secret("hidden") });
      const { inputs } = await client.check(Bot, news);
      const { outputs } = await client.create(Bot, news);
      expect(propertiesOf(inputs)["displayName"]).to.deep.equal(secret("hidden"));
      expect(propertiesOf(outputs)["displayName"]).to.deep.equal(secret("hidden"));
      expect(azure.bots().at(-1)?.properties["displayName"]).to.equal("hidden");
    });

    it("seal a whole object when that is what is secret", async () => {
      const { outputs } = await client.create(Bot, bot({ properties: secret(botProperties) }));
      const sealed = outputs["properties"] as Values;
      expect(Object.keys(sealed)).to.deep.equal(Object.keys(secret("")));
      expect(sealed["value"]).to.deep.include(botProperties);
    });

    it("may hide a value that is not known yet", async () => {
      const { inputs } = await client.check(Bot, bot({ properties: secret(unknown) }));
      expect(inputs["properties"]).to.deep.equal(secret(unknown));
    });
  });

  describe("Channel", () => {
    beforeEach(async () => {
      await client.create(Bot, bot());
    });

    const sitesIn = (holder: unknown) => ((holder as Values)["properties"] as Values)["sites"] as Values[];

    it("shows its keys to listChannelWithKeys alone", async () => {
      const { id, outputs } = await client.create(Channel, directLine());
      const args = { ...group, resourceName: "contoso-bot", channelName: "DirectLineChannel" };
      const listed = await client.invoke("azure-native:botservice:listChannelWithKeys", args);
      const got = await client.invoke("azure-native:botservice:getChannel", args);
      const key = azure.channels()[0]?.keys[0]?.key;

      expect(id).to.match(/\/botServices\/contoso-bot\/channels\/DirectLineChannel$/);
      expect(key).to.match(/^[\w-]{11}\.[\w-]{43}$/);
      expect(sitesIn(listed["properties"])[0]).to.include({ key });
      expect(sitesIn(listed["resource"])[0]).to.include({ key });
      expect(((listed["setting"] as Values)["sites"] as Values[])[0]).to.include({ key });
      expect(sitesIn(got["properties"])[0]).to.include({ siteName: "Default Site", isTokenEnabled: true });
      expect(JSON.stringify([outputs, got])).not.to.contain(String(key));
    });

    it("fills only the part of the answer that it is told to", async () => {
      await client.create(Channel, directLine());
      azure.settings.keysIn = ["setting"];
      const args = { ...group, resourceName: "contoso-bot", channelName: "DirectLineChannel" };
      const listed = await client.invoke("azure-native:botservice:listChannelWithKeys", args);
      expect(sitesIn(listed["resource"])[0]).not.to.have.property("key");
      expect(((listed["setting"] as Values)["sites"] as Values[])[0])
        .to.have.property("key")
        .that.is.a("string");
    });

    it("keeps the keys of a site when it is written again", async () => {
      const { id, outputs } = await client.create(Channel, directLine());
      const before = azure.channels()[0]?.keys;
      const sites = [{ ...site, isSecureSiteEnabled: true, trustedOrigins: ["https://contoso.example"] }];
      const properties = { channelName: "DirectLineChannel", properties: { sites } };
      await client.update(Channel, id, directLine({ properties }), outputs);
      expect(azure.channels()[0]?.keys).to.deep.equal(before);
    });

    it("has a default site where none is named", async () => {
      await client.create(Channel, directLine({ properties: { channelName: "DirectLineChannel" } }));
      expect(azure.channels()[0]?.keys.map(({ siteName }) => siteName)).to.deep.equal(["Default Site"]);
    });

    it("has one of the names of a closed list", async () => {
      const { channelName, ...unnamed } = directLine();
      const { inputs } = await client.check(Channel, unnamed);
      expect(channelName).to.equal("DirectLineChannel");
      expect(await refusal(client.create(Channel, inputs))).to.contain("InvalidChannelName");
    });

    it("adds to the channels that the bot lists", async () => {
      await client.create(
        Channel,
        directLine({ channelName: "MsTeamsChannel", properties: { channelName: "MsTeamsChannel" } }),
      );
      const found = await client.invoke("azure-native:botservice:getBot", { ...group, resourceName: "contoso-bot" });
      expect(propertiesOf(found)["enabledChannels"]).to.deep.equal(["webchat", "directline", "msteams"]);
    });

    it("needs its bot, and dies with it", async () => {
      const orphan = directLine({ resourceName: "no-bot" });
      expect(await refusal(client.create(Channel, orphan))).to.contain("ParentResourceNotFound");
      const { id } = await client.create(Channel, directLine());
      azure.deleteBot({ ...group, botName: "contoso-bot" });
      expect((await client.read(Channel, id)).id).to.equal("");
    });

    it("shows no drift after a refresh, and imports without read-only members", async () => {
      const { id, outputs } = await client.create(Channel, directLine());
      expect((await client.read(Channel, id, outputs, directLine())).inputs).to.deep.equal(directLine());
      expect((await client.read(Channel, id)).inputs).to.deep.equal(directLine());
    });
  });

  describe("functions", () => {
    it("tell who deploys where", async () => {
      expect(await client.invoke("azure-native:authorization:getClientConfig")).to.deep.equal({
        clientId: deployer.clientId,
        objectId: deployer.objectId,
        subscriptionId,
        tenantId: contoso.tenantId,
      });
    });

    it("find the bot and the group that were there before", async () => {
      const name = "azure-native:resources:getResourceGroup";
      const found = await client.invoke("azure-native:botservice:getBot", {
        ...group,
        resourceName: "contoso-existing-bot",
      });
      expect(found["id"]).to.equal(existingBotId);
      expect(await client.invoke(name, group)).to.include({ location: "westeurope" });
      expect(await refusal(client.invoke(name, { resourceGroupName: "none" }))).to.contain("ResourceGroupNotFound");
    });

    it("answer 404 for a bot or channel that does not exist", async () => {
      const noBot = { ...group, resourceName: "none", channelName: "DirectLineChannel" };
      const noChannel = { ...noBot, resourceName: "contoso-existing-bot" };
      const expected = 'Status=404 Code="ResourceNotFound"';
      expect(await refusal(client.invoke("azure-native:botservice:getBot", noBot))).to.contain(expected);
      expect(await refusal(client.invoke("azure-native:botservice:listChannelWithKeys", noChannel))).to.contain(
        expected,
      );
    });
  });

  it("starts anew from what it saved", async () => {
    await client.create(Bot, bot());
    await client.create(Channel, directLine());
    azure.settings.oneBotPerApp = false;
    const restored = seededSubscription();
    restored.load(JSON.parse(JSON.stringify(azure.save())));
    expect(restored.bots().map(({ name }) => name)).to.deep.equal(["contoso-existing-bot", "contoso-bot"]);
    expect(restored.channels()[0]?.keys).to.deep.equal(azure.channels()[0]?.keys);
    expect(restored.settings.oneBotPerApp).to.equal(false);
  });
});
