import { closeSync, constants, openSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DataError } from "./data-error.ts";
import { DataLock } from "./data-lock.ts";
import { makeFolder } from "./make-folder.ts";
import { isObject } from "./json-object.ts";

/** A part of the sandbox whose state is kept after the process ends, if there is a data directory. */
export interface Persistent {
  readonly key: string;
  save(): unknown;
  /** Whether `load` can read it. */
  isKnown(data: unknown): boolean;
  load(data: unknown): void;
}

export interface PersistenceSettings {
  /** Identifies the seed of this start. `undefined` without a seed. */
  readonly seed: string | undefined;
  /** Called for the first save that fails, and for the next one that succeeds. Every change tries again. */
  readonly report: (problem: string) => void;
}

const fileName = "sandbox.json";
const form = "pulumi-dynamics365 sandbox";
const version = 1;
const settleMs = 100;

/** Saves all parts in one file, shortly after the last change and when the sandbox closes. */
export class Persistence {
  readonly #directory: string | undefined;
  readonly #parts: readonly Persistent[];
  readonly #report: (problem: string) => void;
  readonly #lock: DataLock | undefined;
  /** Data of organizations that this start does not serve. */
  readonly #others: Record<string, unknown> = {};
  /** The seed that the data directory was created with. */
  #seed: string | undefined;
  #timer: NodeJS.Timeout | undefined;
  #isBehind = false;

  constructor(directory: string | undefined, parts: readonly Persistent[], { seed, report }: PersistenceSettings) {
    this.#directory = directory;
    this.#parts = parts;
    this.#seed = seed;
    this.#report = report;
    this.#lock = directory === undefined ? undefined : new DataLock(directory);
  }

  /** Locks the directory, and loads what is in it. */
  load(): void {
    if (this.#directory === undefined) return;
    const file = join(this.#directory, fileName);
    try {
      makeFolder(this.#directory, 0o700);
      this.#lock?.take();
    } catch (error) {
      if (error instanceof DataError) throw error;
      throw unusable(`The data directory ${this.#directory} cannot be used.`, error);
    }
    try {
      this.#restore(file, this.#directory);
    } catch (error) {
      this.#lock?.release();
      throw error;
    }
  }

  readonly changed = (): void => {
    const directory = this.#directory;
    if (directory === undefined || this.#timer !== undefined) return;
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      try {
        this.#write(directory);
        if (this.#isBehind) this.#report(`The rows are saved again in ${join(directory, fileName)}.`);
        this.#isBehind = false;
      } catch (error) {
        if (!this.#isBehind) this.#report(error instanceof Error ? error.message : String(error));
        this.#isBehind = true;
      }
    }, settleMs);
  };

  close(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    try {
      this.#write(this.#directory);
    } finally {
      this.#lock?.release();
    }
  }

  #restore(file: string, directory: string): void {
    const saved = savedIn(file);
    if (saved === undefined) return;
    const { parts, seed } = contentOf(saved, file);
    if (this.#seed !== undefined && this.#seed !== seed) throw begunOtherwise(directory, seed);
    this.#seed = seed;
    for (const part of this.#parts) {
      if (Object.hasOwn(parts, part.key) && !part.isKnown(parts[part.key]))
        throw damaged(file, `"${part.key}" is not what it saves there`);
    }
    for (const [key, data] of Object.entries(parts)) {
      if (!isPart(key)) throw damaged(file, `it holds "${key}", which no sandbox saves`);
      const part = this.#parts.find((candidate) => candidate.key === key);
      if (part === undefined) this.#others[key] = data;
      else part.load(data);
    }
  }

  #write(directory: string | undefined): void {
    if (directory === undefined) return;
    const target = join(directory, fileName);
    const own = Object.fromEntries(this.#parts.map((part) => [part.key, part.save()]));
    const parts = { ...this.#others, ...own };
    try {
      if (this.#lock?.isHeld !== true) throw new Error("Another sandbox took the directory.");
      replaceFile(target, JSON.stringify({ form, version, seed: this.#seed, parts }));
    } catch (error) {
      throw unusable(`The rows cannot be saved in ${target}.`, error);
    }
  }
}

/** Writes a second file and renames it, so that neither a crash nor a full disk leaves half a file. */
function replaceFile(target: string, text: string): void {
  const unfinished = `${target}.new`;
  rmSync(unfinished, { force: true });
  try {
    writeFileSync(unfinished, text, { flag: "wx", mode: 0o600 });
    renameSync(unfinished, target);
  } catch (error) {
    rmSync(unfinished, { force: true });
    throw error;
  }
}

function isPart(key: string): boolean {
  return key === "entra" || key === "azure" || key.startsWith("organization/");
}

/** Does not follow links: anyone who may write to the directory could make the sandbox read any file. */
function savedIn(file: string): unknown {
  let text: string;
  try {
    const descriptor = openSync(file, constants.O_RDONLY | constants.O_NOFOLLOW);
    try {
      text = readFileSync(descriptor, "utf8");
    } finally {
      closeSync(descriptor);
    }
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
    const isLink = error instanceof Error && "code" in error && error.code === "ELOOP";
    throw isLink ? damaged(file, "it is a link") : unusable(`The rows in ${file} cannot be read.`, error);
  }
  try {
    return JSON.parse(text);
  } catch (error) {
    throw damaged(file, error instanceof Error ? error.message : String(error));
  }
}

interface Content {
  readonly parts: Readonly<Record<string, unknown>>;
  readonly seed: string | undefined;
}

/** A file without a version comes from 0.1.0, which saved only the parts. */
function contentOf(saved: unknown, file: string): Content {
  if (!isObject(saved)) throw damaged(file, "it holds no object");
  if (!Object.hasOwn(saved, "form")) return { parts: saved, seed: undefined };
  const { parts, seed } = saved;
  if (saved["form"] !== form || !isObject(parts)) throw damaged(file, "it is no file of a sandbox");
  if (saved["version"] === version) {
    if (seed === undefined || typeof seed === "string") return { parts, seed };
    throw damaged(file, '"seed" is not what it saves there');
  }
  throw new DataError(
    `The rows in ${file} are of version ${String(saved["version"])}.`,
    `This sandbox knows version ${version}, and would lose what it does not know.`,
    "Use the version of pulumi-dynamics365 that wrote them, or another directory.",
  );
}

/** Inserting a seed beside existing rows would add some of it and skip the rest. */
function begunOtherwise(directory: string, seed: string | undefined): DataError {
  return new DataError(
    `The data directory ${directory} was begun ${seed === undefined ? "without a seed" : "with another seed"}.`,
    "A seed is planted once, in a new directory; its rows may have changed since.",
    "Leave the seed out to go on with the rows that are there, delete the directory to begin anew, or give another one.",
  );
}

function damaged(file: string, why: string): DataError {
  return new DataError(
    `The rows in ${file} cannot be used.`,
    `The file is damaged or of another program: ${why}.`,
    "Restore it from a copy, delete it to begin anew, or give another directory.",
  );
}

function unusable(what: string, cause: unknown): DataError {
  const why = cause instanceof Error ? cause.message : String(cause);
  return new DataError(
    what,
    why.endsWith(".") ? why : `${why}.`,
    "See that the directory can be written and the disk is not full, or give another one.",
    {
      cause,
    },
  );
}
