import type { RoutingRuleArguments } from "../../../schema/routing-rule.ts";
import { members, text, type WrittenMembers } from "../../../schema/written.ts";
import { ProviderError } from "../../errors.ts";
import { partIdOf } from "../../core/identity.ts";
import { nameKey } from "../../../schema/names.ts";
import type { RuleKind } from "../../routing/document.ts";
import { ruleHash } from "../../routing/rule-id.ts";

/** Which ruleset of a workstream: the one for route to queue, or a classification ruleset by its name. */
export interface RulesetKey {
  readonly workstream: string;
  readonly kind: RuleKind;
  /** Name of a classification ruleset. */
  readonly name?: string;
}

const routeToQueue = "routeToQueue";

/** The arguments that say which ruleset a rule belongs to. */
type RulesetArguments = Pick<RoutingRuleArguments, "workstream" | "kind"> & {
  readonly ruleset?: Pick<NonNullable<RoutingRuleArguments["ruleset"]>, "name"> | undefined;
};

export function rulesetKeyOf({ workstream, kind, ruleset }: RulesetArguments): RulesetKey {
  const key = { workstream: workstream.toLowerCase(), kind };
  if (kind === routeToQueue) return key;
  if (ruleset === undefined) throw new RangeError("a classification rule without a ruleset");
  return { ...key, name: ruleset.name };
}

/** The ruleset that the program names; `undefined` while a part of it is unknown. */
export function knownRulesetKeyOf({
  workstream,
  kind,
  ruleset,
}: WrittenMembers<RoutingRuleArguments>): RulesetKey | undefined {
  const id = text(workstream);
  const name = text(members(ruleset)?.name);
  if (id === undefined) return undefined;
  if (kind === routeToQueue) return rulesetKeyOf({ workstream: id, kind });
  return kind === "classification" && name !== undefined
    ? rulesetKeyOf({ workstream: id, kind, ruleset: { name } })
    : undefined;
}

/** Two keys of one ruleset have one text. */
export function textOfKey({ workstream, kind, name }: RulesetKey): string {
  return name === undefined ? `${workstream}/${kind}` : `${workstream}/${kind}/${nameKey(name)}`;
}

/** The ids of the rows that we make for a ruleset. Every writer computes the same ids, so racing creators meet. */
export function ownIds(key: RulesetKey): {
  readonly configuration: string;
  readonly ruleset: string;
  readonly step: string;
} {
  const { kind, name } = key;
  // Existing rows have ids made from this text, so it must never change.
  const part = name === undefined ? kind : `${kind}/${name.toLowerCase()}`;
  return {
    configuration: partIdOf(key.workstream, "routing/configuration"),
    ruleset: partIdOf(key.workstream, `routing/ruleset/${part}`),
    step: partIdOf(key.workstream, `routing/step/${part}`),
  };
}

/** The rule designer writes unique names in this form, as Microsoft's sample solution export shows. */
export const uniqueNameOf = (id: string): string => `new_${id.replaceAll("-", "")}`;

/** `<workstream>/<routeToQueue or name of the ruleset>/<hash>`: a new order does not change the id. */
export function idOfRule(state: RulesetArguments & { readonly rowId: string }): string {
  return idAt(rulesetKeyOf(state), state.rowId);
}

export function idAt({ workstream, name }: RulesetKey, rowId: string): string {
  return `${workstream}/${name === undefined ? routeToQueue : segmentOf(name)}/${ruleHash(rowId)}`;
}

function segmentOf(name: string): string {
  // A classification ruleset may be called "routeToQueue", too.
  return name === routeToQueue ? `%72${routeToQueue.slice(1)}` : encodeURIComponent(name);
}

export function parseIdOfRule(id: string): { readonly key: RulesetKey; readonly hash: string } {
  const match = /^(?<workstream>[0-9a-f-]{36})\/(?<segment>[^/]+)\/(?<hash>[0-9a-f]{15})$/i.exec(id)?.groups;
  const { workstream = "", segment = "", hash = "" } = match ?? {};
  const name = decoded(segment);
  if (match === undefined || name === undefined) throw notAnId(id);
  const key = { workstream: workstream.toLowerCase() };
  return {
    key: segment === routeToQueue ? { ...key, kind: routeToQueue } : { ...key, kind: "classification", name },
    hash: hash.toLowerCase(),
  };
}

function decoded(segment: string): string | undefined {
  try {
    return decodeURIComponent(segment);
  } catch {
    return undefined;
  }
}

function notAnId(id: string): ProviderError {
  return new ProviderError({
    code: "invalid-rule-id",
    what: `"${id}" is not the id of a routing rule`,
    why: "the id of a rule says which ruleset of which workstream holds it",
    remedy:
      "write <workstream rowId>/routeToQueue/<15 hexadecimal digits>, or the name of the classification ruleset instead of routeToQueue",
  });
}
