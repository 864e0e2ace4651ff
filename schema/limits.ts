/*
 * The product's limits, each in one place. Schemas, resources and pages take them from here.
 *
 * The sandbox has its own copy on purpose, in `provider/sandbox` and `schema/tables`. It says what the service does, so
 * a wrong number here must not make the sandbox wrong in the same way. If you change a limit, change its copy too.
 */

/**
 * Source: Microsoft's administration pages, named by their key in `pages`. Whether the service enforces these limits is
 * not known.
 */
export const limits = {
  /** Rules in one ruleset, including those that people made. Source: routeToQueue, classification. */
  rulesOfRuleset: { routeToQueue: 200, classification: 100 },
  /** Per workstream. Source: classification. */
  classificationRulesets: 10,
  /** Attributes and skills that one rule sets. Source: classification. */
  outputsOfRule: 5,
  /** Queues of a rule that routes by percentage. Source: routeToQueue. */
  queuesOfRule: 5,
  /** Per workstream, including variables that people made. Source: contextVariables. */
  contextVariables: 100,
} as const;

/** How many characters a column holds. Source: generated table documentation, see `schema/tables`. */
export const lengths = {
  /** The name column of every table that a resource creates. */
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
  /** Minutes, 30 days. */
  wrapUp: 43_200,
  rulesetOrder: 1_000_000,
  /** Our own limit: the id of a rule has 32 bits for it. */
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
