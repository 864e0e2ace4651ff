import { accessSync, constants, statSync } from "node:fs";
import { join, resolve } from "node:path";
import { makeFolder } from "../../../provider/sandbox/make-folder.ts";
import { buildPulumi, builtPulumi } from "./build.ts";
import { cacheDirectory } from "./cache.ts";
import { pulumiChecksums, pulumiSite, type Report, type Surroundings, type Toolchain } from "./toolchain.ts";
import { downloadPulumi, downloadedPulumi } from "./download.ts";
import { ToolchainError } from "./errors.ts";
import { executableName, findOnPath, isExecutable } from "./executables.ts";
import { inspectInstallation } from "./installation.ts";
import { withLock } from "./lock.ts";

const override = "PULUMI_DYNAMICS365_PULUMI";

/**
 * Finds a Pulumi CLI that can run Node.js programs, the cheapest way first: the one named by PULUMI_DYNAMICS365_PULUMI,
 * the one on PATH, one prepared earlier, Pulumi's own download, a build with Go.
 */
export async function locatePulumi(
  report: Report,
  { environment = process.env, downloadSite = pulumiSite, checksums = pulumiChecksums }: Partial<Surroundings> = {},
): Promise<Toolchain> {
  const surroundings: Surroundings = { environment, downloadSite, checksums, report };
  return (
    (await namedByUser(surroundings)) ??
    (await onPath(surroundings)) ??
    (await preparedEarlier(surroundings)) ??
    (await prepare(surroundings))
  );
}

async function namedByUser({ environment }: Surroundings): Promise<Toolchain | undefined> {
  const named = environment[override];
  if (named === undefined || named === "") return undefined;
  const pulumi = isDirectory(named) ? join(named, executableName("pulumi")) : named;
  const found = isExecutable(pulumi)
    ? await inspectInstallation(resolve(pulumi), environment)
    : { reason: "is not an executable file" };
  if ("directories" in found) return { ...found, origin: "path" };
  throw new ToolchainError({
    code: "named-pulumi-unusable",
    what: `Could not use the Pulumi that ${override} names.`,
    why: `${pulumi} ${found.reason}.`,
    remedy: `Let ${override} name a Pulumi executable that has its language host beside it, or unset it.`,
  });
}

async function onPath({ environment, report }: Surroundings): Promise<Toolchain | undefined> {
  const pulumi = findOnPath("pulumi", environment);
  if (pulumi === undefined) return undefined;
  const found = await inspectInstallation(pulumi, environment);
  if ("directories" in found) return { ...found, origin: "path" };
  report(`Not using ${pulumi}: it ${found.reason}.`);
  return undefined;
}

async function preparedEarlier({ environment }: Surroundings): Promise<Toolchain | undefined> {
  for (const pulumi of [downloadedPulumi(environment), builtPulumi(environment)]) {
    const found = await ifUsable(pulumi, environment);
    if (found !== undefined) return { ...found, origin: "cache" };
  }
  return undefined;
}

async function prepare(surroundings: Surroundings): Promise<Toolchain> {
  const { environment, report } = surroundings;
  makeCache(cacheDirectory(environment));
  return withLock(join(cacheDirectory(environment), "lock"), report, async () => {
    const meanwhile = await preparedEarlier(surroundings);
    if (meanwhile !== undefined) return meanwhile;

    if (await downloadPulumi(surroundings)) {
      const downloaded = await ifUsable(downloadedPulumi(environment), environment);
      if (downloaded !== undefined) return { ...downloaded, origin: "download" };
      report("The downloaded Pulumi cannot be used.");
    }
    await buildPulumi(surroundings);
    const built = await inspectInstallation(builtPulumi(environment), environment);
    if ("directories" in built) return { ...built, origin: "build" };
    throw new ToolchainError({
      code: "built-pulumi-unusable",
      what: "Could not use the Pulumi that was just built.",
      why: `${builtPulumi(environment)} ${built.reason}.`,
      remedy: "Install Pulumi (https://www.pulumi.com/docs/install/) and put it on PATH.",
    });
  });
}

function makeCache(directory: string): void {
  try {
    makeFolder(directory);
    accessSync(directory, constants.W_OK);
  } catch (error) {
    throw new ToolchainError(
      {
        code: "no-cache-directory",
        what: `Could not keep Pulumi in ${directory}.`,
        why: whyNoFolder(error),
        remedy: "Set XDG_CACHE_HOME to the absolute path of a folder that can be written, or put Pulumi on PATH.",
      },
      { cause: error },
    );
  }
}

function whyNoFolder(error: unknown): string {
  const code = error instanceof Error && "code" in error ? String(error.code) : "no code";
  if (code === "ENOENT") return `The system lets nobody make a folder there (${code}).`;
  if (["ENOTDIR", "EEXIST"].includes(code)) return `A part of the path is a file (${code}).`;
  if (["EACCES", "EPERM", "EROFS"].includes(code)) return `The folder cannot be written to (${code}).`;
  return `The system refuses it (${code}).`;
}

async function ifUsable(pulumi: string, environment: NodeJS.ProcessEnv) {
  if (!isExecutable(pulumi)) return undefined;
  const found = await inspectInstallation(pulumi, environment);
  return "directories" in found ? found : undefined;
}

function isDirectory(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}
