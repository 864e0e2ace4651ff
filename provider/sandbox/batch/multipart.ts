import { Dicer } from "@fastify/busboy";
import { errorCodes, ServiceError } from "../errors.ts";

export interface Part {
  /** Header names are lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export function boundaryOf(contentType: string | undefined): string | undefined {
  return /^\s*multipart\/mixed\s*;.*boundary=(?:"([^"]+)"|([^;\s]+))/i
    .exec(contentType ?? "")
    ?.slice(1)
    .find(Boolean);
}

/**
 * A body whose lines end in a line feed alone cannot be read, as clients found out, unless two line feeds follow the
 * last boundary.
 */
export function withCarriageReturns(body: string, boundary: string): string {
  if (body.includes("\r\n")) return body;
  if (!body.endsWith(`--${boundary}--\n\n`))
    throw new ServiceError(400, errorCodes.payload, "Stream was not readable.");
  return body.replaceAll("\n", "\r\n");
}

/** Expects CRLF line ends. */
export function parseMultipart(body: string, boundary: string): Promise<Part[]> {
  const { promise, resolve, reject } = Promise.withResolvers<Part[]>();
  const parts: { headers: Record<string, string>; chunks: Buffer[] }[] = [];
  const parser = new Dicer({ boundary });
  parser.on("part", (stream) => {
    const part: (typeof parts)[number] = { headers: {}, chunks: [] };
    parts.push(part);
    stream.on("header", (header) => {
      const named = header as Readonly<Record<string, readonly (string | Buffer)[]>>;
      part.headers = Object.fromEntries(Object.entries(named).map(([name, values]) => [name, String(values[0])]));
    });
    stream.on("data", (chunk) => part.chunks.push(Buffer.from(chunk)));
    stream.on("error", () => reject(malformed(boundary)));
  });
  parser.on("error", () => reject(malformed(boundary)));
  parser.on("finish", () =>
    resolve(parts.map(({ headers, chunks }) => ({ headers, body: Buffer.concat(chunks).toString("utf8") }))),
  );
  parser.end(Buffer.from(body, "utf8"));
  return promise;
}

const malformed = (boundary: string): ServiceError =>
  new ServiceError(
    400,
    errorCodes.uri,
    `The message header '--${boundary}' is invalid. The header value must be of the format '<header name>: <header value>'.`,
  );
