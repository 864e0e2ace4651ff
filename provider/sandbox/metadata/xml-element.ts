const entities: ReadonlyMap<string, string> = new Map([
  ["&", "&amp;"],
  ["<", "&lt;"],
  [">", "&gt;"],
  ['"', "&quot;"],
]);

/** Escapes a text for XML, as content or as an attribute value. */
export const xmlText = (text: string): string =>
  text.replace(/[&<>"]/g, (character) => entities.get(character) ?? character);

/** An XML element. Attributes that are `undefined` are left out. The children are XML already. */
export function element(
  name: string,
  attributes: Readonly<Record<string, string | undefined>>,
  children: readonly string[] = [],
): string {
  const given = Object.entries(attributes).flatMap(([key, value]) =>
    value === undefined ? [] : [` ${key}="${xmlText(value)}"`],
  );
  const opening = `<${name}${given.join("")}`;
  return children.length === 0 ? `${opening} />` : `${opening}>${children.join("")}</${name}>`;
}
