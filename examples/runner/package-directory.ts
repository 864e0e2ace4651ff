import { existsSync } from "node:fs";
import { dirname, join } from "node:path";

/** The folder of this package, found from the sources and from the built files, which are one level deeper. */
export const packageDirectory = findUpwards(import.meta.dirname);

function findUpwards(directory: string): string {
  if (existsSync(join(directory, "package.json"))) return directory;
  return findUpwards(dirname(directory));
}
