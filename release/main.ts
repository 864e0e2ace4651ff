import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { makeArtifacts } from "./artifacts.ts";
import { runNpm } from "./npm.ts";
import { problemsOf } from "./problems.ts";

/** Where the files of the release go. Git ignores it. */
const folder = ".release";

const root = resolve(import.meta.dirname, "..");

/** `npm run release`: makes the files of this version, and publishes only if it is asked to. */
async function release(isPublished: boolean): Promise<void> {
  const problems = await problemsOf(root);
  if (problems.length > 0) {
    say("This tree cannot be released:", ...problems.map((problem) => `- ${problem}`));
    process.exitCode = 1;
    return;
  }
  const { tarball, billOfMaterials, checksums } = makeArtifacts(root, join(root, folder));
  say(`In ${folder}: ${tarball}, ${billOfMaterials}, ${checksums}.`);
  const publish = ["publish", join(folder, tarball), "--provenance", "--access", "public"];
  if (isPublished) runNpm(root, ...publish);
  else say("Nothing was published. To publish it:", `  npm ${publish.join(" ")}`);
}

function say(...lines: readonly string[]): void {
  process.stdout.write(`${lines.join("\n")}\n`);
}

try {
  // A dry run is what happens without --publish. Whoever says both wants no release yet.
  const { values } = parseArgs({ options: { publish: { type: "boolean" }, "dry-run": { type: "boolean" } } });
  await release(values.publish === true && values["dry-run"] !== true);
} catch (error) {
  say(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}
