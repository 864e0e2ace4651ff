import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { packageDirectory } from "../../../examples/runner/package-directory.ts";
import { startCommand } from "../../support/running-command.ts";
import { succeeds } from "../support/outcomes.ts";

const manifest = JSON.parse(readFileSync(join(packageDirectory, "package.json"), "utf8")) as {
  readonly dependencies: Readonly<Record<string, string>>;
};

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

  /** Unpacks it where npm would, with the dependencies of this repository. It takes Pulumi's SDK from the project. */
  unpackInto(nodeModules: string): void {
    const installed = join(nodeModules, "pulumi-dynamics365");
    cpSync(join(this.#root, "package"), installed, { recursive: true });
    for (const name of Object.keys(manifest.dependencies)) {
      const path = join(installed, "node_modules", name);
      mkdirSync(dirname(path), { recursive: true });
      symlinkSync(join(packageDirectory, "node_modules", name), path, "junction");
    }
  }

  remove(): void {
    rmSync(this.#root, { recursive: true, force: true });
  }
}

async function inDirectory(directory: string, command: string, ...args: string[]): Promise<void> {
  await succeeds(startCommand(command, args, { environment: process.env, directory }).result);
}
