import { createHash } from "node:crypto";
import { cpSync, existsSync, mkdtempSync, readFileSync, renameSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startCommand } from "../../support/running-command.ts";
import { succeeds } from "../support/outcomes.ts";

const ours = join(import.meta.dirname, "tools");

/**
 * The node_modules folder of `tools`, installed once for its lock file. It is not part of the development dependencies,
 * because nobody who works on the package needs it.
 */
export async function installTools(): Promise<string> {
  const lock = createHash("sha256")
    .update(readFileSync(join(ours, "package-lock.json")))
    .digest("hex");
  const installed = join(tmpdir(), `pulumi-dynamics365-tools-${lock.slice(0, 16)}`);
  if (!existsSync(installed)) {
    const directory = mkdtempSync(`${installed}-`);
    cpSync(ours, directory, { recursive: true });
    const command = startCommand("npm", ["ci", "--ignore-scripts"], { directory, environment: process.env });
    await succeeds(command.result);
    moveOnce(directory, installed);
  }
  return join(installed, "node_modules");
}

/** Another test file may have installed them meanwhile. */
function moveOnce(directory: string, target: string): void {
  try {
    renameSync(directory, target);
  } catch (error) {
    if (!existsSync(target)) throw error;
    rmSync(directory, { recursive: true });
  }
}
