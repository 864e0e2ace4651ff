import { accessSync, constants, statSync } from "node:fs";
import { delimiter, isAbsolute, join } from "node:path";

export function executableName(name: string): string {
  return process.platform === "win32" ? `${name}.exe` : name;
}

export function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}

/** Ignores relative folders: they are below the working directory, where a project can put anything. */
export function findOnPath(name: string, environment: NodeJS.ProcessEnv): string | undefined {
  return (environment["PATH"] ?? "")
    .split(delimiter)
    .filter(isAbsolute)
    .map((directory) => join(directory, executableName(name)))
    .find(isExecutable);
}
