import type { Operator } from "../../schema/condition.ts";

interface Spelling {
  /** Texts that stand for the operator, the one we write first. */
  readonly texts: readonly [string, ...string[]];
  /** Whether stored rules of the product are known to hold the first text. */
  readonly proven: boolean;
}

/**
 * `not-null` stands in Microsoft's sample solution export; `==`, `>`, `>=` and `in` in rules of live organizations
 * that the PrometheanCCaaSToolbox tests record. The others stand in mapping tables of third-party tools only: their
 * stored form is assumed, and they are written only where rules of the environment show it.
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
  return (Object.keys(spellings) as Operator[]).find((operator) => spellings[operator].texts.includes(text));
}

/** The text to write: for an unproven operator the one that `seen` holds, `undefined` where it holds none. */
export function textOfOperator(operator: Operator, seen: ReadonlySet<string>): string | undefined {
  const { texts, proven } = spellings[operator];
  return proven ? texts[0] : texts.find((text) => seen.has(text));
}

/** A text for each operator, for those that only want to know how long a rule would be. */
export const someTexts: ReadonlySet<string> = new Set(Object.values(spellings).map(({ texts }) => texts[0]));

export const isProven = (operator: Operator): boolean => spellings[operator].proven;
