/** A part of a text: `text.slice(start, end)`. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

/** A tag of an XML text. `</name>` is closing, `<name/>` is empty. */
export interface Tag extends Range {
  readonly name: string;
  readonly closing: boolean;
  readonly empty: boolean;
}

/**
 * The tags of a well-formed text, first to last. It looks at each character once. A regular expression would try again
 * from every character, and the text may be long.
 */
export function* tagsIn(text: string): Generator<Tag> {
  for (let start = text.indexOf("<"); start !== -1;) {
    const other = otherMarkup.find(([opening]) => text.startsWith(opening, start));
    const end = other === undefined ? endOfTag(text, start) : endOf(text, other[1], start + other[0].length);
    if (end === undefined) return;
    if (other === undefined) yield tagAt(text, start, end);
    start = text.indexOf("<", end);
  }
}

const otherMarkup = [
  ["<!--", "-->"],
  ["<![CDATA[", "]]>"],
  ["<?", "?>"],
] as const;

function endOf(text: string, mark: string, from: number): number | undefined {
  const at = text.indexOf(mark, from);
  return at === -1 ? undefined : at + mark.length;
}

function endOfTag(text: string, start: number): number | undefined {
  let at: number | undefined = start + 1;
  while (at !== undefined && at < text.length) {
    const character = text.charAt(at);
    if (character === ">") return at + 1;
    at = character === '"' || character === "'" ? endOf(text, character, at + 1) : at + 1;
  }
  return undefined;
}

function tagAt(text: string, start: number, end: number): Tag {
  const closing = text.charAt(start + 1) === "/";
  const from = start + (closing ? 2 : 1);
  return { start, end, name: text.slice(from, endOfName(text, from)), closing, empty: text.charAt(end - 2) === "/" };
}

/** A name ends at white space and at `/`, `>` or `=`. */
function endOfName(text: string, from: number): number {
  let at = from;
  while (at < text.length && !isSpace(text, at) && !"/>=".includes(text.charAt(at))) at += 1;
  return at;
}

function afterSpace(text: string, from: number): number {
  let at = from;
  while (isSpace(text, at)) at += 1;
  return at;
}

function isSpace(text: string, at: number): boolean {
  const character = text.charAt(at);
  return character === " " || character === "\n" || character === "\t" || character === "\r";
}

/** The value of an attribute in the first tag of a text, without its quotes. */
export function attributeRange(text: string, attribute: string): Range | undefined {
  let at = afterSpace(text, endOfName(text, 1));
  while (at < text.length) {
    const nameEnd = endOfName(text, at);
    const name = text.slice(at, nameEnd);
    const equals = afterSpace(text, nameEnd);
    const quote = afterSpace(text, equals + 1);
    if (name === "" || text.charAt(equals) !== "=") return undefined;
    const close = text.indexOf(text.charAt(quote), quote + 1);
    if (close === -1) return undefined;
    if (name === attribute) return { start: quote + 1, end: close };
    at = afterSpace(text, close + 1);
  }
  return undefined;
}

/** Sets an attribute in the first tag of a text, or adds it. */
export function withAttribute(text: string, attribute: string, value: string): string {
  const range = attributeRange(text, attribute);
  if (range !== undefined) return `${text.slice(0, range.start - 1)}"${value}"${text.slice(range.end + 1)}`;
  const behindName = endOfName(text, 1);
  return `${text.slice(0, behindName)} ${attribute}="${value}"${text.slice(behindName)}`;
}
