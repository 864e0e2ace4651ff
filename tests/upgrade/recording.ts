import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { ExportedStack } from "../support/pulumi.ts";
import type { World } from "./world.ts";

/** The folder of all recordings: one folder for each release, with one for each program in it. */
export const recordingsDirectory = import.meta.dirname;

/** Names of the files of a recording. The program is a folder with index.ts, Pulumi.yaml and Pulumi.dev.yaml. */
export const fileNames = {
  facts: "recording.json",
  stack: "stack.json",
  rows: "rows.json",
  program: "program",
  stackConfiguration: "Pulumi.dev.yaml",
} as const;

export interface RecordingFacts {
  /** What the secrets of stack and configuration are encrypted with. */
  readonly passphrase: string;
  /** The URL stands in stack and configuration for the one that the environment has in a test. */
  readonly organizations: readonly { readonly id: string; readonly url: string }[];
}

export interface RecordedRows {
  /** What was there before the program, and stays when it is destroyed. */
  readonly ofPeople: World;
  /** What `pulumi destroy` deletes: rows that the program made or took over. */
  readonly ofProgram: World;
}

export interface Recording {
  /** `0.1.0/quickstart` */
  readonly title: string;
  readonly directory: string;
  readonly facts: RecordingFacts;
  readonly rows: RecordedRows;
  /** Of the stack and of its configuration, with the URLs of these organizations in it. */
  stackFor(organizations: readonly { readonly url: string }[]): ExportedStack;
  stackConfigurationFor(organizations: readonly { readonly url: string }[]): string;
}

export function readRecordings(): readonly Recording[] {
  const releases = readdirSync(recordingsDirectory).filter((name) => /^\d+\.\d+\.\d+$/.test(name));
  return releases.flatMap((release) =>
    readdirSync(join(recordingsDirectory, release))
      .toSorted()
      .map((program) => readRecording(`${release}/${program}`)),
  );
}

function readRecording(title: string): Recording {
  const directory = join(recordingsDirectory, title);
  const read = (...path: readonly string[]): string => readFileSync(join(directory, ...path), "utf8");
  const facts = JSON.parse(read(fileNames.facts)) as RecordingFacts;
  const withUrls = (text: string, organizations: readonly { readonly url: string }[]): string =>
    facts.organizations.reduce((sofar, { url }, at) => sofar.replaceAll(url, organizations[at]?.url ?? url), text);
  return {
    title,
    directory,
    facts,
    rows: JSON.parse(read(fileNames.rows)) as RecordedRows,
    stackFor: (organizations) => JSON.parse(withUrls(read(fileNames.stack), organizations)) as ExportedStack,
    stackConfigurationFor: (organizations) =>
      withUrls(read(fileNames.program, fileNames.stackConfiguration), organizations),
  };
}
