import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import {
  CapacityProfile,
  CustomChannel,
  getCapacityProfile,
  getLanguage,
  getMessagingAccount,
  getNotificationTemplate,
  getQueue,
  getSessionTemplate,
  Language,
  MessagingAccount,
  NotificationTemplate,
  Provider,
  Queue,
  RoutingRule,
  SessionTemplate,
  Workstream,
} from "../../../provider/index.ts";
import { failureOf, MockedEngine, valueOf } from "./mocked-engine.ts";

const chat = { name: "Chat", distributionMode: "Push" } as const;

describe("look-ups, as a user's unit test with mocks sees them", () => {
  let engine: MockedEngine;

  beforeEach(async () => {
    engine = await new MockedEngine({
      Support: { name: "Support", type: "Messaging" },
      "en-US": { lcid: 1033 },
      Contoso: { messagingEndpoint: "https://contoso.example/bot" },
    }).start();
  });

  it("are read by name, and nothing is registered for them but the stored line", async () => {
    expect(await valueOf(getQueue({ name: "Support" }).type)).to.equal("Messaging");
    expect(engine.resource("Support")).to.deep.equal({
      type: "pulumi-nodejs:dynamics365/lookup:Queue",
      name: "Support",
      id: "name=Support",
      provider: "",
      inputs: { __provider: 'exports.handler = () => require("pulumi-dynamics365/handlers").lookups.Queue;' },
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

  it("stand for their rows in arguments, at any depth and inside outputs", async () => {
    const queue = getQueue({ name: "Support" });
    const workstream = new Workstream("chat", {
      ...chat,
      fallbackQueue: queue,
      capacity: { profile: getCapacityProfile({ name: "Premium messaging" }) },
      sessionTemplate: getSessionTemplate({ name: "contoso_session" }),
      notificationTemplates: Promise.resolve({ consult: getNotificationTemplate({ name: "contoso_quiet" }) }),
    });
    const channel = new CustomChannel("website", {
      name: "Website",
      workstream,
      account: getMessagingAccount({ name: "Contoso" }),
      channelType: "DirectLine",
      language: getLanguage({ name: "en-US" }),
    });
    const share = pulumi.output(1).apply(() => ({ queue, percent: 100 }));
    const rule = { workstream, name: "Rule", kind: "routeToQueue", order: 1 } as const;
    const rules = [
      new RoutingRule("shared", { ...rule, queues: [share] }),
      new RoutingRule("alone", { ...rule, name: "Alone", queue }),
    ];
    await Promise.all([channel, ...rules].map(({ id }) => valueOf(id)));
    const inputsOf = (name: string) => engine.resource(name).inputs;
    expect(inputsOf("chat")).to.deep.include({
      fallbackQueue: "row of Support",
      capacity: { profile: "row of Premium messaging" },
      sessionTemplate: "row of contoso_session",
      notificationTemplates: { consult: "row of contoso_quiet" },
    });
    expect(inputsOf("website")["language"]).to.equal("row of en-US");
    expect(inputsOf("shared")["queues"]).to.deep.equal([{ queue: "row of Support", percent: 100 }]);
    expect(inputsOf("alone")["queue"]).to.equal("row of Support");
  });

  it("of another kind are refused, by type and by value", async () => {
    const rule = { workstream: pulumi.output("row"), name: "Rule", kind: "routeToQueue", order: 1 } as const;
    const other = new Workstream("other", { name: "Other", distributionMode: "Push" });
    const refused = [
      // @ts-expect-error a language is no queue
      new RoutingRule("language", { ...rule, queue: getLanguage({ name: "en-US" }) }),
      // @ts-expect-error a template of sessions is none of notifications, though both have the same properties
      new Workstream("templates", { ...chat, notificationTemplates: { consult: getSessionTemplate({ name: "a" }) } }),
      // @ts-expect-error a workstream is no queue
      new RoutingRule("shared", { ...rule, queues: [{ queue: other, percent: 100 }] }),
      // @ts-expect-error a queue is no AI agent
      new Workstream("agent", { ...chat, name: "Agent", agent: { botHandle: getQueue({ name: "Support" }) } }),
    ];
    const [failure] = await Promise.all(refused.map(({ id }) => failureOf(id)));
    expect(failure?.message.split("\n").slice(1)).to.deep.equal([
      '  RoutingRule "language" queue: what is given is no Queue of this package. Do this: Give getQueue(…), a name or an id. [wrong-type]',
      '  Workstream "templates" notificationTemplates.consult: what is given is no NotificationTemplate of this package. Do this: Give getNotificationTemplate(…), a name or an id. [wrong-type]',
      '  RoutingRule "shared" queues[0].queue: what is given is no Queue of this package. Do this: Give getQueue(…), a name or an id. [wrong-type]',
      '  Workstream "agent" agent.botHandle: no resource stands for this agent. Do this: Give a name or an id. [wrong-type]',
    ]);
  });

  it("give an account that serves as one, and state knows it as a look-up", async () => {
    const account = getMessagingAccount({ name: "Contoso" });
    expect(account).to.be.an.instanceOf(MessagingAccount);
    const workstream = new Workstream("chat", { name: "Chat", distributionMode: "Push" });
    const channel = new CustomChannel("website", {
      name: "Website",
      account,
      workstream,
      channelType: "DirectLine",
      language: 1033,
    });
    expect(await valueOf(channel.account)).to.equal("row of Contoso");
    expect(engine.resource("Contoso")).to.deep.equal({
      type: "pulumi-nodejs:dynamics365/lookup:MessagingAccount",
      name: "Contoso",
      id: "name=Contoso",
      provider: "",
      inputs: {
        __provider: 'exports.handler = () => require("pulumi-dynamics365/handlers").lookups.MessagingAccount;',
      },
    });
  });

  it("are instances of their own class, and a read account is a MessagingAccount", () => {
    const kinds = {
      Queue,
      Language,
      CapacityProfile,
      SessionTemplate,
      NotificationTemplate,
      MessagingAccount,
      Workstream,
    };
    const found = [
      getQueue({ name: "Support" }),
      getLanguage({ name: "en-US" }),
      getCapacityProfile({ name: "Premium messaging" }),
      getSessionTemplate({ name: "contoso_session" }),
      getNotificationTemplate({ name: "contoso_quiet_notification" }),
      getMessagingAccount({ name: "Contoso" }),
      new Workstream("chat", { name: "Chat", distributionMode: "Push" }),
    ];
    const instances = found.map((one) => Object.entries(kinds).filter(([, kind]) => kind.isInstance(one)));
    expect(instances.map((of) => of.map(([kind]) => kind))).to.deep.equal(Object.keys(kinds).map((kind) => [kind]));
    for (const other of [undefined, null, "Queue", {}, Queue, pulumi.output("Queue")])
      expect(Object.values(kinds).map((kind) => kind.isInstance(other))).not.to.include(true);
  });

  it("have the type of state to a policy, which must not take a read account for one that the stack manages", () => {
    const asked = (type: string) =>
      [Queue, MessagingAccount, Workstream].map((kind) => kind.isInstance({ __pulumiType: type }));
    expect(asked("pulumi-nodejs:dynamics365/lookup:Queue")).to.deep.equal([true, false, false]);
    expect(asked("pulumi-nodejs:dynamics365/lookup:MessagingAccount")).to.deep.equal([false, false, false]);
    expect(asked("pulumi-nodejs:dynamics365:MessagingAccount")).to.deep.equal([false, true, false]);
    expect(asked("pulumi-nodejs:dynamics365:Workstream")).to.deep.equal([false, false, true]);
    expect([Queue, MessagingAccount].map((kind) => Reflect.get(kind, "__pulumiType") as unknown)).to.deep.equal([
      "pulumi-nodejs:dynamics365/lookup:Queue",
      "pulumi-nodejs:dynamics365:MessagingAccount",
    ]);
  });

  it("share a type with what the program manages where a row is read by its id as that resource", async () => {
    const { id } = MessagingAccount.get("Contoso", "5e5dc4e5-2a5c-4f6f-9f0c-0d3c2f1d7a11");
    expect(await valueOf(id)).to.equal("5e5dc4e5-2a5c-4f6f-9f0c-0d3c2f1d7a11");
    const { type, inputs } = engine.resource("Contoso");
    expect(type).to.equal("pulumi-nodejs:dynamics365:MessagingAccount");
    expect(inputs["__provider"]).to.equal(
      'exports.handler = () => require("pulumi-dynamics365/handlers").MessagingAccount;',
    );
  });

  it("go to the provider of their parent", async () => {
    const elsewhere = new Provider("elsewhere", { environmentUrl: "https://contoso-test.crm4.dynamics.com" });
    const parent = new pulumi.ComponentResource("contoso:index:Brand", "brand", {}, { providers: [elsewhere] });
    const found = [getQueue({ name: "VIP" }, { parent }), getMessagingAccount({ name: "Contoso" }, { parent })];
    expect(await Promise.all(found.map((one) => valueOf(one.id)))).to.deep.equal(["name=VIP", "name=Contoso"]);
    const reference = "urn:pulumi:dev::shop::pulumi:providers:pulumi-nodejs::elsewhere::row of elsewhere";
    expect(["VIP", "Contoso"].map((name) => engine.resource(name).provider)).to.deep.equal([reference, reference]);
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
