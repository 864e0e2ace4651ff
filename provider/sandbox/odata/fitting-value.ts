import { badUri } from "../errors.ts";
import type { Value } from "../store/row.ts";
import { guidPattern, isoSeconds } from "./literal.ts";

/** Arrays of query functions contain text, whatever the type of the property. */
export function fitting(value: Value, edmType: string | undefined): Value {
  const fit = value === null ? undefined : fits.get(edmType ?? "");
  if (fit === undefined) return typeof value === "string" || value === null ? value : String(value);
  const fitted = fit(String(value));
  // The text is assumed.
  if (fitted === undefined)
    throw badUri(`The value '${String(value)}' does not fit a property of type '${edmType ?? ""}'.`);
  return fitted;
}

const toNumber = (text: string): Value | undefined =>
  text.trim() !== "" && Number.isFinite(Number(text)) ? Number(text) : undefined;

const truths: ReadonlyMap<string, boolean> = new Map([
  ["true", true],
  ["1", true],
  ["false", false],
  ["0", false],
]);

const fits: ReadonlyMap<string, (text: string) => Value | undefined> = new Map([
  ["Edm.Int32", toNumber],
  ["Edm.Int64", toNumber],
  ["Edm.Boolean", (text: string) => truths.get(text.toLowerCase())],
  ["Edm.Guid", (text: string) => (guidPattern.test(text) ? text.toLowerCase() : undefined)],
  ["Edm.DateTimeOffset", (text: string) => (Number.isNaN(Date.parse(text)) ? undefined : isoSeconds(text))],
]);
