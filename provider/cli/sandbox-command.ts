import { readFileSync } from "node:fs";
import { delimiter } from "node:path";
import { type Sandbox, startSandbox } from "../sandbox/index.ts";
import type { Switches } from "../sandbox/switches.ts";
import { CommandError, UsageError } from "./errors.ts";
import { runCommand } from "./run-command.ts";
import { stopSignal } from "./stop-signal.ts";
import { stressed, terminal } from "./terminal.ts";
import { findOnPath } from "./toolchain/executables.ts";
import { locatePulumi } from "./toolchain/locate.ts";

export interface SandboxFlags {
  readonly port?: number;
  readonly tlsCert?: string;
  readonly tlsKey?: string;
  readonly switch?: Partial<Switches>;
  readonly data?: string;
  readonly latency?: number;
  readonly json?: boolean;
}

/** Serves a sandbox until stopped, or for as long as the given command runs. Returns the exit code. */
export async function sandboxCommand(flags: SandboxFlags, command: readonly string[]): Promise<number> {
  const [program, ...args] = command;
  // Asked for before the start, so that a signal that arrives during it is not lost.
  const stopped = program === undefined ? stopSignal() : undefined;
  const sandbox = await start(flags);
  try {
    if (program === undefined) {
      announce(sandbox, flags, (text) => terminal.answer(text));
      await stopped;
      return 0;
    }
    // Standard output belongs to the command.
    announce(sandbox, flags, (text) => terminal.tell(text));
    return await runCommand(program, args, await environmentFor(program, sandbox));
  } finally {
    await sandbox.close();
  }
}

async function start(flags: SandboxFlags): Promise<Sandbox> {
  const tls = readCertificate(flags);
  try {
    return await startSandbox({
      standIns: true,
      ...(flags.port === undefined ? {} : { port: flags.port }),
      ...(tls === undefined ? {} : { tls }),
      ...(flags.switch === undefined ? {} : { switches: flags.switch }),
      ...(flags.data === undefined ? {} : { dataDirectory: flags.data }),
      ...(flags.latency === undefined ? {} : { latencyMs: flags.latency }),
    });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EADDRINUSE") throw error;
    throw new CommandError(
      {
        code: "port-in-use",
        what: `The sandbox cannot listen on port ${flags.port}.`,
        why: "Another process listens on it.",
        remedy: "Give another --port, or none to get a free one.",
      },
      { cause: error },
    );
  }
}

function readCertificate({ tlsCert, tlsKey }: SandboxFlags): { cert: string; key: string } | undefined {
  if (tlsCert === undefined && tlsKey === undefined) return undefined;
  if (tlsCert === undefined || tlsKey === undefined) {
    throw new UsageError({
      code: "tls-incomplete",
      what: `--tls-${tlsCert === undefined ? "cert" : "key"} is missing.`,
      why: "Serving https takes a certificate and its private key.",
      remedy: "Give both --tls-cert and --tls-key, or neither.",
    });
  }
  return { cert: readOption("--tls-cert", tlsCert), key: readOption("--tls-key", tlsKey) };
}

function readOption(option: string, file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    throw new UsageError(
      {
        code: "file-not-readable",
        what: `${option} names a file that cannot be read: ${file}`,
        why: (error as Error).message,
        remedy: `Give ${option} the path of a PEM file.`,
      },
      { cause: error },
    );
  }
}

async function environmentFor(program: string, sandbox: Sandbox): Promise<NodeJS.ProcessEnv> {
  const environment = { ...process.env, ...sandbox.environment };
  if (program !== "pulumi" || findOnPath("pulumi", environment) !== undefined) return environment;
  const { directories } = await locatePulumi((line) => terminal.tell(line), { environment });
  return { ...environment, PATH: [...directories, environment["PATH"] ?? ""].join(delimiter) };
}

function announce(sandbox: Sandbox, flags: SandboxFlags, say: (text: string) => void): void {
  const { url, environment } = sandbox;
  const organizations = sandbox.organizations.map(({ id, name, url }) => ({ id, name, url }));
  if (flags.json === true) {
    say(JSON.stringify({ event: "ready", sandbox: true, url, organizations, environment }));
    return;
  }
  say(stressed("This is a sandbox. It is not Dynamics 365 and not Azure; nothing leaves this machine."));
  say(`  Address: ${url}`);
  for (const organization of organizations) say(`  Organization: ${organization.name} (${organization.id})`);
  say("  Environment of a program that uses it:");
  for (const [name, value] of Object.entries(environment)) say(`    export ${name}='${value}'`);
}
