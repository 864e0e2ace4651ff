import { lstatSync, readFileSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { isOfEndedProcess, newMark } from "../../../provider/sandbox/lock-mark.ts";
import type { Report } from "./toolchain.ts";
import { ToolchainError } from "./errors.ts";
import { withProgress } from "./progress.ts";

/** In milliseconds. Tests use shorter ones. */
export interface Rhythm {
  /** How often the holder of a lock touches its file. */
  readonly beat: number;
  /** If a lock has no beat for this long, it is abandoned, even if its file names a holder. */
  readonly abandoned: number;
  /** The longest wait for a live holder. */
  readonly patience: number;
}

/** A build takes minutes. Each of its two parts has a time limit of half an hour. */
export const lockRhythm: Rhythm = { beat: 10_000, abandoned: 60_000, patience: 75 * 60_000 };

/**
 * Runs the work while no other process holds the same lock file. The holder keeps touching the file. A lock that is no
 * longer touched was left by a killed process, on any machine and whatever the file says, and is taken over. If two
 * processes take over at the same moment, both do the work. The caller puts its result in place by a rename, so that
 * costs only time.
 */
export async function withLock<T>(
  file: string,
  report: Report,
  work: () => Promise<T>,
  rhythm: Rhythm = lockRhythm,
): Promise<T> {
  const mark = newMark();
  const watch = new Watch(file, rhythm);
  if (!tryToTake(file, mark, watch)) {
    const lines = { opening: "Another process is preparing Pulumi; waiting for it.", waiting: "Still waiting" };
    await withProgress(report, lines, async () => {
      while (!tryToTake(file, mark, watch)) {
        if (watch.isOutOfPatience) throw heldTooLong(file);
        await sleep(Math.min(500, rhythm.beat));
      }
    });
  }
  const beating = setInterval(() => {
    if (isOurs(file, mark)) touch(file);
  }, rhythm.beat);
  try {
    return await work();
  } finally {
    clearInterval(beating);
    if (isOurs(file, mark)) rmSync(file, { force: true });
  }
}

/**
 * Watches a lock for beats by this process's own clock: file times on a shared disk come from another machine, whose
 * clock may be wrong by hours.
 */
class Watch {
  readonly #file: string;
  readonly #rhythm: Rhythm;
  readonly #begun = performance.now();
  #seen: string | undefined;
  #since = performance.now();

  constructor(file: string, rhythm: Rhythm) {
    this.#file = file;
    this.#rhythm = rhythm;
  }

  get isOutOfPatience(): boolean {
    return performance.now() - this.#begun > this.#rhythm.patience;
  }

  isAbandoned(): boolean {
    const found = lstatSync(this.#file, { throwIfNoEntry: false });
    if (found === undefined) return false;
    // A folder, a link or a pipe was never a lock.
    if (!found.isFile()) return true;
    const holder = readHolder(this.#file);
    if (isOfEndedProcess(holder)) return true;
    const seen = `${holder} ${found.mtimeMs}`;
    if (seen !== this.#seen) {
      this.#seen = seen;
      this.#since = performance.now();
    }
    return performance.now() - this.#since > this.#rhythm.abandoned;
  }
}

function tryToTake(file: string, mark: string, watch: Watch): boolean {
  if (watch.isAbandoned()) rmSync(file, { force: true, recursive: true });
  try {
    writeFileSync(file, mark, { flag: "wx" });
    return true;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "EEXIST") return false;
    // On a full disk the file is created, but not its text. The next process would wait for a holder that never
    // existed.
    rmSync(file, { force: true });
    throw error;
  }
}

/** After this machine slept, another process may have taken over our lock as abandoned. */
function isOurs(file: string, mark: string): boolean {
  return readHolder(file) === mark;
}

function readHolder(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return "";
  }
}

function touch(file: string): void {
  try {
    const now = new Date();
    utimesSync(file, now, now);
  } catch {
    // A missed beat is harmless; a later one arrives.
  }
}

function heldTooLong(file: string): ToolchainError {
  return new ToolchainError({
    code: "toolchain-locked",
    what: "Could not prepare Pulumi: another process is still at it.",
    why: `It holds ${file} for longer than a build may take.`,
    remedy: "End that process, or install Pulumi (https://www.pulumi.com/docs/install/) and put it on PATH.",
  });
}
