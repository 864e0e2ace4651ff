/** Characters of a message that one text from the service, or from anything on the way to it, may take. */
const longestForeign = 1000;
/** The longest name of a row, a column or a media type. */
const longestName = 200;
/** The longest part of a message. A list of rows may be long. */
const longestPart = 20_000;

/**
 * Makes text that others wrote (the service, Entra, a proxy, the person who named a row) safe to print in our messages.
 * It cannot control the terminal, and it stays on our line: it cannot start a line that looks like ours.
 */
export function foreignText(text: string): string {
  return onOneLine(text, longestForeign);
}

export function foreignName(text: string): string {
  return onOneLine(text, longestName);
}

/**
 * One line of a message, whatever it was built from. Every error, warning and check failure passes through here last,
 * so a part that nobody cleaned does no harm.
 */
export function onOneLine(text: string, longest = longestPart): string {
  const line = asShown(text);
  return (line.length > longest ? `${line.slice(0, longest)}…` : line).toWellFormed();
}

/** Removes characters that a terminal does not show: a secret could hide between them. */
export function asShown(text: string): string {
  return (
    text
      .replaceAll(terminalSequence, "")
      .replaceAll(lineBreakOrTab, " ")
      .replaceAll(unprintable, "")
      // The engine's own markup for colors. It stops with an internal error at a color that it does not know.
      .replaceAll("<{%", "<{ %")
  );
}

/**
 * The sequences of ECMA-48 and ECMA-35: commands (colors, cursor movements), strings for the terminal (window titles,
 * links, images), character sets, and sequences without parameters.
 */
const terminalSequence = new RegExp(
  [
    /(?:\u001b\[|\u009b)[\u0030-\u003f]{0,100}[\u0020-\u002f]{0,10}[\u0040-\u007e]/,
    /(?:\u001b[\]P^_X]|[\u0090\u0098\u009d-\u009f])[^\u0007\u001b\u0090\u0098\u009c-\u009f]{0,2000}(?:\u0007|\u001b\\|\u009c)/,
    /\u001b[\u0020-\u002f]{1,10}[\u0030-\u007e]/,
    /\u001b[\u0030-\u007e]/,
  ]
    .map(({ source }) => source)
    .join("|"),
  "g",
);
const lineBreakOrTab = /\r\n|[\r\n\t\v\f\u0085\u2028\u2029]/g;
/** Control characters, and characters that change the reading direction of a line. */
const unprintable = /[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;
