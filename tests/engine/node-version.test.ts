import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { expect } from "chai";
import { packageDirectory } from "../../examples/runner/package-directory.ts";
import { type CommandResult, startCommand } from "../support/running-command.ts";

const { engines, exports } = JSON.parse(readFileSync(join(packageDirectory, "package.json"), "utf8")) as {
  readonly engines: { readonly node: string };
  readonly exports: Readonly<Record<string, unknown>>;
};

const sentence = (version: string): string =>
  `pulumi-dynamics365 needs Node.js 22.13 or newer, and this is ${version}. Do this: Install Node.js 24, and put it first on PATH. [node-version]`;

const run = (node: string, ...args: readonly string[]): Promise<CommandResult> =>
  startCommand(node, args, { environment: process.env, directory: packageDirectory }).result;

const loading = (entry: string): readonly string[] => [
  "--eval",
  `import(${JSON.stringify(entry)}).then(() => console.log("loaded"), (error) => console.log(String(error.stack)))`,
];

/** Makes Node report this version before anything is loaded. */
const as = (version: string): readonly string[] => [
  "--import",
  `data:text/javascript,Object.defineProperty(process,"versions",{value:{...process.versions,node:"${version}"}})`,
];

const entries = Object.keys(exports)
  .filter((path) => path !== "./package.json")
  .map((path) => join("pulumi-dynamics365", path));

/** Older versions of Node on this machine. */
const oldNodes = (process.env["PATH"] ?? "")
  .split(delimiter)
  .map((folder) => join(folder, "node"))
  .filter((path) => existsSync(path))
  .map((path) => ({ path, version: execFileSync(path, ["-p", "process.versions.node"], { encoding: "utf8" }).trim() }))
  .filter(({ version }) => Number.parseInt(version, 10) < 22);

describe("a Node.js that is too old", function () {
  this.timeout(60_000);

  // Node warns about a required module before 22.13, and about types in a program in 23 and in 24.0 to 24.2.
  it("is not admitted by package.json, nor one that warns users of experiments", () => {
    expect(engines.node).to.equal("^22.13.0 || >=24.3.0");
  });

  for (const entry of entries) {
    it(`is told in one sentence by ${entry}`, async () => {
      const { stdout } = await run(process.execPath, ...as("20.20.2"), ...loading(entry));
      expect(stdout.trim()).to.equal(sentence("20.20.2"));
    });
  }

  it("is told in one sentence by the command", async () => {
    const { exitCode, stdout, stderr } = await run(
      process.execPath,
      ...as("22.12.0"),
      "dist/provider/cli/main.js",
      "--help",
    );
    expect({ exitCode, stdout, stderr: stderr.trim() }).to.deep.equal({
      exitCode: 1,
      stdout: "",
      stderr: sentence("22.12.0"),
    });
  });

  for (const { path, version } of oldNodes) {
    it(`is told in one sentence by ${path}, which is ${version}`, async () => {
      const { stdout } = await run(path, ...loading("pulumi-dynamics365"));
      expect(stdout.trim()).to.equal(sentence(version));
    });
  }

  for (const version of ["22.13.0", "24.0.0", "100.1.0"]) {
    it(`is not ${version}`, async () => {
      const { stdout } = await run(process.execPath, ...as(version), ...loading("pulumi-dynamics365"));
      expect(stdout.trim()).to.equal("loaded");
    });
  }
});
