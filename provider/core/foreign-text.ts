/** What a text of the service, or of anything on the way to it, may take of a message. */
const longestForeign = 1000;
/** A name of a row, a column or a media type. */
const longestName = 200;
/** A part of a message: a list of rows may be long. */
const longestPart = 20_000;

/**
 * A text that others wrote (the service, Entra, a proxy, the people who named a row), as it may stand in a message of
 * ours. It gives no orders to the terminal, and what it says stands on our line: it cannot begin one that looks like
 * ours.
 */
export function foreignText(text: string): string {
  return onOneLine(text, longestForeign);
}

export function foreignName(text: string): string {
  return onOneLine(text, longestName);
}

/**
 * One line of a message, whatever was put together in it. Every error, warning and failed check passes here last, so
 * that nothing hangs on each of its parts having been thought of.
 */
export function onOneLine(text: string, longest = longestPart): string {
  const line = asShown(text);
  return (line.length > longest ? `${line.slice(0, longest)}…` : line).toWellFormed();
}

/** Removes what a terminal does not show: a secret could hide between such characters. */
export function asShown(text: string): string {
  return (
    text
      .replaceAll(terminalSequence, "")
      .replaceAll(lineBreakOrTab, " ")
      .replaceAll(unprintable, "")
      // The engine's own mark for colours: it ends with an internal error at a colour that it does not know.
      .replaceAll("<{%", "<{ %")
  );
}

/**
 * The forms of ECMA-48 and ECMA-35: commands (colours, moves of the cursor), texts for the terminal (titles of the window,
 * links, pictures), sets of characters, and what has no parameters.
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
/** Control characters, and marks that turn the direction in which a line is read. */
const unprintable = /[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;
