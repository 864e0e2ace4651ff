import { createHash } from "node:crypto";
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { manifestOf } from "./manifest.ts";
import { askNpm, runNpm } from "./npm.ts";

/** Names of the files of a release, in their folder. */
export interface Artifacts {
  readonly tarball: string;
  readonly billOfMaterials: string;
  readonly checksums: string;
}

/** Builds the package and writes what a release consists of into the folder, which loses what it held. */
export function makeArtifacts(root: string, folder: string): Artifacts {
  const { name, version } = manifestOf(root);
  const tarball = `${name}-${version}.tgz`;
  const billOfMaterials = `${name}-${version}.cdx.json`;
  const checksums = "SHA256SUMS";
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });

  runNpm(root, "run", "build");
  runNpm(root, "pack", "--ignore-scripts", "--pack-destination", folder);
  writeFileSync(join(folder, billOfMaterials), dependenciesOf(root));
  const lines = [tarball, billOfMaterials].map((file) => `${sha256(join(folder, file))}  ${file}\n`);
  writeFileSync(join(folder, checksums), lines.join(""));
  return { tarball, billOfMaterials, checksums };
}

/**
 * The bill of materials (CycloneDX) of what a program installs with the package. The lock file also holds what tests and
 * examples need, so npm gets a copy without these. It reads the versions from there and asks no registry.
 */
function dependenciesOf(root: string): string {
  const { workspaces: _examples, devDependencies: _tools, ...published } = manifestOf(root);
  const folder = mkdtempSync(join(tmpdir(), "pulumi-dynamics365-release-"));
  try {
    writeFileSync(join(folder, "package.json"), JSON.stringify(published));
    copyFileSync(join(root, "package-lock.json"), join(folder, "package-lock.json"));
    runNpm(folder, "prune", "--package-lock-only", "--offline", "--ignore-scripts", "--no-audit", "--no-fund");
    return askNpm(folder, "sbom", "--sbom-format", "cyclonedx", "--package-lock-only");
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function sha256(path: string): string {
  return createHash("sha256").update(readFileSync(path)).digest("hex");
}
