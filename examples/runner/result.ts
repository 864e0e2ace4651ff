import { CommandError } from "../../provider/cli/errors.ts";
import { stressed, terminal } from "../../provider/cli/terminal.ts";
import { lastLines, runToEnd } from "./pulumi/run-to-end.ts";

/** The program's output that says where the bot sends its conversations. */
const endpointOutput = "botEndpoint";

/** The bot's endpoint, if the program still has that output. */
export async function askEndpoint(
  project: string,
  stack: string,
  environment: NodeJS.ProcessEnv,
): Promise<string | undefined> {
  const finished = await runToEnd("pulumi", ["stack", "output", "--json", "--stack", stack], {
    directory: project,
    environment,
    timeLimitSeconds: 60,
  });
  if (finished.exitCode !== 0) {
    throw new CommandError({
      code: "quickstart-result",
      what: "Could not show the result of the quickstart, which is deployed.",
      why: lastLines(finished),
      remedy: "Run `npm start` again.",
    });
  }
  const outputs: unknown = JSON.parse(finished.stdout);
  const isObject = typeof outputs === "object" && outputs !== null;
  return isObject && endpointOutput in outputs ? String(outputs[endpointOutput]) : undefined;
}

/** Pulumi has already listed the resources; this says what to do with them. */
export function tellResult(endpoint: string | undefined): void {
  terminal.answer(stressed("Deployed to the sandbox."));
  if (endpoint !== undefined) terminal.answer(`The bot sends its conversations to ${endpoint}`);
}
