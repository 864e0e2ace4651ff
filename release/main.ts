import { execFileSync } from "node:child_process";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { makeArtifacts } from "./artifacts.ts";
import { problemsOf } from "./problems.ts";

/** Where the files of the release go. Git ignores it. */
const folder = ".release";

const root = resolve(import.meta.dirname, "..");

// A dry run is what happens without --publish. Whoever says both wants no release yet.
const { values } = parseArgs({ options: { publish: { type: "boolean" }, "dry-run": { type: "boolean" } } });
const publishes = values.publish === true && values["dry-run"] !== true;

const problems = await problemsOf(root);
if (problems.length > 0) {
  say("This tree cannot be released:", ...problems.map((problem) => `- ${problem}`));
  process.exitCode = 1;
} else {
  const { tarball, billOfMaterials, checksums } = makeArtifacts(root, join(root, folder));
  const publish = ["publish", join(folder, tarball), "--provenance", "--access", "public"];
  say(`In ${folder}: ${tarball}, ${billOfMaterials}, ${checksums}.`);
  if (publishes) execFileSync("npm", publish, { cwd: root, stdio: "inherit" });
  else say("Nothing was published. To publish it:", `  npm ${publish.join(" ")}`);
}

function say(...lines: readonly string[]): void {
  process.stdout.write(`${lines.join("\n")}\n`);
}
