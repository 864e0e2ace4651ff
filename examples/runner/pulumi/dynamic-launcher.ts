import { writeFileSync } from "node:fs";
import { join } from "node:path";

/**
 * Pulumi's own distribution puts this launcher beside the CLI. Without it the engine finds the SDK's copy on PATH and
 * warns about it in every run. Unlike the SDK's copy, it stops if the program has no SDK: without a script, the engine
 * would wait forever for a port number.
 */
const script = `#!/bin/sh
set -e
script="$(node -p 'require.resolve("@pulumi/pulumi/cmd/dynamic-provider")')"
exec node "$script" "$@"
`;

export function writeDynamicLauncher(directory: string): void {
  if (process.platform === "win32") return;
  writeFileSync(join(directory, "pulumi-resource-pulumi-nodejs"), script, { mode: 0o755 });
}
