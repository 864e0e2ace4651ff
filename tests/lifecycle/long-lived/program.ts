import { v5 } from "uuid";
import type { Wish, Wishes } from "./changes.ts";
import { ofType, type Declared, type Estate } from "./estate.ts";

const appIds = "0f4d6a58-52a4-5a77-9a3e-6f0c7f1d2b31";
const most = { MessagingAccount: 3, Workstream: 3, CustomChannel: 5, RoutingRule: 12 } as const;

type Args = Record<string, unknown>;

const appIdOf = (number: number): string => v5(`app ${number}`, appIds);

/**
 * The valid program closest to the wishes. `before` is the program of the previous round. An app id that it used, and
 * an account that had a channel, become free only in the round after, because resources that leave are deleted last.
 */
export function programOf({ resources }: Wishes, before: Estate): Estate {
  const estate: Declared[] = [];
  const named = (type: Wish["type"]) => resources.filter((one) => one.type === type).slice(0, most[type]);
  for (const one of named("MessagingAccount")) estate.push(declared(one, accountOf(one, estate, before), before));
  for (const one of named("Workstream")) estate.push(declared(one, workstreamOf(one), before));
  for (const one of named("CustomChannel")) {
    const args = channelOf(one, estate, before);
    if (args !== undefined) estate.push(declared(one, args, before));
  }
  for (const one of named("RoutingRule")) {
    const args = ruleOf(one, estate);
    if (args !== undefined) estate.push(declared(one, args, before));
  }
  return estate;
}

function declared(one: Wish, args: Args, before: Estate): Declared {
  const { type, name, alias } = one;
  // Names come from a short list, so that rows often share one.
  const names = type === "RoutingRule" ? {} : { allowDuplicateName: true };
  const given = JSON.parse(JSON.stringify({ ...args, ...names })) as Args;
  const old = sameBefore(one, before);
  const renamed = old !== undefined && (old.renamed === true || old.name !== name || old.args["name"] !== args["name"]);
  return { type, name, ...(alias === undefined ? {} : { alias }), renamed, args: given };
}

/** The same resource in the previous program, under its old or new name. */
const sameBefore = ({ type, name, alias }: Wish, before: Estate): Declared | undefined =>
  before.find((one) => one.type === type && one.name === (alias ?? name));

function accountOf(one: Wish, estate: Estate, before: Estate): Args {
  const old = sameBefore(one, before);
  const inUse = [
    ...ofType(estate, "MessagingAccount"),
    ...ofType(before, "MessagingAccount").filter((it) => it !== old),
  ].map(({ args }) => args["appId"]);
  let number = Number(one.wishes["appId"]);
  while (inUse.includes(appIdOf(number))) number += 1;
  return { ...one.wishes, appId: appIdOf(number), skipCredentialCheck: true };
}

function workstreamOf({ wishes }: Wish): Args {
  if (wishes["distributionMode"] === "Push") return { ...wishes };
  return { ...wishes, agent: undefined, keepSameAgent: wishes["keepSameAgent"] === false ? false : undefined };
}

function channelOf(one: Wish, estate: Estate, before: Estate): Args | undefined {
  const { account: _account, messagingApi, ...wishes } = one.wishes;
  const workstream = among(estate, "Workstream", wishes["workstream"]);
  if (workstream === undefined) return undefined;
  const messages = (wishes["automatedMessages"] as { trigger: string; text: string }[] | undefined)?.map(
    ({ trigger, text }) => ({ trigger, text: namesOnly(text, workstream) ? text : "Hello" }),
  );
  const common = { ...wishes, workstream: workstream.name, automatedMessages: messages };
  if (wishes["channelType"] === "MessagingApi") return { ...common, messagingApi };
  const old = sameBefore(one, before);
  const carrying = [...ofType(estate, "CustomChannel"), ...ofType(before, "CustomChannel").filter((it) => it !== old)];
  const taken = (account: Declared) =>
    carrying.some(({ args }) => args["account"] === account.name || args["account"] === account.alias);
  const wanted = among(estate, "MessagingAccount", one.wishes["account"]);
  const account = [wanted, ...ofType(estate, "MessagingAccount")].find((it) => it !== undefined && !taken(it));
  return account === undefined ? undefined : { ...common, account: account.name };
}

