import type { Fault } from "../../schema/resource-schema.ts";

/** What is wrong and what to do about it, as people read it after the property's path. */
export function faultText({ reason, remedy }: Fault): string {
  return `${reason}. Do this: ${remedy}${remedy.endsWith("?") ? "" : "."}`;
}
