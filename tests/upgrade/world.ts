import type { Sandbox, Values } from "../../provider/sandbox/index.ts";
import { tables } from "../../schema/tables/index.ts";

/** A row of a table, or a record of Azure or Entra. */
export type Entry = Readonly<Record<string, unknown>>;

/** By logical name of the table: column names as the service has them, a lookup with the id of its target. */
export type Entries = Readonly<Record<string, readonly Entry[]>>;

/** By organization id, and of `azure` and `entra`. */
export type World = Readonly<Record<string, Entries>>;

const recordKeys: Readonly<Record<string, string>> = {
  resourceGroups: "id",
  bots: "id",
  channels: "id",
  tenants: "tenantId",
  applications: "objectId",
  servicePrincipals: "objectId",
};

function keyOf(kind: string, entry: Entry): string {
  return String(entry[tables.get(kind)?.primaryId ?? recordKeys[kind] ?? ""]);
}

/** All that stands in tables and in the directories beside them. What the sandbox keeps for itself is not among it. */
export function worldOf(sandbox: Sandbox): World {
  const rows = sandbox.snapshot();
  return {
    ...Object.fromEntries(sandbox.organizations.map(({ id, name }) => [id, tablesIn(rows[name] ?? {})])),
    azure: listsIn(sandbox.azure.save()),
    entra: listsIn(sandbox.directory.save()),
  };
}

function tablesIn(rows: Entries): Entries {
  const known = Object.entries(rows).filter(([table]) => tables.has(table));
  return Object.fromEntries(known.map(([table, list]) => [table, list.map(withoutVersion)]));
}

/** Versions are counted by each environment for itself. */
function withoutVersion({ versionnumber: _versionnumber, ...row }: Entry): Entry {
  return row;
}

function listsIn(saved: unknown): Entries {
  const lists = Object.entries(saved as Record<string, unknown>).filter(([, list]) => Array.isArray(list));
  return Object.fromEntries(lists) as Entries;
}

/** The entries whose key the other world has, or has not. What stays empty is left out. */
export function entriesIn(world: World, other: World, there: boolean): World {
  const places = Object.entries(world).map(([place, kinds]) => {
    const kept = Object.entries(kinds).map(([kind, entries]) => {
      const keys = new Set((other[place]?.[kind] ?? []).map((entry) => keyOf(kind, entry)));
      return [kind, entries.filter((entry) => keys.has(keyOf(kind, entry)) === there)] as const;
    });
    return [place, Object.fromEntries(kept.filter(([, entries]) => entries.length > 0))] as const;
  });
  return Object.fromEntries(places);
}

/** Puts the entries into a sandbox as they are, dates and ids included, beside what it holds. */
export function insertWorld(sandbox: Sandbox, world: World): void {
  for (const organization of sandbox.organizations) {
    for (const [table, rows] of Object.entries(world[organization.id] ?? {})) {
      for (const row of rows) organization.insertRaw(table, keyOf(table, row), row as Values);
    }
  }
  for (const [place, part] of [
    ["azure", sandbox.azure],
    ["entra", sandbox.directory],
  ] as const) {
    const saved = part.save() as Record<string, unknown>;
    const lists = listsIn(saved);
    const added = Object.entries(world[place] ?? {}).map(([kind, list]) => [kind, [...(lists[kind] ?? []), ...list]]);
    part.load({ ...saved, ...Object.fromEntries(added) });
  }
}
