import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { arch, cpus, loadavg, platform, totalmem } from "node:os";
import { join } from "node:path";
import { packageDirectory } from "../../examples/runner/package-directory.ts";
import { locatePulumi } from "../../examples/runner/pulumi/locate.ts";
import type { Results } from "./results.ts";

/** What was measured, and with which versions. */
export async function versions(): Promise<Results["versions"]> {
  const { version: pulumi } = await locatePulumi((line) => process.stderr.write(`${line}\n`));
  return {
    "pulumi-dynamics365": versionIn(join(packageDirectory, "package.json")),
    node: process.versions.node,
    pulumi,
    "@pulumi/pulumi": versionIn(createRequire(import.meta.url).resolve("@pulumi/pulumi/package.json")),
  };
}

/** Times mean little without it: the load before the run shows whether the machine was otherwise idle. */
export function machine(): Results["machine"] {
  return {
    platform: platform(),
    architecture: arch(),
    processors: cpus().length,
    processor: cpus()[0]?.model ?? "unknown",
    memoryBytes: totalmem(),
    loadBefore: loadavg()[0] ?? 0,
  };
}

function versionIn(file: string): string {
  return (JSON.parse(readFileSync(file, "utf8")) as { readonly version: string }).version;
}
