/** A text holds a character that XML 1.0 cannot hold, not even escaped. */
export class UnwritableTextError extends Error {
  readonly text: string;
  /** Such as `U+0007`. */
  readonly character: string;

  constructor(text: string, codePoint: number) {
    const character = `U+${codePoint.toString(16).toUpperCase().padStart(4, "0")}`;
    super(`${JSON.stringify(text)} holds ${character}, which XML cannot store`);
    this.name = "UnwritableTextError";
    this.text = text;
    this.character = character;
  }
}

const isWritable = (code: number): boolean =>
  code === 0x9 ||
  code === 0xa ||
  code === 0xd ||
  (code >= 0x20 && code <= 0xd7ff) ||
  (code >= 0xe000 && code <= 0xfffd) ||
  code >= 0x1_0000;

export function assertWritable(text: string): void {
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    if (!isWritable(code)) throw new UnwritableTextError(text, code);
  }
}

// A parser turns CRLF and CR in content into LF, and any white space in an attribute into a space, unless it is written
// as a character reference.
const inContent: ReadonlyMap<string, string> = new Map([
  ["&", "&amp;"],
  ["<", "&lt;"],
  [">", "&gt;"],
  ["\r", "&#13;"],
]);
const inAttribute: ReadonlyMap<string, string> = new Map([
  ...inContent,
  ['"', "&quot;"],
  ["'", "&apos;"],
  ["\t", "&#9;"],
  ["\n", "&#10;"],
]);

export function content(text: string): string {
  assertWritable(text);
  return text.replace(/[&<>\r]/g, (character) => inContent.get(character) ?? character);
}

export function attribute(text: string): string {
  assertWritable(text);
  return text.replace(/[&<>"'\t\n\r]/g, (character) => inAttribute.get(character) ?? character);
}

/** Texts that differ only in their line ends count as the same. */
export const withoutCarriageReturns = (text: string): string => text.replace(/\r\n?/g, "\n");
