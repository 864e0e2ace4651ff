import { randomBytes } from "node:crypto";
import type { CheckRequest } from "../plugin/contract.ts";
import { UNKNOWN, type Properties } from "../plugin/values.ts";

/** The input by which the azure-native package remembers that it chose the name, so a replacement may come first. */
const chosenByUs = "__createBeforeDelete";

/** Gives `nameInput` a value: the program's, the one of the last deployment, or the stem with eight random digits. */
export function withName({ name, olds, news }: CheckRequest, nameInput: string): Properties {
  if (news[nameInput] !== undefined) return news;
  const remembered = olds[nameInput];
  const chosen =
    remembered === undefined || remembered === UNKNOWN ? `${name}${randomBytes(4).toString("hex")}` : remembered;
  return { ...news, [nameInput]: chosen, [chosenByUs]: true };
}

export function hasChosenName(inputs: Properties): boolean {
  return inputs[chosenByUs] === true;
}

/** The inputs without what only this package put there. */
export function withoutMarks(inputs: Properties): Properties {
  return Object.fromEntries(Object.entries(inputs).filter(([key]) => key !== chosenByUs));
}
