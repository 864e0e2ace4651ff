import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import { CustomChannel, MessagingAccount, RoutingRule, Workstream } from "../../../provider/index.ts";
import { failureOf, MockedEngine, settle, valueOf } from "./mocked-engine.ts";

type Options = pulumi.CustomResourceOptions;

/** One of each resource, with the same options. */
function everything(opts: (type: string) => Options): { rule: RoutingRule } {
  const appId = "11111111-aaaa-4bbb-8ccc-0000000000b1";
  const account = new MessagingAccount("account", { name: "Contoso", appId }, opts("MessagingAccount"));
  const workstream = new Workstream("chat", { name: "Chat", distributionMode: "Push" }, opts("Workstream"));
  const channel = { name: "Website", account, workstream, channelType: "DirectLine", language: 1033 } as const;
  new CustomChannel("website", channel, opts("CustomChannel"));
  const rule = { workstream, name: "Everyone", kind: "routeToQueue", order: 1, queue: "Support" } as const;
  return { rule: new RoutingRule("everyone", rule, opts("RoutingRule")) };
}

class Component extends pulumi.ComponentResource {
  constructor(name: string, opts?: pulumi.ComponentResourceOptions) {
    super("contoso:index:Component", name, {}, opts);
  }
}

class RandomProvider extends pulumi.ProviderResource {}

describe("resource options, as a user's unit test with mocks sees them", () => {
  let engine: MockedEngine;

  beforeEach(async () => {
    engine = await new MockedEngine().start();
  });

  const ours = () => engine.names.filter((name) => ["account", "chat", "website", "everyone"].includes(name));
  const four = ["MessagingAccount", "Workstream", "CustomChannel", "RoutingRule"];

  async function refusals(opts: () => Options): Promise<readonly string[]> {
    const same = opts();
    const { message } = await failureOf(everything(() => same).rule.rowId);
    await settle();
    expect(ours()).to.deep.equal([]);
    return message.split("\n").slice(1);
  }

  const refused: readonly [option: string, opts: () => Options, reason: string, types?: readonly string[]][] = [
    ["import", () => ({ import: "row" }), "Pulumi cannot import resources of this kind"],
    ["id", () => ({ id: "row" }), "the option id only reads a resource, and its arguments would have no effect"],
    ["customTimeouts", () => ({ customTimeouts: { create: "5m" } }), "so the option would have no effect"],
    ["version", () => ({ version: "1.2.3" }), "the option version chooses a plugin"],
    ["pluginDownloadURL", () => ({ pluginDownloadURL: "https://contoso.com" }), "the option pluginDownloadURL chooses"],
    ["envVarMappings", () => ({ envVarMappings: { A: "B" } }), "Pulumi accepts envVarMappings on providers only"],
    [
      "provider",
      () => ({ provider: new RandomProvider("random", "r") }),
      'the provider given is one of package "random"',
    ],
    [
      "replaceWith",
      () => ({ replaceWith: [new Component("c")] }),
      "Pulumi would replace this row together with the named resources, but not its channels",
      ["MessagingAccount", "Workstream"],
    ],
  ];
  for (const [option, opts, reason, types = four] of refused) {
    it(`${option}: is refused before anything registers`, async () => {
      const lines = await refusals(opts);
      expect(lines.map((line) => line.trim().split(" ")[0])).to.deep.equal(types);
      for (const line of lines)
        expect(line)
          .to.contain(reason)
          .and.to.match(/\. Do this: .*\. \[option-refused\]$/);
    });
  }

  it("retainOnDelete: is refused on a rule whose workstream does not have it", async () => {
    const { rule } = everything((type) => ({ retainOnDelete: type === "RoutingRule" }));
    const { message } = await failureOf(rule.rowId);
    expect(message.split("\n").slice(1)).to.deep.equal([
      '  RoutingRule "everyone": retainOnDelete would keep the rule, but destroying the workstream deletes its rules. Do this: Give the workstream retainOnDelete as well, or remove it from the rule. [option-refused]',
    ]);
    await valueOf(everything(() => ({ retainOnDelete: true })).rule.rowId);
    expect(engine.resource("everyone").inputs["__retain"]).to.equal(true);
  });

  it("count as the transformations of a parent leave them", async () => {
    const parent = new Component("parent", {
      transformations: [
        ({ type, props, opts }) =>
          type === "contoso:index:Component"
            ? undefined
            : { props, opts: { ...opts, retainOnDelete: true, replaceOnChanges: ["name"] } },
      ],
    });
    await valueOf(everything(() => ({ parent })).rule.rowId);
    for (const name of ours()) {
      expect(engine.resource(name).inputs["__retain"], name).to.equal(true);
      expect(engine.resource(name).inputs["__replaceOnChanges"], name).to.deep.equal(["name"]);
    }
  });

  it("of one resource are not those of its children", async () => {
    const workstream = new Workstream("chat", { name: "Chat", distributionMode: "Push" }, { replaceOnChanges: ["*"] });
    const rule = { workstream, name: "Everyone", kind: "routeToQueue", order: 1, queue: "Support" } as const;
    await valueOf(new RoutingRule("everyone", rule, { parent: workstream }).rowId);
    expect(engine.resource("chat").inputs["__replaceOnChanges"]).to.deep.equal(["*"]);
    expect(engine.resource("everyone").inputs).not.to.have.any.keys("__replaceOnChanges", "__retain");
  });

  it("are refused where a transformation gives them, too", async () => {
    const transformation: pulumi.ResourceTransformation = ({ props, opts }) => ({
      props,
      opts: { ...opts, customTimeouts: { create: "5m" } },
    });
    const lines = await refusals(() => ({ transformations: [transformation] }));
    expect(lines.map((line) => line.trim().split(" ")[0])).to.deep.equal(four);
  });
});
