import { UsageError } from "../../provider/cli/errors.ts";
import { helpOf, quickstartOperations, type QuickstartOperation } from "./operations.ts";
import { step } from "./step.ts";
import { terminal } from "../../provider/cli/terminal.ts";

/** Runs one of the quickstart's operations, or explains it. Returns the exit code. */
async function quickstart(name: string, options: readonly string[]): Promise<number> {
  const operation = quickstartOperations.get(name);
  if (operation === undefined) throw unknownOperation(name);
  if (options.includes("--help") || options.includes("-h")) {
    terminal.answer(helpOf(operation));
    return 0;
  }
  // Imported late, so that a first line appears before the whole sandbox is loaded.
  const { runQuickstart } = await step("Loading the sandbox", () => import("./run.ts"));
  return await runQuickstart(operation, options);
}

const unknownOperation = (name: string): UsageError =>
  new UsageError({
    code: "quickstart-operation",
    what: `Could not run the quickstart: it has no operation "${name}".`,
    why: `It knows ${[...quickstartOperations.keys()].join(", ")}.`,
    remedy: `Use ${commandsOf([...quickstartOperations.values()])}.`,
  });

const commandsOf = (operations: readonly QuickstartOperation[]): string =>
  new Intl.ListFormat("en", { type: "disjunction" }).format(operations.map(({ command }) => command));

try {
  process.exitCode = await quickstart(process.argv[2] ?? "", process.argv.slice(3));
} catch (error) {
  process.exitCode = error instanceof UsageError ? 2 : 1;
  terminal.fail(error);
}
