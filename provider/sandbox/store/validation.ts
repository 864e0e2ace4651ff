import { badPayload, errorCodes, ServiceError } from "../errors.ts";
import type { CatalogColumn, CatalogTable } from "../catalog/catalog.ts";
import type { Organization } from "../organization.ts";
import { targetTableOf, type Value, type Values } from "./row.ts";

/** The platform fills these in if the client sends nothing. */
const filledByPlatform = new Set(["statecode", "statuscode", "ownerid", "iscustomizable"]);

export function validateRequired(table: CatalogTable, values: Values): void {
  for (const { name, facts } of table.columns.values()) {
    if (facts.required !== "SystemRequired" || facts.validForCreate === false) continue;
    if (name === table.facts.primaryId || filledByPlatform.has(name)) continue;
    if ("default" in facts && facts.default !== undefined && values[name] !== null) continue;
    if (values[name] === undefined || values[name] === null) throw requiredFieldMissing();
  }
}

// The live text for a missing SystemRequired column is not known, so this is the documented generic one. assumed
const requiredFieldMissing = (): ServiceError =>
  new ServiceError(400, errorCodes.requiredFieldMissing, "Required field missing.");

export function validateValues(table: CatalogTable, values: Values): void {
  for (const [name, value] of Object.entries(values)) {
    const column = table.columns.get(name);
    if (column === undefined) continue;
    if (value === null) {
      if (column.facts.required === "SystemRequired" && !filledByPlatform.has(name)) throw requiredFieldMissing();
      continue;
    }
    validateValue(table, column, value);
  }
}

function validateValue(table: CatalogTable, column: CatalogColumn, value: Exclude<Value, null>): void {
  const { facts, name } = column;
  switch (facts.type) {
    case "String":
    case "Memo":
      if (String(value).length > facts.maxLength) throw tooLong(table.name, name, facts.maxLength);
      return;
    case "Integer":
      if (Number(value) < facts.min || Number(value) > facts.max) {
        throw new ServiceError(400, errorCodes.valueOutOfRange, "The value is out of range.");
      }
      return;
    case "Picklist":
    case "State":
    case "Status":
      requireOptions(table.name, name, facts.options, [String(value)]);
      return;
    case "MultiSelectPicklist":
      requireOptions(table.name, name, facts.options, String(value).split(","));
      return;
    case "BigInt":
    case "Boolean":
    case "DateTime":
    case "Uniqueidentifier":
    case "ManagedProperty":
    case "Lookup":
      return;
  }
}

const tooLong = (table: string, column: string, maxLength: number): ServiceError =>
  new ServiceError(
    400,
    errorCodes.stringTooLong,
    `A validation error occurred.  The length of the '${column}' attribute of the '${table}' entity exceeded the ` +
      `maximum allowed length of '${maxLength}'.`,
  );

function requireOptions(
  table: string,
  column: string,
  options: Readonly<Record<number, string>>,
  sent: string[],
): void {
  for (const value of sent) {
    if (Object.hasOwn(options, value.trim())) continue;
    throw new ServiceError(
      400,
      errorCodes.picklistOutOfRange,
      `A validation error occurred. The value ${value} of '${column}' on record of type '${table}' is outside the ` +
        `valid range. Accepted Values: ${Object.keys(options).join(",")}`,
    );
  }
}

/** Two of three captures show the same code as for a missing row that is addressed directly. */
export function requireTargets(organization: Organization, table: CatalogTable, values: Values): void {
  for (const [name, value] of Object.entries(values)) {
    const column = table.columns.get(name);
    if (column?.facts.type !== "Lookup" || value === null) continue;
    const target = values[targetTableOf(name)] ?? column.facts.targets[0]?.table ?? "";
    const targetTable = String(target);
    if (organization.store.get(targetTable, String(value)) !== undefined) continue;
    if (!organization.catalog.tables.has(targetTable))
      throw badPayload(table.facts.entitySet, `Unknown table '${targetTable}'.`);
    throw targetMissing(organization.switches.missingLookup, targetTable, String(value));
  }
}

const targetMissing = (code: string, table: string, id: string): ServiceError =>
  new ServiceError(
    404,
    code,
    code === errorCodes.objectDoesNotExist
      ? `${table} With Ids = ${id} Do Not Exist`
      : `A record with the specified key values does not exist in ${table} entity`,
  );
