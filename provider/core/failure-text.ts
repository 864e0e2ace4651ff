import type { CheckFailure } from "../../schema/resource-schema.ts";
import { onOneLine } from "../../schema/foreign-text.ts";
import { whatToDo } from "./sentence.ts";

/** What is wrong and what to do, as printed after the property's path. */
export function failureText({ code, reason, remedy }: CheckFailure): string {
  // This reason is a list, one entry per line, built by this package.
  if (remedy === "") return reason;
  return onOneLine(`${reason} [${code}]. ${whatToDo(remedy)}`);
}
