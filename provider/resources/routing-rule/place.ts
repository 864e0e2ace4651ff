import { partIdOf } from "../../core/identity.ts";
import type { Properties } from "../../core/definition.ts";
import { ProviderError } from "../../core/errors.ts";
import { nameKey } from "../../core/names.ts";
import type { RuleKind } from "../../routing/document.ts";
import { ruleHash } from "../../routing/rule-id.ts";

/** A rule set of a workstream: the one for route to queue, or a classification rule set by its name. */
export interface Place {
  readonly workstream: string;
  readonly kind: RuleKind;
  /** Name of a classification rule set. */
  readonly name?: string;
}

const routeToQueue = "routeToQueue";

export function placeOf(properties: Properties): Place {
  const workstream = String(properties["workstream"]).toLowerCase();
  if (properties["kind"] === routeToQueue) return { workstream, kind: routeToQueue };
  const ruleset = properties["ruleset"] as { readonly name: string };
  return { workstream, kind: "classification", name: ruleset.name };
}

/** The same for places that are one and the same. */
export function keyOf({ kind, name }: Place): string {
  return name === undefined ? kind : `${kind}/${nameKey(name)}`;
}

/** The rows that a place gets where nobody made them yet: the same for every writer, so that racing creators meet. */
export function ownIds(place: Place): {
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
export function idOfRule(state: Properties): string {
  const { workstream, name } = placeOf(state);
  return `${workstream}/${name === undefined ? routeToQueue : segmentOf(name)}/${ruleHash(String(state["rowId"]))}`;
}

function segmentOf(name: string): string {
  // A classification rule set may bear the word that stands for route to queue.
  return name === routeToQueue ? `%72${routeToQueue.slice(1)}` : encodeURIComponent(name);
}

export function parseIdOfRule(id: string): { readonly place: Place; readonly hash: string } {
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
