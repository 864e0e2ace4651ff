import type { Fault } from "../../schema/resource-schema.ts";

/** What is wrong and what to do about it, as people read it after the property's path. A list says it line by line. */
export function faultText({ code, reason, remedy }: Fault): string {
  if (remedy === "") return reason;
  return `${reason} [${code}]. Do this: ${remedy}${remedy.endsWith("?") ? "" : "."}`;
}
