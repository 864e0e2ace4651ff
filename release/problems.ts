import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { staleFiles } from "../schema/generate/generated-files.ts";
import { manifestOf } from "./manifest.ts";

/** What stands in the way of a release, each with what to do. */
export async function problemsOf(root: string): Promise<readonly string[]> {
  return [...uncommitted(root), ...unnamed(root), ...(await stale(root))];
}

function uncommitted(root: string): readonly string[] {
  const status = execFileSync("git", ["status", "--porcelain"], { cwd: root, encoding: "utf8" });
  const paths = status.split("\n").flatMap((line) => (line === "" ? [] : [line.slice(3)]));
  return paths.length === 0 ? [] : [`There are changes without a commit: ${paths.join(", ")}. Commit them.`];
}

function unnamed(root: string): readonly string[] {
  const { version } = manifestOf(root);
  const [, newest = "nothing"] = /^## (.+)$/m.exec(readFileSync(join(root, "CHANGELOG.md"), "utf8")) ?? [];
  if (newest === version) return [];
  return [`CHANGELOG.md begins with ${newest}, but package.json says ${version}. Name its first section ${version}.`];
}

async function stale(root: string): Promise<readonly string[]> {
  const files = await staleFiles(root);
  if (files.length === 0) return [];
  return [`Generated files are stale: ${files.map(({ path }) => path).join(", ")}. Run \`npm run generate\`.`];
}
