import { styleText } from "node:util";
import { ProviderError } from "../errors.ts";

const secondsOfSilence = 10;

/** Whether the terminal shows a heartbeat, which the next text replaces. */
let isBeating = false;
let isInsideLine = false;
let lastWritten = performance.now();

/**
 * The only place that writes to the console. Output that a program may read goes to stdout, everything else to stderr.
 */
export const terminal = {
  answer(text: string): void {
    write("stdout", `${text}\n`);
  },
  tell(text: string): void {
    write("stderr", `${text}\n`);
  },
  /** Passes on the output of a command that we run, as it arrives. */
  passOn(stream: "stdout" | "stderr", text: string): void {
    write(stream, text);
  },
  /**
   * Shows that something is still running: on a terminal in one changing line, elsewhere after ten seconds of silence.
   */
  beat(text: string): void {
    if (!process.stderr.isTTY) {
      if (performance.now() - lastWritten >= secondsOfSilence * 1000) write("stderr", `${text}\n`);
    } else if (!isInsideLine) {
      process.stderr.write(`${toLineStart}${text}`);
      isBeating = true;
    }
  },
  /** Removes the heartbeat. */
  rest(): void {
    if (isBeating) process.stderr.write(toLineStart);
    isBeating = false;
  },
  /** Prints an error: an expected one in its three lines, an unexpected one with its stack. */
  fail(error: unknown, asJson = false): void {
    this.tell(asJson ? JSON.stringify({ event: "error", ...factsOf(error) }) : textOf(error));
  },
};

/** Erases the line, too. */
const toLineStart = "\r\u001b[2K";

function write(stream: "stdout" | "stderr", text: string): void {
  if (text === "") return;
  terminal.rest();
  process[stream].write(text);
  isInsideLine = !text.endsWith("\n");
  lastWritten = performance.now();
}

/** The reader of our output may have ended, as `head` does. What we serve continues. */
for (const stream of [process.stdout, process.stderr]) {
  stream.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") throw error;
  });
}

/** Bold if the terminal supports it. `NO_COLOR` and files get plain text. */
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
