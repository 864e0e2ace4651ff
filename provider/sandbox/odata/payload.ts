import { badPayload, type ServiceError } from "../errors.ts";
import { unimplemented } from "../unimplemented.ts";
import type { CatalogColumn, CatalogTable, Collection, Navigation } from "../catalog/catalog.ts";
import type { Organization } from "../organization.ts";
import { targetTableOf, type Value, type Values } from "../store/row.ts";
import { resolveReference } from "./address.ts";
import { isObject, written } from "./json-body.ts";
import { guidPattern, isoSeconds } from "./literal.ts";

/** A body decoded for a table: its columns, and the rows to create with it. */
export interface Payload {
  readonly values: Values;
  readonly id?: string;
  readonly parents: readonly { readonly navigation: Navigation; readonly payload: Payload }[];
  readonly children: readonly { readonly collection: Collection; readonly payloads: readonly Payload[] }[];
}

interface Decoding {
  readonly organization: Organization;
  readonly contentIds: ReadonlyMap<string, string>;
  /** Whether `@odata.id` may say which row is meant. */
  readonly addressed?: boolean;
}

export function decodePayload(decoding: Decoding, table: CatalogTable, body: Record<string, unknown>): Payload {
  const values: Values = {};
  const parents: { navigation: Navigation; payload: Payload }[] = [];
  const children: { collection: Collection; payloads: Payload[] }[] = [];
  for (const [property, value] of Object.entries(body)) {
    if (property.endsWith("@odata.bind")) {
      bind(decoding, table, property.slice(0, -"@odata.bind".length), value, values);
      continue;
    }
    if (property.includes("@")) {
      checkAnnotation(decoding, table, property, value);
      continue;
    }
    const column = table.byProperty.get(property);
    if (column !== undefined) {
      values[column.name] = decodeValue(table, column, value);
      continue;
    }
    const navigation = table.navigations.get(property);
    const collection = table.collections.get(property);
    if (navigation !== undefined && value === null) values[navigation.column] = null;
    else if (navigation !== undefined && isObject(value)) {
      parents.push({
        navigation,
        payload: decodePayload(decoding, decoding.organization.table(navigation.target), value),
      });
    } else if (collection !== undefined && Array.isArray(value)) {
      const child = decoding.organization.table(collection.table);
      const rows = value.map((each: unknown) => {
        if (!isObject(each)) throw badPayload(table.facts.entitySet, `The members of '${property}' are not all rows.`);
        return decodePayload(decoding, child, each);
      });
      children.push({ collection, payloads: rows });
    } else throw unknownProperty(table, property);
  }
  const id = values[table.facts.primaryId];
  return { values, parents, children, ...(typeof id === "string" ? { id } : {}) };
}

/** Annotations of the row or its members. Refuses any that the sandbox does not understand. */
function checkAnnotation({ addressed }: Decoding, table: CatalogTable, property: string, value: unknown): void {
  if (property === "@odata.id" && addressed === true) return;
  if (property !== "@odata.type") throw unimplemented("body member", property);
  if (value === `Microsoft.Dynamics.CRM.${table.name}` || value === `#Microsoft.Dynamics.CRM.${table.name}`) return;
  // The text is assumed.
  throw badPayload(table.facts.entitySet, `The type '${String(value)}' is not that of a row of '${table.name}'.`);
}

function bind(decoding: Decoding, table: CatalogTable, name: string, value: unknown, values: Values): void {
  const navigation = table.navigations.get(name);
  if (navigation === undefined && table.collections.has(name)) throw unimplemented("body member", `${name}@odata.bind`);
  if (navigation === undefined) throw undeclaredProperty(table, name);
  const kind = targetTableOf(navigation.column);
  const targets = targetsOf(table, navigation);
  if (value === null) {
    values[navigation.column] = null;
    if (targets.length > 1) values[kind] = null;
    return;
  }
  if (typeof value !== "string")
    throw badPayload(table.facts.entitySet, `The value of '${name}@odata.bind' is not a URI.`);
  const reference = resolveReference(decoding.organization, value, decoding.contentIds);
  if (!targets.includes(reference.table)) {
    throw badPayload(table.facts.entitySet, `A row of '${reference.table}' cannot be bound to '${name}'.`);
  }
  values[navigation.column] = reference.id;
  if (targets.length > 1) values[kind] = reference.table;
}

