import { existsSync, mkdirSync, statSync } from "node:fs";
import { dirname, resolve } from "node:path";

/**
 * Creates a folder and its parents, or throws the system's error. Node's own `recursive` loops forever if the system
 * says that an existing folder does not exist, as it does below /proc.
 */
export function makeFolder(path: string, mode?: number): void {
  const missing: string[] = [];
  for (let at = resolve(path); !existsSync(at); at = dirname(at)) missing.unshift(at);
  for (const folder of missing.length === 0 ? [path] : missing) {
    try {
      mkdirSync(folder, mode);
    } catch (error) {
      // It already existed, or another process created it in the meantime.
      if (statSync(folder, { throwIfNoEntry: false })?.isDirectory() !== true) throw error;
    }
  }
}
