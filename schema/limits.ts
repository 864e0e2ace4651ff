/*
 * How many and how long: the limits of the product, each once. Schemas, resources and pages take them from here.
 *
 * The sandbox has a copy of its own on purpose (`provider/sandbox` and `schema/tables`). It says what the service does,
 * so a wrong number here must not make it wrong in the same way. If you change a limit, change its copy there as well.
 */

/** Source, where none is named: Microsoft's administration pages. Whether the service enforces these limits is open. */
export const limits = {
  /** Rules of one ruleset, those made by people included. Source: `pages.routeToQueue` and `pages.classification`. */
  rulesOfRuleset: { routeToQueue: 200, classification: 100 },
  /** Source: `pages.classification`. */
  classificationRulesets: 10,
  /** Attributes and skills that one rule sets. Source: `pages.classification`. */
  outputsOfRule: 5,
  /** Queues of a rule that routes by percentage. Source: `pages.routeToQueue`. */
  queuesOfRule: 5,
  /** Context variables of a workstream, those made by people included. Source: `pages.contextVariables`. */
  contextVariables: 100,
} as const;

/** Characters that columns hold. Source: generated table documentation, see `schema/tables`. */
export const lengths = {
  /** Of every table that a resource names a row of. */
  name: 100,
  clientSecret: 100,
  url: 500,
  automatedMessage: 2000,
  surveyMessage: 200,
  /** What a rule compares with or writes. */
  ruleValue: 4000,
  /** Logical name of a column. */
  columnName: 128,
} as const;

/** The largest number that a column holds. Source: generated table documentation, see `schema/tables`. */
export const largest = {
  wholeNumber: 2_147_483_647,
  localeId: 100_000,
  /** Minutes, which are 30 days. */
  wrapUp: 43_200,
  rulesetOrder: 1_000_000,
  /** Chosen here: a rule's id has 32 bits for it. */
  ruleOrder: 4_294_967_295,
} as const;

const words = ["none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"];

/** `5` → `five`, for prose. */
export function inWords(count: number): string {
  return words[count] ?? inDigits(count);
}

/** `2000` → `2,000`, for prose. */
export function inDigits(count: number): string {
  return count.toLocaleString("en-US");
}
