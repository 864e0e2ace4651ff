import { CommandError } from "./errors.ts";
import { stressed, terminal } from "./terminal.ts";
import { lastLines, runToEnd } from "./toolchain/run-to-end.ts";

/** The output of the program that says where the bot sends its conversations. */
const endpointOutput = "botEndpoint";

interface DeployedResource {
  readonly type: string;
  readonly urn: string;
  readonly custom?: boolean;
}

/** Tells what now exists, in the order it was made, and last where the bot sends its conversations. */
export async function tellResult(project: string, stack: string, environment: NodeJS.ProcessEnv): Promise<void> {
  const ask = async (...args: string[]): Promise<unknown> => {
    const finished = await runToEnd("pulumi", [...args, "--stack", stack], {
      directory: project,
      environment,
      timeLimitSeconds: 60,
    });
    if (finished.exitCode === 0) return JSON.parse(finished.stdout);
    throw new CommandError({
      code: "quickstart-result",
      what: "Deployed, but the result cannot be shown.",
      why: lastLines(finished),
      remedy: "Run `npm start` again.",
    });
  };
  const exported = (await ask("stack", "export")) as { deployment: { resources?: readonly DeployedResource[] } };
  const outputs = (await ask("stack", "output", "--json")) as Record<string, unknown>;

  terminal.answer(stressed("Deployed to the sandbox:"));
  for (const resource of exported.deployment.resources ?? []) {
    if (isPartOfChain(resource)) terminal.answer(`  ${shortType(resource.type).padEnd(20)} ${nameOf(resource.urn)}`);
  }
  if (endpointOutput in outputs) terminal.answer(`The bot's endpoint: ${String(outputs[endpointOutput])}`);
}

function isPartOfChain({ custom, type }: DeployedResource): boolean {
  return custom === true && !type.startsWith("pulumi:");
}

/** `azure-native:botservice:Bot` is a `Bot`. */
function shortType(type: string): string {
  return type.split(":").at(-1) ?? type;
}

function nameOf(urn: string): string {
  return urn.split("::").at(-1) ?? urn;
}
