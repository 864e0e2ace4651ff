#!/usr/bin/env node
import "./require-node.ts";
import { Command, CommanderError, InvalidArgumentError, Option } from "commander";
import { CommandError, UsageError } from "./errors.ts";
import { readOrganization } from "./organization-setting.ts";
import { version } from "../version.ts";
import type { ListFlags } from "./list-command.ts";
import { listedKinds } from "./listings.ts";
import { exitCodeOfFailedStart } from "./run-command.ts";
import { sandboxCommand, type SandboxFlags } from "./sandbox-command.ts";
import { addSwitchSetting, describeSwitches } from "./switch-setting.ts";
import { terminal } from "./terminal.ts";

const program = new Command("pulumi-dynamics365")
  .description("Command-line companion of the Pulumi provider for Dynamics 365 Contact Center.")
  .version(version)
  .enablePositionalOptions()
  .exitOverride();

// Arguments after the two dashes are never ours, whatever their name.
const dashes = process.argv.indexOf("--");
const ours = dashes < 0 ? process.argv : process.argv.slice(0, dashes);
const afterDashes = dashes < 0 ? [] : process.argv.slice(dashes + 1);

const sandbox = program
  .command("sandbox")
  .description("Serve a Dynamics 365 environment to try programs against, until stopped or while a command runs.")
  .usage("[options] [-- command ...]\n       pulumi-dynamics365 sandbox list <what> [options]")
  .argument("[command...]", "command to run inside the sandbox, such as `-- pulumi up`")
  .option("--port <number>", "port on the loopback interface; a free one by default", wholeNumber(65535))
  .option("--tls-cert <file>", "certificate (PEM) to serve https with")
  .option("--tls-key <file>", "its private key (PEM)")
  .option("--switch <name=value>", "how the sandbox answers an open question; can be repeated", addSwitchSetting)
  .option("--data <directory>", "keep the sandbox's rows in this folder from one run to the next")
  .option("--seed <file>", "rows of your own (JSON): queues, skills, languages, users, workstreams with rules")
  .option("--organization <id or name>", "the organization that the sandbox is; Contoso by default", readOrganization)
  .option("--latency <milliseconds>", "delay every answer", wholeNumber(600_000))
  .addOption(
    new Option("--access <who>", "who may send requests; any by default, strict around a command").choices([
      "any",
      "strict",
    ]),
  )
  .option("--host-name <name>", "name that requests may ask for beside localhost; can be repeated", append)
  .option("--banner", "say where the sandbox is, also when a command runs")
  .option("--json", "say what is served as one line of JSON")
  .addHelpText("after", `\nSwitches:\n${describeSwitches()}`)
  .helpCommand(false)
  .passThroughOptions()
  .action(async (command: string[], flags: SandboxFlags) => {
    const isGiven = command.length > 0 && dashes >= 0;
    process.exitCode = await sandboxCommand(flags, [...command, ...(isGiven ? ["--"] : []), ...afterDashes]);
  });

sandbox
  .command("list")
  .description("List the rows that programs name, in a sandbox that runs or in a real environment. Only reads.")
  .argument("<what>", listedKinds.join(", "))
  .option("--environment <url>", "address of the sandbox or environment; by default that of DATAVERSE_URL")
  .option("--json", "print them as JSON, in the form that a seed takes")
  .addHelpText(
    "after",
    "\nIt signs in as the provider does, by the variables DYNAMICS365_ACCESS_TOKEN, ARM_… and AZURE_….",
  )
  .action(async (what: string, flags: ListFlags) => {
    refuseOptionsOfSandbox();
    // Imported late: `sandbox` alone does not need the provider, which takes a while to load.
    const { listCommand } = await import("./list-command.ts");
    await listCommand(what, flags);
  });

/** Options for starting a sandbox mean nothing here, and would be ignored silently. */
function refuseOptionsOfSandbox(): void {
  const option = sandbox.options.find((each) => sandbox.getOptionValueSource(each.attributeName()) === "cli");
  const given = option?.long ?? (afterDashes.length > 0 ? `-- ${afterDashes.join(" ")}` : undefined);
  if (given === undefined) return;
  throw new UsageError({
    code: "list-option",
    what: `Could not list anything: \`sandbox list\` does not take ${given}.`,
    why: "It starts no sandbox: it reads one that runs, or a real environment.",
    remedy: "Leave it out, or give it to the sandbox that is to be listed.",
  });
}

program.parseAsync(ours).catch((error: unknown) => {
  process.exitCode = exitCodeOf(error);
  // The parser has already printed its own errors.
  if (!(error instanceof CommanderError)) terminal.fail(error, ours.includes("--json"));
});

function exitCodeOf(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
  if (error instanceof UsageError) return 2;
  if (error instanceof CommandError && error.code.startsWith("command-")) return exitCodeOfFailedStart(error);
  return 1;
}

function append(name: string, before: readonly string[] = []): readonly string[] {
  return [...before, name];
}

function wholeNumber(largest: number): (text: string) => number {
  return (text) => {
    if (/^\d+$/.test(text) && Number(text) <= largest) return Number(text);
    throw new InvalidArgumentError(`It takes a whole number from 0 to ${largest}.`);
  };
}
