import type { CatalogTable } from "../catalog/catalog.ts";
import {
  functionSignatures,
  messageEnumerations,
  rowActionSignatures,
  rowFunctionSignatures,
  setActionSignatures,
  structures,
  type Signature,
} from "./message-signatures.ts";
import { element } from "./xml-element.ts";

const functions: readonly (readonly [string, Signature])[] = Object.entries(functionSignatures);
const setActions: readonly (readonly [string, Signature])[] = Object.entries(setActionSignatures);
const rowActions = Object.entries(rowActionSignatures);
const rowFunctions = Object.entries(rowFunctionSignatures);

/** The parameters and results of every function and action of the sandbox, as elements of the schema. */
export function messageElements(tables: readonly CatalogTable[]): string[] {
  return [
    ...Object.entries(messageEnumerations).map(([name, members]) => enumeration(name, members)),
    ...Object.entries(structures).map(([name, properties]) => structure(name, properties)),
    ...[...functions, ...rowFunctions, ...rowActions, ...setActions].flatMap(([name, { gives }]) =>
      gives === undefined ? [] : [structure(responseOf(name), gives)],
    ),
    ...functions.map(([name, signature]) => message("Function", name, signature)),
    ...rowFunctions.map(([name, signature]) => onRow("Function", name, signature)),
    ...rowActions.map(([name, signature]) => onRow("Action", name, signature)),
    // Named as in learn.microsoft.com/power-apps/developer/data-platform/webapi/web-api-actions.
    ...setActions.flatMap(([name, signature]) =>
      tables.map((table) =>
        message("Action", name, signature, parameter("entityset", `Collection(mscrm.${table.name})`)),
      ),
    ),
  ];
}

/** For the entity container: clients can call unbound functions from the root. */
export const functionImports: readonly string[] = functions.map(([name]) =>
  element("FunctionImport", { Name: name, Function: `Microsoft.Dynamics.CRM.${name}` }),
);

const responseOf = (name: string): string => `${name}Response`;

function onRow(kind: "Function" | "Action", name: string, signature: Signature & { readonly table: string }): string {
  return message(kind, name, signature, parameter("entity", `mscrm.${signature.table}`));
}

function message(kind: "Function" | "Action", name: string, { takes, gives }: Signature, bound?: string): string {
  return element(kind, { Name: name, IsBound: bound === undefined ? undefined : "true" }, [
    ...(bound === undefined ? [] : [bound]),
    ...Object.entries(takes).map(([each, type]) => parameter(each, type)),
    ...(gives === undefined ? [] : [element("ReturnType", { Type: `mscrm.${responseOf(name)}`, Nullable: "false" })]),
  ]);
}

const parameter = (name: string, type: string): string =>
  element("Parameter", { Name: name, Type: type, Nullable: "false" });

export const structure = (name: string, properties: Readonly<Record<string, string>>): string =>
  element(
    "ComplexType",
    { Name: name },
    Object.entries(properties).map(([property, type]) => element("Property", { Name: property, Type: type })),
  );

const enumeration = (name: string, members: readonly string[]): string =>
  element(
    "EnumType",
    { Name: name },
    members.map((member, value) => element("Member", { Name: member, Value: String(value) })),
  );
