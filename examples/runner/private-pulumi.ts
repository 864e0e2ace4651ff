import { delimiter, join } from "node:path";
import { pathToFileURL } from "node:url";
import { withoutClouds } from "../../provider/cli/without-clouds.ts";

export interface PrivatePulumi {
  /** Folder for Pulumi's home and for the state of the stacks. */
  readonly directory: string;
  /** The node_modules folder that holds @pulumi/pulumi. */
  readonly nodeModules: string;
  /** Folders with the CLI and its language host. */
  readonly toolchain: readonly string[];
}

/**
 * Environment variables that keep Pulumi away from everything of the user's: its own home, state and passphrase, no
 * service, no downloads. Leaves out the user's variables that lead to a real Pulumi account or a real cloud.
 */
export function privatePulumiEnvironment(
  options: PrivatePulumi,
  inherited: NodeJS.ProcessEnv = process.env,
): Record<string, string> {
  const path = [
    ...options.toolchain,
    join(options.nodeModules, ".bin"),
    // Holds the launcher of the dynamic provider, which the engine looks for on PATH.
    join(options.nodeModules, "@pulumi", "pulumi"),
    inherited["PATH"] ?? "",
  ];
  const ofPulumi = ([name]: readonly [string, string]): boolean => name.startsWith("PULUMI_");
  return {
    ...Object.fromEntries(Object.entries(withoutClouds(inherited)).filter((entry) => !ofPulumi(entry))),
    PATH: path.join(delimiter),
    PULUMI_HOME: join(options.directory, "home"),
    // Without the metadata file that Pulumi would write beside each of its files: after a kill it can be empty, and
    // then the stack cannot be read.
    PULUMI_BACKEND_URL: `${pathToFileURL(join(options.directory, "state")).href}?metadata=skip`,
    PULUMI_CONFIG_PASSPHRASE: "sandbox",
    PULUMI_SKIP_UPDATE_CHECK: "true",
    PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
  };
}
