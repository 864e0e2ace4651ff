export interface Part {
  /** Names in lower case. */
  readonly headers: ReadonlyMap<string, string>;
  readonly body: string;
}

/** A batch has at most this many requests. The rest is not read, so the count shows the error. */
const mostParts = 1000;

/** Characters of headers. Node.js reads no more of a response's own headers. */
const longestHead = 16_384;

/** The parts of a multipart body. `undefined` for any other content type. */
export function multipartParts(contentType: string, body: string): readonly Part[] | undefined {
  const boundary = /^multipart\/mixed\s*;.*\bboundary="?([^";]+)"?/i.exec(contentType)?.[1];
  if (boundary === undefined) return undefined;
  const parts: Part[] = [];
  let start: number | undefined;
  for (const { before, behind, isLast } of delimiters(body, `--${boundary}`)) {
    if (start !== undefined) parts.push(readPart(body.slice(start, before)));
    start = isLast ? undefined : behind;
    if (isLast || parts.length > mostParts) break;
  }
  if (start !== undefined) parts.push(readPart(body.slice(start)));
  return parts;
}

interface Delimiter {
  /** Where the part before it ends. */
  readonly before: number;
  readonly behind: number;
  readonly isLast: boolean;
}

/** Searches the body and never splits it, because a body may consist of line breaks. */
function* delimiters(body: string, mark: string): Generator<Delimiter> {
  const rest = /(--)?(?:\r?\n|$)/y;
  for (let at = body.indexOf(mark); at !== -1; at = body.indexOf(mark, at + 1)) {
    rest.lastIndex = at + mark.length;
    const found = at === 0 || body[at - 1] === "\n" ? rest.exec(body) : null;
    if (found === null) continue;
    const before = at - (body[at - 2] === "\r" ? 2 : 1);
    yield { before: Math.max(0, before), behind: rest.lastIndex, isLast: found[1] !== undefined };
  }
}

/** Headers, a blank line and the rest. The same for the response inside a part, which begins with a status line. */
export function readPart(text: string): Part & { readonly firstLine: string } {
  const blank = /(?:^|\r?\n)\r?\n/.exec(text);
  const head = text.slice(0, Math.min(blank?.index ?? text.length, longestHead));
  const lines = head.split(/\r?\n/);
  const headers = new Map(
    lines.flatMap((line) => {
      const colon = line.indexOf(":");
      return colon < 0 ? [] : [[line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim()] as const];
    }),
  );
  const body = blank === null ? "" : text.slice(blank.index + blank[0].length);
  return { headers, body, firstLine: lines[0] ?? "" };
}
