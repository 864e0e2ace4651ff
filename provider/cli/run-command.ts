import { spawn } from "node:child_process";
import { closeSync, openSync } from "node:fs";
import { constants } from "node:os";
import { CommandError } from "./errors.ts";
import { oldestPulumi } from "./oldest-pulumi.ts";

/** Signals that would end us and leave the command running. */
const forwarded = ["SIGINT", "SIGTERM", "SIGHUP", "SIGQUIT", "SIGUSR2"] as const;

/** A terminal sends these to every process in the foreground. */
const ofTerminal: ReadonlySet<NodeJS.Signals> = new Set(["SIGINT", "SIGHUP", "SIGQUIT"]);

/** Receives the command's output as it arrives. */
export type Listen = (stream: "stdout" | "stderr", text: string) => void;

/**
 * Runs a command in our place: it gets our terminal and our signals, and we exit with its exit code. If a signal ended
 * it, that is 128 plus the signal's number, as in shells. If this process fails meanwhile, the command is ended, too.
 *
 * @param listen receives its output, which goes to the terminal otherwise
 */
export function runCommand(
  program: string,
  args: readonly string[],
  environment: NodeJS.ProcessEnv,
  listen?: Listen,
): Promise<number> {
  return new Promise((resolve, reject) => {
    const atTerminal = hasTerminal();
    const forward = (signal: NodeJS.Signals) => {
      // Pulumi takes a second one as "stop at once", and would leave half-made resources behind.
      const alreadyArrived = atTerminal && ofTerminal.has(signal);
      if (!alreadyArrived) child.kill(signal);
    };
    let failure: Error | undefined;
    const fail = (error: Error) => {
      failure ??= error;
      child.kill("SIGTERM");
    };
    // Before the start: a signal in between would end us and leave the command without a parent.
    for (const signal of forwarded) process.on(signal, forward);
    process.on("uncaughtException", fail);
    const output = listen === undefined ? "inherit" : "pipe";
    const child = spawn(program, args, { env: environment, stdio: ["inherit", output, output] });
    child.stdout?.setEncoding("utf8").on("data", (text: string) => listen?.("stdout", text));
    child.stderr?.setEncoding("utf8").on("data", (text: string) => listen?.("stderr", text));
    const stopForwarding = () => {
      for (const signal of forwarded) process.off(signal, forward);
      process.off("uncaughtException", fail);
    };
    child.on("error", (error) => {
      stopForwarding();
      reject(cannotStart(program, error));
    });
    child.on("close", (code, signal) => {
      stopForwarding();
      if (failure !== undefined) reject(failure);
      else resolve(code ?? 128 + (signal === null ? 0 : constants.signals[signal]));
    });
  });
}

/** The exit codes of shells for a command that does not exist, or exists and cannot be started. */
export function exitCodeOfFailedStart(error: CommandError): number {
  return error.code === "command-not-found" ? 127 : 126;
}

const installPulumi = `Install Pulumi ${oldestPulumi.replace(/\.0$/, "")} or newer (https://www.pulumi.com/docs/install/), and put it on PATH.`;

function cannotStart(program: string, cause: NodeJS.ErrnoException): CommandError {
  const missing = cause.code === "ENOENT";
  return new CommandError(
    {
      code: missing ? "command-not-found" : "command-not-started",
      what: `Could not start the command "${program}".`,
      why: missing ? "There is no such file, nor one of that name on PATH." : cause.message,
      remedy: missing && program === "pulumi" ? installPulumi : "Give the command after `--` as you would type it.",
    },
    { cause },
  );
}

function hasTerminal(): boolean {
  try {
    closeSync(openSync("/dev/tty", "r"));
    return true;
  } catch {
    return false;
  }
}
