import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import {
  getCapacityProfile,
  getLanguage,
  getMessagingAccount,
  getNotificationTemplate,
  getQueue,
  getSessionTemplate,
  MessagingAccount,
  Workstream,
} from "../../../provider/index.ts";
import { MockedEngine, valueOf } from "./mocked-engine.ts";

describe("look-ups, as a user's unit test with mocks sees them", () => {
  let engine: MockedEngine;

  beforeEach(async () => {
    engine = await new MockedEngine({
      Support: { name: "Support", type: "Messaging" },
      "en-US": { lcid: 1033 },
      "Contoso (read)": { messagingEndpoint: "https://contoso.example/bot" },
    }).start();
  });

  it("are read by name, and nothing is registered for them but the stored line", async () => {
    expect(await valueOf(getQueue({ name: "Support" }).type)).to.equal("Messaging");
    expect(engine.resource("Support")).to.deep.equal({
      type: "pulumi-nodejs:dynamics365:Queue",
      name: "Support",
      id: "name=Support",
      provider: "",
      inputs: { __provider: 'exports.handler = () => require("pulumi-dynamics365/handlers").Queue;' },
    });
  });

  it("give what the mocks give", async () => {
    const { lcid } = getLanguage({ name: "en-US" });
    const { messagingEndpoint } = getMessagingAccount({ name: "Contoso" });
    expect(await valueOf(lcid)).to.equal(1033);
    expect(await valueOf(messagingEndpoint)).to.equal("https://contoso.example/bot");
  });

  it("serve as arguments", async () => {
    const queue = getQueue({ name: "Support" });
    const workstream = new Workstream("chat", { name: "Chat", distributionMode: "Push", fallbackQueue: queue.rowId });
    expect(await valueOf(workstream.fallbackQueue)).to.equal("row of Support");
  });

  it("take a name, an id or an app id, from outputs too", async () => {
    const id = "5e5dc4e5-2a5c-4f6f-9f0c-0d3c2f1d7a11";
    const found = [
      getQueue({ id }),
      getCapacityProfile({ name: pulumi.output("Premium messaging") }),
      getSessionTemplate({ name: "contoso_session" }),
      getNotificationTemplate({ name: "contoso_quiet_notification" }),
      getMessagingAccount({ appId: id }),
      MessagingAccount.get("by id", id),
    ];
    expect(await Promise.all(found.map((one) => valueOf(one.id)))).to.deep.equal([
      id,
      "name=Premium messaging",
      "name=contoso_session",
      "name=contoso_quiet_notification",
      `appId=${id}`,
      id,
    ]);
  });
});
