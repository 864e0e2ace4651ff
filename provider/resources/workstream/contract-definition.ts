import type { Element } from "@xmldom/xmldom";
import { childElements, parseXml, xmlOf } from "../../routing/elements.ts";
import type { ContextVariable } from "./context-variables.ts";

/** The key under which exported solutions list the context variables. */
const contextKey = "liveworkitemcontext";

const dataTypes = { Text: "string", Number: "number" } as const;

const emptyContract = '<contract version="1"></contract>';

/** The contract with these variables added. If it has them all, the text comes back unchanged. */
export function withVariables(definition: string, variables: readonly ContextVariable[]): string {
  const text = definition.trim() === "" ? emptyContract : definition;
  const root = parseXml(text);
  const context = childElements(root).find(
    (element) => element.tagName === "complex" && element.getAttribute("key") === contextKey,
  );
  const names = context === undefined ? [] : childElements(context).map((element) => element.getAttribute("name"));
  const missing = variables.filter((variable) => !names.includes(variable.name));
  if (missing.length === 0) return definition;
  const target = context ?? appended(root, "complex", { key: contextKey });
  for (const { name, type } of missing) appended(target, "variable", { name, "data-type": dataTypes[type] });
  return text.slice(0, Math.max(0, text.indexOf(`<${root.tagName}`))) + xmlOf(root);
}

function appended(parent: Element, tag: string, attributes: Readonly<Record<string, string>>): Element {
  const document = parent.ownerDocument;
  if (document === null) throw new TypeError("an element without a document");
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  parent.appendChild(element);
  return element;
}
