import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { expect } from "chai";
import { packageDirectory } from "../../../examples/runner/package-directory.ts";
import { startCommand } from "../../support/running-command.ts";
import { SandboxProcess } from "../../support/sandbox-process.ts";
import { environmentBelow } from "../support/installed-project.ts";
import { fails, succeeds } from "../support/outcomes.ts";
import { manifest, PackedPackage } from "../support/packed-package.ts";

const pulumi = manifest.devDependencies["@pulumi/pulumi"];

const program = `
import { Workstream } from "pulumi-dynamics365";
new Workstream("chat", { name: "Chat", distributionMode: "Push" });
`;

const dependencies = { "@pulumi/pulumi": pulumi, "pulumi-dynamics365": "file:../pulumi-dynamics365.tgz" };

/** A component library beside the program, which has the package among its own dependencies. */
const library = {
  "../contoso-channels/package.json": JSON.stringify({
    name: "contoso-channels",
    version: "1.0.0",
    main: "index.js",
    dependencies: { "pulumi-dynamics365": "file:../pulumi-dynamics365.tgz" },
    peerDependencies: { "@pulumi/pulumi": "*" },
  }),
  "../contoso-channels/index.js": `
const pulumi = require("@pulumi/pulumi");
const { Workstream } = require("pulumi-dynamics365");
exports.Channels = class extends pulumi.ComponentResource {
  constructor(name) {
    super("contoso:index:Channels", name);
    new Workstream(name, { name: "Chat", distributionMode: "Push" }, { parent: this });
  }
};
`,
};

const programOfLibrary = `
import { Channels } from "contoso-channels";
new Channels("chat");
`;

interface PackageManager {
  /** Package and version, as `npm exec` takes them. */
  readonly from: string;
  readonly install: readonly string[];
  /** Files beside package.json that choose how it installs. */
  readonly files?: Readonly<Record<string, string>>;
}

const managers = {
  // tests/engine/package.test.ts installs it with npm into a project that is no workspace.
  "npm, in a workspace": {
    from: "npm@12.2.2",
    install: ["npm", "install", "--ignore-scripts", "--no-audit", "--no-fund"],
    files: { "../package.json": JSON.stringify({ private: true, workspaces: ["program"] }) },
  },
  pnpm: { from: "pnpm@12.21.0", install: ["pnpm", "install", "--ignore-scripts"] },
  "yarn, classic": { from: "yarn@1.22.22", install: ["yarn", "install", "--ignore-scripts", "--non-interactive"] },
  "yarn 4": {
    from: "@yarnpkg/cli-dist@4.18.1",
    install: ["yarn", "install"],
    files: {
      ".yarnrc.yml": "nodeLinker: node-modules\nenableScripts: false\nenableTelemetry: false\n",
      "yarn.lock": "",
    },
  },
  bun: { from: "bun@1.4.5", install: ["bun", "install", "--ignore-scripts"] },
} as const satisfies Readonly<Record<string, PackageManager>>;

describe("the package managers that can install the package", function () {
  this.timeout(240_000);

  const root = mkdtempSync(join(tmpdir(), "pulumi-dynamics365-managers-"));
  let packed: PackedPackage;
  let sandbox: SandboxProcess;
  let environment: Record<string, string>;

  before(async () => {
    packed = await PackedPackage.create();
    sandbox = await SandboxProcess.start({});
    const registry = (await run(packageDirectory, process.env, "npm", "config", "get", "registry")).trim();
    environment = {
      ...(await environmentBelow(root, join(packageDirectory, "node_modules"))),
      ...sandbox.environment,
      npm_config_registry: registry,
      // Caches of their own: some take a tarball from the cache if its name and version are known.
      npm_config_store_dir: join(root, "pnpm"),
      YARN_CACHE_FOLDER: join(root, "yarn"),
      BUN_INSTALL_CACHE_DIR: join(root, "bun"),
      YARN_NPM_REGISTRY_SERVER: registry,
      YARN_ENABLE_IMMUTABLE_INSTALLS: "false",
      CI: "true",
    };
  });
  afterEach(() => sandbox.reset());
  after(async () => {
    rmSync(root, { recursive: true, force: true });
    packed.remove();
    await sandbox.close();
  });

  /** Makes a project in which this manager installs what its package.json names. */
  async function projectOf(name: keyof typeof managers, files: Readonly<Record<string, string>>): Promise<string> {
    const manager: PackageManager = managers[name];
    const workspace = mkdtempSync(join(root, "project-"));
    const directory = join(workspace, "program");
    const projectFile = `name: ${basename(workspace).toLowerCase()}\nruntime: nodejs\n`;
    for (const [file, text] of Object.entries({
      "Pulumi.yaml": projectFile,
      ...manager.files,
      ...files,
    })) {
      mkdirSync(dirname(join(directory, file)), { recursive: true });
      writeFileSync(join(directory, file), text);
    }
    copyFileSync(packed.tarball, join(workspace, "pulumi-dynamics365.tgz"));
    await run(directory, environment, "npm", "exec", "--yes", "--package", manager.from, "--", ...manager.install);
    await run(directory, environment, "pulumi", "stack", "init", "dev", "--non-interactive");
    return directory;
  }

  for (const name of Object.keys(managers) as (keyof typeof managers)[]) {
    it(`${name} installs what a program needs to deploy`, async () => {
      const directory = await projectOf(name, {
        // No `typescript`, so Pulumi compiles the program with the version that it brings.
        "package.json": JSON.stringify({ name: "test", private: true, main: "index.ts", dependencies }),
        "index.ts": program,
      });
      const said = await run(directory, environment, "pulumi", "up", "--yes", "--skip-preview", "--non-interactive");
      expect(said).to.include("+ 2 created");
      expect((await sandbox.rows("msdyn_liveworkstream")).map((row) => row["msdyn_name"])).to.deep.equal(["Chat"]);
    });
  }

  it("pnpm hides the package from a program whose component library has it, and the program says so", async () => {
    const directory = await projectOf("pnpm", {
      "package.json": JSON.stringify({
        name: "test",
        private: true,
        type: "module",
        main: "index.ts",
        dependencies: { "@pulumi/pulumi": pulumi, "contoso-channels": "file:../contoso-channels" },
      }),
      "index.ts": programOfLibrary,
      ...library,
    });
    expect(readdirSync(join(directory, "node_modules"))).not.to.include("pulumi-dynamics365");
    const said = await fails(start(directory, environment, "pulumi", "preview", "--non-interactive"));
    expect(said).to.include("The package pulumi-dynamics365 is not found from the program's directory");
    expect(said).to.include("[package-missing]");
  });
});

function start(directory: string, environment: NodeJS.ProcessEnv, command: string, ...args: string[]) {
  return startCommand(command, args, { directory, environment, timeLimitSeconds: 200 }).result;
}

function run(...command: Parameters<typeof start>): Promise<string> {
  return succeeds(start(...command));
}
