import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { copyOfRepository } from "../support/repository-copy.ts";
import { startCommand, type CommandResult } from "../support/running-command.ts";

interface Manifest {
  readonly dependencies: Readonly<Record<string, string>>;
  readonly devDependencies: Readonly<Record<string, string>>;
}
interface BillOfMaterials {
  readonly bomFormat: string;
  readonly metadata: { readonly component: { readonly purl: string } };
  readonly components: readonly { readonly name: string; readonly version: string }[];
}

/** A version that nobody has released. */
const version = "9.8.7";

/** Nobody listens there, so nothing that needs a registry can work. */
const noRegistry = { npm_config_registry: "http://127.0.0.1:1", npm_config_fetch_retries: "0" };

describe("npm run release", function () {
  this.timeout(300_000);

  let copy: string;
  before(() => {
    copy = copyOfRepository();
    git("init", "--quiet");
    commit();
  });
  after(() => rmSync(copy, { recursive: true, force: true }));

  const textOf = (...path: readonly string[]): string => readFileSync(join(copy, ...path), "utf8");
  const run = (command: string, ...args: readonly string[]): Promise<CommandResult> =>
    startCommand(command, args, {
      directory: copy,
      environment: { ...process.env, ...noRegistry },
      timeLimitSeconds: 280,
    }).result;
  function git(...args: readonly string[]): void {
    execFileSync("git", ["-c", "user.name=Test", "-c", "user.email=test@example.com", ...args], { cwd: copy });
  }
  function commit(): void {
    git("add", "--all");
    git("commit", "--quiet", "--message", "A tree of the test");
  }

  it("refuses a tree that is not ready, and names everything at once", async () => {
    await run("npm", "version", version, "--no-git-tag-version", "--ignore-scripts");
    const { exitCode, stdout } = await run(process.execPath, "release/main.ts");
    expect(stdout.trimEnd().split("\n")).to.deep.equal([
      "This tree cannot be released:",
      "- There are changes without a commit: package-lock.json, package.json. Commit them.",
      `- CHANGELOG.md begins with Unreleased, but package.json says ${version}. Name its first section ${version}.`,
      "- Generated files are stale: provider/version.ts, schema/schema.json. Run `npm run generate`.",
    ]);
    expect(exitCode).to.equal(1);
    expect(readdirSync(copy)).not.to.include(".release");
  });

  it("makes the package, its bill of materials and their checksums, and says how to publish them, without a network", async () => {
    await run("npm", "run", "generate");
    writeFileSync(join(copy, "CHANGELOG.md"), textOf("CHANGELOG.md").replace("## Unreleased", `## ${version}`));
    commit();
    const { exitCode, stdout, stderr } = await run("npm", "run", "--silent", "release");
    expect(exitCode, `${stdout}\n${stderr}`).to.equal(0);
    const [tarball, bill] = [`pulumi-dynamics365-${version}.tgz`, `pulumi-dynamics365-${version}.cdx.json`];
    expect(stdout.trimEnd().split("\n")).to.deep.equal([
      `In .release: ${tarball}, ${bill}, SHA256SUMS.`,
      "Nothing was published. To publish it:",
      `  npm publish .release/${tarball} --provenance --access public`,
    ]);
    expect(readdirSync(join(copy, ".release")).toSorted()).to.deep.equal(["SHA256SUMS", bill, tarball].toSorted());
  });

  it("puts the built package into the tarball", () => {
    const tarball = join(copy, ".release", `pulumi-dynamics365-${version}.tgz`);
    const listed = execFileSync("tar", ["-tzf", tarball], { encoding: "utf8" }).split("\n");
    expect(listed).to.include.members(["package/dist/provider/index.js", "package/provider/index.ts"]);
    const manifest = execFileSync("tar", ["-xzOf", tarball, "package/package.json"], { encoding: "utf8" });
    expect((JSON.parse(manifest) as { version: string }).version).to.equal(version);
  });

  it("writes checksums that are those of the files", () => {
    const lines = textOf(".release", "SHA256SUMS").trimEnd().split("\n");
    const files = [`pulumi-dynamics365-${version}.tgz`, `pulumi-dynamics365-${version}.cdx.json`];
    const digest = (file: string) =>
      createHash("sha256")
        .update(readFileSync(join(copy, ".release", file)))
        .digest("hex");
    expect(lines).to.deep.equal(files.map((file) => `${digest(file)}  ${file}`));
  });

  it("lists the dependencies with their versions, and no tool of the repository", () => {
    const { dependencies, devDependencies } = JSON.parse(textOf("package.json")) as Manifest;
    const bill = JSON.parse(textOf(".release", `pulumi-dynamics365-${version}.cdx.json`)) as BillOfMaterials;
    expect(bill.bomFormat).to.equal("CycloneDX");
    expect(bill.metadata.component.purl).to.equal(`pkg:npm/pulumi-dynamics365@${version}`);
    const listed = bill.components.map((component) => `${component.name}@${component.version}`);
    expect(listed).to.include.members(Object.entries(dependencies).map((entry) => entry.join("@")));
    expect(listed).to.include(`@pulumi/pulumi@${devDependencies["@pulumi/pulumi"] ?? ""}`);
    const tools = ["mocha", "chai", "eslint", "prettier", "@pulumi/azure-native", "@pulumi/azuread"];
    expect(bill.components.filter(({ name }) => tools.includes(name))).to.deep.equal([]);
  });
});
