import { isMetadata } from "../metadata/definitions.ts";
import type { Organization } from "../organization.ts";
import { parsePath, type Segment } from "../odata/path.ts";

export interface Described {
  readonly table?: string | undefined;
  readonly operation: string;
}

/** Names what a request does, for the log and for faults. */
export function describe(organization: Organization, method: string, path: string): Described {
  const segments = readable(path);
  const [first, second, third] = segments;
  if (first === undefined) return { operation: "serviceDocument" };
  if (first.name === "$batch") return { operation: "batch" };
  if (first.name === "$metadata") return { operation: "metadataDocument" };
  if (isMetadata(first)) return { operation: "metadata" };
  const table = organization.catalog.bySet.get(first.name);
  if (table === undefined) return { operation: first.name };
  if ([second?.name, third?.name].includes("$ref")) return { table: table.name, operation: "reference" };
  if (second?.name.startsWith("Microsoft.Dynamics.CRM.")) {
    return { table: table.name, operation: second.name.slice("Microsoft.Dynamics.CRM.".length) };
  }
  return { table: table.name, operation: rowOperation(method, first.argument !== undefined, second !== undefined) };
}

function rowOperation(method: string, onRow: boolean, onColumn: boolean): string {
  if (method === "POST") return "create";
  if (method === "PUT" || (method === "DELETE" && onColumn)) return "update";
  if (method === "PATCH") return "upsert";
  if (method === "DELETE") return "delete";
  return onRow ? "retrieve" : "list";
}

function readable(path: string): Segment[] {
  try {
    return parsePath(path);
  } catch {
    return [{ name: path }];
  }
}
