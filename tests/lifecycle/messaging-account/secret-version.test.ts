import { createHmac } from "node:crypto";
import { expect } from "chai";
import type { Properties } from "../../../provider/core/definition.ts";
import { messagingAccount } from "../../../provider/resources/messaging-account/index.ts";
import { UNKNOWN } from "../../../schema/unknown.ts";
import { withSandbox } from "../../support/sandbox.ts";
import { Deployment } from "../support/deployment.ts";

const secretTable = "msdyn_ocbotchannelregistrationsecret";
const account = { name: "Chat", appId: "11111111-2222-5333-8444-555555555555", clientSecret: "first~secret" };

describe("the count of a client secret", () => {
  const sandbox = withSandbox();
  let deployment: Deployment;
  beforeEach(() => {
    sandbox().reset();
    deployment = new Deployment(messagingAccount, sandbox());
  });

  const version = () => deployment.inputs["clientSecretVersion"];

  it("goes up by one with each change of the secret, and with nothing else", async () => {
    await deployment.up(account);
    expect(version()).to.equal(1);
    await deployment.up({ ...account, name: "Renamed" });
    await deployment.refresh();
    await deployment.up({ ...account, name: "Renamed" });
    expect(version()).to.equal(1);
    await deployment.up({ ...account, clientSecret: "second~secret" });
    expect(version()).to.equal(2);
    await deployment.up(account);
    expect(version()).to.equal(3);
  });

  it("is all that state says of the secret besides the secret itself", async () => {
    await deployment.up(account);
    for (const { clientSecret: _secret, ...rest } of [deployment.inputs, deployment.state]) {
      const digest = createHmac("sha256", deployment.id).update(account.clientSecret).digest("hex");
      expect(JSON.stringify(rest)).not.to.contain(digest.slice(0, 8));
      expect(rest).to.include({ clientSecretVersion: 1 });
    }
  });

  it("goes with a word on Validate, which only a person can press, and on how to see that it worked", async () => {
    await deployment.up(account);
    const said = () => deployment.messages.filter((message) => message.includes("press Validate"));
    await deployment.preview({ ...account, name: "Renamed" });
    await deployment.preview({ ...account, clientSecret: UNKNOWN });
    expect(said()).to.deep.equal([]);
    await deployment.preview({ ...account, clientSecret: "second~secret" });
    expect(said()).to.deep.equal([
      'MessagingAccount "Chat": the client secret changes. After the update, open the account in the admin center and press Validate. To see that it worked, run `pulumi refresh`: lastValidated has a new time, and validationStatus says the result.',
    ]);
  });

  it("is unknown while the secret is, and has not moved when the secret comes out the same", async () => {
    await deployment.up(account);
    const { changes } = await deployment.preview({ ...account, clientSecret: UNKNOWN });
    expect(changes).to.deep.equal(["clientSecret"]);
    expect((await deployment.checked({ ...account, clientSecret: UNKNOWN }))["clientSecretVersion"]).to.equal(UNKNOWN);
    expect(await deployment.checked(account)).to.include({ clientSecretVersion: 1 });
  });

  it("goes up when a secret that was deleted by hand is written again", async () => {
    await deployment.up(account);
    for (const row of sandbox().organizations[0]?.rows(secretTable) ?? [])
      sandbox().organizations[0]?.remove(secretTable, String(row[`${secretTable}id`]));
    expect(await deployment.refresh()).to.deep.equal(["clientSecret"]);
    await deployment.up(account);
    expect(version()).to.equal(2);
  });

  describe("in a stack of 0.1.0", () => {
    const older = ({ clientSecretVersion: _count, ...rest }: Properties): Properties => ({
      ...rest,
      clientSecretFingerprint: "0a1b2c3d",
    });

    beforeEach(async () => {
      await deployment.up(account);
      deployment.rewrite(older);
      sandbox().requests.clear();
    });

    it("shows no change, and takes the place of the fingerprint at the next update", async () => {
      expect(await deployment.preview(account)).to.deep.equal({ changes: [], replaces: [] });
      expect(await deployment.checked(account)).not.to.have.any.keys("clientSecretFingerprint", "clientSecretVersion");
      await deployment.up({ ...account, clientSecret: "second~secret" });
      for (const kept of [deployment.inputs, deployment.state]) {
        expect(kept).to.include({ clientSecretVersion: 2 }).and.not.to.have.property("clientSecretFingerprint");
      }
    });

    it("outlives a refresh, which drops the fingerprint, and a destroy", async () => {
      expect(await deployment.refresh()).to.deep.equal([]);
      for (const kept of [deployment.inputs, deployment.state]) {
        expect(kept)
          .to.include({ clientSecret: account.clientSecret })
          .and.not.to.have.property("clientSecretFingerprint");
      }
      expect(await deployment.preview(account)).to.deep.equal({ changes: [], replaces: [] });
      await deployment.destroy();
      expect(sandbox().organizations[0]?.rows(secretTable)).to.deep.equal([]);
    });

    it("does not make an argument of the fingerprint where the program ignores all changes", async () => {
      const { rowId: _id, organizationId: _organization, ...ignored } = deployment.inputs;
      expect((await deployment.preview(ignored)).changes).to.deep.equal([]);
    });
  });
});
