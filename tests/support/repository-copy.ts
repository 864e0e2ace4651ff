import { cpSync, mkdtempSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { packageDirectory } from "../../examples/runner/package-directory.ts";

const elsewhere = ["node_modules", "dist", ".git", ".pulumi-sandbox", ".release"];

/** The quickstart keeps its stack and rows in the repository. A copy leaves those of the developer alone. */
export function copyOfRepository(): string {
  const copy = mkdtempSync(join(tmpdir(), "pulumi-dynamics365-copy-"));
  cpSync(packageDirectory, copy, { recursive: true, filter: (source) => !elsewhere.includes(basename(source)) });
  symlinkSync(join(packageDirectory, "node_modules"), join(copy, "node_modules"), "junction");
  return copy;
}
