import { chmodSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { packageDirectory } from "../../examples/runner/package-directory.ts";
import { PulumiProject } from "../support/pulumi.ts";
import { copyOfRepository } from "../support/repository-copy.ts";
import { startCommand } from "../support/running-command.ts";
import { withSandbox } from "../support/sandbox.ts";

/** Commands of the documents that this test does not run. */
const leftOut: Readonly<Record<string, string>> = {
  "npm ci && npm test": "this test is run by it",
  "npm install ./pulumi-dynamics365-0.1.0.tgz @pulumi/pulumi": "package.test.ts installs a tarball, see below",
  "npx pulumi-dynamics365 sandbox --data .sandbox --organization Fabrikam -- pulumi preview":
    "is refused on purpose, see package.test.ts",
};

/** The test already runs in an installed copy. */
const install = "npm ci && ";

/**
 * These addresses stand for the reader's environment and for a sandbox that the reader started. Here both are the
 * sandbox of the test.
 */
const addressesOfReaders = /https:\/\/contoso\.crm4\.dynamics\.com|http:\/\/127\.0\.0\.1:8080/g;

const documents = ["README.md", "docs/sandbox.md"].map((path) => readFileSync(join(packageDirectory, path), "utf8"));
const blocksOf = (language: string): string[] =>
  documents.flatMap((document) =>
    [...document.matchAll(new RegExp(`^\`\`\`${language}\\n(.*?)^\`\`\`$`, "gms"))].map(([, text = ""]) => text),
  );
const blocks = blocksOf("sh").map((text) => text.trimEnd().split("\n"));
const [seed = ""] = blocksOf("json").filter((text) => text.includes("$schema"));
/** The file that the README installs. */
const [tarball = ""] = blocks.flat().flatMap((command) => /^npm install \.\/(\S+)/.exec(command)?.[1] ?? []);
const runnable = blocks
  .map((commands) => commands.filter((command) => !(command in leftOut)).map((command) => command.replace(install, "")))
  .filter((commands) => commands.length > 0);
const ofTheRepository = runnable.filter(([first = ""]) => first.startsWith("npm "));
const ofAProject = runnable.filter((commands) => !ofTheRepository.includes(commands));

describe("commands of the README and of the page about the sandbox", function () {
  this.timeout(300_000);

  it("are left out here for a reason only", () => {
    const written = blocks.flat();
    expect(Object.keys(leftOut).filter((command) => !written.includes(command))).to.deep.equal([]);
    expect({ repository: ofTheRepository.length > 0, project: ofAProject.length > 0 }).to.deep.equal({
      repository: true,
      project: true,
    });
  });

  describe("in the repository", () => {
    let copy: string;
    before(() => (copy = copyOfRepository()));
    after(() => rmSync(copy, { recursive: true, force: true }));

    for (const commands of ofTheRepository) {
      it(commands.join(", then "), async () => {
        const output = await succeed(commands, copy, process.env);
        if (commands.includes("npm start")) expect(output).to.contain("Deployed to the sandbox.");
        if (commands.includes("npm run preview")) expect(output).to.match(/ \d+ unchanged/);
        if (commands.includes("npm pack")) expect(readdirSync(copy)).to.include(tarball);
      });
    }
  });

  describe("in a project of one's own", () => {
    const sandbox = withSandbox({ standIns: true });

    for (const commands of ofAProject) {
      it(commands.join(", then "), async () => {
        const project = await PulumiProject.create({
          program: { directory: join(packageDirectory, "examples", "quickstart") },
          environment: sandbox().environment,
        });
        try {
          linkCommand(project.directory);
          writeFileSync(join(project.directory, "seed.json"), seed);
          const environment = { ...project.environment, CLIENT_SECRET: "a secret", PULUMI_SKIP_CONFIRMATIONS: "true" };
          const lines = commands.map((command) => command.replaceAll(addressesOfReaders, sandbox().url));
          const output = await succeed(lines, project.directory, environment);
          if (commands.some((command) => / up$/.test(command))) expect(output).to.match(/\+ \d+ created/);
        } finally {
          project.remove();
        }
      });
    }
  });
});

/** Runs the commands as one script that stops at the first failure. Returns everything they printed. */
async function succeed(commands: readonly string[], directory: string, environment: NodeJS.ProcessEnv) {
  const script = commands.join("\n");
  const { result } = startCommand("sh", ["-ec", script], { directory, environment, timeLimitSeconds: 280 });
  const { exitCode, stdout, stderr } = await result;
  const output = `${stdout}\n${stderr}`;
  expect(exitCode, output).to.equal(0);
  return output;
}

/** Does what npm does with the `bin` of an installed package. */
function linkCommand(project: string): void {
  const folder = join(project, "node_modules", ".bin");
  mkdirSync(folder);
  const command = join(folder, "pulumi-dynamics365");
  const main = join(packageDirectory, "dist", "provider", "cli", "main.js");
  writeFileSync(command, `#!/bin/sh\nexec "${process.execPath}" "${main}" "$@"\n`);
  chmodSync(command, 0o755);
}
