import { statSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { packageDirectory } from "../../examples/runner/package-directory.ts";
import { PulumiProject } from "../support/pulumi.ts";
import { changeTenth, countChangedRules, type Declaration, type Estate, makeEstate } from "./estate.ts";
import { finalRows } from "./final-rows.ts";
import { PluginMemory } from "./plugin-memory.ts";
import { countRequests } from "./request-counts.ts";
import { type Operation, operations, type Measured, type Variant } from "./results.ts";
import type { SandboxProcess } from "../support/sandbox-process.ts";

/** One variant takes one estate through its life cycle. */
export interface Pass {
  readonly variant: Variant;
  readonly resources: number;
  readonly declaration: Declaration;
  readonly parallel: number;
}

export interface PassResult {
  readonly rows: readonly Measured[];
  /** The rows of the service after `up` and `change`, in a form that can be compared between variants. */
  readonly finalRows: Partial<Record<Operation, Record<string, string[]>>>;
}

const timeLimitSeconds = 3600;
const projectName = "bench";

/** `--expect-no-changes` is part of what is measured. Otherwise a variant could be fast by doing the wrong thing. */
const commands: Readonly<Record<Operation, readonly string[]>> = {
  up: ["up", "--yes", "--skip-preview"],
  unchanged: ["up", "--yes", "--skip-preview", "--expect-no-changes"],
  preview: ["preview", "--expect-no-changes"],
  refresh: ["refresh", "--yes", "--skip-preview", "--expect-no-changes"],
  change: ["up", "--yes", "--skip-preview"],
  destroy: ["destroy", "--yes", "--skip-preview"],
};

export async function runPass(
  pass: Pass,
  wanted: readonly Operation[],
  sandbox: SandboxProcess,
  latencyMs: number,
): Promise<PassResult> {
  await sandbox.reset();
  const project = await PulumiProject.create({
    name: projectName,
    program: { directory: join(import.meta.dirname, pass.variant) },
    environment: { ...sandbox.environment, BENCH_LATENCY: String(latencyMs) },
    timeLimitSeconds,
  });
  try {
    linkAxios(project);
    return await runOperations(project, pass, wanted, sandbox);
  } finally {
    project.remove();
  }
}

/** Later operations need the first `up`, even if nobody asked to measure it. */
async function runOperations(
  project: PulumiProject,
  pass: Pass,
  wanted: readonly Operation[],
  sandbox: SandboxProcess,
): Promise<PassResult> {
  const rows: Measured[] = [];
  const reached: PassResult["finalRows"] = {};
  const first = makeEstate(pass.resources, pass.declaration);
  let standing: Estate | undefined;
  for (const operation of operations) {
    if (operation !== "up" && !wanted.includes(operation)) continue;
    const estate = operation === "change" ? changeTenth(first) : (standing ?? first);
    writeFileSync(join(project.directory, "estate.json"), JSON.stringify(estate));
    const rules = operation === "destroy" ? estate.rules.length : countChangedRules(standing, estate);
    const row = { ...pass, operation, ...(await measure(project, pass, operation, sandbox, rules)) };
    if (wanted.includes(operation)) rows.push(row);
    if (operation === "up" || operation === "change") reached[operation] = await finalRows(sandbox);
    standing = estate;
  }
  return { rows, finalRows: reached };
}

async function measure(
  project: PulumiProject,
  { parallel }: Pass,
  operation: Operation,
  sandbox: SandboxProcess,
  rules: number,
): Promise<Omit<Measured, keyof Pass | "operation">> {
  await sandbox.forgetRequests();
  const start = performance.now();
  const command = project.start(...commands[operation], "--parallel", String(parallel));
  const memory = new PluginMemory(command.processId);
  const { exitCode, stdout, stderr } = await command.result.finally(() => memory.stop());
  const wallSeconds = Math.round(performance.now() - start) / 1000;
  if (exitCode !== 0) throw new Error(`${operation} ended with ${exitCode}:\n${stdout}\n${stderr}`);
  return {
    wallSeconds,
    ...countRequests(await sandbox.requests(), rules),
    stateBytes: statSync(stateFile(project)).size,
    pluginMemoryBytes: memory.stop(),
  };
}

function stateFile({ environment }: PulumiProject): string {
  const backend = fileURLToPath(environment["PULUMI_BACKEND_URL"] ?? "");
  return join(backend, ".pulumi", "stacks", projectName, "dev.json");
}

/** Links axios, which a program of the variant `plain` would have as a dependency. */
function linkAxios({ directory }: PulumiProject): void {
  symlinkSync(join(packageDirectory, "node_modules", "axios"), join(directory, "node_modules", "axios"), "junction");
}
