import { spawn } from "node:child_process";

export interface CommandResult {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunningCommand {
  readonly processId: number;
  /** Sends a signal to the command only, as `kill` does. */
  signal(name: NodeJS.Signals): void;
  /** Kills the command and everything it started, at once. */
  kill(): void;
  /** Resolves when the command has written a line that matches, to stdout or stderr. */
  says(pattern: RegExp): Promise<string>;
  readonly result: Promise<CommandResult>;
}

export interface CommandOptions {
  readonly environment: NodeJS.ProcessEnv;
  readonly directory: string;
  readonly timeLimitSeconds?: number;
}

/**
 * Starts a command in its own process group, without a terminal. If it exceeds its time limit, its whole group is
 * killed: Pulumi's plugins survive the CLI, and an engine that waits for a dead plugin never ends.
 */
export function startCommand(program: string, args: readonly string[], options: CommandOptions): RunningCommand {
  const limit = options.timeLimitSeconds ?? 120;
  const child = spawn(program, args, {
    cwd: options.directory,
    env: options.environment,
    detached: true,
    stdio: ["ignore", "pipe", "pipe"],
  });
  const written = { stdout: "", stderr: "" };
  const listeners = new Set<() => void>();
  for (const stream of ["stdout", "stderr"] as const) {
    child[stream].setEncoding("utf8").on("data", (text: string) => {
      written[stream] += text;
      for (const listener of [...listeners]) listener();
    });
  }
  const kill = () => killGroup(child.pid);
  const described = () => `${program} ${args.join(" ")}\n--- stdout\n${written.stdout}\n--- stderr\n${written.stderr}`;

  const result = new Promise<CommandResult>((resolve, reject) => {
    const timer = setTimeout(() => {
      kill();
      reject(new Error(`Killed after ${limit} s: ${described()}`));
    }, limit * 1000);
    child.on("error", (error) => {
      clearTimeout(timer);
      reject(error);
    });
    child.on("close", (code, signal) => {
      clearTimeout(timer);
      if (code === null) reject(new Error(`Ended by ${signal ?? "nobody"}: ${described()}`));
      else resolve({ exitCode: code, ...written });
    });
  });
  // A test that kills its command checks what is left behind, not the result.
  result.catch(() => undefined);

  const says = (pattern: RegExp) =>
    new Promise<string>((resolve, reject) => {
      const look = () => {
        const line = `${written.stdout}\n${written.stderr}`.split("\n").find((candidate) => pattern.test(candidate));
        if (line === undefined) return;
        listeners.delete(look);
        resolve(line);
      };
      listeners.add(look);
      look();
      result.then(
        () => reject(new Error(`Ended without saying ${pattern.source}: ${described()}`)),
        (error: Error) => reject(error),
      );
    });

  return {
    processId: child.pid ?? 0,
    signal: (name) => void child.kill(name),
    kill,
    says,
    result,
  };
}

function killGroup(processId: number | undefined): void {
  if (processId === undefined) return;
  try {
    process.kill(-processId, "SIGKILL");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
  }
}
