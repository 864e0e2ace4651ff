/*
 * Rows of the environment that arguments name: queues, languages, templates. Each kind is listed once per process,
 * however many resources name rows of it.
 */
import type { LookupKind } from "../../../schema/property.ts";
import { LookupError } from "../../core/errors.ts";
import { sameName } from "../../../schema/names.ts";
import { nearestNames, orList, suggestion } from "../../../schema/nearest.ts";
import type { LookupEntry, Lookups, Session } from "../../core/session.ts";
import type { DataverseClient } from "../../dataverse/types.ts";
import { UnknownPropertyError, UnknownTableError } from "../../dataverse/errors.ts";
import { lookupDefinitions, type LookupDefinition } from "./definitions.ts";

export { lookupDefinitions, type LookupDefinition };

export function createLookups(client: DataverseClient, once: Session["once"]): Lookups {
  const entriesOf = (definition: LookupDefinition): Promise<readonly LookupEntry[] | undefined> =>
    once(`look up ${definition.kind}`, () => ask(client, definition));

  async function find(kind: LookupKind, wanted: string | number, propertyPath: string): Promise<LookupEntry> {
    const definition = lookupDefinitions[kind];
    const entries = await entriesOf(definition);
    if (entries === undefined) throw absentFeature(definition, wanted, propertyPath, client.environmentUrl);
    const hits = fitFirst(await matchingNow(definition, entries, wanted.toString()));
    const [hit] = hits;
    if (hit === undefined) throw notFound(definition, wanted, entries, propertyPath, client.environmentUrl);
    if (hits.length > 1) throw ambiguous(definition, wanted, hits, propertyPath);
    if (hit.unfit !== undefined) throw unfit(definition, wanted, hit.unfit, entries, propertyPath);
    return hit;
  }

  /** A list may be older than a row that this run created, so a miss reads the list once more. */
  async function matchingNow(
    definition: LookupDefinition,
    entries: readonly LookupEntry[],
    wanted: string,
  ): Promise<readonly LookupEntry[]> {
    const hits = matching(entries, wanted);
    if (hits.length > 0 || !definition.madeByPrograms) return hits;
    return matching((await ask(client, definition)) ?? [], wanted);
  }

  function show(kind: LookupKind, stored: string, prior: string | undefined): Promise<string>;
  function show(kind: LookupKind, stored: string, prior: string | number | undefined): Promise<string | number>;
  async function show(kind: LookupKind, stored: string, prior: string | number | undefined): Promise<string | number> {
    const entries = (await entriesOf(lookupDefinitions[kind])) ?? [];
    const entry = entries.find((each) => sameName(each.stored, stored));
    if (entry === undefined) return stored;
    if (prior !== undefined && fitFirst(matching(entries, prior.toString())).includes(entry)) return prior;
    const [name] = entry.names;
    // If two rows share the name, it would not lead back to this one.
    if (name === undefined || matching(entries, name).length > 1) return entry.stored;
    return typeof prior === "number" && /^\d+$/.test(name) ? Number(name) : name;
  }

  return {
    prefetch() {
      void once("ask ahead for names", () =>
        // Prefetch only: errors surface at the call that needs the value.
        Promise.allSettled([entriesOf(lookupDefinitions.queue), entriesOf(lookupDefinitions.language)]),
      );
    },
    entries: (kind) => entriesOf(lookupDefinitions[kind]),
    find,
    resolve: async (kind, wanted, propertyPath) => (await find(kind, wanted, propertyPath)).stored,
    show,
  };
}

async function ask(
  client: DataverseClient,
  definition: LookupDefinition,
  newer: readonly string[] = definition.newer ?? [],
): Promise<readonly LookupEntry[] | undefined> {
  const { table, select, filter } = definition;
  try {
    const rows = await client.list(table, {
      select: [...select, ...newer],
      ...(filter === undefined ? {} : { filter }),
    });
    return rows.map((row) => definition.entry(row));
  } catch (error) {
    if (error instanceof UnknownPropertyError && newer.length > 0) return ask(client, definition, []);
    if (error instanceof UnknownTableError || error instanceof UnknownPropertyError) return undefined;
    throw error;
  }
}

