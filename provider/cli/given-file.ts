import { readFileSync } from "node:fs";
import { UsageError } from "./errors.ts";

/** The text of a file that an option names. `kind` is the expected format, such as "PEM". */
export function readGivenFile(option: string, file: string, kind: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    throw new UsageError(
      {
        code: "file-not-readable",
        what: `Could not read ${file}, which ${option} names.`,
        why: error instanceof Error ? error.message : String(error),
        remedy: `Give ${option} the path of a ${kind} file.`,
      },
      { cause: error },
    );
  }
}
