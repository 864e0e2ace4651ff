import {
  DOMParser,
  onErrorStopParsing,
  XMLSerializer,
  type DOMParserOptions,
  type Element,
  type Node,
} from "@xmldom/xmldom";
import { tagsIn } from "./tags.ts";
import { withoutCarriageReturns } from "./xml-text.ts";

/** A stored decision document does not have the form that rulesets are known to have. */
export class DecisionDocumentError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = "DecisionDocumentError";
  }
}

const options: DOMParserOptions = {
  onError: onErrorStopParsing,
  // Documents are XML 1.0, where U+0085, U+2028 and U+2029 are ordinary characters.
  normalizeLineEndings: withoutCarriageReturns,
};

/** How deep elements may be nested. Rulesets have a dozen levels, and the parser's time can grow with the square of the depth. */
const deepest = 1000;

export function parseXml(text: string): Element {
  if (isTooDeep(text)) throw new DecisionDocumentError(`the document is nested deeper than ${deepest} levels`);
  try {
    const root = new DOMParser(options).parseFromString(text, "text/xml").documentElement;
    if (root !== null) return root;
  } catch (cause) {
    throw new DecisionDocumentError("the document is not well-formed XML", { cause });
  }
  throw new DecisionDocumentError("the document is empty");
}

function isTooDeep(text: string): boolean {
  let depth = 0;
  for (const { closing, empty } of tagsIn(text)) {
    if (closing) depth -= 1;
    else if (!empty) depth += 1;
    if (depth > deepest) return true;
  }
  return false;
}

export function childElements(parent: Element): Element[] {
  const found: Element[] = [];
  for (let node = parent.firstChild; node !== null; node = node.nextSibling) {
    if (isElement(node)) found.push(node);
  }
  return found;
}

const isElement = (node: Node): node is Element => node.nodeType === node.ELEMENT_NODE;

export const textOf = (element: Element): string => element.textContent ?? "";

export const xmlOf = (element: Element): string => new XMLSerializer().serializeToString(element);

/** Whether the element has these attributes and no others. */
export function hasOnly(element: Element, names: readonly string[]): boolean {
  for (let index = 0; index < element.attributes.length; index++) {
    const name = element.attributes.item(index)?.name;
    if (name !== undefined && !names.includes(name)) return false;
  }
  return true;
}

/** A part of a stored rule that the properties of a routing rule cannot express. It is kept as it is, so that drift shows it. */
export class UnmappedXml {
  readonly xml: string;

  constructor(...elements: readonly Element[]) {
    this.xml = elements.map(xmlOf).join("");
  }

  toJSON(): { unmapped: string } {
    return { unmapped: this.xml };
  }
}
