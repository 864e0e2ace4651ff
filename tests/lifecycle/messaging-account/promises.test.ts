import { expect } from "chai";
import { ProviderError } from "../../../provider/errors.ts";
import { NotReadyError } from "../../../provider/core/errors.ts";
import { remove } from "../../../provider/core/lifecycle.ts";
import { messagingAccount } from "../../../provider/resources/messaging-account/index.ts";
import type { Row, SandboxOrganization } from "../../../provider/sandbox/index.ts";
import { withSandbox } from "../../support/sandbox.ts";
import { Deployment } from "../support/deployment.ts";
import { failureOf } from "../support/failure.ts";

const table = "msdyn_ocbotchannelregistration";
const secretTable = "msdyn_ocbotchannelregistrationsecret";
const appId = "11111111-2222-5333-8444-555555555555";
const multiTenant = 192350000;

/** Waits until `look` finds something. */
async function eventually<Item>(look: () => readonly Item[]): Promise<readonly Item[]> {
  for (;;) {
    const found = look();
    if (found.length > 0) return found;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

describe("messaging accounts keep their promises where several things go wrong", () => {
  const sandbox = withSandbox();
  let organization: SandboxOrganization;
  let deployment: Deployment;
  beforeEach(() => {
    sandbox().reset();
    [organization] = sandbox().organizations as [SandboxOrganization];
    deployment = new Deployment(messagingAccount, sandbox());
  });

  it("hide a secret that was never proved when the service repeats it", async () => {
    const clientSecret = "unproved~secret-of-the-bot";
    const action = {
      kind: "refuse",
      status: 400,
      code: "0x80040203",
      message: `Bad payload: ${clientSecret}`,
    } as const;
    sandbox().faults.add({ method: "PATCH", table: secretTable, times: 100, action });
    const args = { name: "Chat", appId, clientSecret, skipCredentialCheck: true };
    const failure = await failureOf(deployment.up(args), ProviderError);
    expect(failure.why).to.contain("Bad payload: [secret]");
    expect(failure.message).not.to.contain(clientSecret);
  });

  it("leave bot type and tenant of an account that was taken over to whoever set them", async () => {
    const theirs: Row = organization.insert(table, {
      msdyn_name: "By hand",
      msdyn_msappid: appId,
      msdyn_bottype: multiTenant,
      msdyn_tenantid: "22222222-2222-5333-8444-555555555555",
      msdyn_iscustommessagingbcr: true,
    });
    await deployment.up({ name: "Chat", appId, adopt: true });
    await deployment.up({ name: "Chat, renamed", appId, adopt: true });
    expect(organization.row(table, String(theirs["msdyn_ocbotchannelregistrationid"]))).to.include({
      msdyn_name: "Chat, renamed",
      msdyn_bottype: multiTenant,
      msdyn_tenantid: "22222222-2222-5333-8444-555555555555",
    });
  });

  it("prove the secret of an account that was taken over where that account's bot signs in", async () => {
    const theirs = "22222222-2222-5333-8444-555555555555";
    organization.insert(table, {
      msdyn_name: "By hand",
      msdyn_msappid: appId,
      msdyn_bottype: 192350001,
      msdyn_tenantid: theirs,
      msdyn_iscustommessagingbcr: true,
    });
    await deployment.up({ name: "Chat", appId, clientSecret: "secret-of-the-bot", adopt: true });
    expect(deployment.proofs.map(({ tenantId, botType }) => [tenantId, botType])).to.deep.equal([
      [theirs, "SingleTenant"],
    ]);
  });

  it("say that the row was deleted while its endpoint was waited for, and make it again", async () => {
    sandbox().switches.set({ endpointFill: "off" });
    const pending = failureOf(deployment.up({ name: "Chat", appId, clientSecret: "secret-of-the-bot" }), NotReadyError);
    // The secret is the last write before the wait.
    const [secret] = await eventually(() => organization.rows(secretTable));
    organization.remove(table, String(secret?.["msdyn_ocbotchannelregistrationid"]));
    expect((await pending).code).to.equal("row-vanished");
    sandbox().switches.set({ endpointFill: "sync" });
    await deployment.up({ name: "Chat", appId, clientSecret: "secret-of-the-bot" });
    expect(deployment.state["messagingEndpoint"]).to.match(/^https:/);
  });

  it("are taken over under the id that Dataverse gave them, with a secret of their own", async () => {
    const id = "b2a19cdd-88df-e311-b8e5-6c3be5a8b200";
    const theirs = { msdyn_name: "By hand", msdyn_msappid: appId, msdyn_iscustommessagingbcr: true };
    organization.insert(table, theirs, id);
    await deployment.up({ name: "Chat", appId, clientSecret: "a-secret~of-the-bot", adopt: true });
    expect(deployment.id).to.equal(id);
    expect(organization.rows(secretTable)).to.have.length(1);
    expect(organization.rows(secretTable)[0]).to.include({
      msdyn_ocbotchannelregistrationid: id,
      msdyn_securemsappsecret: "a-secret~of-the-bot",
    });
  });

  it("give an app id that one account leaves to another one, in one run", async () => {
    const clientSecret = "a-secret~of-the-bot";
    await deployment.up({ name: "Chat", appId, clientSecret });
    const other = new Deployment(messagingAccount, sandbox(), "other");
    const run = deployment.newRun();
    await deployment.up({ name: "Chat", appId: "99999999-2222-5333-8444-555555555555", clientSecret }, run);
    await other.up({ name: "Other", appId, clientSecret }, run);
    expect(organization.rows(table).map((row) => row["msdyn_name"])).to.have.members(["Chat", "Other"]);
  });

  it("are not deleted by the old resource of a rename while the new one is not ready", async () => {
    const args = { name: "Chat", appId, clientSecret: "a-secret~of-the-bot" };
    await deployment.up(args);
    organization.update(table, deployment.id, { msdyn_messagingendpoint: null });
    sandbox().switches.set({ endpointFill: "onValidate" });
    const renamed = new Deployment(messagingAccount, sandbox(), "renamed");
    const run = renamed.newRun();
    expect((await failureOf(renamed.up({ ...args, adopt: true }, run), NotReadyError)).id).to.equal(deployment.id);
    await remove(messagingAccount, run, deployment.id, deployment.state);
    expect(organization.rows(table)).to.have.length(1);
  });

  it("store the secret of an account made again, though the run that made it ended before", async () => {
    const args = { name: "Chat", appId, clientSecret: "a-secret~of-the-bot" };
    await deployment.up(args);
    organization.remove(table, deployment.id);
    sandbox().faults.add({ table: secretTable, times: 100, action: { kind: "closeSocket" } });
    await failureOf(deployment.up({ ...args, name: "Renamed" }), ProviderError);
    sandbox().faults.clear();
    await deployment.up({ ...args, name: "Renamed" });
    expect(organization.rows(secretTable).map((row) => row["msdyn_securemsappsecret"])).to.deep.equal([
      args.clientSecret,
    ]);
  });
});
