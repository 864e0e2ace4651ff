import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { packageDirectory } from "../../../examples/runner/package-directory.ts";
import { PulumiProject } from "../../support/pulumi.ts";
import { SandboxProcess } from "../../support/sandbox-process.ts";
import { succeeds } from "../support/outcomes.ts";

export interface Deployment {
  readonly project: PulumiProject;
  readonly sandbox: SandboxProcess;
}

/**
 * The quickstart and its sandbox, saved at one point, so that a test can run on from there as often as it wants. Each
 * run has its own state and rows.
 */
export class Fixture {
  readonly #data: string;
  readonly #project: PulumiProject;

  private constructor(data: string, project: PulumiProject) {
    this.#data = data;
    this.#project = project;
  }

  static async empty(): Promise<Fixture> {
    const data = mkdtempSync(join(tmpdir(), "pulumi-dynamics365-"));
    const sandbox = await serve(data);
    const project = await PulumiProject.create({
      program: { directory: join(packageDirectory, "examples", "quickstart") },
      environment: sandbox.environment,
      timeLimitSeconds: 300,
    });
    await sandbox.close();
    return new Fixture(data, project);
  }

  /** A fixture that continues from this one after `pulumi up`. */
  async deployed(): Promise<Fixture> {
    const { project, sandbox, data } = await this.#open();
    await succeeds(project.up()).finally(() => sandbox.close());
    return new Fixture(data, project);
  }

  async run<Result>(act: (deployment: Deployment) => Promise<Result>): Promise<Result> {
    const { project, sandbox, data } = await this.#open();
    try {
      return await act({ project, sandbox });
    } finally {
      await sandbox.close();
      project.remove();
      rmSync(data, { recursive: true, force: true });
    }
  }

  remove(): void {
    this.#project.remove();
    rmSync(this.#data, { recursive: true, force: true });
  }

  async #open(): Promise<Deployment & { readonly data: string }> {
    const data = mkdtempSync(join(tmpdir(), "pulumi-dynamics365-"));
    cpSync(this.#data, data, { recursive: true });
    const sandbox = await serve(data);
    return { project: this.#project.copy(sandbox.environment), sandbox, data };
  }
}

function serve(dataDirectory: string): Promise<SandboxProcess> {
  return SandboxProcess.start({ standIns: true, dataDirectory });
}
