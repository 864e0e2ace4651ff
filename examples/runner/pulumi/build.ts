import { mkdtempSync, readdirSync, readFileSync, renameSync, rmSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { packageDirectory } from "../package-directory.ts";
import { cachedInstallation } from "./cache.ts";
import { cleanEnvironment } from "./clean-environment.ts";
import type { Surroundings } from "./toolchain.ts";
import { writeDynamicLauncher } from "./dynamic-launcher.ts";
import { ToolchainError } from "./errors.ts";
import { executableName, findOnPath } from "./executables.ts";
import { languageHost } from "./installation.ts";
import { withProgress } from "./progress.ts";
import { lastLines, runToEnd } from "./run-to-end.ts";
import { findVersion, isAtLeast } from "./version.ts";

const buildSeconds = 30 * 60;

/**
 * Two Go modules, because the newest published `sdk/v3` that still holds the Node.js language host is far older than
 * the one the CLI needs. Each go.mod pins what is built; go.sum pins its content.
 */
const cli = {
  program: "pulumi",
  module: moduleDirectory("cli"),
  requirement: "github.com/pulumi/pulumi/pkg/v3",
  source: "github.com/pulumi/pulumi/pkg/v3/cmd/pulumi",
};
const host = {
  program: languageHost,
  module: moduleDirectory("language-nodejs"),
  requirement: "github.com/pulumi/pulumi/sdk/v3",
  source: "github.com/pulumi/pulumi/sdk/v3/nodejs/cmd/pulumi-language-nodejs",
};

export function builtPulumi(environment: NodeJS.ProcessEnv): string {
  return join(buildDestination(environment), executableName("pulumi"));
}

/** Compiles the CLI and its language host from the Go module proxy into the user's cache. */
export async function buildPulumi(surroundings: Surroundings): Promise<void> {
  const { environment, report } = surroundings;
  const go = await findGo(environment);
  const destination = buildDestination(environment);
  removeUnfinished(destination);
  const unfinished = mkdtempSync(`${destination}.part-`);
  try {
    const lines = {
      opening:
        `Building Pulumi ${pinnedVersion(cli)} with Go into ${destination}, because none is on PATH and none could ` +
        "be downloaded; once for this user, 4 to 10 minutes on 2 cores.",
      waiting: "Still building",
    };
    await withProgress(report, lines, async () => {
      for (const part of [host, cli]) await compile(go, part, unfinished, environment);
    });
    writeDynamicLauncher(unfinished);
    rmSync(destination, { recursive: true, force: true });
    renameSync(unfinished, destination);
  } finally {
    rmSync(unfinished, { recursive: true, force: true });
  }
}

async function compile(go: string, part: typeof cli, directory: string, environment: NodeJS.ProcessEnv): Promise<void> {
  // Without this variable at link time the CLI calls itself version 3.0.0-dev and refuses newer SDKs.
  const flags = `-s -w -X github.com/pulumi/pulumi/sdk/v3/go/common/version.Version=${pinnedVersion(part)}`;
  const output = join(directory, executableName(part.program));
  const finished = await runToEnd(go, ["build", "-trimpath", "-ldflags", flags, "-o", output, part.source], {
    directory: part.module,
    // A go.work above the project would replace our go.mod.
    environment: { ...cleanEnvironment(environment), GOWORK: "off" },
    timeLimitSeconds: buildSeconds,
  });
  if (finished.exitCode === 0) return;
  throw new ToolchainError({
    code: "pulumi-build-failed",
    what: `Could not build ${part.program} ${pinnedVersion(part)} with Go.`,
    why: lastLines(finished),
    remedy: "Let Go reach its module proxy (GOPROXY), or install Pulumi yourself and put it on PATH.",
  });
}

async function findGo(environment: NodeJS.ProcessEnv): Promise<string> {
  const needed = /^go (\S+)$/m.exec(readFileSync(join(cli.module, "go.mod"), "utf8"))?.[1] ?? "";
  const remedy = `Install Pulumi (https://www.pulumi.com/docs/install/) or Go ${needed} or newer, and put it on PATH.`;
  const go = findOnPath("go", environment);
  if (go === undefined) {
    throw new ToolchainError({
      code: "go-missing",
      what: "Could not build Pulumi: Go is missing.",
      why: "There is no usable Pulumi on PATH, Pulumi's download site cannot be reached, and there is no Go on PATH.",
      remedy,
    });
  }
  // Run inside the module, where Go reports the toolchain that it would switch to.
  const asked = await runToEnd(go, ["env", "GOVERSION"], {
    directory: cli.module,
    environment: cleanEnvironment(environment),
    timeLimitSeconds: 60,
  });
  const version = findVersion(asked.stdout);
  if (version === undefined || !isAtLeast(version, needed)) {
    throw new ToolchainError({
      code: "go-too-old",
      what: "Could not build Pulumi: Go is too old.",
      why: `${go} is version ${version ?? "unknown"}; building Pulumi ${pinnedVersion(cli)} needs ${needed}.`,
      remedy,
    });
  }
  return go;
}

function buildDestination(environment: NodeJS.ProcessEnv): string {
  return cachedInstallation(environment, "build", `${pinnedVersion(cli)}-${pinnedVersion(host)}`);
}

function pinnedVersion(part: typeof cli): string {
  const lines = readFileSync(join(part.module, "go.mod"), "utf8").split("\n");
  return (
    findVersion(
      lines
        .find((line) => line.includes(`${part.requirement} v`))
        ?.split(" v")
        .at(-1) ?? "",
    ) ?? ""
  );
}

function moduleDirectory(name: string): string {
  return join(packageDirectory, "examples", "runner", "pulumi", "go", name);
}

/** Called under the lock, so anything unfinished was left by a killed build. */
function removeUnfinished(destination: string): void {
  for (const entry of readdirSync(dirname(destination))) {
    if (entry.startsWith(`${basename(destination)}.part-`)) {
      rmSync(join(dirname(destination), entry), { recursive: true, force: true });
    }
  }
}
