import { mkdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { privatePulumiEnvironment } from "../../../examples/runner/private-pulumi.ts";
import { locatePulumi } from "../../../examples/runner/pulumi/locate.ts";

/**
 * Environment variables for projects into which a package manager installs the package. Pulumi keeps its home and the
 * state below the root. `nodeModules` holds the SDK, whose launcher of the dynamic provider the engine looks for.
 */
export async function environmentBelow(root: string, nodeModules: string): Promise<Record<string, string>> {
  const directory = join(root, "pulumi");
  mkdirSync(join(directory, "state"), { recursive: true });
  const { directories } = await locatePulumi(() => undefined);
  const toolchain = [...directories, dirname(process.execPath)];
  return { ...privatePulumiEnvironment({ directory, nodeModules, toolchain }), NO_COLOR: "1" };
}
