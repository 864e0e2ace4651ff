import { expect } from "chai";
import { customChannel } from "../../provider/resources/custom-channel/index.ts";
import { messagingAccount } from "../../provider/resources/messaging-account/index.ts";
import { workstream } from "../../provider/resources/workstream/index.ts";
import type { SandboxOrganization } from "../../provider/sandbox/index.ts";
import { identifier } from "../../provider/sandbox/identity/identifiers.ts";
import { UNKNOWN } from "../../schema/unknown.ts";
import { withFreshSandbox } from "../support/sandbox.ts";
import { Deployment } from "./support/deployment.ts";

const appId = "5b0f3c1e-7a52-4f0e-8d0b-6f8e4a5c1d77";
const canary = "canary.of-a-secret.that-is-told-nobody.";

describe("what a takeover overwrites", () => {
  const sandbox = withFreshSandbox();

  const theirWorkstream = () =>
    (sandbox().organizations[0] as SandboxOrganization).insert("msdyn_liveworkstream", {
      msdyn_streamsource: 192350002,
      msdyn_mode: 717210001,
      msdyn_workdistributionmode: 192350000,
      msdyn_name: "Chat",
      msdyn_autocloseafterinactivity: 60,
      msdyn_defaultqueue: identifier("queue", "Support"),
      msdyn_capacityrequired: 30,
    });

  it("is named by the preview, property by property, in the words of the program", async () => {
    const id = String(theirWorkstream()["msdyn_liveworkstreamid"]);
    const deployment = new Deployment(workstream, sandbox());
    const chat = {
      name: "Chat",
      distributionMode: "Push",
      fallbackQueue: "VIP",
      capacity: { units: 30 },
      autoCloseAfterInactivityMinutes: 90,
      adopt: true,
    };
    await deployment.preview(chat);
    expect(deployment.messages).to.deep.equal([
      `Workstream "Chat" takes over row ${id}: fallbackQueue: Support → VIP; autoCloseAfterInactivityMinutes: 60 → 90`,
    ]);
    expect(sandbox().requests.writes()).to.deep.equal([]);

    await deployment.up(chat);
    deployment.messages.length = 0;
    expect(await deployment.preview(chat)).to.deep.equal({ changes: [], replaces: [] });
    expect(deployment.messages).to.deep.equal([]);
  });

  it("says so where nothing changes, and where a value is not known yet", async () => {
    const id = String(theirWorkstream()["msdyn_liveworkstreamid"]);
    const deployment = new Deployment(workstream, sandbox());
    await deployment.preview({ name: "Chat", distributionMode: "Push", fallbackQueue: "support", adopt: true });
    await deployment.preview({ name: "Chat", distributionMode: "Push", fallbackQueue: UNKNOWN, adopt: true });
    expect(deployment.messages).to.deep.equal([
      `Workstream "Chat" takes over row ${id}: nothing in it changes`,
      `Workstream "Chat" takes over row ${id}: fallbackQueue: Support → not known yet`,
    ]);
  });

  it("names a secret without showing it", async () => {
    const organization = sandbox().organizations[0] as SandboxOrganization;
    const row = organization.insert("msdyn_ocbotchannelregistration", {
      msdyn_name: "By hand",
      msdyn_msappid: appId,
      msdyn_bottype: 192350001,
      msdyn_tenantid: "7c0d4c9e-1a54-4a0e-9d0b-5d6f2f7f3a10",
      msdyn_iscustommessagingbcr: true,
    });
    const deployment = new Deployment(messagingAccount, sandbox());
    await deployment.preview({ name: "Contoso", appId, clientSecret: canary, adopt: true });
    expect(deployment.messages).to.deep.equal([
      `MessagingAccount "Contoso" takes over row ${String(row["msdyn_ocbotchannelregistrationid"])}: name: By hand → Contoso; clientSecret: will be written`,
    ]);
  });

  it("names the messages of a channel that change", async () => {
    const organization = sandbox().organizations[0] as SandboxOrganization;
    const stream = String(theirWorkstream()["msdyn_liveworkstreamid"]);
    const account = String(
      organization.insert("msdyn_ocbotchannelregistration", {
        msdyn_name: "By hand",
        msdyn_msappid: appId,
        msdyn_iscustommessagingbcr: true,
      })["msdyn_ocbotchannelregistrationid"],
    );
    const channel = organization.insert("msdyn_occustommessagingchannel", {
      msdyn_name: "Web chat",
      msdyn_occustomchannelid: 192350000,
      msdyn_custombotchannelregistration: account,
      msdyn_liveworkstreamid: stream,
    });
    const deployment = new Deployment(customChannel, sandbox());
    await deployment.preview({
      name: "Web chat",
      account,
      workstream: stream,
      channelType: "DirectLine",
      language: 1033,
      automatedMessages: [{ trigger: "Greeting", text: "Hello" }],
      adopt: true,
    });
    expect(deployment.messages).to.deep.equal([
      `CustomChannel "Web chat" takes over row ${String(channel["msdyn_occustommessagingchannelid"])}: language: (empty) → 1033; automatedMessages: [] → [{"trigger":"Greeting","text":"Hello"}]`,
    ]);
  });
});
