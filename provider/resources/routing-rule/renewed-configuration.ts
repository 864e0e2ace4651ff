import type { Write } from "../../dataverse/types.ts";
import { unchangedSince } from "../../rows/row-version.ts";
import { configurationTable } from "../../rows/tables.ts";
import { ownIds } from "./place.ts";
import { configurationIdOf, type Routing } from "./rows.ts";

export const inEffect = { msdyn_isactiveconfiguration: true };

/**
 * The configuration whose steps change is written with them, though nothing of it changes, and only as it was seen: its
 * new version refuses whoever adds or moves a step without knowing of these, and whoever is about to delete it as empty.
 * That a write without a change makes a new version is assumed. Those of people are left alone.
 */
export function renewedConfiguration({ workstream, configuration }: Routing): Write[] {
  const { configuration: id } = ownIds({ workstream, kind: "routeToQueue" });
  if (configuration === undefined || configurationIdOf(configuration) !== id) return [];
  return [{ kind: "update", table: configurationTable, id, columns: inEffect, ...unchangedSince(configuration) }];
}