function ruleOf({ wishes: { target, ruleset, set, ...wishes } }: Wish, estate: Estate): Args | undefined {
  const workstream = among(estate, "Workstream", wishes["workstream"]);
  if (workstream === undefined) return undefined;
  const when = wishes["when"] === undefined ? undefined : withKnownVariables(wishes["when"], workstream);
  const common: Args = { ...wishes, workstream: workstream.name, when };
  const named = ruleset as RuleSet;
  const isClassification = wishes["kind"] === "classification";
  const siblings = ofType(estate, "RoutingRule").filter(
    ({ args }) =>
      args["workstream"] === workstream.name &&
      args["kind"] === wishes["kind"] &&
      (!isClassification || (args["ruleset"] as RuleSet).name === named.name),
  );
  const name = freeName(String(wishes["name"]), siblings);
  if (!isClassification) return { ...common, name, ...(target as Args) };
  const order = rulesetOf(siblings[0])?.order ?? freeOrder(named.order, workstream, estate);
  return {
    ...common,
    name,
    ruleset: { name: named.name, order },
    set: eachTargetOnce(withKnownVariables(set, workstream)),
  };
}

interface RuleSet {
  readonly name: string;
  readonly order: number;
}

const rulesetOf = (rule: Declared | undefined): RuleSet | undefined => rule?.args["ruleset"] as RuleSet | undefined;

/** Two rulesets of a workstream with the same number would have no order. */
function freeOrder(wanted: number, workstream: Declared, estate: Estate): number {
  const rules = ofType(estate, "RoutingRule").filter(({ args }) => args["workstream"] === workstream.name);
  const taken = rules.map((rule) => rulesetOf(rule)?.order);
  let order = wanted;
  while (taken.includes(order)) order += 1;
  return order;
}

function among(estate: Estate, type: Declared["type"], name: unknown): Declared | undefined {
  const several = ofType(estate, type);
  return several.find((one) => one.name === name) ?? several[0];
}

function variablesOf({ args }: Declared): string[] {
  return ((args["contextVariables"] ?? []) as { name: string }[]).map(({ name }) => name);
}

function namesOnly(text: string, workstream: Declared): boolean {
  return [...text.matchAll(/\{\$(\w+)\$\}/g)].every(([, name]) => variablesOf(workstream).includes(String(name)));
}

/** Replaced variables may leave the same target twice. */
function eachTargetOnce(set: unknown): unknown {
  const { attributes, ...rest } = (set ?? {}) as { readonly attributes?: readonly Args[] };
  if (attributes === undefined) return set;
  const targets = attributes.map(({ value: _value, ...target }) => JSON.stringify(target));
  return { ...rest, attributes: attributes.filter((_, index) => targets.indexOf(targets[index] ?? "") === index) };
}

/** Replaces variables that the workstream lacks, or whose type does not allow the comparison, by the priority score. */
function withKnownVariables(given: unknown, workstream: Declared): unknown {
  if (Array.isArray(given)) return given.map((one) => withKnownVariables(one, workstream));
  if (typeof given !== "object" || given === null) return given;
  const { contextVariable, ...rest } = given as Args;
  const inner = Object.fromEntries(
    Object.entries(rest).map(([key, one]) => [key, withKnownVariables(one, workstream)]),
  );
  if (contextVariable === undefined) return inner;
  return isFit(String(contextVariable), inner, workstream)
    ? { contextVariable, ...inner }
    : { conversation: "PriorityScore", ...inner };
}

function isFit(name: string, { operator, value, values }: Args, { args }: Declared): boolean {
  const variables = (args["contextVariables"] ?? []) as readonly { readonly name: string; readonly type: string }[];
  const type = variables.find((variable) => variable.name === name)?.type;
  const list: readonly unknown[] = Array.isArray(values) ? values : [];
  const given = [value, ...list].filter((one) => typeof one === "string");
  return type === "Number"
    ? given.every((one) => one.trim() !== "" && !Number.isNaN(Number(one)))
    : type === "Text" && !String(operator).includes("Than");
}

function freeName(name: string, siblings: readonly Declared[]): string {
  const taken = siblings.map(({ args }) => args["name"]);
  for (let number = 1; ; number++) {
    const candidate = number === 1 ? name : `${name} ${number}`;
    if (!taken.includes(candidate)) return candidate;
  }
}
