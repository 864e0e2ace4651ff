import { readFileSync } from "node:fs";
import { ConfigurationError } from "./configuration-error.ts";
import type { DataverseConfigurationKey } from "./configuration-variables.ts";

export type FileKey = Extract<DataverseConfigurationKey, `${string}Path`>;

/** What a file must hold, as messages say it. */
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
]);

/** The path stays out of the error: people put the value there instead of its path. */
export function readSettingFile(key: FileKey, path: string): Buffer {
  let content: Buffer;
  try {
    content = readFileSync(path);
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "unreadable";
    throw new ConfigurationError(key, faults.get(code) ?? `names a file that cannot be read (${code})`, wanted[key]);
  }
  if (content.toString("latin1").trim() === "") throw new ConfigurationError(key, "names an empty file", wanted[key]);
  return content;
}

/** Without the white space around it, which the end of a line is. No byte is repaired: the value would be another one. */
export function readSettingText(key: FileKey, path: string): string {
  const content = readSettingFile(key, path);
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(content).trim();
    if (!text.includes("\0")) return text;
  } catch {
    // Told below.
  }
  throw new ConfigurationError(key, "names a file that is no text in UTF-8", wanted[key]);
}
