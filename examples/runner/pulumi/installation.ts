import { dirname, join } from "node:path";
import { oldestPulumi } from "../../../provider/cli/oldest-pulumi.ts";
import { executableName, findOnPath, isExecutable } from "./executables.ts";
import { lastLines, runToEnd } from "./run-to-end.ts";
import { findVersion, isAtLeast } from "./version.ts";

export const languageHost = "pulumi-language-nodejs";

export interface Installation {
  readonly directories: readonly string[];
  readonly version: string;
}

export interface Unusable {
  /** Part of a sentence that follows the path of the executable. */
  readonly reason: string;
}

/** Whether this Pulumi executable can run our programs: new enough, and with the Node.js language host. */
export async function inspectInstallation(
  pulumi: string,
  environment: NodeJS.ProcessEnv,
): Promise<Installation | Unusable> {
  const finished = await runToEnd(pulumi, ["version"], {
    environment: { ...environment, PULUMI_SKIP_UPDATE_CHECK: "true" },
    timeLimitSeconds: 20,
  });
  const version = finished.exitCode === 0 ? findVersion(finished.stdout) : undefined;
  if (version === undefined) return { reason: `does not tell its version: ${lastLines(finished, 1)}` };
  if (!isAtLeast(version, oldestPulumi)) return { reason: `is version ${version}, older than ${oldestPulumi}` };

  const directory = dirname(pulumi);
  if (isExecutable(join(directory, executableName(languageHost)))) return { directories: [directory], version };
  const host = findOnPath(languageHost, environment);
  if (host === undefined) return { reason: `has no ${languageHost} beside it, and there is none on PATH` };
  return { directories: [directory, dirname(host)], version };
}
