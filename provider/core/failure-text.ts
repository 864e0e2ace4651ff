import type { CheckFailure } from "../../schema/resource-schema.ts";
import { onOneLine } from "./foreign-text.ts";
import { whatToDo } from "./sentence.ts";

/** What is wrong and what to do about it, as people read it after the property's path. */
export function failureText({ code, reason, remedy }: CheckFailure): string {
  // A list of what this function made, line by line.
  if (remedy === "") return reason;
  return onOneLine(`${reason} [${code}]. ${whatToDo(remedy)}`);
}
