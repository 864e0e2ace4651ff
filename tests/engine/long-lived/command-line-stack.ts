import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Estate, Known, Stack } from "../../lifecycle/long-lived/estate.ts";
import { type ExportedResource, PulumiProject } from "../../support/pulumi.ts";
import { named, succeeds, textOf } from "../support/outcomes.ts";

/** A stack that the real command line runs. */
export class CommandLineStack implements Stack {
  readonly #project: PulumiProject;

  private constructor(project: PulumiProject) {
    this.#project = project;
  }

  static async create(environment: Readonly<Record<string, string>>): Promise<CommandLineStack> {
    const program = { directory: join(import.meta.dirname, "program") };
    return new CommandLineStack(await PulumiProject.create({ program, environment, timeLimitSeconds: 300 }));
  }

  async up(estate: Estate): Promise<void> {
    this.#declare(estate);
    await succeeds(this.#project.up());
  }

  async refresh(): Promise<void> {
    await succeeds(this.#project.refresh());
  }

  async refreshAndUp(estate: Estate): Promise<void> {
    this.#declare(estate);
    await succeeds(this.#project.up(["--refresh"]));
  }

  async planned(estate: Estate): Promise<readonly string[]> {
    this.#declare(estate);
    const result = await this.#project.preview(["--expect-no-changes", "--diff"]);
    return result.exitCode === 0 ? [] : [textOf(result)];
  }

  /** Read straight from the backend's files. That equals an export and takes no command. */
  known(): ReadonlyMap<string, Known> {
    const backend = fileURLToPath(this.#project.environment["PULUMI_BACKEND_URL"] ?? "");
    const file = join(backend, ".pulumi", "stacks", "test", "dev.json");
    const { checkpoint } = JSON.parse(readFileSync(file, "utf8")) as Checkpoint;
    return new Map(
      (checkpoint.latest?.resources ?? [])
        .filter(({ type }) => type.startsWith("pulumi-nodejs:dynamics365:"))
        .map(({ urn, id = "", outputs }) => [named(urn), { id, rowId: String(outputs?.["rowId"]) }]),
    );
  }

  remove(): void {
    this.#project.remove();
  }

  #declare(estate: Estate): void {
    writeFileSync(join(this.#project.directory, "estate.json"), JSON.stringify(estate));
  }
}

interface Checkpoint {
  readonly checkpoint: { readonly latest?: { readonly resources?: readonly ExportedResource[] } };
}
