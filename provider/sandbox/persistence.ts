import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** A part of the sandbox whose state outlives the process when a data directory is given. */
export interface Persistent {
  readonly key: string;
  save(): unknown;
  load(data: unknown): void;
}

const fileName = "sandbox.json";
const settleMs = 100;

/** Saves all parts in one file, a moment after the last change and when the sandbox closes. */
export class Persistence {
  readonly #directory: string | undefined;
  readonly #parts: readonly Persistent[];
  #timer: NodeJS.Timeout | undefined;

  constructor(directory: string | undefined, parts: readonly Persistent[]) {
    this.#directory = directory;
    this.#parts = parts;
  }

  /** Whether there was anything to load. */
  load(): boolean {
    const saved = this.#read();
    if (saved === undefined) return false;
    for (const part of this.#parts) {
      if (Object.hasOwn(saved, part.key)) part.load(saved[part.key]);
    }
    return true;
  }

  readonly changed = (): void => {
    if (this.#directory === undefined || this.#timer !== undefined) return;
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      this.#write();
    }, settleMs);
  };

  close(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#write();
  }

  #read(): Record<string, unknown> | undefined {
    if (this.#directory === undefined) return undefined;
    try {
      return JSON.parse(readFileSync(join(this.#directory, fileName), "utf8")) as Record<string, unknown>;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
      throw error;
    }
  }

  /** By way of a second file, so that a crash never leaves half of one. */
  #write(): void {
    if (this.#directory === undefined) return;
    mkdirSync(this.#directory, { recursive: true, mode: 0o700 });
    const target = join(this.#directory, fileName);
    const state = Object.fromEntries(this.#parts.map((part) => [part.key, part.save()]));
    writeFileSync(`${target}.new`, JSON.stringify(state), { mode: 0o600 });
    renameSync(`${target}.new`, target);
  }
}
