/*
 * Reads a stored ruleset without any code of the provider, so that the tests judge it independently. The documents of
 * these tests contain only flat rules.
 */

export interface DocumentRule {
  readonly id: string;
  readonly name: string;
  /** The rule as it is stored. */
  readonly text: string;
  /** For a rule that a program made: what its id says. */
  readonly managed: { readonly order: number; readonly hash: string } | undefined;
}

const rulePattern = /<rule\b[\s\S]*?<\/rule>/g;
const managedId = /^([0-9a-f]{8})-d365-8b0c-[9a]([0-9a-f]{3})-([0-9a-f]{12})$/;

export function rulesOf(document: string): DocumentRule[] {
  return [...document.matchAll(rulePattern)].map(([text]) => {
    const id = /^<rule [^>]*?\bid="([^"]*)"/.exec(text)?.[1] ?? "";
    const name = /^<rule [^>]*?\bname="([^"]*)"/.exec(text)?.[1] ?? "";
    const [, order, start, end] = managedId.exec(id) ?? [];
    const managed = order === undefined ? undefined : { order: Number.parseInt(order, 16), hash: `${start}${end}` };
    return { id, name, text, managed };
  });
}

/** The text around the rules, without white space. */
export const surroundingsOf = (document: string): string => document.replace(rulePattern, "").replaceAll(/\s+/g, " ");

/** The document with its rules changed, as the designer would save it. */
export function withRules(document: string, change: (texts: readonly string[]) => readonly string[]): string {
  const texts = change(rulesOf(document).map(({ text }) => text));
  const lines = texts.map((text) => `    ${text}\n`).join("");
  return document.replace(/(<rules\b[^>]*>)[\s\S]*(<\/rules>)/, (_, open: string, close: string) =>
    [open, "\n", lines, "  ", close].join(""),
  );
}

/** Pairs of names of programs' rules that are not sorted by (order, hash). */
export function outOfOrder(rules: readonly DocumentRule[]): string[] {
  const managed = rules.filter(({ managed: id }) => id !== undefined);
  const key = ({ managed: id }: DocumentRule): string =>
    `${String(id?.order ?? 0).padStart(10, "0")} ${id?.hash ?? ""}`;
  return managed.slice(1).flatMap((rule, index) => {
    const before = managed[index];
    return before === undefined || key(before) < key(rule) ? [] : [`${before.name} before ${rule.name}`];
  });
}
