import { randomBytes } from "node:crypto";
import type { CheckRequest } from "../plugin/contract.ts";
import { UNKNOWN, type Properties } from "../plugin/properties.ts";

/** The azure-native package records here that it chose the name, so that a replacement can be created first. */
const chosenByUs = "__createBeforeDelete";

/**
 * Sets `nameInput`: the program's value, the last deployment's, or the resource's name with eight random hex digits.
 */
export function withName({ name, olds, news }: CheckRequest, nameInput: string): Properties {
  if (news[nameInput] !== undefined) return news;
  const known = olds[nameInput];
  const chosen = known === undefined || known === UNKNOWN ? `${name}${randomBytes(4).toString("hex")}` : known;
  return { ...news, [nameInput]: chosen, [chosenByUs]: true };
}

export function hasChosenName(inputs: Properties): boolean {
  return inputs[chosenByUs] === true;
}

/** The inputs without the marks that only this package adds. */
export function withoutMarks(inputs: Properties): Properties {
  return Object.fromEntries(Object.entries(inputs).filter(([key]) => key !== chosenByUs));
}
