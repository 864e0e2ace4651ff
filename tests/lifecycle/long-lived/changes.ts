import fc from "fast-check";
import { types, type Type } from "./estate.ts";
import { values } from "./values.ts";

/** A resource as the changes ask for it. `programOf` decides later how much of it fits beside the others. */
export interface Wish {
  readonly type: Type;
  readonly name: string;
  readonly alias?: string;
  readonly wishes: Readonly<Record<string, unknown>>;
}

export interface Wishes {
  readonly resources: readonly Wish[];
  /** Names of removed resources, the latest first. They can be used again. */
  readonly gone: readonly Pick<Wish, "type" | "name">[];
  readonly counted: number;
}

/**
 * Numbers select one of the existing resources, so every change, and any part of a sequence, is valid in every estate.
 */
export type Change =
  | { readonly do: "add"; readonly type: Type; readonly again: boolean; readonly wishes: Wish["wishes"] }
  | { readonly do: "remove"; readonly type: Type; readonly at: number }
  | { readonly do: "rename"; readonly type: Type; readonly at: number; readonly alias: boolean }
  | {
      readonly do: "set";
      readonly type: Type;
      readonly at: number;
      readonly argument: string;
      readonly value: unknown;
    };

const at = fc.nat(5);
const typeOfChange = fc.constantFrom<Type>(...types, "Workstream", "CustomChannel", "RoutingRule", "RoutingRule");

const add = typeOfChange.chain((type) =>
  fc.record({
    do: fc.constant("add" as const),
    type: fc.constant(type),
    again: fc.boolean(),
    wishes: fc.record(values[type]),
  }),
);
const remove = fc.record({ do: fc.constant("remove" as const), type: typeOfChange, at });
const rename = fc.record({ do: fc.constant("rename" as const), type: typeOfChange, at, alias: fc.boolean() });
const set = typeOfChange.chain((type) =>
  fc.oneof(
    ...Object.entries(values[type]).map(([argument, value]) =>
      fc.record({
        do: fc.constant("set" as const),
        type: fc.constant(type),
        at,
        argument: fc.constant(argument),
        value,
      }),
    ),
  ),
);

export const change: fc.Arbitrary<Change> = fc.oneof(
  { arbitrary: set, weight: 8 },
  { arbitrary: add, weight: 3 },
  { arbitrary: remove, weight: 2 },
  { arbitrary: rename, weight: 1 },
);

const account = { name: "Web", clientSecret: "first~secret" };
const rule = { kind: "routeToQueue", ruleset: { name: "Scores", order: 1 }, target: { queue: "Support" } };
const set1 = { attributes: [{ conversation: "PriorityScore", value: 1 }] };
const webhook = {
  appId: "6b1b2c3d-0000-5000-8000-000000000001",
  tenantId: "6b1b2c3d-0000-5000-8000-000000000002",
  webhookUrl: "https://hook.contoso.com/messages",
};
const channel = { name: "Web", language: "en-US", messagingApi: webhook };

/** What every stack starts with. */
export const atFirst: Wishes = {
  resources: [
    { type: "MessagingAccount", name: "r1", wishes: { ...account, appId: 0 } },
    { type: "MessagingAccount", name: "r2", wishes: { ...account, appId: 1 } },
    { type: "Workstream", name: "r3", wishes: { name: "Web", distributionMode: "Push" } },
    {
      type: "Workstream",
      name: "r4",
      wishes: { name: "App", distributionMode: "Pick", contextVariables: [{ name: "Tier", type: "Text" }] },
    },
    {
      type: "CustomChannel",
      name: "r5",
      wishes: { ...channel, channelType: "DirectLine", account: "r1", workstream: "r3" },
    },
    { type: "CustomChannel", name: "r6", wishes: { ...channel, channelType: "MessagingApi", workstream: "r4" } },
    { type: "RoutingRule", name: "r7", wishes: { ...rule, name: "One", order: 1, workstream: "r3", set: set1 } },
    { type: "RoutingRule", name: "r8", wishes: { ...rule, name: "Two", order: 2, workstream: "r3", set: set1 } },
    {
      type: "RoutingRule",
      name: "r9",
      wishes: { ...rule, name: "Three", kind: "classification", order: 1, workstream: "r4", set: set1 },
    },
  ],
  gone: [],
  counted: 9,
};

/** The wishes after the changes of a round. Aliases of the round before are dropped. */
export function changed(before: Wishes, changes: readonly Change[]): Wishes {
  const resources = before.resources.map(({ alias: _alias, ...rest }): Wish => rest);
  return changes.reduce(apply, { ...before, resources });
}

function apply(wishes: Wishes, it: Change): Wishes {
  if (it.do === "add") return added(wishes, it);
  const several = wishes.resources.filter(({ type }) => type === it.type);
  const chosen = several[it.at % several.length];
  if (chosen === undefined) return wishes;
  if (it.do === "remove") {
    // Resources that depend on it move to another one, or are removed with it.
    const resources = wishes.resources.filter((one) => one !== chosen);
    return { ...wishes, resources, gone: [chosen, ...wishes.gone] };
  }
  const next = it.do === "rename" ? renamed(wishes, chosen, it.alias) : withArgument(wishes, chosen, it);
  const follow = (one: Wish): Wish => (it.do === "rename" ? pointedAt(one, chosen.name, next.name) : one);
  return {
    ...wishes,
    resources: wishes.resources.map((one) => (one === chosen ? next : follow(one))),
    counted: wishes.counted + (it.do === "rename" ? 1 : 0),
  };
}

function withArgument(wishes: Wishes, one: Wish, { argument, value }: Extract<Change, { do: "set" }>): Wish {
  return { ...one, wishes: { ...one.wishes, [argument]: resolved(wishes, argument, value) } };
}

function added(wishes: Wishes, { type, again, wishes: asked }: Extract<Change, { do: "add" }>): Wishes {
  const former = again ? wishes.gone.find((one) => one.type === type) : undefined;
  const own = Object.fromEntries(
    Object.entries(asked).map(([argument, value]) => [argument, resolved(wishes, argument, value)]),
  );
  return {
    resources: [...wishes.resources, { type, name: former?.name ?? `r${wishes.counted + 1}`, wishes: own }],
    gone: wishes.gone.filter((one) => one !== former),
    counted: wishes.counted + 1,
  };
}

/**
 * An account, and a channel on one, cannot exist twice. Without an alias the new one would collide with the old one.
 */
function renamed({ counted }: Wishes, one: Wish, alias: boolean): Wish {
  const name = `r${counted + 1}`;
  const twice = one.type === "Workstream" || one.type === "RoutingRule";
  return alias || !twice
    ? { ...one, name, alias: one.alias ?? one.name }
    : { type: one.type, name, wishes: one.wishes };
}

function pointedAt(one: Wish, from: string, to: string): Wish {
  const wishes = Object.entries(one.wishes).map(([argument, value]) => [
    argument,
    (argument === "account" || argument === "workstream") && value === from ? to : value,
  ]);
  return { ...one, wishes: Object.fromEntries(wishes) as Wish["wishes"] };
}

function resolved({ resources }: Wishes, argument: string, value: unknown): unknown {
  if (argument !== "account" && argument !== "workstream") return value;
  const type = argument === "account" ? "MessagingAccount" : "Workstream";
  const several = resources.filter((one) => one.type === type);
  return several[Number(value) % several.length]?.name;
}
