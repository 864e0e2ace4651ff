import { cpSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type * as provider from "../../../provider/index.ts";
import { root } from "../../architecture/source-tree.ts";

/** A copy of this package, as a component library may bring one. It finds the SDK that the first copy uses. */
export class PackageCopy {
  readonly #directory = mkdtempSync(join(tmpdir(), "pulumi-dynamics365-copy-"));

  /** The version of the copy. Without it, the copy has that of this package. */
  constructor(version?: string) {
    for (const name of ["provider", "schema", "package.json"])
      cpSync(join(root, name), join(this.#directory, name), { recursive: true });
    symlinkSync(join(root, "node_modules"), join(this.#directory, "node_modules"), "junction");
    if (version !== undefined)
      writeFileSync(join(this.#directory, "provider", "version.ts"), `export const version = "${version}";\n`);
  }

  async load(): Promise<typeof provider> {
    const url = pathToFileURL(join(this.#directory, "provider", "index.ts")).href;
    return (await import(url)) as typeof provider;
  }

  remove(): void {
    rmSync(this.#directory, { recursive: true, force: true });
  }
}
