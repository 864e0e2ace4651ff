import { DecisionDocumentError } from "./elements.ts";
import { tagsIn, type Range } from "./tags.ts";

/** Where the rules of a decision document are, as indexes into its text. */
export interface RuleRanges {
  /** The `<rules …>` or `<rules …/>` tag. */
  readonly openTag: Range;
  readonly tagName: string;
  readonly selfClosing: boolean;
  /** Where the content of `rules` ends. */
  readonly contentEnd: number;
  readonly rules: readonly Range[];
}

const localName = (name: string): string => name.slice(name.indexOf(":") + 1);

/**
 * Finds the `rule` elements directly below `decision/rules` in a well-formed text. Documents are edited as text, not
 * written from a tree, because a tree loses quotes, white space in tags, line ends and character references.
 */
export function findRuleRanges(text: string): RuleRanges {
  if (text.includes("<!DOCTYPE")) throw new DecisionDocumentError("the document has a document type declaration");
  const rules: Range[] = [];
  let container: Omit<RuleRanges, "contentEnd" | "rules"> | undefined;
  let contentEnd: number | undefined;
  let ruleStart = 0;
  let depth = 0;
  for (const { name, start, end, closing, empty } of tagsIn(text)) {
    if (closing) depth -= 1;
    const inContainer = container !== undefined && contentEnd === undefined;
    if (depth === 1 && localName(name) === "rules") {
      if (closing && inContainer) contentEnd = start;
      if (!closing && container === undefined) {
        container = { openTag: { start, end }, tagName: name, selfClosing: empty };
        if (empty) contentEnd = end;
      }
    } else if (depth === 2 && inContainer && localName(name) === "rule") {
      if (!closing) ruleStart = start;
      if (closing || empty) rules.push({ start: ruleStart, end });
    }
    if (!closing && !empty) depth += 1;
  }
  if (container === undefined || contentEnd === undefined) {
    throw new DecisionDocumentError("the document has no list of rules");
  }
  return { ...container, contentEnd, rules };
}