/** Matches the id first, then the exact name, then one that matches when case is ignored. */
function matching(entries: readonly LookupEntry[], wanted: string): readonly LookupEntry[] {
  const ways: ((entry: LookupEntry) => boolean)[] = [
    (entry) => sameName(entry.id, wanted),
    (entry) => entry.names.includes(wanted),
    (entry) => entry.names.some((name) => sameName(name, wanted)),
  ];
  for (const way of ways) {
    const hits = entries.filter(way);
    if (hits.length > 0) return hits;
  }
  return [];
}

/** If a usable and an unusable row share a name, the usable one is meant. */
function fitFirst(hits: readonly LookupEntry[]): readonly LookupEntry[] {
  const fit = hits.filter((hit) => hit.unfit === undefined);
  return fit.length > 0 ? fit : hits;
}

/** What error messages suggest: names that are spelled similarly, and all names. */
function proposals(wanted: string | number, entries: readonly LookupEntry[]): { near: string[]; all: string[] } {
  const proposed = new Map(
    entries
      .filter((entry) => entry.unfit === undefined)
      .flatMap(({ names, proposed: one }) => names.map((name): [string, string] => [name, one ?? name]))
      .filter(([name, shown]) => name === shown || !/^\d+$/.test(name)),
  );
  const near = nearestNames(wanted.toString(), [...proposed.keys()]).map((name) => proposed.get(name) ?? name);
  return {
    near: [...new Set(near)],
    all: [...new Set(proposed.values())].sort((a, b) => a.localeCompare(b)),
  };
}

function instead(label: string, wanted: string | number, entries: readonly LookupEntry[]): string {
  const { near, all } = proposals(wanted, entries);
  if (near.length > 0) return `did you mean ${orList(near)}?`;
  return all.length > 0 ? suggestion(wanted.toString(), all) : `create the ${label} in the admin center first`;
}

function notFound(
  { label }: LookupDefinition,
  wanted: string | number,
  entries: readonly LookupEntry[],
  propertyPath: string,
  environmentUrl: string,
): LookupError {
  return new LookupError({
    code: "lookup-not-found",
    what: `there is no ${label} "${wanted}"`,
    why: `${environmentUrl} has ${entries.length === 0 ? "none at all" : `${entries.length}, and none has this name or id`}`,
    remedy: instead(label, wanted, entries),
    propertyPath,
  });
}

function absentFeature(
  { label, feature }: LookupDefinition,
  wanted: string | number,
  propertyPath: string,
  environmentUrl: string,
): LookupError {
  return new LookupError({
    code: "lookup-not-found",
    what: `there is no ${label} "${wanted}"`,
    why: `${environmentUrl} has no ${feature}: the table that holds each ${label} is not there, or lacks its columns`,
    remedy: `install ${feature} in this environment, or leave the argument out`,
    propertyPath,
  });
}

function ambiguous(
  { label }: LookupDefinition,
  wanted: string | number,
  hits: readonly LookupEntry[],
  propertyPath: string,
): LookupError {
  return new LookupError({
    code: "lookup-ambiguous",
    what: `more than one ${label} is named "${wanted}"`,
    why: `the rows ${hits.map((hit) => hit.id).join(", ")} have this name`,
    remedy: "give the id of the one you mean",
    propertyPath,
  });
}

function unfit(
  { label }: LookupDefinition,
  wanted: string | number,
  reason: string,
  entries: readonly LookupEntry[],
  propertyPath: string,
): LookupError {
  const { near, all } = proposals(wanted, entries);
  return new LookupError({
    code: "lookup-unfit",
    what: `the ${label} "${wanted}" cannot be used here`,
    why: reason,
    remedy:
      all.length === 0
        ? `create a suitable ${label} in the admin center first`
        : `use another one, such as ${orList(near.length > 0 ? near : all.slice(0, 3))}`,
    propertyPath,
  });
}
