import type { CheckFailure } from "../../schema/resource-schema.ts";
import { onOneLine } from "../../schema/foreign-text.ts";
import { capitalized, endOfSentence, whatToDo } from "../sentence.ts";

/** What is wrong and what to do, as printed after the property's path. */
export function failureText({ code, reason, remedy }: CheckFailure): string {
  // This reason is a list, one entry per line, built by this package.
  if (remedy === "") return reason;
  return onOneLine(`${endOfSentence(reason)} ${whatToDo(remedy)} [${code}]`);
}

/** The same with the property's path before it, as a host shows one failure of one resource. */
export function failureLine(failure: CheckFailure): string {
  const text = failureText(failure);
  return failure.path === "" ? capitalized(text) : `${onOneLine(failure.path)}: ${text}`;
}
