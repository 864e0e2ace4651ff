import { execFileSync } from "node:child_process";

/** The error output: what npm says on the way is not the result of the release. */
const said = process.stderr;

/** Runs npm, and shows all that it says. */
export function runNpm(directory: string, ...args: readonly string[]): void {
  execFileSync("npm", args, { cwd: directory, stdio: ["ignore", said, said] });
}

/** What npm answers. */
export function askNpm(directory: string, ...args: readonly string[]): string {
  return execFileSync("npm", args, { cwd: directory, encoding: "utf8", stdio: ["ignore", "pipe", said] });
}
