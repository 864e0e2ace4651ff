import { resourceSchemas, type ArgumentsOf } from "../../schema/index.ts";
import type { CheckFailure, ReportFailure, ResourceType } from "../../schema/resource-schema.ts";
import { isUnknown } from "../../schema/unknown.ts";
import type { WrittenMembers } from "../../schema/written.ts";
import { parentsOf } from "./metadata.ts";
import { computedInput } from "./hidden-inputs.ts";
import { nameKey, sameName } from "./names.ts";
import { nearestNames, orList, suggestion } from "./nearest.ts";
import { messageVariableUses, misuse, variableUses, type VariableUse } from "./variable-uses.ts";

/** What is known about one resource of the program. */
export interface Declared {
  /** Identifies the resource: its URN, or a number if it has no URN yet. */
  readonly key: string;
  /** How other resources refer to it in their arguments. */
  readonly reference: string;
  readonly label: string;
  readonly type: ResourceType;
  readonly values: Readonly<Record<string, unknown>>;
  /** The row is new or gets another name. Not known before check. */
  readonly isNewName?: boolean;
}

const ruleLimits = { routeToQueue: 200, classification: 100 } as const;
const rulesetLimit = 10;

/**
 * Checks the resources of one program against each other. Used twice: on the plain values before anything is
 * registered, and on the resolved values in check.
 */
export class Program {
  readonly #declared = new Map<string, Declared>();
  /** Resources that can conflict, in the order of the program. */
  readonly #groups = new Map<string, Map<string, Declared>>();

  /** Adds a resource that others are checked against, or replaces what was known about it. */
  note(resource: Declared): void {
    const before = this.#declared.get(resource.key);
    if (before !== undefined) for (const group of groupsOf(before)) this.#groups.get(group)?.delete(resource.key);
    this.#declared.set(resource.key, resource);
    for (const name of groupsOf(resource)) {
      const group = this.#groups.get(name) ?? new Map<string, Declared>();
      this.#groups.set(name, group.set(resource.key, resource));
    }
  }

  /** Adds a resource and reports what it conflicts with. */
  declare(resource: Declared): CheckFailure[] {
    this.note(resource);
    const failures: CheckFailure[] = [];
    checks[resource.type](resource, this.#beside(resource), (failure) => failures.push(failure));
    return failures;
  }

  /** Resources whose arguments refer to this row. */
  naming(reference: string): Declared[] {
    return this.#around(reference).filter(({ type, values }) =>
      parentsOf(resourceSchemas[type], values).includes(reference),
    );
  }

  argumentsOf<Type extends ResourceType>(
    type: Type,
    reference: unknown,
  ): WrittenMembers<ArgumentsOf<Type>> | undefined {
    if (typeof reference !== "string") return undefined;
    const named = this.#around(reference).filter((other) => other.reference === reference);
    return named.find((other) => isOf(type, other))?.values;
  }

