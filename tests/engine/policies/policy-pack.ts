import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { PulumiProject } from "../../support/pulumi.ts";

/** The language host that this repository builds starts no policy pack. The engine also takes a program that does. */
const launcher = `#!/bin/sh
set -e
cd "$(dirname "$0")"
script="$(node -p 'require.resolve("@pulumi/pulumi/cmd/run-policy-pack")')"
exec node "$script" "$1" .
`;

/** Writes a policy pack below the project, whose packages it uses. Returns what `--policy-pack` takes. */
export function writePolicyPack(project: PulumiProject, name: string, source: string): string {
  const directory = join(project.directory, name);
  const start = join(directory, `pulumi-analyzer-policy-${name}`);
  mkdirSync(directory);
  writeFileSync(join(directory, "PulumiPolicy.yaml"), "runtime: nodejs\n");
  writeFileSync(join(directory, "package.json"), JSON.stringify({ name, version: "1.0.0", main: "index.ts" }));
  writeFileSync(join(directory, "index.ts"), source);
  writeFileSync(start, launcher, { mode: 0o755 });
  return start;
}