export function targetsOf(table: CatalogTable, navigation: Navigation): string[] {
  const facts = table.columns.get(navigation.column)?.facts;
  return facts?.type === "Lookup" ? facts.targets.map((target) => target.table) : [navigation.target];
}

/** A navigation property in the wrong case gets the same two texts as an unknown one. */
const undeclaredProperty = (table: CatalogTable, name: string): ServiceError =>
  badPayload(
    table.facts.entitySet,
    `An undeclared property '${name}' which only has property annotations in the payload but no property value was ` +
      "found in the payload. In OData, only declared navigation properties and declared named streams can be " +
      "represented as properties without values.",
  );

// That an unknown plain property is refused with 400 is reported. The text is assumed.
const unknownProperty = (table: CatalogTable, name: string): ServiceError =>
  badPayload(
    table.facts.entitySet,
    `The property '${name}' does not exist on type 'Microsoft.Dynamics.CRM.${table.name}'. Make sure to only use ` +
      "property names that are defined by the type.",
  );

export function decodeValue(table: CatalogTable, column: CatalogColumn, value: unknown): Value {
  if (column.facts.type === "Lookup") throw lookupValue(table, column);
  if (value === null) return null;
  const decoded = decoders[column.facts.type](value);
  if (decoded === undefined) throw cannotConvert(table, column, value);
  return decoded;
}

// That `_x_value` cannot be written is documented. The text is assumed.
export const lookupValue = (table: CatalogTable, { property }: CatalogColumn): ServiceError =>
  badPayload(
    table.facts.entitySet,
    `Direct update of the lookup property '${property}' is not supported, use its navigation property instead.`,
  );

type Decoder = (value: unknown) => Value | undefined;

const largestInt32 = 2_147_483_647;

const text: Decoder = (value) => (typeof value === "string" ? value : undefined);
const wholeNumber: Decoder = (value) => (typeof value === "number" && Number.isInteger(value) ? value : undefined);
const int32: Decoder = (value) =>
  typeof value === "number" && value >= -largestInt32 - 1 && value <= largestInt32 ? wholeNumber(value) : undefined;

const decoders: Readonly<Record<Exclude<CatalogColumn["facts"]["type"], "Lookup">, Decoder>> = {
  String: text,
  Memo: text,
  MultiSelectPicklist: text,
  Integer: int32,
  Picklist: int32,
  State: int32,
  Status: int32,
  BigInt: wholeNumber,
  Boolean: (value) => (typeof value === "boolean" ? value : undefined),
  ManagedProperty: (value) => (isObject(value) && typeof value["Value"] === "boolean" ? value["Value"] : undefined),
  DateTime: (value) => (typeof value === "string" && !Number.isNaN(Date.parse(value)) ? isoSeconds(value) : undefined),
  Uniqueidentifier: (value) => (typeof value === "string" && guidPattern.test(value) ? value.toLowerCase() : undefined),
};

const edmTypes: Readonly<Record<string, string>> = {
  Integer: "Edm.Int32",
  Picklist: "Edm.Int32",
  State: "Edm.Int32",
  Status: "Edm.Int32",
  BigInt: "Edm.Int64",
  Boolean: "Edm.Boolean",
  DateTime: "Edm.DateTimeOffset",
  Uniqueidentifier: "Edm.Guid",
  Lookup: "Edm.Guid",
};

export const edmType = (column: CatalogColumn): string => edmTypes[column.facts.type] ?? "Edm.String";

// The text is assumed after the OData library's own.
const cannotConvert = (table: CatalogTable, column: CatalogColumn, value: unknown): ServiceError =>
  badPayload(
    table.facts.entitySet,
    `Cannot convert the literal '${column.secured ? "…" : written(value)}' to the expected type '${edmType(column)}' of property '${column.property}'.`,
  );
