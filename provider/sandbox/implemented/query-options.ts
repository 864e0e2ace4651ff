import { DOMParser } from "@xmldom/xmldom";
import { badUri } from "../errors.ts";
import { unimplemented } from "../unimplemented.ts";

/** What a request does, as far as it decides which query options make sense. */
export type Operation =
  | "service document"
  | "metadata document"
  | "list"
  | "count"
  | "list of related rows"
  | "count of related rows"
  | "row"
  | "write"
  | "delete"
  | "reference"
  | "value"
  | "definitions"
  | "definition"
  | "message"
  | "message filters"
  | "batch";

/** Only plug-ins see `tag`, as optional-parameters.md documents. No plug-in of the sandbox reads it. */
export const implementedOptions: ReadonlyMap<Operation, readonly string[]> = new Map([
  ["service document", []],
  ["metadata document", ["annotations"]],
  ["list", ["$select", "$expand", "$filter", "$orderby", "$top", "$count", "$skiptoken", "$deltatoken", "tag"]],
  ["count", ["$filter", "$deltatoken", "tag"]],
  ["list of related rows", ["$select", "$expand", "$filter", "$orderby", "$top", "$count", "$skiptoken", "tag"]],
  ["count of related rows", ["$filter", "tag"]],
  ["row", ["$select", "$expand", "tag"]],
  ["write", ["$select", "$expand", "tag"]],
  ["delete", ["tag"]],
  ["reference", ["$id", "tag"]],
  ["value", ["tag"]],
  ["definitions", ["$select", "$expand", "$filter"]],
  ["definition", ["$select", "$expand"]],
  ["message", ["tag"]],
  ["message filters", ["$select", "$filter"]],
  ["batch", []],
]);

/** OData reserves options that start with `$`. The service accepts these and refuses all others. */
const optionsOfTheService: ReadonlySet<string> = new Set([
  "$select",
  "$expand",
  "$orderby",
  "$filter",
  "$apply",
  "$top",
  "$count",
  "$skiptoken",
  "$deltatoken",
  "$id",
]);

export function checkOptions(query: URLSearchParams, operation: Operation): void {
  const implemented = implementedOptions.get(operation) ?? [];
  const seen = new Set<string>();
  for (const [name, value] of query) {
    if (seen.has(name)) {
      // The text is the OData library's own.
      throw badUri(`Query option '${name}' was specified more than once, but it must be specified at most once.`);
    }
    seen.add(name);
    // The value of a parameter alias is checked where it is used.
    if (name.startsWith("@")) continue;
    if (name.startsWith("$") && !optionsOfTheService.has(name)) {
      throw badUri(`The query parameter ${name} is not supported.`);
    }
    if (name === "fetchXml" && operation === "list") requireFetch(value);
    if (!implemented.includes(name)) throw unimplemented("query option", name);
    checkValue(name, value);
  }
}

function checkValue(name: string, value: string): void {
  if (name === "$top") requireTop(value);
  if (name === "$count" && value !== "true" && value !== "false") {
    // Text of the OData library. The code is assumed.
    throw badUri(`Invalid value '${value}' for $count query option found. Valid values are 'true,false'.`);
  }
  if (name === "annotations" && value !== "true" && value !== "false") throw unimplemented("query option", name);
}

/** Text of the OData library. The code is assumed. */
export function requireTop(value: string): number {
  if (/^\d{1,9}$/.test(value)) return Number(value);
  throw badUri(
    `Invalid value '${value}' for $top query option found. The $top query option requires a non-negative integer value.`,
  );
}

/** The service refuses what is not FetchXML, with the code and text seen in Xrm-WebApi-Client#37. */
function requireFetch(xml: string): void {
  if (!isFetch(xml)) throw badUri("Invalid XML.", "0x80040201");
}

function isFetch(xml: string): boolean {
  try {
    const fail = (_level: string, message: string): never => {
      throw new TypeError(message);
    };
    const root = new DOMParser({ onError: fail }).parseFromString(xml, "text/xml").documentElement;
    return root?.nodeName === "fetch" && root.getElementsByTagName("entity").length > 0;
  } catch {
    return false;
  }
}
