export interface Part {
  /** Names in lower case. */
  readonly headers: ReadonlyMap<string, string>;
  readonly body: string;
}

/** The parts of a multipart body; `undefined` where the content type is another one. */
export function multipartParts(contentType: string, body: string): readonly Part[] | undefined {
  const boundary = /^multipart\/mixed\s*;.*\bboundary="?([^";]+)"?/i.exec(contentType)?.[1];
  if (boundary === undefined) return undefined;
  const lines = body.split(/\r?\n/);
  const parts: string[][] = [];
  for (const line of lines) {
    if (line === `--${boundary}--`) break;
    if (line === `--${boundary}`) parts.push([]);
    else parts.at(-1)?.push(line);
  }
  return parts.map(readPart);
}

function readPart(lines: readonly string[]): Part {
  const blank = lines.indexOf("");
  const end = blank < 0 ? lines.length : blank;
  const headers = new Map(
    lines.slice(0, end).map((line) => {
      const colon = line.indexOf(":");
      return [line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim()] as const;
    }),
  );
  return { headers, body: lines.slice(end + 1).join("\r\n") };
}
