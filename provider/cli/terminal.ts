import { styleText } from "node:util";
import { ProviderError } from "../core/errors.ts";

/** The only place that writes to the console. What a program may want to read goes to stdout, everything else to stderr. */
export const terminal = {
  answer(text: string): void {
    process.stdout.write(`${text}\n`);
  },
  tell(text: string): void {
    process.stderr.write(`${text}\n`);
  },
  /** Tells an error: an expected one in its three lines, an unexpected one with its stack. */
  fail(error: unknown, asJson = false): void {
    this.tell(asJson ? JSON.stringify({ event: "error", ...factsOf(error) }) : textOf(error));
  },
};

/** Whoever read our output may have ended, as `head` does; what we serve goes on. */
for (const stream of [process.stdout, process.stderr]) {
  stream.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") throw error;
  });
}

/** Stressed where the terminal can show it; `NO_COLOR` and files get the plain text. */
export function stressed(text: string, stream: NodeJS.WriteStream = process.stdout): string {
  return styleText("bold", text, { stream });
}

function textOf(error: unknown): string {
  if (error instanceof ProviderError) return error.message;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

function factsOf(error: unknown): Record<string, string> {
  if (!(error instanceof ProviderError)) return { what: error instanceof Error ? error.message : String(error) };
  const { code, what, why, remedy } = error;
  return { code, what, why, remedy };
}
