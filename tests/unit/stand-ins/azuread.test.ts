import { expect } from "chai";
import { seededSubscription } from "../../../provider/sandbox/azure/seed.ts";
import type { Directory } from "../../../provider/sandbox/entra/directory.ts";
import { contoso, deployer, existingBotApplication, seededDirectory } from "../../../provider/sandbox/entra/seed.ts";
import { startStandIns, type StandIns } from "../../../provider/sandbox/plugin/start.ts";
import { PluginClient, refusal, secret, unknown, type Values } from "./plugin-client.ts";

const Application = "azuread:index/application:Application";
const ServicePrincipal = "azuread:index/servicePrincipal:ServicePrincipal";
const Password = "azuread:index/applicationPassword:ApplicationPassword";
const FederatedCredential =
  "azuread:index/applicationFederatedIdentityCredential:ApplicationFederatedIdentityCredential";

describe("azuread stand-in", () => {
  let directory: Directory;
  let standIns: StandIns;
  let client: PluginClient;
  let changeCount: number;

  beforeEach(async () => {
    directory = seededDirectory();
    changeCount = 0;
    standIns = await startStandIns({ azure: seededSubscription(), directory, changed: () => void (changeCount += 1) });
    client = PluginClient.to("azuread", standIns.environment);
  });

  afterEach(async () => {
    client.close();
    await standIns.close();
  });

  const createApplication = (inputs: Values = {}) => client.create(Application, { displayName: "Contoso", ...inputs });

  describe("Application", () => {
    it("has an id of the form /applications/<object id>, and a client id of its own", async () => {
      const { id, outputs } = await createApplication();
      expect(id).to.equal(`/applications/${String(outputs["objectId"])}`);
      expect(outputs["clientId"]).not.to.equal(outputs["objectId"]);
      expect(outputs).to.include({ signInAudience: "AzureADMyOrg", publisherDomain: contoso.domain });
      expect(changeCount).to.equal(1);
    });

    it("makes nothing in a preview, and leaves computed outputs open", async () => {
      const { id, outputs } = await client.create(Application, { displayName: "Contoso" }, true);
      expect(id).to.equal("");
      expect(outputs).to.deep.equal({ displayName: "Contoso" });
      expect(directory.applications()).to.have.length(2);
      expect(changeCount).to.equal(0);
    });

    it("changes its name and audience in place and keeps its ids", async () => {
      const { id, outputs } = await createApplication();
      const news = { displayName: "Renamed", signInAudience: "AzureADMultipleOrgs" };
      const diff = await client.diff(Application, { displayName: "Contoso" }, news);
      const updated = await client.update(Application, id, news, outputs);
      expect(diff).to.deep.include({ hasChanges: true, replaces: [] });
      expect(updated).to.include({ ...news, clientId: outputs["clientId"] });
    });

    it("knows the client id in the preview of an update", async () => {
      const { id, outputs } = await createApplication();
      const preview = await client.update(Application, id, { displayName: "Renamed" }, outputs, true);
      expect(preview).to.include({ displayName: "Renamed", clientId: outputs["clientId"] });
      expect(directory.applications().at(-1)?.displayName).to.equal("Contoso");
    });

    it("is refused without a name and with an unknown audience", async () => {
      expect((await client.check(Application, {})).failures).to.deep.equal([
        ["displayName", "Missing required property 'displayName'"],
      ]);
      const news = { displayName: "Contoso", signInAudience: "Everybody" };
      expect(await refusal(client.check(Application, news))).to.contain("AzureADMyOrg, AzureADMultipleOrgs");
    });

    it("accepts values that are not known yet", async () => {
      const { failures, inputs } = await client.check(Application, { displayName: unknown, signInAudience: unknown });
      expect(failures).to.deep.equal([]);
      expect(inputs["displayName"]).to.equal(unknown);
    });

    it("shows drift in the inputs, and only there where something changed", async () => {
      const inputs = { displayName: "Contoso" };
      const { id, outputs } = await createApplication();
      const application = directory.applications().at(-1);
      if (application === undefined) throw new Error("The application is missing");
      expect((await client.read(Application, id, outputs, inputs)).inputs).to.deep.equal(inputs);
      application.displayName = "By hand";
      expect((await client.read(Application, id, outputs, inputs)).inputs).to.deep.equal({ displayName: "By hand" });
    });

    it("is imported with the inputs that a program would name", async () => {
      const objectId = directory.applicationByClientId(existingBotApplication.clientId)?.objectId ?? "";
      const { inputs, outputs } = await client.read(Application, `/applications/${objectId}`);
      expect(inputs).to.deep.equal({ displayName: "existing bot" });
      expect(outputs["clientId"]).to.equal(existingBotApplication.clientId);
    });

    it("reads as gone when it is gone, and takes its service principal along", async () => {
      const { id, outputs } = await createApplication();
      await client.create(ServicePrincipal, { clientId: outputs["clientId"] });
      await client.delete(Application, id);
      expect((await client.read(Application, id)).id).to.equal("");
      expect(directory.servicePrincipalOf(String(outputs["clientId"]))).to.equal(undefined);
    });

    it("refuses a duplicate name where that is wanted", async () => {
      const message = await refusal(createApplication({ displayName: "existing bot", preventDuplicateNames: true }));
      expect(message).to.match(/exists already, with the ID "\/applications\//);
    });
  });

  describe("ServicePrincipal", () => {
    it("belongs to an application, once", async () => {
      const { outputs } = await createApplication();
      const inputs = { clientId: outputs["clientId"] };
      const { id, outputs: principal } = await client.create(ServicePrincipal, inputs);
      expect(id).to.equal(`/servicePrincipals/${String(principal["objectId"])}`);
      expect(principal["applicationTenantId"]).to.equal(contoso.tenantId);
      expect(await refusal(client.create(ServicePrincipal, inputs))).to.contain("useExisting");
      expect((await client.create(ServicePrincipal, { ...inputs, useExisting: true })).id).to.equal(id);
    });

    it("is replaced for another application", async () => {
      const diff = await client.diff(ServicePrincipal, { clientId: deployer.clientId }, { clientId: unknown });
      expect(diff).to.deep.include({ replaces: ["clientId"], deleteBeforeReplace: false });
    });

    it("is refused for a client id that is none, and for an application that does not exist", async () => {
      expect(await refusal(client.check(ServicePrincipal, { clientId: "bot" }))).to.contain("UUID");
      const clientId = "99999999-0000-4000-8000-000000000000";
      expect(await refusal(client.create(ServicePrincipal, { clientId }))).to.contain(clientId);
    });
  });

  describe("ApplicationPassword", () => {
    it("gives its value once, as a secret of forty characters", async () => {
      const application = await createApplication();
      const inputs = { applicationId: application.id, endDate: "2099-01-01T00:00:00Z" };
      const { id, outputs } = await client.create(Password, inputs);
      const [password] = directory.applications().at(-1)?.passwords ?? [];

      expect(outputs["value"]).to.deep.equal(secret(password?.secretText));
      expect(password?.secretText).to.match(/^[a-zA-Z0-9]{3}\dQ~[a-zA-Z0-9~._-]{34}$/);
      expect(id).to.equal(`${String(application.outputs["objectId"])}/password/${String(outputs["keyId"])}`);
      expect(outputs["endDate"]).to.equal("2099-01-01T00:00:00Z");
    });

    it("keeps the remembered value sealed on refresh", async () => {
      const application = await createApplication();
      const inputs = { applicationId: application.id };
      const { id, outputs } = await client.create(Password, inputs);
      const read = await client.read(Password, id, outputs, inputs);
      expect(read.outputs).to.deep.equal(outputs);
      expect(read.inputs).to.deep.equal(inputs);
    });

    it("fails on parsing a client id", async () => {
      const message = await refusal(client.check(Password, { applicationId: deployer.clientId }));
      expect(message).to.contain(`parsing "${deployer.clientId}"`);
    });

    it("is replaced by every change", async () => {
      const olds = { applicationId: "/applications/x", displayName: "one", rotateWhenChanged: { month: "1" } };
      const renamed = await client.diff(Password, olds, { ...olds, displayName: "two" });
      const rotated = await client.diff(Password, olds, { ...olds, rotateWhenChanged: { month: "2" } });
      expect(renamed.replaces).to.deep.equal(["displayName"]);
      expect(rotated.replaces).to.deep.equal(["rotateWhenChanged"]);
    });

    it("cannot be imported", async () => {
      expect(await refusal(client.read(Password, "a/password/b"))).to.contain("cannot be imported");
    });

    it("ends two years on where nothing is said, and after the given hours", async () => {
      const { id: applicationId } = await createApplication();
      const startDate = "2026-01-01T00:00:00Z";
      const usual = await client.create(Password, { applicationId, startDate });
      const relative = await client.create(Password, { applicationId, startDate, endDateRelative: "48h" });
      expect(usual.outputs["endDate"]).to.equal("2028-01-01T00:00:00Z");
      expect(relative.outputs["endDate"]).to.equal("2026-01-03T00:00:00Z");
    });

    it("reads as gone after its deletion", async () => {
      const application = await createApplication();
      const { id, outputs } = await client.create(Password, { applicationId: application.id });
      await client.delete(Password, id);
      expect((await client.read(Password, id, outputs)).id).to.equal("");
    });
  });

  describe("ApplicationFederatedIdentityCredential", () => {
    const members = {
      displayName: "channel",
      issuer: "https://issuer.example",
      subject: "one",
      audiences: ["api://AzureADTokenExchange"],
    };

    it("follows a changed subject in place, and is imported by its id", async () => {
      const application = await createApplication();
      const inputs = { ...members, applicationId: application.id };
      const { id, outputs } = await client.create(FederatedCredential, inputs);
      const news = { ...inputs, subject: "two" };
      expect((await client.diff(FederatedCredential, inputs, news)).replaces).to.deep.equal([]);
      await client.update(FederatedCredential, id, news, outputs);
      const imported = await client.read(FederatedCredential, id);
      expect(imported.inputs).to.deep.equal(news);
      expect(imported.outputs["credentialId"]).to.equal(outputs["credentialId"]);
    });

    it("is refused twice for one subject", async () => {
      const application = await createApplication();
      const inputs = { ...members, applicationId: application.id };
      await client.create(FederatedCredential, inputs);
      expect(await refusal(client.create(FederatedCredential, inputs))).to.contain("issuer and subject");
    });
  });

  describe("functions", () => {
    it("tell who deploys", async () => {
      expect(await client.invoke("azuread:index/getClientConfig:getClientConfig")).to.include({
        clientId: deployer.clientId,
        objectId: deployer.objectId,
        tenantId: contoso.tenantId,
      });
    });

    it("find an application by client id or name, and say when there is none", async () => {
      const token = "azuread:index/getApplication:getApplication";
      const { clientId } = existingBotApplication;
      expect(await client.invoke(token, { displayName: "existing bot" })).to.include({ clientId });
      expect(await client.invoke(token, { clientId })).to.include({ displayName: "existing bot" });
      expect(await refusal(client.invoke(token, { displayName: "none" }))).to.contain('displayName "none"');
    });

    it("refuse names that the stand-in does not know", async () => {
      expect(await refusal(client.invoke("azuread:index/getUser:getUser"))).to.contain("has no function");
      expect(await refusal(client.check("azuread:index/user:User", {}))).to.contain("has no resource type");
    });
  });

  it("starts anew from what it saved", () => {
    const application = directory.addApplication({ displayName: "kept" });
    const restored = seededDirectory();
    restored.load(JSON.parse(JSON.stringify(directory.save())));
    expect(restored.applicationByClientId(application.clientId)?.displayName).to.equal("kept");
    expect(restored.applications()).to.have.length(3);
  });
});
