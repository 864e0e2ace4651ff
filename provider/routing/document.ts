import type { Element } from "@xmldom/xmldom";
import { childElements, DecisionDocumentError, parseXml } from "./elements.ts";
import { findRuleRanges, type RuleRanges } from "./rule-ranges.ts";
import { parseRuleId, type ManagedRuleId } from "./rule-id.ts";
import { attributeRange, tagsIn } from "./tags.ts";

export type RuleKind = "routeToQueue" | "classification";

export interface StoredRule {
  readonly element: Element;
  /** The rule exactly as it is stored. */
  readonly text: string;
  /** `undefined` for a rule that people made. */
  readonly managed: ManagedRuleId | undefined;
}

/** A decision document: its text, which is the truth, and what was read from it. */
export interface DecisionDocument {
  readonly text: string;
  readonly rules: readonly StoredRule[];
  readonly ranges: RuleRanges;
}

// A classification rule set ends at its first match; route to queue looks at all its rules, because the queue of the
// first match may overflow. Both as in Microsoft's sample solution export. Microsoft's own admin tools set either policy
// on route to queue, so a document that stands keeps the one it has.
const hitPolicies: Readonly<Record<RuleKind, string>> = { classification: "first", routeToQueue: "all" };

export function emptyDocument(kind: RuleKind): DecisionDocument {
  return parseDocument(`<decision hit-policy="${hitPolicies[kind]}" version="1"><rules></rules></decision>`);
}

/** The hit policy: rules behind the first match are not looked at. */
export function endsAtFirstMatch({ text }: Pick<DecisionDocument, "text">): boolean {
  // A comment in front of the root may hold what looks like one, a thousand times over.
  const [root] = tagsIn(text);
  const tag = text.slice(root?.start, root?.end);
  const value = attributeRange(tag, "hit-policy");
  return value !== undefined && tag.slice(value.start, value.end) === "first";
}

/** Throws {@link DecisionDocumentError} where the text has not the form of a rule set. */
export function parseDocument(text: string): DecisionDocument {
  const root = parseXml(text.replace(/^\uFEFF/, ""));
  if (root.localName !== "decision") {
    throw new DecisionDocumentError(`the document is a <${root.nodeName}>, not a <decision>`);
  }
  const ranges = findRuleRanges(text);
  const container = childElements(root).find((child) => child.localName === "rules");
  const elements = container === undefined ? [] : childElements(container).filter((it) => it.localName === "rule");
  if (elements.length !== ranges.rules.length) {
    throw new DecisionDocumentError("the rules of the document cannot be told apart");
  }
  const rules = ranges.rules.map(({ start, end }, index): StoredRule => {
    const element = elements[index] as Element;
    return { element, text: text.slice(start, end), managed: parseRuleId(element.getAttribute("id") ?? "") };
  });
  return { text, rules, ranges };
}

/**
 * The document that was put together from rules whose text and id are known. Its elements are read when somebody asks
 * for one: a change of many rules makes as many documents, and writes the last.
 */
export function composedDocument(
  text: string,
  rules: readonly Pick<StoredRule, "text" | "managed">[],
  ranges: RuleRanges,
): DecisionDocument {
  let parsed: DecisionDocument | undefined;
  return {
    text,
    ranges,
    rules: rules.map((rule, index) => ({
      ...rule,
      get element(): Element {
        parsed ??= parseDocument(text);
        return (parsed.rules[index] as StoredRule).element;
      },
    })),
  };
}

export function findManagedRule(document: DecisionDocument, hash: string): StoredRule | undefined {
  return document.rules.find((rule) => rule.managed?.hash === hash);
}

/** The texts that the conditions of a document name as operators. */
export function operatorsIn(document: DecisionDocument): ReadonlySet<string> {
  const found = new Set<string>();
  for (const rule of document.rules) {
    const conditions = rule.element.getElementsByTagName("condition");
    for (let index = 0; index < conditions.length; index++) {
      const operator = conditions.item(index)?.getAttribute("operator");
      if (operator) found.add(operator);
    }
  }
  return found;
}
