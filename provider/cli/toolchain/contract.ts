/** Receives one line of progress, meant for a person. */
export type Report = (line: string) => void;

export interface Toolchain {
  /** Folders to put in front of PATH, in this order. */
  readonly directories: readonly string[];
  /** Version of the Pulumi CLI, without a leading `v`. */
  readonly version: string;
  readonly origin: "path" | "download" | "build" | "cache";
}

/** What the search for Pulumi depends on besides the disk. Tests give their own. */
export interface Surroundings {
  readonly environment: NodeJS.ProcessEnv;
  /** Address asked for a sign of life before anything is downloaded. */
  readonly downloadSite: string;
  readonly report: Report;
}

/** The oldest Pulumi CLI that this package is tested with. */
export const oldestVersion = "3.259.0";

/** What the npm package `pulumi` is asked to download; its version number is that of the CLI. */
export const downloadedVersion = "3.265.0";
