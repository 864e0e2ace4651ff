import { join } from "node:path";
import { startSandbox } from "../sandbox/index.ts";
import { CommandError, UsageError } from "./errors.ts";
import { packageDirectory } from "./package-directory.ts";
import { privatePulumiEnvironment } from "./private-pulumi.ts";
import { prepareQuickstart, quickstartFolders } from "./quickstart-project.ts";
import { tellResult } from "./quickstart-result.ts";
import { runCommand } from "./run-command.ts";
import { terminal } from "./terminal.ts";
import { locatePulumi } from "./toolchain/locate.ts";
import { lastLines, runToEnd } from "./toolchain/run-to-end.ts";

const stack = "dev";

/** What `npm start`, `npm run preview` and `npm run destroy` ask Pulumi for. */
const operations = {
  up: ["up", "--yes", "--skip-preview"],
  preview: ["preview"],
  destroy: ["destroy", "--yes", "--skip-preview"],
} as const;

/** Deploys examples/quickstart to an embedded sandbox; rows and stack stay from one run to the next. */
async function quickstart(operation: string | undefined, options: readonly string[]): Promise<number> {
  if (operation === undefined || !isOperation(operation)) {
    throw new UsageError({
      code: "quickstart-operation",
      what: `The quickstart cannot "${operation ?? ""}".`,
      why: `It knows ${Object.keys(operations).join(", ")}.`,
      remedy: "Use npm start, npm run preview or npm run destroy.",
    });
  }
  prepareQuickstart(options.includes("--fresh"));
  const toolchain = await locatePulumi((line) => terminal.tell(line));
  const sandbox = await startSandbox({ dataDirectory: quickstartFolders.sandboxData, standIns: true });
  try {
    const environment = {
      ...privatePulumiEnvironment({
        directory: quickstartFolders.pulumi,
        nodeModules: join(packageDirectory, "node_modules"),
        toolchain: toolchain.directories,
      }),
      ...sandbox.environment,
    };
    terminal.tell(`Sandbox (not Dynamics 365, not Azure) at ${sandbox.url}; Pulumi ${toolchain.version}`);
    await selectStack(environment);
    const passedOn = options.filter((option) => option !== "--fresh");
    const place = ["--cwd", quickstartFolders.project, "--stack", stack];
    const exitCode = await runCommand("pulumi", [...operations[operation], ...place, ...passedOn], environment);
    if (exitCode === 0 && operation === "up") await tellResult(quickstartFolders.project, stack, environment);
    return exitCode;
  } finally {
    await sandbox.close();
  }
}

async function selectStack(environment: NodeJS.ProcessEnv): Promise<void> {
  const finished = await runToEnd("pulumi", ["stack", "select", stack, "--create", "--non-interactive"], {
    directory: quickstartFolders.project,
    environment,
    timeLimitSeconds: 60,
  });
  if (finished.exitCode === 0) return;
  throw new CommandError({
    code: "quickstart-stack",
    what: `The stack "${stack}" of the quickstart cannot be opened.`,
    why: lastLines(finished),
    remedy: "Begin anew with `npm start -- --fresh`.",
  });
}

function isOperation(text: string): text is keyof typeof operations {
  return Object.hasOwn(operations, text);
}

try {
  process.exitCode = await quickstart(process.argv[2], process.argv.slice(3));
} catch (error) {
  process.exitCode = error instanceof UsageError ? 2 : 1;
  terminal.fail(error);
}
