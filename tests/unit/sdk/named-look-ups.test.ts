import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import { namedLookUpsFrom } from "../../../provider/core/named-look-ups.ts";
import { Provider, RoutingRule, Workstream } from "../../../provider/index.ts";
import { MockedEngine, settle } from "./mocked-engine.ts";

describe("names that a program looks up, as they travel with each resource", () => {
  let engine: MockedEngine;
  const given = { distributionMode: "Push", name: "Chat" } as const;

  beforeEach(async () => {
    engine = await new MockedEngine().start();
  });

  /** Names with their places, as the resource of this name carries them. */
  const carriedBy = (name: string): unknown[] => {
    const text = engine.resource(name).inputs["__lookups"];
    if (text === undefined) return [];
    return namedLookUpsFrom(String(text)).map((named) => [named.text, named.places.join(", ")]);
  };

  it("are those of the whole stretch, each once with its places", async () => {
    const workstream = new Workstream("chat", { ...given, fallbackQueue: "Support", capacity: { profile: "Premium" } });
    const rule = { workstream, kind: "routeToQueue", order: 1 } as const;
    new RoutingRule("one", { ...rule, name: "One", queue: "Support" });
    new RoutingRule("two", {
      ...rule,
      name: "Two",
      queues: [
        { queue: "VIP", percent: 50 },
        { queue: pulumi.output("inside an output"), percent: 50 },
      ],
    });
    await settle();
    const all = [
      ["Support", 'Workstream "chat" fallbackQueue, RoutingRule "one" queue'],
      ["Premium", 'Workstream "chat" capacity.profile'],
      ["VIP", 'RoutingRule "two" queues[0].queue'],
    ];
    expect(["chat", "one", "two"].map(carriedBy)).to.deep.equal([all, all, all]);
  });

  it("are those of the same Provider, on a resource and on its parents", async () => {
    const east = new Provider("east", { environmentUrl: "https://east.crm.dynamics.com" });
    const group = new pulumi.ComponentResource("contoso:index:Group", "group", {}, { providers: [east] });
    new Workstream("here", { ...given, fallbackQueue: "Here" });
    new Workstream("direct", { ...given, fallbackQueue: "East" }, { provider: east });
    new Workstream("below", { ...given, fallbackQueue: "East too" }, { parent: group });
    await settle();
    const inEast = [
      ["East", 'Workstream "direct" fallbackQueue'],
      ["East too", 'Workstream "below" fallbackQueue'],
    ];
    expect(["here", "direct", "below"].map(carriedBy)).to.deep.equal([
      [["Here", 'Workstream "here" fallbackQueue']],
      inEast,
      inEast,
    ]);
  });

  it("leave out what another value may take the place of", async () => {
    new Workstream("ignored", { ...given, fallbackQueue: "A" }, { ignoreChanges: ["fallbackQueue"] });
    new Workstream("all ignored", { ...given, fallbackQueue: "B" }, { ignoreChanges: ["*"] });
    new Workstream("nested", { ...given, capacity: { profile: "C" } }, { ignoreChanges: ["capacity.profile"] });
    new Workstream("other", { ...given, fallbackQueue: "D" }, { ignoreChanges: ["name"] });
    new Workstream("transformed", { ...given, fallbackQueue: "E" }, { transformations: [() => undefined] });
    const component = new pulumi.ComponentResource("c:index:C", "c", {}, { transformations: [() => undefined] });
    new Workstream("inside", { ...given, fallbackQueue: "F" }, { parent: component });
    await settle();
    expect(carriedBy("other")).to.deep.equal([["D", 'Workstream "other" fallbackQueue']]);
  });
});
