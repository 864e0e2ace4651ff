import type { SandboxSeed } from "./sandbox-seed.ts";
import type { Organization } from "../organization.ts";
import { system } from "../identity/caller.ts";
import { columnDefaults, createStamps, ownership, stateChange } from "../store/platform-values.ts";
import type { Values } from "../store/row.ts";
import { rowsWith } from "./own-rows.ts";
import { seedRows } from "./rows.ts";
import { users } from "./users.ts";

/**
 * Inserts rows that exist before anyone writes. Skips the rules and sets read-only columns, as an installation does.
 */
export function insertRow(organization: Organization, tableName: string, id: string, values: Values): void {
  const table = organization.table(tableName);
  const context = { organization, caller: system };
  organization.store.put(tableName, id, {
    [table.facts.primaryId]: id,
    ...columnDefaults(table),
    ...createStamps(context, table, values),
    ...stateChange(table, values, undefined),
    ...ownership(context, table, values),
    ...values,
  });
}

/** Inserts the rows that every environment has. */
export function insertPrincipals(organization: Organization): void {
  insertRow(organization, "organization", organization.id, { name: organization.name });
  insertRow(organization, "businessunit", organization.businessUnitId, { name: organization.name });
  for (const [id, values] of users) {
    insertRow(organization, "systemuser", id, { ...values, businessunitid: organization.businessUnitId });
  }
}

/** Inserts the queues, languages, templates and other rows of an environment, and those of a seed. All or nothing. */
export function insertRows(organization: Organization, seed: SandboxSeed | undefined): void {
  const { store, switches, businessUnitId } = organization;
  const rows = seed === undefined ? seedRows : rowsWith(seed, switches.customerContext === "listed");
  store.transaction(() => {
    for (const { table, id, values } of rows) {
      const unit = table === "systemuser" ? { businessunitid: businessUnitId } : {};
      insertRow(organization, table, id, { ...values, ...unit });
    }
  });
}
