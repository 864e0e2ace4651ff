import { createRequire } from "node:module";
import { join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { isInline, isUnderMocks } from "./program-runner.ts";

/**
 * The stored line runs in the program's directory, and loads this package from there. A component library can have the
 * package where the program does not find it. Then every operation on its resources would fail, some of them after
 * other resources were created. We cannot check an inline program: it does not say in which directory its plugin runs.
 */
export function checkInstallation(): void {
  if (pulumi.runtime.getMonitor() === undefined || isUnderMocks() || isInline()) return;
  const directory = process.cwd();
  if (isFoundFrom(directory)) return;
  throw new pulumi.RunError(
    `The package pulumi-dynamics365 is not found from the program's directory ${directory}. ` +
      "Why: Pulumi loads the package from there, also where only a component library uses it. " +
      "Do this: Install it there, in the version that the library uses: `npm install pulumi-dynamics365`. [package-missing]",
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
