import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import { CustomChannel, MessagingAccount, Provider, RoutingRule, Workstream } from "../../../provider/index.ts";
import { MockedEngine, valueOf } from "./mocked-engine.ts";

const appId = "11111111-aaaa-4bbb-8ccc-0000000000b1";
const clientSecret = "sandbox-only.secret.of-the-existing-bot.";
const storedSecret = {
  "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270",
  value: clientSecret,
};

describe("registration, as a user's unit test with mocks sees it", () => {
  let engine: MockedEngine;

  beforeEach(async () => {
    engine = await new MockedEngine({ account: { messagingEndpoint: "https://contoso.example/bot" } }).start();
  });

  it("carries the arguments, the stored line and the URN, and nothing else", async () => {
    const workstream = new Workstream("chat", {
      name: "Chat",
      distributionMode: "Push",
      contextVariables: [{ name: "Tier", type: "Text" }],
    });
    expect(await valueOf(workstream.rowId)).to.equal("row of chat");
    expect(engine.resource("chat")).to.deep.equal({
      type: "pulumi-nodejs:dynamics365:Workstream",
      name: "chat",
      id: "",
      provider: "",
      inputs: {
        name: "Chat",
        distributionMode: "Push",
        contextVariables: [{ name: "Tier", type: "Text" }],
        __provider: 'exports.handler = () => require("pulumi-dynamics365/handlers").Workstream;',
        __urn: "urn:pulumi:dev::shop::pulumi-nodejs:dynamics365:Workstream::chat",
      },
    });
  });

  it("hands resources on as the ids of their rows", async () => {
    const account = new MessagingAccount("account", { name: "Contoso", appId, clientSecret });
    const workstream = new Workstream("chat", { name: "Chat", distributionMode: "Push" });
    const channel = new CustomChannel("website", {
      name: "Website",
      account,
      workstream,
      channelType: "DirectLine",
      language: 1033,
    });
    const rule = new RoutingRule("everyone", {
      workstream: workstream.rowId,
      name: "Everyone",
      kind: "routeToQueue",
      order: 1,
      queue: "Support",
    });
    expect(await valueOf(pulumi.all([channel.account, channel.workstream, rule.workstream]))).to.deep.equal([
      "row of account",
      "row of chat",
      "row of chat",
    ]);
    expect(engine.resource("website").inputs).to.deep.include({
      account: "row of account",
      workstream: "row of chat",
      language: 1033,
    });
    expect(await valueOf(account.messagingEndpoint)).to.equal("https://contoso.example/bot");
  });

  it("makes a client secret a secret, given as plain text or not", async () => {
    const plain = new MessagingAccount("plain", { name: "Contoso", appId, clientSecret });
    const secret = new MessagingAccount("secret", {
      name: "Contoso",
      appId: "5e5dc4e5-2a5c-4f6f-9f0c-0d3c2f1d7a11",
      clientSecret: pulumi.secret(clientSecret),
    });
    expect(await valueOf(plain.clientSecret)).to.equal(clientSecret);
    expect(await valueOf(secret.clientSecret)).to.equal(clientSecret);
    expect(await Promise.all([plain.clientSecret, secret.clientSecret, plain.name].map(pulumi.isSecret))).to.deep.equal(
      [true, true, false],
    );
    expect(engine.resource("plain").inputs["clientSecret"]).to.deep.equal(storedSecret);
    expect(engine.resource("secret").inputs["clientSecret"]).to.deep.equal(storedSecret);
  });

  it("knows its place inside a component, without waiting for that component", async () => {
    class Contact extends pulumi.ComponentResource {
      readonly workstream: Workstream;

      constructor(name: string) {
        super("contoso:index:Contact", name);
        this.workstream = new Workstream("chat", { name: "Chat", distributionMode: "Push" }, { parent: this });
      }
    }
    expect(await valueOf(new Contact("contact").workstream.rowId)).to.equal("row of chat");
    expect(engine.resource("chat").inputs["__urn"]).to.equal(
      "urn:pulumi:dev::shop::contoso:index:Contact$pulumi-nodejs:dynamics365:Workstream::chat",
    );
  });

  it("gives outputs of the service no value in a preview", async () => {
    engine = await new MockedEngine().start({ preview: true });
    const account = new MessagingAccount("account", { name: "Contoso", appId, clientSecret });
    expect(await valueOf(account.name)).to.equal("Contoso");
    const known = await (account.messagingEndpoint as unknown as { isKnown: Promise<boolean> }).isKnown;
    expect(known).to.equal(false);
  });

  it("writes the settings of a provider as text, under the names of stack configuration", async () => {
    const test = new Provider("test", {
      environmentUrl: "https://contoso-test.crm4.dynamics.com",
      accessToken: "token of the test",
      maxConcurrency: 8,
      useCli: false,
    });
    const workstream = new Workstream("chat", { name: "Chat", distributionMode: "Push" }, { provider: test });
    expect(await valueOf(workstream.rowId)).to.equal("row of chat");
    expect(engine.resource("test").type).to.equal("pulumi:providers:pulumi-nodejs");
    expect(engine.resource("test").inputs).to.deep.equal({
      "dynamics365:environmentUrl": "https://contoso-test.crm4.dynamics.com",
      "dynamics365:accessToken": { ...storedSecret, value: "token of the test" },
      "dynamics365:maxConcurrency": "8",
      "dynamics365:useCli": "false",
    });
    expect(engine.resource("chat").provider).to.match(
      /^urn:pulumi:dev::shop::pulumi:providers:pulumi-nodejs::test::row of test$/,
    );
  });

  it("refuses a setting that a provider does not have, with the nearest name", () => {
    const misspelt = { environmentURL: "https://contoso.crm4.dynamics.com" };
    expect(() => new Provider("test", misspelt as object)).to.throw(
      pulumi.RunError,
      'Provider "test" has no setting "environmentURL". Did you mean "environmentUrl"? [configuration]',
    );
  });
});
