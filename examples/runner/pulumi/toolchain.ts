/** Receives one line of progress, meant for a person. A heartbeat says only that something is still running. */
export type Report = (line: string, isHeartbeat?: boolean) => void;

export interface Toolchain {
  /** Folders to put in front of PATH, in this order. */
  readonly directories: readonly string[];
  /** Version of the Pulumi CLI, without a leading `v`. */
  readonly version: string;
  readonly origin: "path" | "download" | "build" | "cache";
}

/** What the search for Pulumi depends on besides the disk. Tests pass their own. */
export interface Surroundings {
  readonly environment: NodeJS.ProcessEnv;
  /** URL of the folder with the archives. */
  readonly downloadSite: string;
  /** SHA-256 of the archives there, by file name. An archive that is not listed is not downloaded. */
  readonly checksums: Readonly<Record<string, string>>;
  readonly report: Report;
}

export const downloadedVersion = "3.259.0";

/** Pulumi's own site; its release page has the same files. */
export const pulumiSite = "https://get.pulumi.com/releases/sdk";

/** As Pulumi published them with the release, in its formula for Homebrew; there is none for Windows. */
export const pulumiChecksums: Readonly<Record<string, string>> = {
  "pulumi-v3.259.0-darwin-x64.tar.gz": "eaca4c3b8277bfa3ab061fa3b270d1c66358a0b2e613da8c5587a04b7226c534",
  "pulumi-v3.259.0-darwin-arm64.tar.gz": "57c27f179e527e2cf9f62b841a448af72a020e44b2fb4ee0d9bd85556c00c864",
  "pulumi-v3.259.0-linux-x64.tar.gz": "94ba357acac23d01474084c4b00098dc0f7bc70ce13f34c777459254a5f718e5",
  "pulumi-v3.259.0-linux-arm64.tar.gz": "edc8327463a72160bb36cf82cf5062da9c8a244290a706d9980988e7bf486853",
};
