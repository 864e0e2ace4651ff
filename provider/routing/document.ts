import type { Element } from "@xmldom/xmldom";
import { childElements, DecisionDocumentError, parseXml } from "./elements.ts";
import { findRuleRanges, type RuleRanges } from "./rule-ranges.ts";
import { parseRuleId, type ManagedRuleId } from "./rule-id.ts";
import { attributeRange, tagsIn } from "./tags.ts";

export type RuleKind = "routeToQueue" | "classification";

export interface StoredRule {
  readonly element: Element;
  /** The rule's XML, exactly as it is stored. */
  readonly text: string;
  /** `undefined` for a rule that people made. */
  readonly managed: ManagedRuleId | undefined;
}

/** A decision document: its text, and what was read from it. The text decides. */
export interface DecisionDocument {
  readonly text: string;
  readonly rules: readonly StoredRule[];
  readonly ranges: RuleRanges;
}

// A classification ruleset ends at its first match. Route to queue goes on, because the queue of the first match may
// overflow. Microsoft's sample solution export has both. Microsoft's admin tools set either policy on route to queue, so
// an existing document keeps the one it has.
const hitPolicies: Readonly<Record<RuleKind, string>> = { classification: "first", routeToQueue: "all" };

export function emptyDocument(kind: RuleKind): DecisionDocument {
  return parseDocument(`<decision hit-policy="${hitPolicies[kind]}" version="1"><rules></rules></decision>`);
}

/** Whether the hit policy is "first": rules behind the first match do not count. */
export function endsAtFirstMatch({ text }: Pick<DecisionDocument, "text">): boolean {
  // A comment in front of the root may hold what looks like a hit policy, many times over.
  const [root] = tagsIn(text);
  const tag = text.slice(root?.start, root?.end);
  const value = attributeRange(tag, "hit-policy");
  return value !== undefined && tag.slice(value.start, value.end) === "first";
}

/** Throws {@link DecisionDocumentError} if the text does not have the form of a ruleset. */
export function parseDocument(text: string): DecisionDocument {
  const root = parseXml(text.replace(/^\uFEFF/, ""));
  if (root.localName !== "decision") {
    throw new DecisionDocumentError(`the document is a <${root.nodeName}>, not a <decision>`);
  }
  const ranges = findRuleRanges(text);
  const container = childElements(root).find((child) => child.localName === "rules");
  const elements = container === undefined ? [] : childElements(container).filter((it) => it.localName === "rule");
  const rules = ranges.rules.map(({ start, end }, index): StoredRule => {
    const element = elements[index] ?? notToldApart();
    return { element, text: text.slice(start, end), managed: parseRuleId(element.getAttribute("id") ?? "") };
  });
  if (elements.length > rules.length) notToldApart();
  return { text, rules, ranges };
}

function notToldApart(): never {
  throw new DecisionDocumentError("its rules cannot be told apart");
}

/**
 * A document made of rules whose text and id are known. Its XML is parsed only when an element is asked for: a change of
 * many rules makes as many documents, and only the last is written.
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
        return parsed.rules[index]?.element ?? notToldApart();
      },
    })),
  };
}

export function findManagedRule(document: DecisionDocument, hash: string): StoredRule | undefined {
  return document.rules.find((rule) => rule.managed?.hash === hash);
}

/** The operators of a document's conditions, as they are written there. */
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
