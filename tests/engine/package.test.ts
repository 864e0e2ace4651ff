import { mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join, posix } from "node:path";
import { expect } from "chai";
import { packageDirectory } from "../../examples/runner/package-directory.ts";
import { sandboxSeed } from "../../schema/sandbox-seed.ts";
import { type CommandResult, startCommand } from "../support/running-command.ts";
import { environmentBelow } from "./support/installed-project.ts";
import { fails, succeeds } from "./support/outcomes.ts";
import { manifest, PackedPackage } from "./support/packed-package.ts";

const program = `
import { CustomChannel, MessagingAccount, RoutingRule, Workstream } from "pulumi-dynamics365";

const account = new MessagingAccount("account", {
  name: "Contoso",
  appId: "11111111-aaaa-4bbb-8ccc-0000000000b1",
  clientSecret: "sandbox-only.secret.of-the-existing-bot.",
});
const workstream = new Workstream("chat", { name: "Chat", distributionMode: "Push" });
new CustomChannel("website", { name: "Website", account, workstream, channelType: "DirectLine", language: "en-US" });
new RoutingRule("everyone", { workstream, name: "Everyone", kind: "routeToQueue", order: 1, queue: "Support" });
export const endpoint = account.messagingEndpoint;
`;

/** A component library that has the package among its own dependencies, where the program does not find it. */
const library = `
import * as pulumi from "@pulumi/pulumi";
import { Workstream } from "pulumi-dynamics365";
export class Channels extends pulumi.ComponentResource {
  constructor(name) {
    super("contoso:index:Channels", name);
    new Workstream(name, { name: "Chat", distributionMode: "Push" }, { parent: this });
  }
}
`;

const wrongProgram = `
import { Workstream } from "pulumi-dynamics365";
new Workstream("chat", { name: "Chat", distributionMode: "Pull" });
`;

