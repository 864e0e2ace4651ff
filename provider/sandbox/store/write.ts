import { recordExists, rowNotFound } from "../errors.ts";
import type { CatalogTable } from "../catalog/catalog.ts";
import type { Message, RuleEvent } from "./rule.ts";
import { requireColumnSecurity, requirePrivilege, type Caller } from "../identity/caller.ts";
import { removeRow } from "./delete-behaviour.ts";
import { columnDefaults, createStamps, ownership, stateChange } from "./platform-values.ts";
import { refuseDuplicateKeys } from "./unique-keys.ts";
import type { Row, Values } from "./row.ts";
import { modification, type WriteContext } from "./write-context.ts";
import { requireTargets, validateRequired, validateValues } from "./validation.ts";

export function createRow(context: WriteContext, tableName: string, wantedId: string | undefined, sent: Values): Row {
  const { organization, caller } = context;
  const table = organization.table(tableName);
  requirePrivilege(caller, "Create", tableName, table.facts.displayName);
  const id = (wantedId ?? organization.newId()).toLowerCase();
  const values = permitted(table, caller, sent, "create");
  return organization.store.transaction(() => {
    const event = eventOf(context, tableName, "create", id, values);
    organization.rules.run("preValidation", event);
    if (organization.store.get(tableName, id) !== undefined) throw recordExists();
    validateValues(table, values);
    validateRequired(table, values);
    requireTargets(organization, table, values);
    organization.rules.run("preOperation", event);
    const row: Row = {
      [table.facts.primaryId]: id,
      ...columnDefaults(table),
      ...createStamps(context, table, values),
      ...stateChange(table, values, undefined),
      ...ownership(context, table, values),
    };
    refuseDuplicateKeys(organization, table, id, row);
    organization.store.put(tableName, id, row);
    organization.rules.run("postOperation", { ...event, after: row });
    return organization.store.get(tableName, id) ?? row;
  });
}

export function updateRow(context: WriteContext, tableName: string, id: string, sent: Values): Row {
  const { organization, caller } = context;
  const table = organization.table(tableName);
  requirePrivilege(caller, "Write", tableName, table.facts.displayName);
  const values = permitted(table, caller, sent, "update");
  return organization.store.transaction(() => {
    const before = organization.store.get(tableName, id);
    if (before === undefined) throw rowNotFound(tableName, id);
    const event = { ...eventOf(context, tableName, "update", id, values), before };
    organization.rules.run("preValidation", event);
    validateValues(table, values);
    requireTargets(organization, table, values);
    organization.rules.run("preOperation", event);
    const row: Row = {
      ...before,
      ...values,
      ...stateChange(table, values, before),
      ...ownership(context, table, values, before),
      ...modification(context),
    };
    refuseDuplicateKeys(organization, table, id, row);
    organization.store.put(tableName, id, row);
    organization.rules.run("postOperation", { ...event, after: row });
    return organization.store.get(tableName, id) ?? row;
  });
}

export function deleteRow(context: WriteContext, tableName: string, id: string): void {
  const { organization, caller } = context;
  const table = organization.table(tableName);
  requirePrivilege(caller, "Delete", tableName, table.facts.displayName);
  organization.store.transaction(() => {
    const before = organization.store.get(tableName, id);
    if (before === undefined) throw rowNotFound(tableName, id);
    const event = { ...eventOf(context, tableName, "delete", id, {}), before };
    organization.rules.run("preValidation", event);
    organization.rules.run("preOperation", event);
    removeRow(context, table, id);
    organization.rules.run("postOperation", event);
  });
}

function eventOf(context: WriteContext, table: string, message: Message, id: string, values: Values): RuleEvent {
  const { organization, caller } = context;
  return {
    organization,
    caller,
    switches: organization.switches,
    table,
    message,
    id,
    values,
    before: undefined,
    after: undefined,
  };
}

/** Silently ignores columns that are not valid for the operation, as documented, but refuses secured ones. */
function permitted(table: CatalogTable, caller: Caller, sent: Values, message: "create" | "update"): Values {
  const values: Values = {};
  for (const [name, value] of Object.entries(sent)) {
    const column = table.columns.get(name.replace(/@table$/, ""));
    if (column === undefined || column.name === table.facts.primaryId) continue;
    const valid = message === "create" ? column.facts.validForCreate : column.facts.validForUpdate;
    if (valid === false) continue;
    if (column.secured) requireColumnSecurity(caller, table.name, name);
    values[name] = value;
  }
  return values;
}
