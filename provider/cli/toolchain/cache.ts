import { homedir } from "node:os";
import { join } from "node:path";

/** Per user and outside every project, so that one build serves all checkouts. */
export function cacheDirectory(environment: NodeJS.ProcessEnv): string {
  const configured = environment["XDG_CACHE_HOME"];
  const base =
    configured === undefined || configured === "" ? join(environment["HOME"] ?? homedir(), ".cache") : configured;
  return join(base, "pulumi-dynamics365");
}

/** One folder per version and machine kind: a home directory may be shared between machines. */
export function cachedInstallation(
  environment: NodeJS.ProcessEnv,
  kind: "build" | "download",
  version: string,
): string {
  return join(cacheDirectory(environment), `${kind}-${version}-${process.platform}-${process.arch}`);
}
