import { mkdirSync, mkdtempSync, renameSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { cachedInstallation } from "./cache.ts";
import { downloadedVersion, type Surroundings } from "./contract.ts";
import { executableName, findOnPath } from "./executables.ts";
import { withProgress } from "./progress.ts";
import { lastLines, runToEnd } from "./run-to-end.ts";

const signOfLifeSeconds = 5;
const downloadSeconds = 300;

export function downloadedPulumi(environment: NodeJS.ProcessEnv): string {
  return inHome(cachedInstallation(environment, "download", downloadedVersion));
}

/**
 * Lets the npm package `pulumi` fetch the CLI and its language hosts from Pulumi's own site. That package waits for the
 * site as long as the network stack does, hence the short question beforehand. Returns false when there is nothing.
 */
export async function downloadPulumi(surroundings: Surroundings): Promise<boolean> {
  const { environment, downloadSite, report } = surroundings;
  const npm = findOnPath("npm", environment);
  if (npm === undefined) {
    report("Pulumi is not downloaded: there is no npm on PATH.");
    return false;
  }
  if (!(await answers(downloadSite))) {
    report(`Pulumi is not downloaded: ${new URL(downloadSite).host} does not answer.`);
    return false;
  }
  const destination = cachedInstallation(environment, "download", downloadedVersion);
  mkdirSync(dirname(destination), { recursive: true });
  const home = mkdtempSync(`${destination}.part-`);
  try {
    const lines = {
      opening: `Downloading Pulumi ${downloadedVersion} from ${new URL(downloadSite).host}, once for this user; usually a minute.`,
      waiting: "Still downloading",
    };
    const finished = await withProgress(report, lines, () =>
      runToEnd(npm, ["exec", "--yes", `--package=pulumi@${downloadedVersion}`, "--", "pulumi", "version"], {
        directory: home,
        environment: { ...environment, PULUMI_HOME: home, PULUMI_SKIP_UPDATE_CHECK: "true" },
        timeLimitSeconds: downloadSeconds,
      }),
    );
    if (finished.exitCode !== 0) {
      report(`Pulumi is not downloaded: ${lastLines(finished, 1)}`);
      return false;
    }
    rmSync(destination, { recursive: true, force: true });
    renameSync(home, destination);
    return true;
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
}

/** Where the npm package puts the CLI below the folder it takes for Pulumi's home. */
function inHome(home: string): string {
  return join(home, "versions", downloadedVersion, "bin", executableName("pulumi"));
}

async function answers(address: string): Promise<boolean> {
  try {
    const response = await fetch(address, { method: "HEAD", signal: AbortSignal.timeout(signOfLifeSeconds * 1000) });
    return response.ok;
  } catch {
    return false;
  }
}
