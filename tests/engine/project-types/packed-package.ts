import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { packageDirectory } from "../../../examples/runner/package-directory.ts";
import { startCommand } from "../../support/running-command.ts";
import { succeeds } from "../support/outcomes.ts";

/** The package as npm packs it. */
export class PackedPackage {
  readonly tarball: string;
  readonly #root: string;

  private constructor(root: string, tarball: string) {
    this.#root = root;
    this.tarball = tarball;
  }

  static async create(): Promise<PackedPackage> {
    const root = mkdtempSync(join(tmpdir(), "pulumi-dynamics365-packed-"));
    // Without scripts, because a build would delete files that other tests are using.
    await inDirectory(packageDirectory, "npm", "pack", "--ignore-scripts", "--pack-destination", root);
    const [name = ""] = readdirSync(root);
    await inDirectory(root, "tar", "-xzf", name);
    return new PackedPackage(root, join(root, name));
  }

  /** Unpacks it where npm would, with the dependencies of this repository. */
  unpackInto(nodeModules: string): void {
    const installed = join(nodeModules, "pulumi-dynamics365");
    mkdirSync(nodeModules, { recursive: true });
    cpSync(join(this.#root, "package"), installed, { recursive: true });
    symlinkSync(join(packageDirectory, "node_modules"), join(installed, "node_modules"), "junction");
  }

  remove(): void {
    rmSync(this.#root, { recursive: true, force: true });
  }
}

async function inDirectory(directory: string, command: string, ...args: string[]): Promise<void> {
  await succeeds(startCommand(command, args, { environment: process.env, directory }).result);
}
