import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DataError } from "./data-error.ts";
import { isOfEndedProcess, newMark } from "./lock-mark.ts";

/** Reserves a data directory for one sandbox, until that one closes or its process ends. */
export class DataLock {
  readonly #file: string;
  readonly #mark = newMark();

  constructor(directory: string) {
    this.#file = join(directory, "sandbox.lock");
  }

  take(): void {
    if (this.#tryToTake()) return;
    const holder = this.#holder();
    if (isOfEndedProcess(holder)) {
      rmSync(this.#file, { force: true });
      if (this.#tryToTake()) return;
    }
    throw new DataError(
      `Another sandbox uses the data directory (process ${holder.split(" ")[0] ?? ""}).`,
      `It holds ${this.#file}, and two sandboxes would overwrite each other's rows.`,
      "Stop that one, or give this one another directory. If there is no such process, delete the file.",
    );
  }

  get isHeld(): boolean {
    return this.#holder() === this.#mark;
  }

  release(): void {
    if (this.isHeld) rmSync(this.#file, { force: true });
  }

  #tryToTake(): boolean {
    try {
      writeFileSync(this.#file, this.#mark, { flag: "wx", mode: 0o600 });
      return true;
    } catch (error) {
      if (error instanceof Error && "code" in error && error.code === "EEXIST") return false;
      // If the disk is full, the file is created but stays empty. A lock without a holder would never be released.
      rmSync(this.#file, { force: true });
      throw error;
    }
  }

  #holder(): string {
    try {
      return readFileSync(this.#file, "utf8");
    } catch {
      return "";
    }
  }
}
