import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { packageDirectory } from "../../examples/runner/package-directory.ts";
import { privatePulumiEnvironment } from "../../examples/runner/private-pulumi.ts";
import type { Toolchain } from "../../examples/runner/pulumi/toolchain.ts";
import { locatePulumi } from "../../examples/runner/pulumi/locate.ts";
import { parsePreview, type PreviewStep } from "./preview-steps.ts";
import { type CommandResult, type RunningCommand, startCommand } from "./running-command.ts";

export type ConfigValue = string | { readonly secret: string };

export interface ProjectOptions {
  /** Source of index.ts (ESM), or a folder to copy, such as one of examples/, or files by name. */
  readonly program: string | { readonly directory: string } | { readonly files: Readonly<Record<string, string>> };
  /** The packed package, to be unpacked into the project. By default the project links to the build. */
  readonly packed?: { unpackInto(nodeModules: string): void };
  /** Packages to link beside the SDKs: their names, and where they are. */
  readonly modules?: Readonly<Record<string, string>>;
  /** Stack configuration with full keys, such as `dynamics365:environmentUrl`. */
  readonly config?: Readonly<Record<string, ConfigValue>>;
  /** Added to the private environment. Usually `sandbox.environment`. */
  readonly environment: Readonly<Record<string, string>>;
  readonly name?: string;
  /** Limit for each command. 120 by default. */
  readonly timeLimitSeconds?: number;
}

export interface ExportedResource {
  readonly urn: string;
  readonly type: string;
  readonly id?: string;
  readonly inputs?: Record<string, unknown>;
  readonly outputs?: Record<string, unknown>;
  readonly external?: boolean;
  readonly initErrors?: readonly string[];
  readonly [key: string]: unknown;
}

export interface ExportedStack {
  readonly version: number;
  readonly deployment: {
    readonly resources?: readonly ExportedResource[];
    readonly pending_operations?: readonly { readonly resource: ExportedResource; readonly type: string }[];
    readonly [key: string]: unknown;
  };
}

let toolchain: Promise<Toolchain> | undefined;

/** A Pulumi project of its own with a stack `dev`. The real CLI runs it against the built package. */
export class PulumiProject {
  readonly directory: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly timeLimitSeconds: number;

  private constructor(directory: string, environment: Record<string, string>, timeLimitSeconds: number) {
    this.directory = directory;
    this.environment = environment;
    this.timeLimitSeconds = timeLimitSeconds;
  }

  static async create(options: ProjectOptions): Promise<PulumiProject> {
    if (!existsSync(join(packageDirectory, "dist"))) {
      throw new Error("Programs under test import the built package: run `npm run build` first.");
    }
    toolchain ??= locatePulumi((line) => process.stderr.write(`${line}\n`));
    const { directories } = await toolchain;
    const root = mkdtempSync(join(tmpdir(), "pulumi-dynamics365-"));
    const directory = join(root, "project");
    mkdirSync(join(root, "pulumi", "state"), { recursive: true });
    mkdirSync(directory);
    writeProgram(directory, options.program);
    writeProject(directory, options.name ?? "test");
    options.packed?.unpackInto(join(directory, "node_modules"));
    linkPackages(directory, options.modules);

    const isolated = privatePulumiEnvironment({
      directory: join(root, "pulumi"),
      nodeModules: join(packageDirectory, "node_modules"),
      toolchain: directories,
    });
    const environment = {
      ...isolated,
      NO_COLOR: "1",
      ...options.environment,
    };
    const project = new PulumiProject(directory, environment, options.timeLimitSeconds ?? 120);
    await project.must("stack", "init", "dev");
    await project.configure(options.config ?? {});
    return project;
  }

  /** Another project with the current program, configuration and state of this one, in another environment. */
  copy(environment: Readonly<Record<string, string>>): PulumiProject {
    const root = join(this.directory, "..");
    const other = mkdtempSync(join(tmpdir(), "pulumi-dynamics365-"));
    cpSync(root, other, { recursive: true, verbatimSymlinks: true });
    const moved = Object.entries(this.environment).map(([name, value]) => [name, value.replaceAll(root, other)]);
    // Pulumi's home remembers the selected stack by folder, so the copy names it.
    const merged = { ...(Object.fromEntries(moved) as Record<string, string>), PULUMI_STACK: "dev", ...environment };
    return new PulumiProject(join(other, "project"), merged, this.timeLimitSeconds);
  }

  up(args: readonly string[] = []): Promise<CommandResult> {
    return this.cli("up", "--yes", "--skip-preview", ...args);
  }

  preview(args: readonly string[] = []): Promise<CommandResult> {
    return this.cli("preview", ...args);
  }

  refresh(args: readonly string[] = []): Promise<CommandResult> {
    return this.cli("refresh", "--yes", "--skip-preview", ...args);
  }

