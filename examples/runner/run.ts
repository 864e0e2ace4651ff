import { join } from "node:path";
import { closeSandbox, openSandbox } from "../../provider/cli/data-directory.ts";
import { CommandError } from "../../provider/cli/errors.ts";
import { packageDirectory } from "./package-directory.ts";
import { privatePulumiEnvironment } from "./private-pulumi.ts";
import type { QuickstartOperation } from "./operations.ts";
import { prepareQuickstart, quickstartFolders } from "./project.ts";
import { askEndpoint, tellResult } from "./result.ts";
import { runCommand } from "../../provider/cli/run-command.ts";
import { step } from "./step.ts";
import { terminal } from "../../provider/cli/terminal.ts";
import { locatePulumi } from "./pulumi/locate.ts";
import { lastLines, runToEnd } from "./pulumi/run-to-end.ts";

const stack = "dev";

/** Runs examples/quickstart against an embedded sandbox. Rows and stack stay between runs. */
export async function runQuickstart(operation: QuickstartOperation, options: readonly string[]): Promise<number> {
  prepareQuickstart(options.includes("--fresh"));
  const toolchain = await step("Looking for Pulumi", () =>
    locatePulumi((line, isHeartbeat = false) => {
      // The step has a heartbeat of its own.
      if (!isHeartbeat) terminal.tell(`  ${line}`);
    }),
  );
  const sandbox = await step("Starting the sandbox (not Dynamics 365, not Azure)", () =>
    openSandbox({
      dataDirectory: quickstartFolders.sandboxData,
      standIns: true,
      report: (problem) => terminal.tell(problem),
    }),
  );
  try {
    const environment = {
      ...privatePulumiEnvironment({
        directory: quickstartFolders.pulumi,
        nodeModules: join(packageDirectory, "node_modules"),
        toolchain: toolchain.directories,
      }),
      ...sandbox.environment,
    };
    terminal.tell(`  It serves ${sandbox.url}`);
    await step(`Opening the stack "${stack}" with Pulumi ${toolchain.version}`, () => selectStack(environment));
    const passedOn = options.filter((option) => option !== "--fresh");
    const place = ["--cwd", quickstartFolders.project, "--stack", stack, "--color", color()];
    const args = [...operation.args, ...place, ...passedOn];
    const exitCode = await step(operation.label, () =>
      runCommand("pulumi", args, environment, (stream, text) => terminal.passOn(stream, text)),
    );
    if (exitCode === 0) await finish(operation, environment);
    return exitCode;
  } finally {
    await closeSandbox(sandbox);
  }
}

async function finish({ args: [verb], next }: QuickstartOperation, environment: NodeJS.ProcessEnv): Promise<void> {
  if (verb === "up") {
    tellResult(await step("Reading the result", () => askEndpoint(quickstartFolders.project, stack, environment)));
  }
  terminal.answer(`\n${next.join("\n")}`);
}

/** Pulumi writes into a pipe here, so it would not detect the terminal. */
const color = (): "always" | "never" => (process.stdout.isTTY && process.stdout.hasColors() ? "always" : "never");

async function selectStack(environment: NodeJS.ProcessEnv): Promise<void> {
  const finished = await runToEnd("pulumi", ["stack", "select", stack, "--create", "--non-interactive"], {
    directory: quickstartFolders.project,
    environment,
    timeLimitSeconds: 60,
  });
  if (finished.exitCode === 0) return;
  throw new CommandError({
    code: "quickstart-stack",
    what: `Could not open the stack "${stack}" of the quickstart.`,
    why: lastLines(finished),
    remedy: "Start over with `npm start -- --fresh`.",
  });
}