describe("the package as npm ships it", function () {
  this.timeout(300_000);

  const root = mkdtempSync(join(tmpdir(), "pulumi-dynamics365-package-"));
  const project = join(root, "project");
  let environment: Record<string, string>;
  let packed: PackedPackage;
  let files: readonly string[];

  const run = (command: string, ...args: string[]): Promise<CommandResult> =>
    startCommand(command, args, { environment, directory: project, timeLimitSeconds: 240 }).result;
  const inSandboxWith = (flags: readonly string[], ...args: string[]) =>
    run(
      "pulumi-dynamics365",
      ...["sandbox", ...flags, "--data", join(root, "sandbox"), "--", "pulumi", ...args, "--non-interactive"],
    );
  const inSandbox = (...args: string[]) => inSandboxWith(["--banner"], ...args);

  before(async () => {
    mkdirSync(project);
    environment = await environmentBelow(root, join(project, "node_modules"));
    packed = await PackedPackage.create();
    files = packed.contents.files.map(({ path }) => path);
  });

  after(() => {
    packed.remove();
    rmSync(root, { recursive: true, force: true });
  });

  it("holds what it is read by", () => {
    expect(files).to.include.members([
      "package.json",
      "README.md",
      "CHANGELOG.md",
      "LICENSE",
      "docs/programs.md",
      "schema/schema.json",
      "schema/sandbox-seed.json",
    ]);
  });

  it("holds what its exports and its command lead to", () => {
    const targets = [
      ...Object.values(manifest.exports).flatMap((target) =>
        typeof target === "string" ? [target] : [target.types, target.default],
      ),
      ...Object.values(manifest.bin),
    ].map((target) => target.replace(/^\.\//, ""));
    expect(targets.filter((target) => !files.includes(target))).to.deep.equal([]);
  });

  it("holds the sources that its declarations lead to", () => {
    const declarations = files.filter((file) => file.endsWith(".d.ts"));
    const sources = declarations.flatMap((file) => {
      const map = JSON.parse(readFileSync(join(packageDirectory, `${file}.map`), "utf8")) as { sources: string[] };
      return map.sources.map((source) => posix.join(file, "..", source));
    });
    expect(sources).to.include.members(["provider/index.ts", "provider/sdk/generated/workstream.ts"]);
    expect(
      [...declarations.map((file) => `${file}.map`), ...sources].filter((file) => !files.includes(file)),
    ).to.deep.equal([]);
  });

  it("holds the programs of the examples", () => {
    const programs = ["existing-bot", "quickstart", "two-environments"];
    expect(files.filter((file) => file.startsWith("examples/")).toSorted()).to.deep.equal(
      programs
        .flatMap((name) => ["Pulumi.yaml", "index.ts", "package.json"].map((file) => `examples/${name}/${file}`))
        .toSorted(),
    );
  });

  it("holds no tests, and nothing that only works on the repository", () => {
    expect([...new Set(files.map((file) => file.split("/")[0]))].toSorted()).to.deep.equal([
      "CHANGELOG.md",
      "CONTRIBUTING.md",
      "LICENSE",
      "README.md",
      "dist",
      "docs",
      "examples",
      "package.json",
      "provider",
      "schema",
    ]);
    expect(files.filter((file) => /^schema\/generate\/|\.test\./.test(file))).to.deep.equal([]);
  });

  it("stays small: 1.2 MB to download, 4.8 MB on disk", () => {
    expect(packed.contents.size).to.be.below(1_200_000);
    expect(packed.contents.unpackedSize).to.be.below(4_800_000);
  });

  it("installs into an empty project", async () => {
    writeFileSync(
      join(project, "package.json"),
      JSON.stringify({ name: "contoso", private: true, type: "module", main: "index.ts" }),
    );
    writeFileSync(join(project, "Pulumi.yaml"), "name: contoso\nruntime: nodejs\n");
    writeFileSync(join(project, "index.ts"), program);
    writeFileSync(join(project, "wrong.ts"), wrongProgram);
    const pulumi = `@pulumi/pulumi@${manifest.devDependencies["@pulumi/pulumi"]}`;
    await succeeds(
      run("npm", "install", packed.tarball, pulumi, "--ignore-scripts", "--prefer-offline", "--no-audit", "--no-fund"),
    );
    environment["PATH"] = [join(project, "node_modules", ".bin"), environment["PATH"] ?? ""].join(delimiter);
    expect(readdirSync(join(project, "node_modules", ".bin"))).to.include("pulumi-dynamics365");
  });

  it("names no folder of the machine that packed it", () => {
    const installed = join(project, "node_modules", "pulumi-dynamics365");
    const naming = files.filter((file) => readFileSync(join(installed, file), "utf8").includes(packageDirectory));
    expect(naming).to.deep.equal([]);
  });

  it("lists what a seed, which its schema describes, has brought", async () => {
    const $schema = "./node_modules/pulumi-dynamics365/schema/sandbox-seed.json";
    writeFileSync(join(project, "seed.json"), JSON.stringify({ $schema, skills: [{ name: "Danish" }] }));
    const published = JSON.parse(readFileSync(join(project, $schema), "utf8")) as { properties: object };
    expect(published.properties).to.have.all.keys(Object.keys(sandboxSeed.shape));
    const listing = ["--", "pulumi-dynamics365", "sandbox", "list", "skills"];
    const said = await succeeds(run("pulumi-dynamics365", "sandbox", "--seed", "seed.json", ...listing));
    expect(said).to.match(/^Danish {3}[0-9a-f-]{36}$/m);
  });

  it("types the program", async () => {
    const check = (file: string) =>
      run(
        process.execPath,
        join(packageDirectory, "node_modules", "typescript", "bin", "tsc"),
        ...["--ignoreConfig", "--noEmit", "--strict", "--skipLibCheck", "--target", "es2022", "--module", "nodenext"],
        file,
      );
    await succeeds(check("index.ts"));
    const { stdout } = await check("wrong.ts");
    expect(stdout).to.match(/wrong\.ts\(3,\d+\): error TS2322: Type '"Pull"' is not assignable to type/);
  });

  it("deploys, shows nothing in the next preview, keeps off another organization, and destroys, in the sandbox that it brings", async () => {
    await succeeds(run("pulumi", "stack", "init", "dev", "--non-interactive"));
    const said = await succeeds(inSandbox("up", "--yes", "--skip-preview"));
    expect(said).to.include("This is a sandbox.");
    expect(said).to.match(/endpoint: "https:\/\/[^"]+"/);
    expect(said).to.include("+ 5 created");
    await succeeds(inSandbox("preview", "--expect-no-changes"));
    for (const [command, ...flags] of [["preview"], ["refresh", "--yes"], ["destroy", "--yes"]] as const)
      expect(await fails(inSandboxWith(["--organization", "Fabrikam"], command, ...flags))).to.include(
        "[other-organization]",
      );
    await succeeds(inSandbox("preview", "--expect-no-changes"));
    expect(await succeeds(inSandbox("destroy", "--yes", "--skip-preview"))).to.include("- 5 deleted");
  });

  it("says at registration where only a component library has it", async () => {
    const nodeModules = join(project, "node_modules");
    const libraryDirectory = join(nodeModules, "contoso-channels");
    mkdirSync(join(libraryDirectory, "node_modules"), { recursive: true });
    writeFileSync(join(libraryDirectory, "package.json"), '{ "type": "module", "exports": "./index.js" }');
    writeFileSync(join(libraryDirectory, "index.js"), library);
    renameSync(join(nodeModules, "pulumi-dynamics365"), join(libraryDirectory, "node_modules", "pulumi-dynamics365"));
    writeFileSync(join(project, "index.ts"), 'import { Channels } from "contoso-channels";\nnew Channels("chat");\n');
    const environmentUrl = { ...environment, DATAVERSE_URL: "https://contoso.crm4.dynamics.com" };
    const said = await fails(
      startCommand("pulumi", ["preview", "--non-interactive"], {
        environment: environmentUrl,
        directory: project,
        timeLimitSeconds: 240,
      }).result,
    );
    expect(said).to.include("The package pulumi-dynamics365 is not found from the program's directory");
    expect(said).to.include("[package-missing]");
    expect(said).to.include("Do this: Install it there");
    expect(said).not.to.include("MODULE_NOT_FOUND");
  });
});