  /** Only these are compared: comparing every resource with every other takes quadratic time in a large program. */
  #beside(resource: Declared): Declared[] {
    const beside = new Map(groupsOf(resource).flatMap((name) => [...(this.#groups.get(name) ?? [])]));
    beside.delete(resource.key);
    return [...beside.values()];
  }

  #around(reference: string): Declared[] {
    return [...(this.#groups.get(rowGroup(reference))?.values() ?? [])];
  }
}

/** A resource of this type has arguments of this type, as the program wrote them. */
function isOf<Type extends ResourceType>(
  type: Type,
  resource: Declared,
): resource is Declared & { readonly values: WrittenMembers<ArgumentsOf<Type>> } {
  return resource.type === type;
}

/** One group for a row and all that refer to it, one for each natural key. */
function groupsOf({ type, reference, values }: Declared): string[] {
  const parents = parentsOf(resourceSchemas[type], values).filter((parent) => !isUnknown(parent));
  const name = known(values["name"]);
  const appId = known(values["appId"]);
  return [
    ...[reference, ...parents].map(rowGroup),
    ...(name === undefined || type === "RoutingRule" ? [] : [`${type} ${nameKey(name)}`]),
    ...(appId === undefined ? [] : [`app ${appId.toLowerCase()}`]),
  ];
}

function rowGroup(reference: string): string {
  return `row ${reference}`;
}

type Judge = (resource: Declared, others: readonly Declared[], report: ReportFailure) => void;

const checks: Readonly<Record<ResourceType, Judge>> = {
  MessagingAccount: (account, others, report) => {
    oneAccountForAnApp(account, others, report);
    rowsHaveNamesOfTheirOwn(account, others, report);
  },
  CustomChannel: (channel, others, report) => {
    rowsHaveNamesOfTheirOwn(channel, others, report);
    oneDirectLineForAnAccount(channel, others, report);
    messagesNameKnownVariables(channel, others, report);
  },
  Workstream: (workstream, others, report) => {
    rowsHaveNamesOfTheirOwn(workstream, others, report);
    const rule = others.find((other) => other.type === "RoutingRule" && isKeptAlone(other, workstream));
    if (rule !== undefined) report(keptAlone(rule.label));
  },
  RoutingRule: (rule, others, report) => {
    rulesHaveNamesOfTheirOwn(rule, others, report);
    rulesetsStayWithinLimits(rule, others, report);
    rulesNameKnownVariables(rule, others, report);
    if (others.some((other) => other.type === "Workstream" && isKeptAlone(rule, other))) report(keptAlone("the rule"));
  },
};

/** Covers a workstream that is named by its id, which the class cannot resolve. */
function isKeptAlone(rule: Declared, workstream: Declared): boolean {
  return (
    known(rule.values["workstream"]) === workstream.reference &&
    rule.values[computedInput.retained] === true &&
    workstream.values[computedInput.retained] !== true
  );
}

/** Rules live in a document of their workstream and are deleted with it. */
export function keptAlone(rule: string): CheckFailure {
  return {
    code: "option-refused",
    path: "",
    reason: `retainOnDelete would keep ${rule}, but destroying the workstream deletes its rules`,
    remedy: "give the workstream retainOnDelete as well, or remove it from the rule",
  };
}

function oneAccountForAnApp(account: Declared, others: readonly Declared[], report: ReportFailure): void {
  const appId = known(account.values["appId"])?.toLowerCase();
  const twin = others.find(
    (other) =>
      other.type === "MessagingAccount" && appId !== undefined && known(other.values["appId"])?.toLowerCase() === appId,
  );
  if (twin === undefined) return;
  report({
    code: "app-id-taken",
    path: "appId",
    reason: `app id ${appId} is on the account ${twin.label} already, and to the Bot Framework one app id is one messaging account`,
    remedy: "give each account an Entra application of its own",
  });
}

function oneDirectLineForAnAccount(channel: Declared, others: readonly Declared[], report: ReportFailure): void {
  const account = known(channel.values["account"]);
  if (channel.values["channelType"] !== "DirectLine" || account === undefined) return;
  const twin = others.find(
    (other) =>
      other.type === "CustomChannel" &&
      other.values["channelType"] === "DirectLine" &&
      known(other.values["account"]) === account,
  );
  if (twin === undefined) return;
  report({
    code: "account-taken",
    path: "account",
    reason: `the account already carries the Direct Line channel ${twin.label}, and the messages of two channels could not be told apart`,
    remedy: "give each Direct Line channel an account, an application and a bot of its own",
  });
}

/** Existing twins are accepted, so at least one of the two names must be new. */
function rowsHaveNamesOfTheirOwn(row: Declared, others: readonly Declared[], report: ReportFailure): void {
  const name = known(row.values["name"]);
  const twin = others.find(
    (other) =>
      other.type === row.type &&
      name !== undefined &&
      sameName(known(other.values["name"]), name) &&
      (row.isNewName === true || other.isNewName === true) &&
      ![row, other].some(({ values }) => values["allowDuplicateName"] === true),
  );
  if (twin === undefined) return;
  report({
    code: "duplicate",
    path: "name",
    reason: `another resource of this program, ${twin.key.split("::").at(-1) ?? twin.label}, has the name ${String(row.values["name"])} as well`,
    remedy: "declare it once, give each a name of its own, or set allowDuplicateName: true",
  });
}

function rulesetOf(rule: Declared): string | undefined {
  const workstream = known(rule.values["workstream"]);
  if (workstream === undefined) return undefined;
  if (rule.values["kind"] === "routeToQueue") return `${workstream}/`;
  const name = known((rule.values["ruleset"] as { name?: unknown } | undefined)?.name);
  // Otherwise two spellings would share one ruleset without notice.
  return name === undefined ? undefined : `${workstream}/${nameKey(name)}`;
}

function rulesHaveNamesOfTheirOwn(rule: Declared, others: readonly Declared[], report: ReportFailure): void {
  const ruleset = rulesetOf(rule);
  const name = known(rule.values["name"]);
  if (ruleset === undefined || name === undefined) return;
  // Existing names that differ only in spelling are accepted, so at least one of them must be new.
  const twin = others.find(
    (other) =>
      other.type === "RoutingRule" &&
      rulesetOf(other) === ruleset &&
      (other.values["name"] === name ||
        (sameName(known(other.values["name"]), name) && (rule.isNewName === true || other.isNewName === true))),
  );
  if (twin === undefined) return;
  report({
    code: "duplicate",
    path: "name",
    reason: `${twin.label} has this name as well, in the same ruleset`,
    remedy: "give each rule of a ruleset a name of its own",
  });
}

function rulesetsStayWithinLimits(rule: Declared, others: readonly Declared[], report: ReportFailure): void {
  const ruleset = rulesetOf(rule);
  const kind = rule.values["kind"];
  if (ruleset === undefined || (kind !== "routeToQueue" && kind !== "classification")) return;
  const siblings = others.filter((other) => other.type === "RoutingRule" && rulesetOf(other) === ruleset);
  // Only the first rule over the limit reports it.
  if (siblings.length === ruleLimits[kind]) {
    report({
      code: "over-limit",
      path: "",
      reason: `is rule ${siblings.length + 1} of its ruleset, and a ${kind} ruleset holds ${ruleLimits[kind]}`,
      remedy:
        kind === "classification"
          ? "move rules to another ruleset"
          : "merge rules, or share conversations out by percentage",
    });
  }
  if (kind === "routeToQueue") return;
  const order = (rule.values["ruleset"] as { order?: unknown }).order;
  const contradiction = siblings.find((other) => {
    const theirs = (other.values["ruleset"] as { order?: unknown }).order;
    return typeof theirs === "number" && typeof order === "number" && theirs !== order;
  });
  if (contradiction !== undefined) {
    report({
      code: "conflicting-arguments",
      path: "ruleset.order",
      reason: `${contradiction.label} gives the same ruleset another order`,
      remedy: "give all rules of a ruleset the same ruleset order",
    });
  }
  const workstream = known(rule.values["workstream"]);
  // Only the first rule of the ruleset reports it.
  const neighbour = others.find(
    (other) =>
      siblings.length === 0 &&
      other.type === "RoutingRule" &&
      other.values["kind"] === "classification" &&
      known(other.values["workstream"]) === workstream &&
      rulesetOf(other) !== ruleset &&
      typeof order === "number" &&
      (other.values["ruleset"] as { order?: unknown } | undefined)?.order === order,
  );
  if (neighbour !== undefined) {
    report({
      code: "duplicate",
      path: "ruleset.order",
      reason: `${neighbour.label} gives another ruleset of the workstream the same order, and rulesets run one after the other`,
      remedy: "give each ruleset of a workstream an order of its own",
    });
  }
  const rulesets = new Set(
    others
      .filter(
        (other) =>
          other.type === "RoutingRule" &&
          other.values["kind"] === "classification" &&
          known(other.values["workstream"]) === workstream,
      )
      .map(rulesetOf),
  );
  if (rulesets.size === rulesetLimit && !rulesets.has(ruleset)) {
    report({
      code: "over-limit",
      path: "ruleset.name",
      reason: `would be ruleset ${rulesetLimit + 1}, and a workstream has at most ${rulesetLimit}`,
      remedy: "use one of the existing rulesets",
    });
  }
}

function rulesNameKnownVariables(rule: Declared, others: readonly Declared[], report: ReportFailure): void {
  checkVariables(isOf("RoutingRule", rule) ? variableUses(rule.values) : [], rule, others, report);
}

function messagesNameKnownVariables(channel: Declared, others: readonly Declared[], report: ReportFailure): void {
  const uses = isOf("CustomChannel", channel) ? messageVariableUses(channel.values.automatedMessages) : [];
  checkVariables(uses, channel, others, report);
}

/** Only a workstream that declares its variables can rule one out here. Otherwise the environment is asked. */
function checkVariables(
  named: readonly VariableUse[],
  resource: Declared,
  others: readonly Declared[],
  report: ReportFailure,
): void {
  const declared = others.find(
    (other) => other.type === "Workstream" && other.reference === known(resource.values["workstream"]),
  )?.values["contextVariables"];
  if (!Array.isArray(declared)) return;
  const types = new Map(declared.map((variable: DeclaredVariable) => [variable?.name, variable?.type]));
  const names = [...types.keys()];
  if (!names.every((name): name is string => typeof name === "string" && !isUnknown(name))) return;
  for (const use of named) {
    if (!types.has(use.name)) report({ path: use.path, ...unknownVariable(use.name, names) });
    else for (const failure of misuse(use, types.get(use.name))) report(failure);
  }
}

type DeclaredVariable = { readonly name?: unknown; readonly type?: unknown } | null;

/** The check failure for a context variable that a workstream does not have. */
export function unknownVariable(name: string, names: readonly string[]): Omit<CheckFailure, "path"> {
  const declare = "declare it in contextVariables of the workstream";
  const near = nearestNames(name, names);
  const instead = near.length > 0 ? `use ${orList(near)}` : suggestion(name, names);
  return {
    code: "unknown-context-variable",
    reason: `the workstream has no context variable "${name}" (names are case-sensitive)`,
    remedy: names.length === 0 ? declare : `${instead}, or ${declare}`,
  };
}

function known(value: unknown): string | undefined {
  return typeof value === "string" && !isUnknown(value) ? value : undefined;
}
