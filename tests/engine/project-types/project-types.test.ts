import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect } from "chai";
import { packageDirectory } from "../../../examples/runner/package-directory.ts";
import { startCommand } from "../../support/running-command.ts";
import { PulumiProject } from "../../support/pulumi.ts";
import { SandboxProcess } from "../../support/sandbox-process.ts";
import { previewsNothing, succeeds } from "../support/outcomes.ts";
import { PackedPackage } from "../support/packed-package.ts";
import { type ProjectType, projectTypes, rowOf } from "./project-types.ts";
import { installTools } from "./tools.ts";

describe("the kinds of projects that can use the package", function () {
  this.timeout(120_000);

  let packed: PackedPackage;
  let sandbox: SandboxProcess;
  let tools: string;

  before(async () => {
    tools = await installTools();
    packed = await PackedPackage.create();
    sandbox = await SandboxProcess.start({ standIns: true });
  });
  afterEach(() => sandbox.reset());
  after(async () => {
    packed.remove();
    await sandbox.close();
  });

  it("need the declarations of @pulumi/pulumi and of Node.js, and no others", () => {
    expect(modulesReached(["provider/index", "provider/sandbox/index"])).to.deep.equal(["@pulumi/pulumi", "node:http"]);
  });

  it("are those that docs/project-types.md lists", () => {
    const page = readFileSync(join(packageDirectory, "docs", "project-types.md"), "utf8");
    const [, table = ""] = page.split(/^\| Project .*\n\| -.*\n/m);
    const rows = table.split("\n\n")[0]?.split("\n") ?? [];
    expect(
      rows.map((row) =>
        row
          .split("|")
          .slice(1, -1)
          .map((cell) => cell.trim()),
      ),
    ).to.deep.equal(projectTypes.map(rowOf));
  });

  for (const type of projectTypes) {
    it(`${type.title}: type-checks, deploys, and previews nothing afterwards`, async () => {
      const project = await PulumiProject.create({
        program: { files: type.files },
        packed,
        modules: modulesOf(type, tools),
        environment: sandbox.environment,
      });
      try {
        const [command, ...args] = type.before ?? [];
        if (command !== undefined) await succeeds(startCommand(commandOf(command, type, tools), args, project).result);
        const said = await succeeds(project.up());
        expect(said).to.include(`+ ${type.creates ?? 5} created`);
        expect(said).not.to.include("warning");
        expect((await sandbox.rows("msdyn_decisionruleset")).length).to.equal(1);
        await previewsNothing(project);
      } finally {
        project.remove();
      }
    });
  }
});

/** Pulumi's SDK compiles programs with the TypeScript that is installed beside it. */
function modulesOf({ typescript }: ProjectType, tools: string): Readonly<Record<string, string>> {
  if (typescript === undefined) return {};
  const installed = ["typescript", "@types/node", "@pulumi/pulumi"];
  return Object.fromEntries(installed.map((name) => [name, join(homeOf(typescript, tools), name)]));
}

function commandOf(command: string, { typescript }: ProjectType, tools: string): string {
  return join(homeOf(typescript, tools), ".bin", command);
}

/** The repository's own TypeScript is the newest. */
function homeOf(typescript: ProjectType["typescript"], tools: string): string {
  return typescript === 6 ? join(packageDirectory, "node_modules") : tools;
}

/** The modules that the declarations of these files of the build import, however indirectly. */
function modulesReached(files: readonly string[]): readonly string[] {
  const [seen, modules] = [new Set<string>(), new Set<string>()];
  const read = (file: string): void => {
    if (seen.has(file)) return;
    seen.add(file);
    const text = readFileSync(`${file}.d.ts`, "utf8").replaceAll(/\/\*[^]*?\*\//g, "");
    for (const [, module = ""] of text.matchAll(/(?:from |import\(|import )"([^"]+)"/g)) {
      if (module.startsWith(".")) read(join(dirname(file), module.replace(/\.[jt]s$/, "")));
      else modules.add(module);
    }
  };
  for (const file of files) read(join(packageDirectory, "dist", file));
  return [...modules].toSorted();
}
