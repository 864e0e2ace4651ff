import { copyFileSync, existsSync, mkdirSync, rmSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { packageDirectory } from "../../provider/cli/package-directory.ts";

const root = join(packageDirectory, ".pulumi-sandbox");

export const quickstartFolders = {
  /** Where Pulumi is run. */
  project: join(root, "project"),
  pulumi: join(root, "pulumi"),
  sandboxData: join(root, "data"),
};

/**
 * Lays out the git-ignored folder in which the quickstart lives. Pulumi reads stack configuration from beside
 * Pulumi.yaml, and a developer may keep a stack `dev` of a real environment in the repository: hence a project folder
 * of its own, which shows the same programs through a link, because `main` must lie below the project.
 */
export function prepareQuickstart(fresh: boolean): void {
  if (fresh) rmSync(root, { recursive: true, force: true });
  const { project, pulumi, sandboxData } = quickstartFolders;
  for (const folder of [project, join(pulumi, "state"), sandboxData]) mkdirSync(folder, { recursive: true });
  copyFileSync(join(packageDirectory, "Pulumi.yaml"), join(project, "Pulumi.yaml"));
  const programs = join(project, "examples");
  if (!existsSync(programs)) symlinkSync(join(packageDirectory, "examples"), programs, "junction");
}
