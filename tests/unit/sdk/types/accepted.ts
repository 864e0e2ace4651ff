/*
 * Programs that must compile, and that the preview accepts: what the compiler cannot know, it leaves to the preview.
 * `mistakes.test.ts` runs them.
 */
import * as pulumi from "@pulumi/pulumi";
import {
  CustomChannel,
  getCapacityProfile,
  getLanguage,
  getMessagingAccount,
  getNotificationTemplate,
  getQueue,
  getSessionTemplate,
  RoutingRule,
  type ConditionArgs,
  type CustomChannelArgs,
  type RoutingRuleArgs,
  type RoutingRuleKind,
  Workstream,
  type WorkstreamArgs,
} from "../../../../provider/index.ts";

const workstream = "22222222-aaaa-4bbb-8ccc-0000000000b1";
const account = "33333333-aaaa-4bbb-8ccc-0000000000b1";
const rule = { workstream, name: "Rule", order: 1 };
const route = { ...rule, kind: "routeToQueue" } as const;
const shares = [{ queue: "Support", percent: 100 }];
const set = { attributes: [{ contextVariable: "Tier", value: "gold" }] };
const ruleset = { name: "Tiers", order: 1 };
const channel = { workstream, name: "Website", language: 1033 };
const chat = { name: "Chat", distributionMode: "Push" } as const;

/** The compiler does not know what comes out of these. */
const given = (): boolean => true;
const maybe = (text: string | undefined): string | undefined => text;
const kind = (which: RoutingRuleKind): RoutingRuleKind => which;

interface BrandedArgs extends RoutingRuleArgs {
  readonly brand?: string;
}

class Branded extends RoutingRule {
  readonly brand: string;

  constructor(name: string, { brand = "Contoso", ...args }: BrandedArgs) {
    super(name, args);
    this.brand = brand;
  }
}

class Hotline extends RoutingRule {
  constructor(name: string) {
    super(name, { ...route, queue: "Hotline" });
  }
}

class Desk extends pulumi.ComponentResource {
  readonly rule: RoutingRule;
  readonly workstream: Workstream;

  constructor(name: string, args: { readonly rule: RoutingRuleArgs; readonly workstream: WorkstreamArgs }) {
    super("contoso:index:Desk", name);
    this.workstream = new Workstream(`${name}-workstream`, args.workstream, { parent: this });
    this.rule = new RoutingRule(`${name}-rule`, { ...args.rule, workstream: this.workstream }, { parent: this });
  }
}

function built(): RoutingRuleArgs {
  const args: RoutingRuleArgs = { ...rule, kind: "routeToQueue" };
  args.queue = "Support";
  return args;
}

function passedOn<Args extends RoutingRuleArgs>(args: Args): RoutingRule {
  return new RoutingRule<RoutingRuleArgs>("a", args);
}

/** Arguments of another module, which may give any of them. */
function others(): Partial<RoutingRuleArgs> {
  return { queue: "Support" };
}

function any(value: unknown): ReturnType<typeof JSON.parse> {
  return JSON.parse(JSON.stringify(value));
}

