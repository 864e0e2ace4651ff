import { userInfo } from "node:os";
import { isAbsolute, join } from "node:path";
import { ToolchainError } from "./errors.ts";

/**
 * Per user and outside every project, so that one build serves all checkouts. Programs in this folder are run, so it is
 * never below the working directory: a relative path is ignored, as the XDG base directory specification says, and an
 * empty HOME counts as not set.
 */
export function cacheDirectory(environment: NodeJS.ProcessEnv): string {
  const [configured = "", home = ""] = [environment["XDG_CACHE_HOME"], environment["HOME"]];
  if (isAbsolute(configured)) return join(configured, "pulumi-dynamics365");
  return join(isAbsolute(home) ? home : homeOfUser(), ".cache", "pulumi-dynamics365");
}

function homeOfUser(): string {
  try {
    const { homedir } = userInfo();
    if (isAbsolute(homedir)) return homedir;
  } catch {
    // In a container, a user may have only a number.
  }
  throw new ToolchainError({
    code: "no-cache-directory",
    what: "Could not prepare Pulumi: there is no folder to keep it in.",
    why: "Neither XDG_CACHE_HOME nor HOME is an absolute path, and the user of this process has no home folder.",
    remedy: "Set one of the two to an absolute path, or put Pulumi on PATH.",
  });
}

/** One folder per version and machine kind: machines may share a home directory. */
export function cachedInstallation(
  environment: NodeJS.ProcessEnv,
  kind: "build" | "download",
  version: string,
): string {
  return join(cacheDirectory(environment), `${kind}-${version}-${process.platform}-${process.arch}`);
}
