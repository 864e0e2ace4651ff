import { isDeepStrictEqual } from "node:util";
import type { Properties } from "../../../provider/core/definition.ts";
import type { Declared, Estate, Type } from "./estate.ts";

/** What an update does to a resource of the previous program. */
export interface Outcome {
  readonly before: Declared;
  /** The same resource in the current program. `undefined` if it left. */
  readonly now: Declared | undefined;
  /** Whether it is deleted. If it is still declared, it is then created again. */
  readonly goes: boolean;
}

/** Arguments whose change forces a replacement, from the pages of the resources. */
const replacing: Readonly<Record<Type, readonly (readonly string[])[]>> = {
  MessagingAccount: [["appId"], ["tenantId"], ["botType"]],
  Workstream: [["distributionMode"]],
  CustomChannel: [["channelType"]],
  RoutingRule: [["kind"], ["ruleset", "name"]],
};

export const isSame = (before: Declared, now: Declared): boolean =>
  before.type === now.type && (now.alias ?? now.name) === before.name;

/** `drifted`: someone changed what cannot be changed back in place. */
export function outcomesOf(before: Estate, now: Estate, drifted: (one: Declared) => boolean): readonly Outcome[] {
  const outcomes: Outcome[] = [];
  for (const old of before) {
    const next =
      now.find((one) => isSame(old, one)) ?? now.find((one) => one.type === old.type && one.name === old.name);
    const parents = outcomes.filter(({ before: parent }) => isParent(parent, old));
    const falls = parents.some((parent) => parent.now !== undefined && parent.goes);
    outcomes.push({
      before: old,
      now: next,
      goes: next === undefined || falls || drifted(old) || isReplaced(old, next, parents),
    });
  }
  return outcomes;
}

function isParent(parent: Declared, child: Declared): boolean {
  if (parent.type === "MessagingAccount") return child.args["account"] === parent.name;
  return parent.type === "Workstream" && child.args["workstream"] === parent.name;
}

function isReplaced(old: Declared, next: Declared, parents: readonly Outcome[]): boolean {
  const moved =
    old.type === "RoutingRule" && !parents.some(({ now }) => now !== undefined && now.name === next.args["workstream"]);
  return moved || replacing[old.type].some((path) => !isDeepStrictEqual(at(old.args, path), at(next.args, path)));
}

function at(args: Properties, path: readonly string[]): unknown {
  return path.reduce<unknown>((inner, key) => (inner as Record<string, unknown> | undefined)?.[key], args);
}
