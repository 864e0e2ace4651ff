import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import { Provider } from "../../../provider/index.ts";
import { Neighbourhood } from "../../../provider/sdk/neighbours.ts";
import { MockedEngine } from "./mocked-engine.ts";

const appId = "11111111-aaaa-4bbb-8ccc-0000000000b1";
const late = <Value>(value: Value) => pulumi.output(Promise.resolve(value));

describe("resources of several Providers", () => {
  let east: Provider;
  let west: Provider;

  beforeEach(async () => {
    await new MockedEngine().start();
    east = new Provider("east", { environmentUrl: late("https://contoso.crm.dynamics.com") });
    west = new Provider("west", { environmentUrl: late("https://contoso.crm.dynamics.com/main.aspx") });
  });

  const names = async (told: Promise<string | undefined> | undefined): Promise<unknown> => {
    const text = await told;
    return text === undefined ? undefined : (JSON.parse(text) as { name: string }[]).map(({ name }) => name);
  };

  it("are told of each other's natural keys where they come out of outputs, with what check needs", async () => {
    const neighbourhood = new Neighbourhood();
    const account = (name: string, provider: Provider, id: string) => {
      const inputs = { name, appId: late(id), clientSecret: "hidden", botType: "SingleTenant" };
      return neighbourhood.enter({ type: "MessagingAccount", name, provider, inputs });
    };
    const [first, second, third] = [
      account("first", east, appId),
      account("second", west, appId.toUpperCase()),
      account("third", west, "22222222-aaaa-4bbb-8ccc-0000000000b1"),
    ];
    expect([first, await third]).to.deep.equal([undefined, undefined]);
    expect(JSON.parse((await second) ?? "")).to.deep.equal([
      {
        type: "MessagingAccount",
        name: "first",
        provider: "east",
        environmentUrl: "https://contoso.crm.dynamics.com",
        values: { name: "first", appId },
      },
    ]);
  });

  it("meet by name, by account and by place in a ruleset, too", async () => {
    const neighbourhood = new Neighbourhood();
    const enter = (
      type: "CustomChannel" | "Workstream" | "RoutingRule",
      name: string,
      provider: Provider | undefined,
      inputs: object,
    ) => names(neighbourhood.enter({ type, name, provider, inputs: { ...inputs } }));
    const rule = { workstream: "w", kind: "classification", ruleset: { name: "Set", order: 1 }, name: "Rule" };
    const direct = { channelType: "DirectLine", account: "a" };
    await enter("Workstream", "chat", undefined, { name: late("Chat") });
    await enter("CustomChannel", "web", east, { ...direct, name: "Web" });
    await enter("RoutingRule", "rule", east, rule);
    expect(await enter("Workstream", "chat too", east, { name: "CHAT" })).to.deep.equal(["chat"]);
    expect(await enter("CustomChannel", "chat", west, { ...direct, name: "Chat" })).to.deep.equal(["web"]);
    expect(await enter("RoutingRule", "again", west, rule)).to.deep.equal(["rule"]);
    expect(await enter("RoutingRule", "elsewhere", west, { ...rule, workstream: "v" })).to.equal(undefined);
    expect(await enter("RoutingRule", "own", east, rule)).to.deep.equal(["again"]);
  });

  it("cost a program with one Provider nothing", () => {
    const neighbourhood = new Neighbourhood();
    const chat = (name: string) =>
      neighbourhood.enter({ type: "Workstream", name, provider: east, inputs: { name: "Chat" } });
    expect([chat("one"), chat("two")]).to.deep.equal([undefined, undefined]);
  });
});