/** `validateResourceOfType` of Pulumi's policies infers the arguments from the class in this way. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
function made<Made, Args>(kind: new (name: string, args: Args, ...rest: any[]) => Made, args: () => Args): Made {
  return new kind("a", args());
}

export const accepted = {
  "a kind from an output": () =>
    new RoutingRule("a", { ...rule, kind: pulumi.output(kind("routeToQueue")), queue: "A" }),
  "a kind from a promise": () =>
    new RoutingRule("a", { ...rule, kind: Promise.resolve(kind("classification")), ruleset, set }),
  "a kind that may be either": () => new RoutingRule("a", { ...rule, kind: kind("classification"), ruleset, set }),
  "a queue or queues": () =>
    new RoutingRule("a", { ...route, ...(given() ? { queue: "Support" } : { queues: shares }) }),
  "a queue that may be missing": () => new RoutingRule("a", { ...route, queue: maybe(undefined), queues: shares }),
  "arguments that are undefined": () =>
    new RoutingRule("a", { ...route, queue: "Support", queues: undefined, set: undefined, ruleset: undefined }),
  // eslint-disable-next-line @typescript-eslint/no-unsafe-assignment
  "a value without a type": () => new RoutingRule("a", { ...rule, kind: any("routeToQueue"), queue: any("Support") }),
  "arguments without a type": () => new RoutingRule("a", any({ ...route, queue: "Support" })),
  "arguments in a variable": () => new RoutingRule("a", built()),
  "arguments spread": () => new RoutingRule("a", { ...built(), kind: "routeToQueue" }),
  "a variable of the class": () => {
    const shared: RoutingRule = new RoutingRule("a", { ...route, queues: shares });
    return shared;
  },
  "a variable that gets another one": () => {
    let last = new RoutingRule("a", { ...route, queue: "Support" });
    last = new RoutingRule("b", { ...rule, name: "B", kind: "classification", ruleset, set });
    return last;
  },
  "an interface that extends the arguments": () => {
    const args: BrandedArgs = { ...route, queue: "Support" };
    return new RoutingRule("a", args);
  },
  "a class that extends the class": () => new Hotline("a"),
  "a class that passes arguments on": () => new Branded("a", { ...route, queue: "Support", brand: "Fabrikam" }),
  "a component that passes arguments on": () => new Desk("a", { rule: built(), workstream: chat }).rule,
  "a generic function that passes arguments on": () => passedOn({ ...route, queue: "Support" }),
  "arguments that others may add": () => new RoutingRule("a", { ...route, ...others() }),
  "rules from a list": () =>
    [{ name: "Gold", queue: "VIP" }].map((each) => new RoutingRule("a", { ...route, ...each }))[0]!,
  "a function that takes the class": () => made(RoutingRule, built),
  "a row that exists": () => RoutingRule.get("a", "id"),

  "conditions of every form": () =>
    new RoutingRule("a", {
      ...route,
      queue: "Support",
      when: {
        all: [
          { contextVariable: "Tier", value: "gold" },
          { customer: "Name", operator: "ContainsData" },
          { any: [{ conversation: "PriorityScore", operator: "In", values: [1, pulumi.output(2)] }] },
          { contact: "address1_country", operator: undefined, value: pulumi.output("NL"), values: undefined },
          { contextVariable: "Tier", operator: pulumi.output("In" as const), values: ["gold"] },
        ],
      },
    }),
  "a group with a value, which has no effect": () =>
    new RoutingRule("a", { ...route, queue: "A", when: { all: [{ contact: "name", value: "Ada" }], value: "gold" } }),
  "conditions in variables": () => {
    const gold: ConditionArgs = { contextVariable: "Tier", value: "gold" };
    const when: ConditionArgs = { any: [gold, pulumi.output(gold)] };
    return new RoutingRule("a", { ...route, queue: "Support", when });
  },
  "conditions from a list": () => {
    const tiers = ["gold", "silver"].map((value) => ({ contextVariable: "Tier", value }));
    return new RoutingRule("a", { ...route, queue: "Support", when: { any: tiers } });
  },
  "a condition from an output": () =>
    new RoutingRule("a", { ...route, queue: "A", when: pulumi.output({ contextVariable: "Tier", value: "gold" }) }),
  "attributes from an output": () =>
    new RoutingRule("a", {
      ...rule,
      kind: "classification",
      ruleset,
      set: { attributes: pulumi.output(set.attributes) },
    }),

  "a channel whose type comes from an output": () =>
    new CustomChannel("a", { ...channel, channelType: pulumi.output("DirectLine" as const), account }),
  "a channel in a variable": () => {
    const args: CustomChannelArgs = { ...channel, channelType: "DirectLine" };
    args.account = getMessagingAccount({ name: "Contoso" });
    return new CustomChannel("a", args);
  },
  "a survey that is sent": () =>
    new CustomChannel("a", {
      ...channel,
      channelType: "DirectLine",
      account,
      survey: { survey: "Care", mode: "SendLink" },
    }),
  "a workstream in pick mode": () =>
    new Workstream("a", { name: "Chat", distributionMode: "Pick", keepSameAgent: false, agent: undefined }),
  "a capacity from an output": () => new Workstream("a", { ...chat, capacity: pulumi.output({ units: 30 }) }),

  "look-ups for their rows": () =>
    new Workstream("a", {
      ...chat,
      fallbackQueue: getQueue({ name: "Support" }),
      capacity: { profile: getCapacityProfile({ name: "Premium" }) },
      sessionTemplate: getSessionTemplate({ name: "contoso_session" }),
      notificationTemplates: { consult: getNotificationTemplate({ name: "contoso_quiet" }) },
    }),
  "look-ups in a channel": () =>
    new CustomChannel("a", {
      ...channel,
      channelType: "DirectLine",
      account,
      language: getLanguage({ name: "en-US" }),
    }),
  "look-ups in a rule": () => new RoutingRule("a", { ...route, queue: getQueue({ name: "Support" }) }),
  "look-ups in a list": () =>
    new RoutingRule("a", { ...route, queues: [{ queue: getQueue({ name: "Support" }), percent: 100 }] }),
};
