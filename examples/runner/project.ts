import { copyFileSync, existsSync, mkdirSync, rmSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { packageDirectory } from "./package-directory.ts";

const root = join(packageDirectory, ".pulumi-sandbox");

export const quickstartFolders = {
  /** The folder that Pulumi runs in. */
  project: join(root, "project"),
  pulumi: join(root, "pulumi"),
  sandboxData: join(root, "data"),
};

/**
 * Creates the git-ignored folder of the quickstart. Pulumi reads stack configuration from beside Pulumi.yaml, and a
 * developer may keep a stack `dev` of a real environment in the repository. So the quickstart has its own project
 * folder. It links to the same programs, because `main` must be below the project.
 */
export function prepareQuickstart(fresh: boolean): void {
  if (fresh) rmSync(root, { recursive: true, force: true });
  const { project, pulumi, sandboxData } = quickstartFolders;
  for (const folder of [project, join(pulumi, "state"), sandboxData]) mkdirSync(folder, { recursive: true });
  copyFileSync(join(packageDirectory, "Pulumi.yaml"), join(project, "Pulumi.yaml"));
  const programs = join(project, "examples");
  if (!existsSync(programs)) symlinkSync(join(packageDirectory, "examples"), programs, "junction");
}
