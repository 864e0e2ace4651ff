import { randomBytes } from "node:crypto";
import { createSecureContext } from "node:tls";
import { type Sandbox, SeedError } from "../sandbox/index.ts";
import type { Switches } from "../sandbox/switches.ts";
import { closeSandbox, openSandbox } from "./data-directory.ts";
import { CommandError, UsageError } from "./errors.ts";
import { readGivenFile } from "./given-file.ts";
import { withoutClouds } from "./without-clouds.ts";
import { runCommand } from "./run-command.ts";
import { stopSignal } from "./stop-signal.ts";
import { stressed, terminal } from "./terminal.ts";

export interface SandboxFlags {
  readonly port?: number;
  readonly tlsCert?: string;
  readonly tlsKey?: string;
  readonly switch?: Partial<Switches>;
  readonly data?: string;
  readonly seed?: string;
  readonly organization?: string;
  readonly latency?: number;
  readonly json?: boolean;
  readonly access?: "any" | "strict";
  readonly hostName?: readonly string[];
  readonly banner?: boolean;
}

/** Serves a sandbox until stopped, or while the given command runs. Returns the exit code. */
export async function sandboxCommand(flags: SandboxFlags, command: readonly string[]): Promise<number> {
  const [program, ...args] = command;
  // Registered before the start, so that a signal during it is not lost.
  const stopped = program === undefined ? stopSignal() : undefined;
  // A command receives the token. Somebody who starts a sandbox without one wants to try requests by hand.
  const sandbox = await start(flags, flags.access ?? (program === undefined ? "any" : "strict"));
  try {
    if (program === undefined) {
      announce(sandbox, flags, (text) => terminal.answer(text));
      await stopped;
      return 0;
    }
    // Standard output belongs to the command.
    if (flags.banner === true || flags.json === true) announce(sandbox, flags, (text) => terminal.tell(text));
    return await runCommand(program, args, { ...withoutClouds(process.env), ...sandbox.environment });
  } finally {
    await closeSandbox(sandbox);
  }
}

async function start(flags: SandboxFlags, access: "any" | "strict"): Promise<Sandbox> {
  const tls = readCertificate(flags);
  // Loaded only if there is a seed, because it brings the checks of the provider.
  const seedFile = flags.seed === undefined ? undefined : await import("./seed-file.ts");
  const seed = seedFile?.readSeed(flags.seed ?? "");
  try {
    return await openSandbox({
      standIns: true,
      access,
      report: (problem) => terminal.tell(problem),
      ...(access === "strict" ? { token: randomBytes(24).toString("base64url") } : {}),
      ...(flags.hostName === undefined ? {} : { hostNames: flags.hostName }),
      ...(flags.port === undefined ? {} : { port: flags.port }),
      ...(tls === undefined ? {} : { tls }),
      ...(flags.switch === undefined ? {} : { switches: flags.switch }),
      ...(flags.data === undefined ? {} : { dataDirectory: flags.data }),
      ...(seed === undefined ? {} : { seed }),
      ...(flags.organization === undefined ? {} : { organization: flags.organization }),
      ...(flags.latency === undefined ? {} : { latencyMs: flags.latency }),
    });
  } catch (error) {
    if (error instanceof SeedError && seedFile !== undefined)
      throw seedFile.unusableSeed(flags.seed ?? "", error.faults, error);
    if ((error as NodeJS.ErrnoException).code !== "EADDRINUSE") throw error;
    throw new CommandError(
      {
        code: "port-in-use",
        what: `Could not start the sandbox on port ${flags.port}: the port is in use.`,
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
      what: `Could not start the sandbox: --tls-${tlsCert === undefined ? "cert" : "key"} is missing.`,
      why: "Serving https takes a certificate and its private key.",
      remedy: "Give both --tls-cert and --tls-key, or neither.",
    });
  }
  const certificate = {
    cert: readGivenFile("--tls-cert", tlsCert, "PEM"),
    key: readGivenFile("--tls-key", tlsKey, "PEM"),
  };
  requireUsable(certificate);
  return certificate;
}

function requireUsable(certificate: { cert: string; key: string }): void {
  try {
    createSecureContext(certificate);
  } catch (error) {
    throw new UsageError(
      {
        code: "tls-unusable",
        what: "Could not start the sandbox: --tls-cert and --tls-key do not serve https.",
        why: error instanceof Error ? error.message : String(error),
        remedy: "Give a certificate and the private key that belongs to it, both as PEM, the key without a password.",
      },
      { cause: error },
    );
  }
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
  say("  A request by hand:");
  const token = environment["DYNAMICS365_ACCESS_TOKEN"] ?? "";
  say(`    curl -H 'Authorization: Bearer ${token}' '${url}/api/data/v9.2/queues?$select=name'`);
  say("  What programs can name there:");
  say(`    DYNAMICS365_ACCESS_TOKEN='${token}' npx pulumi-dynamics365 sandbox list queues --environment '${url}'`);
}
