import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { packageDirectory } from "../../../examples/runner/package-directory.ts";
import { startCommand } from "../../support/running-command.ts";
import { succeeds } from "./outcomes.ts";

interface Manifest {
  readonly exports: Readonly<Record<string, string | { readonly types: string; readonly default: string }>>;
  readonly bin: Readonly<Record<string, string>>;
  readonly dependencies: Readonly<Record<string, string>>;
  readonly devDependencies: Readonly<Record<"@pulumi/pulumi", string>>;
}

export const manifest = JSON.parse(readFileSync(join(packageDirectory, "package.json"), "utf8")) as Manifest;

/** What npm says of a tarball. Sizes are in bytes. */
interface Contents {
  readonly filename: string;
  readonly size: number;
  readonly unpackedSize: number;
  readonly files: readonly { readonly path: string }[];
}

/** The package as npm packs it. */
export class PackedPackage {
  readonly contents: Contents;
  readonly tarball: string;
  readonly #root: string;

  private constructor(root: string, contents: Contents) {
    this.#root = root;
    this.contents = contents;
    this.tarball = join(root, contents.filename);
  }

  static async create(): Promise<PackedPackage> {
    const root = mkdtempSync(join(tmpdir(), "pulumi-dynamics365-packed-"));
    // Without scripts, because a build would delete files that other tests are using.
    const args = ["pack", "--ignore-scripts", "--json", "--pack-destination", root];
    const { stdout } = await startCommand("npm", args, { environment: process.env, directory: packageDirectory })
      .result;
    const [contents] = JSON.parse(stdout) as [Contents];
    const unpacking = startCommand("tar", ["-xzf", contents.filename], { environment: process.env, directory: root });
    await succeeds(unpacking.result);
    return new PackedPackage(root, contents);
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
