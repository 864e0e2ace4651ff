import { closeSync, openSync, readSync, statSync } from "node:fs";
import type { ConfigurationKey } from "../../../schema/config.ts";
import { ConfigurationError } from "../configuration-error.ts";

export type FileKey = Extract<ConfigurationKey, `${string}Path`>;

/** What each file must hold, as messages say it. */
const wanted: Readonly<Record<FileKey, string>> = {
  clientIdFilePath: "the path of a readable file that holds the client id",
  clientSecretFilePath: "the path of a readable file that holds the client secret",
  clientCertificatePath: "the path of a readable file with certificate and private key, as PEM or PFX",
  oidcTokenFilePath: "the path of a readable file that holds the federated token",
};

const faults: ReadonlyMap<unknown, string> = new Map([
  ["ENOENT", "names a file that does not exist"],
  ["ENOTDIR", "names a file that does not exist"],
  ["EISDIR", "names a directory"],
  ["EPIPE", "names a pipe, not a file"],
]);

/** No certificate with its chain is that long. Some files, such as devices, have no end. */
const longest = 2 ** 20;

/** Reads at most one byte more than is allowed. */
function readStart(path: string): Buffer {
  // Opening a pipe would wait for somebody to write to it.
  if (statSync(path).isFIFO()) throw Object.assign(new Error("a pipe"), { code: "EPIPE" });
  const file = openSync(path, "r");
  try {
    const content = Buffer.alloc(longest + 1);
    let size = 0;
    for (let read = -1; read !== 0 && size < content.length; size += read) {
      read = readSync(file, content, size, content.length - size, null);
    }
    return content.subarray(0, size);
  } finally {
    closeSync(file);
  }
}

/** The error does not show the path, because people put the value there instead of its path. */
export function readSettingFile(key: FileKey, path: string): Buffer {
  let content: Buffer;
  try {
    content = readStart(path);
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "unreadable";
    throw new ConfigurationError(key, faults.get(code) ?? `names a file that cannot be read (${code})`, wanted[key]);
  }
  if (content.length > longest) throw new ConfigurationError(key, "names a file of more than 1 MiB", wanted[key]);
  if (content.toString("latin1").trim() === "") throw new ConfigurationError(key, "names an empty file", wanted[key]);
  return content;
}

/**
 * Removes surrounding white space, such as the last line break. Invalid bytes are not repaired: that would change the
 * value.
 */
export function readSettingText(key: FileKey, path: string): string {
  const content = readSettingFile(key, path);
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(content).trim();
    if (!text.includes("\0")) return text;
  } catch {
    // The error below reports it.
  }
  throw new ConfigurationError(key, "names a file that is no text in UTF-8", wanted[key]);
}
