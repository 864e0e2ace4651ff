import type { Operator } from "../../schema/condition.ts";
import { namesOf } from "../../schema/names-of.ts";

interface Spelling {
  /** How stored rules may write the operator. We write the first. */
  readonly texts: readonly [string, ...string[]];
  /** Rules that the product stored are known to hold the first text. */
  readonly proven: boolean;
}

/**
 * Microsoft's sample solution export has `not-null`. Rules of live organizations, recorded in the tests of the
 * PrometheanCCaaSToolbox, have `==`, `>`, `>=` and `in`. Only mapping tables of third-party tools have the others: their
 * stored form is assumed, and we write it only if rules of the environment use it.
 */
const spellings: Readonly<Record<Operator, Spelling>> = {
  Equals: { texts: ["==", "="], proven: true },
  GreaterThan: { texts: [">"], proven: true },
  GreaterThanOrEqual: { texts: [">="], proven: true },
  In: { texts: ["in"], proven: true },
  ContainsData: { texts: ["not-null"], proven: true },
  NotEquals: { texts: ["!=", "<>"], proven: false },
  LessThan: { texts: ["<"], proven: false },
  LessThanOrEqual: { texts: ["<="], proven: false },
  Contains: { texts: ["contains"], proven: false },
};

export function operatorOf(text: string): Operator | undefined {
  return namesOf(spellings).find((operator) => spellings[operator].texts.includes(text));
}

/** The text to write. An unproven operator gets the text that is in use; `undefined` if none is. */
export function textOfOperator(operator: Operator, operatorsInUse: ReadonlySet<string>): string | undefined {
  const { texts, proven } = spellings[operator];
  return proven ? texts[0] : texts.find((text) => operatorsInUse.has(text));
}

/** A text for each operator, for code that only needs to know how long a rule would be. */
export const someTexts: ReadonlySet<string> = new Set(Object.values(spellings).map(({ texts }) => texts[0]));

export const isProven = (operator: Operator): boolean => spellings[operator].proven;
