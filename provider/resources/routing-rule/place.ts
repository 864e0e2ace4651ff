import type { RoutingRuleArguments } from "../../../schema/routing-rule.ts";
import { members, text, type WrittenMembers } from "../../../schema/written.ts";
import { partIdOf } from "../../core/identity.ts";
import { ProviderError } from "../../core/errors.ts";
import { nameKey } from "../../core/names.ts";
import type { RuleKind } from "../../routing/document.ts";
import { ruleHash } from "../../routing/rule-id.ts";

/** A rule set of a workstream: the one for route to queue, or a classification rule set by its name. */
export interface RulesetKey {
  readonly workstream: string;
  readonly kind: RuleKind;
  /** Name of a classification rule set. */
  readonly name?: string;
}

const routeToQueue = "routeToQueue";

/** The arguments that say where a rule stands. */
type Placed = Pick<RoutingRuleArguments, "workstream" | "kind"> & {
  readonly ruleset?: Pick<NonNullable<RoutingRuleArguments["ruleset"]>, "name"> | undefined;
};

export function rulesetKeyOf({ workstream, kind, ruleset }: Placed): RulesetKey {
  const place = { workstream: workstream.toLowerCase(), kind };
  if (kind === routeToQueue) return place;
  if (ruleset === undefined) throw new RangeError("a classification rule without a ruleset");
  return { ...place, name: ruleset.name };
}

/** The place that the program names, where it is all known. */
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

/** The same for places that are one and the same. */
export function textOfKey({ kind, name }: RulesetKey): string {
  return name === undefined ? kind : `${kind}/${nameKey(name)}`;
}

/** The rows that a place gets where nobody made them yet: the same for every writer, so that racing creators meet. */
export function ownIds(place: RulesetKey): {
  readonly configuration: string;
  readonly ruleset: string;
  readonly step: string;
} {
  const { kind, name } = place;
  // Part of ids that rows have: it never changes.
  const part = name === undefined ? kind : `${kind}/${name.toLowerCase()}`;
  return {
    configuration: partIdOf(place.workstream, "routing/configuration"),
    ruleset: partIdOf(place.workstream, `routing/ruleset/${part}`),
    step: partIdOf(place.workstream, `routing/step/${part}`),
  };
}

/** In the form that the rule designer gives to unique names, according to Microsoft's sample solution export. */
export const uniqueNameOf = (id: string): string => `new_${id.replaceAll("-", "")}`;

/** `<workstream>/<routeToQueue or name of the rule set>/<hash>`: where the rule stands, whatever its order. */
export function idOfRule(state: Placed & { readonly rowId: string }): string {
  return idAt(rulesetKeyOf(state), state.rowId);
}

export function idAt({ workstream, name }: RulesetKey, rowId: string): string {
  return `${workstream}/${name === undefined ? routeToQueue : segmentOf(name)}/${ruleHash(rowId)}`;
}

function segmentOf(name: string): string {
  // A classification rule set may bear the word that stands for route to queue.
  return name === routeToQueue ? `%72${routeToQueue.slice(1)}` : encodeURIComponent(name);
}

export function parseIdOfRule(id: string): { readonly place: RulesetKey; readonly hash: string } {
  const match = /^(?<workstream>[0-9a-f-]{36})\/(?<segment>[^/]+)\/(?<hash>[0-9a-f]{15})$/i.exec(id)?.groups;
  const { workstream = "", segment = "", hash = "" } = match ?? {};
  const name = decoded(segment);
  if (match === undefined || name === undefined) throw notAnId(id);
  const place = { workstream: workstream.toLowerCase() };
  return {
    place: segment === routeToQueue ? { ...place, kind: routeToQueue } : { ...place, kind: "classification", name },
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
    why: "a rule stands in a document of its workstream, and its id says in which one",
    remedy:
      "write <workstream rowId>/routeToQueue/<15 hexadecimal digits>, or the name of the classification ruleset instead of routeToQueue",
  });
}
