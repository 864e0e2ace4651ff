import { execFileSync } from "node:child_process";
import { packageDirectory } from "../../examples/runner/package-directory.ts";

/** The files that npm would pack, without a build: those of `dist` are among them only if somebody has built it. */
export function packedFiles(): readonly string[] {
  const args = ["pack", "--dry-run", "--ignore-scripts", "--json"];
  const text = execFileSync("npm", args, {
    cwd: packageDirectory,
    encoding: "utf8",
    stdio: ["ignore", "pipe", "pipe"],
  });
  const packed = JSON.parse(text) as readonly { readonly files: readonly { readonly path: string }[] }[];
  return packed.flatMap(({ files }) => files.map(({ path }) => path));
}
