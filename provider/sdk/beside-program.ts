import { createRequire } from "node:module";
import { join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { version } from "../version.ts";
import { isInline, isUnderMocks, programKey } from "./program-runner.ts";
import { sharedByVersions } from "./shared.ts";

/** The version that each program of this process uses. */
const versions = sharedByVersions("versions", new WeakMap<object, string>());

/**
 * The stored line runs in the program's directory, and loads this package from there. A component library can have the
 * package where the program does not find it. Then every operation on its resources would fail, some of them after
 * other resources were created. We cannot check an inline program: it does not say in which directory its plugin runs.
 */
export function checkInstallation(): void {
  checkVersion();
  if (pulumi.runtime.getMonitor() === undefined || isUnderMocks() || isInline()) return;
  const directory = process.cwd();
  if (isFoundFrom(directory)) return;
  throw new pulumi.RunError(
    `The package pulumi-dynamics365 is not found from the program's directory ${directory}. ` +
      "Why: Pulumi loads the package from there, also where only a component library uses it. " +
      "Do this: Install it there, in the version that the library uses: `npm install pulumi-dynamics365`. [package-missing]",
  );
}

/**
 * Two versions do not share what they know of the program. And the engine runs both in one version: the one that the
 * stored line loads.
 */
function checkVersion(): void {
  const program = programKey();
  const used = versions.get(program) ?? version;
  versions.set(program, used);
  if (used === version) return;
  throw new pulumi.RunError(
    `The program uses pulumi-dynamics365 in two versions, ${used} and ${version}. ` +
      "Why: Resources of one version do not know those of the other, and Pulumi would run both in one version. " +
      "Do this: Install one version for the program and its component libraries; `npm ls pulumi-dynamics365` shows who asks for which. [package-versions]",
  );
}

function isFoundFrom(directory: string): boolean {
  try {
    // What the stored line loads.
    createRequire(join(directory, "program.js")).resolve("pulumi-dynamics365/handlers");
    return true;
  } catch {
    return false;
  }
}
