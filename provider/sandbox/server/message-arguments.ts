import { badUri } from "../errors.ts";
import { parseArray } from "../odata/array-literal.ts";
import { parseLiteral } from "../odata/literal.ts";
import { parseArguments, type Segment } from "../odata/path.ts";
import type { ApiRequest } from "../http/exchange.ts";

/** The value of each parameter, with aliases resolved. Refuses parameters that are not declared. */
export function argumentsOf(
  { query }: ApiRequest,
  { name, argument = "" }: Segment,
  parameters: readonly string[],
): ReadonlyMap<string, string> {
  const given = [...parseArguments(argument)].map(([parameter, text]): [string, string] => {
    // The text is assumed.
    if (!parameters.includes(parameter)) throw badUri(`The function '${name}' takes no parameter '${parameter}'.`);
    return [parameter, text.startsWith("@") ? (query.get(text) ?? "null") : text];
  });
  return new Map(given);
}

export function textArgument(values: ReadonlyMap<string, string>, name: string): string {
  const value = parseLiteral(values.get(name) ?? "");
  if (typeof value !== "string") throw badUri(`The parameter '${name}' is missing.`);
  return value;
}

export function textsArgument(values: ReadonlyMap<string, string>, name: string): readonly string[] {
  const text = values.get(name) ?? "";
  if (!text.startsWith("[")) throw badUri(`The parameter '${name}' is an array of texts.`);
  return parseArray(text).map(String);
}

/** `Microsoft.Dynamics.CRM.EndpointAccessType'Default'`. */
export function memberArgument(
  values: ReadonlyMap<string, string>,
  name: string,
  enumeration: string,
  members: readonly string[],
): string {
  const [, type, member = ""] = /^([\w.]+)'(\w+)'$/.exec(values.get(name) ?? "") ?? [];
  if (type === `Microsoft.Dynamics.CRM.${enumeration}` && members.includes(member)) return member;
  throw badUri(`The parameter '${name}' is a member of Microsoft.Dynamics.CRM.${enumeration}: ${members.join(", ")}.`);
}