  destroy(args: readonly string[] = []): Promise<CommandResult> {
    return this.cli("destroy", "--yes", "--skip-preview", ...args);
  }

  /** Runs any other command. It never prompts. */
  cli(...args: readonly string[]): Promise<CommandResult> {
    return this.start(...args).result;
  }

  /** Starts a command that the test will interrupt or kill. */
  start(...args: readonly string[]): RunningCommand {
    return startCommand("pulumi", [...args, "--non-interactive"], this);
  }

  async configure(config: Readonly<Record<string, ConfigValue>>): Promise<void> {
    const pairs = Object.entries(config).flatMap(([key, value]) =>
      typeof value === "string" ? ["--plaintext", `${key}=${value}`] : ["--secret", `${key}=${value.secret}`],
    );
    if (pairs.length > 0) await this.must("config", "set-all", ...pairs);
  }

  /** The steps of a preview. With `--show-sames` they include what stays the same. Throws if the preview fails. */
  async previewSteps(args: readonly string[] = []): Promise<readonly PreviewStep[]> {
    return parsePreview((await this.must("preview", "--json", ...args)).stdout).steps;
  }

  async outputs(options: { readonly showSecrets?: boolean } = {}): Promise<Record<string, unknown>> {
    const flags = options.showSecrets === true ? ["--show-secrets"] : [];
    const { stdout } = await this.must("stack", "output", "--json", ...flags);
    return JSON.parse(stdout) as Record<string, unknown>;
  }

  async exportStack(options: { readonly showSecrets?: boolean } = {}): Promise<ExportedStack> {
    const flags = options.showSecrets === true ? ["--show-secrets"] : [];
    return JSON.parse((await this.must("stack", "export", ...flags)).stdout) as ExportedStack;
  }

  async importStack(stack: ExportedStack): Promise<void> {
    const file = join(this.directory, "..", "stack.json");
    writeFileSync(file, JSON.stringify(stack));
    await this.must("stack", "import", "--file", file);
  }

  setProgram(program: ProjectOptions["program"]): void {
    writeProgram(this.directory, program);
    linkPackages(this.directory);
  }

  /** Deletes the project and its state. It leaves the deployed resources alone; destroy them first if that matters. */
  remove(): void {
    rmSync(join(this.directory, ".."), { recursive: true, force: true });
  }

  private async must(...args: readonly string[]): Promise<CommandResult> {
    const result = await this.cli(...args);
    if (result.exitCode === 0) return result;
    throw new Error(`pulumi ${args.join(" ")} ended with ${result.exitCode}:\n${result.stdout}\n${result.stderr}`);
  }
}

function writeProgram(directory: string, program: ProjectOptions["program"]): void {
  if (typeof program === "string") {
    writeFileSync(join(directory, "index.ts"), program);
    return;
  }
  if ("files" in program) {
    for (const [file, text] of Object.entries(program.files)) writeFileSync(join(directory, file), text);
    return;
  }
  cpSync(program.directory, directory, {
    recursive: true,
    filter: (source) => !/[/\\]node_modules$|Pulumi\.dev\.yaml$/.test(source),
  });
}

function writeProject(directory: string, name: string): void {
  const files = {
    "Pulumi.yaml": `name: ${name}\nruntime: nodejs\n`,
    "package.json": JSON.stringify({ name, private: true, type: "module", main: "index.ts" }),
  };
  for (const [file, text] of Object.entries(files)) {
    if (!existsSync(join(directory, file))) writeFileSync(join(directory, file), text);
  }
}

/**
 * Links this package and the Pulumi SDKs, so that the program finds them like installed packages. The language host
 * walks everything that it can reach from here before each command, so only the SDKs that the program names are linked.
 */
function linkPackages(directory: string, modules: Readonly<Record<string, string>> = {}): void {
  const nodeModules = join(directory, "node_modules");
  const ours = join(nodeModules, "pulumi-dynamics365");
  mkdirSync(ours, { recursive: true });
  for (const name of ["dist", "schema", "package.json"]) {
    link(join(packageDirectory, name), join(ours, name));
  }
  const sources = readdirSync(directory).filter((file) => /\.[jt]s$/.test(file));
  const text = sources.map((file) => readFileSync(join(directory, file), "utf8")).join("\n");
  const sdks = ["@pulumi/pulumi", "@pulumi/azure-native", "@pulumi/azuread"].filter(
    (sdk) => sdk === "@pulumi/pulumi" || text.includes(sdk),
  );
  const linked = Object.fromEntries(sdks.map((sdk) => [sdk, join(packageDirectory, "node_modules", sdk)]));
  for (const [name, target] of Object.entries({ ...linked, ...modules })) {
    const path = join(nodeModules, name);
    mkdirSync(dirname(path), { recursive: true });
    link(target, path);
  }
}

function link(target: string, path: string): void {
  if (!existsSync(path)) symlinkSync(target, path, "junction");
}
