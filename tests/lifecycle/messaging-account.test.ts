import { expect } from "chai";
import { ProviderError } from "../../provider/errors.ts";
import { DependentRowsError, NotReadyError, OtherOrganizationError } from "../../provider/core/errors.ts";
import { partIdOf } from "../../provider/core/identity.ts";
import { messagingAccount } from "../../provider/resources/messaging-account/index.ts";
import { startSandbox, type Row, type SandboxOrganization } from "../../provider/sandbox/index.ts";
import { withSandbox } from "../support/sandbox.ts";
import { Deployment, RefusedArguments } from "./support/deployment.ts";
import { failureOf } from "./support/failure.ts";
import { interruptedEverywhere, rowsOf } from "./support/interruptions.ts";

const table = "msdyn_ocbotchannelregistration";
const secretTable = "msdyn_ocbotchannelregistrationsecret";

const appId = "11111111-2222-5333-8444-555555555555";
const account = { name: "Web chat account", appId: appId.toUpperCase(), clientSecret: "a-secret~of-the-bot" };
/** The tenant in the provider's configuration. */
const tenantId = "7c0d4c9e-1a54-4a0e-9d0b-5d6f2f7f3a10";

describe("messaging accounts", function () {
  this.timeout(60_000);

  const sandbox = withSandbox();
  let organization: SandboxOrganization;
  let deployment: Deployment;
  beforeEach(() => {
    sandbox().reset();
    [organization] = sandbox().organizations as [SandboxOrganization];
    deployment = new Deployment(messagingAccount, sandbox());
  });

  const row = (): Row => organization.row(table, deployment.id) ?? {};
  const endpoint = (): string =>
    `https://m-${organization.id}.uk.omnichannelengagementhub.com/botchannel/incoming?orgId=${organization.id}`;
  const written = (): unknown[] =>
    sandbox()
      .requests.writes()
      .map(({ body }): unknown => JSON.parse(body));

  it("store every argument where the service looks for it, and output the endpoint", async () => {
    await deployment.up(account);
    expect(row()).to.include({
      msdyn_name: "Web chat account",
      msdyn_msappid: appId,
      msdyn_bottype: 192350001,
      msdyn_tenantid: tenantId,
      msdyn_iscustommessagingbcr: true,
      msdyn_messagingendpoint: endpoint(),
    });
    expect(organization.rows(secretTable)).to.have.length(1);
    expect(organization.rows(secretTable)[0]).to.include({
      msdyn_ocbotchannelregistrationsecretid: partIdOf(deployment.id, "client secret"),
      msdyn_ocbotchannelregistrationid: deployment.id,
      msdyn_securemsappsecret: account.clientSecret,
    });
    expect(deployment.state["messagingEndpoint"]).to.equal(endpoint());
  });

  it("prove the credentials before anything is written, and again when the secret changes", async () => {
    await deployment.up(account);
    expect(deployment.proofs).to.deep.equal([
      { appId, clientSecret: account.clientSecret, tenantId, botType: "SingleTenant" },
    ]);
    await deployment.up({ ...account, name: "Renamed" });
    expect(deployment.proofs).to.have.length(1);
    await deployment.up({ ...account, name: "Renamed", clientSecret: "another~secret" });
    expect(deployment.proofs.map((proof) => proof.clientSecret)).to.deep.equal([
      account.clientSecret,
      "another~secret",
    ]);
    await deployment.up({ ...account, name: "Renamed", clientSecret: "third~secret", skipCredentialCheck: true });
    expect(deployment.proofs).to.have.length(2);
  });

  const noSecrets: readonly (readonly [string, string, string])[] = [
    ["the id of a secret", "4e5dc4e5-2a5c-4f6f-9f0c-0d3c2f1d7a11", "has the form of a secret's id"],
    ["a secret with the line break of its file", "a-secret~of-the-bot\n", "ends in a line break"],
    ["a secret with a blank before it", " a-secret~of-the-bot", "begins or ends with white space"],
  ];
  for (const [what, clientSecret, reason] of noSecrets) {
    it(`refuse ${what} in the preview, without a word of it`, async () => {
      const { failures, message } = await failureOf(deployment.preview({ ...account, clientSecret }), RefusedArguments);
      expect(failures.map((failure) => [failure.path, failure.reason.includes(reason)])).to.deep.equal([
        ["clientSecret", true],
      ]);
      expect(message).not.to.contain(clientSecret.trim());
      expect(deployment.proofs).to.deep.equal([]);
    });
  }

  it("write nothing when nothing changed, and refresh shows nothing", async () => {
    await deployment.up(account);
    sandbox().requests.clear();
    expect(await deployment.up(account)).to.deep.equal({ changes: [], replaces: [] });
    expect(await deployment.refresh()).to.deep.equal([]);
    expect(await deployment.preview(account)).to.deep.equal({ changes: [], replaces: [] });
    expect(written()).to.deep.equal([]);
  });

  it("write only the secret when it is rotated, and never show it", async () => {
    await deployment.up(account);
    sandbox().requests.clear();
    const rotated = { ...account, clientSecret: "rotated~secret" };
    expect((await deployment.preview(rotated)).changes).to.deep.equal(["clientSecret"]);
    expect((await deployment.up(rotated)).replaces).to.deep.equal([]);
    expect(
      sandbox()
        .requests.writes()
        .map((write) => write.table),
    ).to.deep.equal([secretTable]);
    expect(organization.rows(secretTable)[0]?.["msdyn_securemsappsecret"]).to.equal("rotated~secret");
    expect(deployment.messages.join("\n")).not.to.contain("rotated~secret");
    expect(await deployment.refresh()).to.deep.equal([]);
  });

  it("write only the name when it changes, and repair it after a change by hand", async () => {
    await deployment.up(account);
    sandbox().requests.clear();
    await deployment.up({ ...account, name: "Renamed" });
    expect(written()).to.deep.equal([{ msdyn_name: "Renamed" }]);
    organization.update(table, deployment.id, { msdyn_name: "By hand" });
    expect(await deployment.refresh()).to.deep.equal(["name"]);
    await deployment.up({ ...account, name: "Renamed" });
    expect(row()["msdyn_name"]).to.equal("Renamed");
  });

  it("show a secret that is gone, and write it again", async () => {
    await deployment.up(account);
    organization.remove(secretTable, partIdOf(deployment.id, "client secret"));
    expect(await deployment.refresh()).to.deep.equal(["clientSecret"]);
    await deployment.up(account);
    expect(organization.rows(secretTable)[0]?.["msdyn_securemsappsecret"]).to.equal(account.clientSecret);
  });

  it("are replaced when the application changes", async () => {
    await deployment.up(account);
    const { id } = deployment;
    const other = { ...account, appId: "99999999-2222-5333-8444-555555555555" };
    expect((await deployment.up(other)).replaces).to.deep.equal(["appId"]);
    expect(deployment.id).not.to.equal(id);
    expect(organization.rows(table)).to.have.length(1);
    expect(organization.rows(secretTable)).to.have.length(1);
  });

  describe("taken over", () => {
    const foreign = (): Row =>
      organization.insert(table, {
        msdyn_name: "By hand",
        msdyn_msappid: appId,
        msdyn_bottype: 192350001,
        msdyn_tenantid: tenantId,
        msdyn_iscustommessagingbcr: true,
      });

    it("keep the secret they have where the program gives none", async () => {
      const theirs = foreign();
      organization.insert(secretTable, {
        msdyn_name: "by hand",
        msdyn_ocbotchannelregistrationid: String(theirs["msdyn_ocbotchannelregistrationid"]),
        msdyn_securemsappsecret: "theirs",
      });
      await deployment.up({ name: "Web chat account", appId, adopt: true });
      expect(deployment.id).to.equal(theirs["msdyn_ocbotchannelregistrationid"]);
      expect(row()["msdyn_name"]).to.equal("Web chat account");
      expect(organization.rows(secretTable)[0]?.["msdyn_securemsappsecret"]).to.equal("theirs");
      expect(await deployment.refresh()).to.deep.equal([]);
    });

    it("are named where adopt was not said", async () => {
      const theirs = foreign();
      const refusal = await failureOf(deployment.up(account), RefusedArguments);
      expect(refusal.failures.map(({ path }) => path)).to.deep.equal(["appId"]);
      expect(refusal.message).to.contain(String(theirs["msdyn_ocbotchannelregistrationid"]));
    });
  });

  describe("safely", () => {
    it("are made again under their id when deleted by hand", async () => {
      await deployment.up(account);
      const before = rowsOf(sandbox());
      organization.remove(table, deployment.id);
      await deployment.up({ ...account, name: "Renamed" });
      await deployment.up(account);
      expect(rowsOf(sandbox())).to.deep.equal(before);
    });

    it("are not deleted while a channel would die with them", async () => {
      await deployment.up(account);
      organization.insert("msdyn_occustommessagingchannel", {
        msdyn_name: "Web chat",
        msdyn_occustomchannelid: 192350000,
        msdyn_custombotchannelregistration: deployment.id,
      });
      expect((await failureOf(deployment.destroy(), DependentRowsError)).what).to.contain('"Web chat"');
      expect(organization.rows(table)).to.have.length(1);
    });

    it("leave nothing behind", async () => {
      const before = rowsOf(sandbox());
      await deployment.up(account);
      await deployment.destroy();
      expect(rowsOf(sandbox())).to.deep.equal(before);
    });

    it("refuse another organization", async () => {
      await deployment.up(account);
      const elsewhere = await startSandbox({ organizations: 2 });
      try {
        const moved = deployment.at(String(elsewhere.organizations[1]?.url));
        for (const command of [() => moved.refresh(), () => moved.destroy(), () => moved.up(account)]) {
          expect((await failureOf(command(), OtherOrganizationError)).code).to.equal("other-organization");
        }
      } finally {
        await elsewhere.close();
      }
    });

    for (const [status, code] of [
      [401, "0x80040216"],
      [403, "0x80040220"],
      [429, "0x80072322"],
      [503, "0x80044150"],
    ] as const) {
      it(`keep state and row on ${status}`, async () => {
        await deployment.up(account);
        const { state } = deployment;
        sandbox().faults.add({ table, times: 100, action: { kind: "refuse", status, code } });
        await failureOf(deployment.refresh(), Error);
        await failureOf(deployment.destroy(), Error);
        sandbox().faults.clear();
        expect(deployment.state).to.deep.equal(state);
        expect(organization.rows(table)).to.have.length(1);
      });
    }
  });

  describe("under every answer to what is not known", () => {
    const settings = [
      { endpointFill: "sync" },
      { endpointFill: "async" },
      { duplicateAppId: "before-id" },
      { duplicateAppId: "after-id" },
      { duplicateAppId: "off" },
      { secretColumn: "secretRow" },
      { secretColumn: "accountSecure" },
      { secretRead: "masked" },
      { secretRead: "absent" },
      { secretInForce: "afterValidation" },
      { botTypeColumns: false },
      { optimisticConcurrency: false },
      { missingLookup: "0x80060891" },
    ] as const;
    for (const setting of settings) {
      it(`hold their promises with ${JSON.stringify(setting)}`, async () => {
        sandbox().switches.set({ ...setting, fillDelayMs: 30 });
        const before = rowsOf(sandbox());
        await deployment.up(account);
        expect(deployment.state["messagingEndpoint"]).to.equal(endpoint());
        expect((await deployment.preview(account)).changes).to.deep.equal([]);
        expect(await deployment.refresh()).to.deep.equal([]);
        await deployment.up({ ...account, clientSecret: "rotated~secret" });
        expect(await deployment.refresh()).to.deep.equal([]);
        organization.validate(deployment.id);
        expect(organization.secretInForce(deployment.id)).to.equal("rotated~secret");
        await deployment.destroy();
        expect(rowsOf(sandbox())).to.deep.equal(before);
      });
    }

    it("are created but not ready where nobody fills the endpoint, and ready once somebody does", async () => {
      sandbox().switches.set({ endpointFill: "onValidate" });
      const failure = await failureOf(deployment.up(account), NotReadyError);
      expect(failure.code).to.equal("endpoint-not-filled");
      expect(failure.id).to.equal(deployment.id);
      organization.validate(deployment.id);
      await deployment.up(account);
      expect(deployment.state["messagingEndpoint"]).to.equal(endpoint());
      expect((await deployment.preview(account)).changes).to.deep.equal([]);
    });

    it("refuse the endpoint of a copied environment", async () => {
      sandbox().switches.set({ endpointForeign: true });
      expect((await failureOf(deployment.up(account), ProviderError)).code).to.equal("endpoint-of-other-organization");
    });

    it("refuse in the preview an endpoint of another organization that the program gives", async () => {
      const [other = "", host = ""] = ["0f0f0f0f-1111-4222-8333-444444444444", "uk.omnichannelengagementhub.com"];
      for (const messagingEndpoint of [
        `https://m-${other}.${host}/botchannel/incoming?orgId=${organization.id}`,
        `https://m-${organization.id}.${host}/botchannel/incoming?orgId=${other}`,
      ]) {
        const refusal = await failureOf(deployment.preview({ ...account, messagingEndpoint }), RefusedArguments);
        expect(refusal.failures.map(({ path, reason }) => [path, reason])).to.deep.equal([
          ["messagingEndpoint", `names organization ${other}, and this environment is ${organization.id}`],
        ]);
      }
    });

    it("warn of an endpoint in another geography than the environment's, until a refresh brings the new one", async () => {
      const warnings = (): string[] => deployment.messages.splice(0).filter((message) => message.includes("geography"));
      deployment.knownAs = "https://contoso.crm11.dynamics.com";
      await deployment.up(account);
      expect(warnings()).to.deep.equal([]);

      deployment.knownAs = "https://contoso.crm4.dynamics.com";
      const [warning, ...others] = (await deployment.preview(account), warnings());
      expect(warning).to.contain('is in the geography "uk", and https://contoso.crm4.dynamics.com is in "eu"');
      expect(warning).to.contain(`expected host: m-${organization.id}.eu.omnichannelengagementhub.com`);
      expect(others).to.deep.equal([]);

      const moved = endpoint().replace(".uk.", ".eu.");
      organization.update(table, deployment.id, { msdyn_messagingendpoint: moved });
      await deployment.refresh();
      expect(deployment.inputs["__messagingEndpoint"]).to.equal(moved);
      expect(Object.keys(deployment.inputs)).not.to.include("messagingEndpoint");
      expect((await deployment.preview(account)).changes).to.deep.equal([]);
      expect(warnings()).to.deep.equal([]);
    });

    it("say once that new endpoints are in another geography, and nothing of a host of another form", async () => {
      deployment.knownAs = "https://contoso.crm4.dynamics.com";
      await deployment.up(account);
      expect(deployment.messages.filter((message) => message.includes('in the geography "uk"'))).to.have.length(1);
      sandbox().reset();
      sandbox().switches.set({ endpointRegion: "former" });
      const other = new Deployment(messagingAccount, sandbox(), "other");
      other.knownAs = "https://contoso.crm4.dynamics.com";
      await other.up(account);
      expect(other.messages.filter((message) => message.includes("geography"))).to.deep.equal([]);
    });

    it("show the host to compare an endpoint with that the service did not fill in", async () => {
      sandbox().switches.set({ endpointFill: "off" });
      deployment.endpointTimeoutSeconds = 0;
      const nowhere = await failureOf(deployment.up(account), NotReadyError);
      expect(nowhere.remedy).to.match(new RegExp(`Its host should begin with m-${organization.id}\\.$`));
      deployment.knownAs = "https://contoso.crm11.dynamics.com";
      const uk = await failureOf(deployment.up(account), ProviderError);
      expect(uk.remedy).to.contain(`Its host should be m-${organization.id}.uk.omnichannelengagementhub.com`);
      expect(row()["msdyn_messagingendpoint"]).to.equal(undefined);
    });

    it("never store the secret in an open column", async () => {
      sandbox().switches.set({ secretColumn: "accountPlain" });
      const refusal = await failureOf(deployment.preview(account), RefusedArguments);
      expect(refusal.message).to.contain("no secured column");
      expect(refusal.message).not.to.contain(account.clientSecret);
    });

    it("say in preview that channels are not provisioned", async () => {
      sandbox().switches.set({ channelsProvisioned: false });
      const refusal = await failureOf(deployment.preview(account), RefusedArguments);
      expect(refusal.message).to.contain("channels are not provisioned");
    });
  });

  describe("when any answer is lost", () => {
    for (const duplicateAppId of ["before-id", "after-id", "off"] as const) {
      it(`a create run again gives the same rows (duplicateAppId=${duplicateAppId})`, async () => {
        const [undisturbed, ...others] = await interruptedEverywhere(sandbox(), async () => {
          sandbox().switches.set({ duplicateAppId });
          const fresh = new Deployment(messagingAccount, sandbox());
          return () => fresh.up(account);
        });
        expect(others).to.have.length.greaterThan(4);
        for (const other of others) expect(other).to.deep.equal(undisturbed);
      });
    }

    it("an update run again gives the same rows", async () => {
      const [undisturbed, ...others] = await interruptedEverywhere(sandbox(), async () => {
        const fresh = new Deployment(messagingAccount, sandbox());
        await fresh.up(account);
        return () => fresh.up({ ...account, name: "Renamed", clientSecret: "rotated~secret" });
      });
      expect(others).to.have.length.greaterThan(5);
      for (const other of others) expect(other).to.deep.equal(undisturbed);
    });

    it("a delete run again leaves nothing", async () => {
      const [undisturbed, ...others] = await interruptedEverywhere(sandbox(), async () => {
        const fresh = new Deployment(messagingAccount, sandbox());
        await fresh.up(account);
        return async () => {
          if (fresh.exists) await fresh.destroy();
        };
      });
      expect(undisturbed).not.to.have.any.keys(table, secretTable);
      for (const other of others) expect(other).to.deep.equal(undisturbed);
    });
  });
});
