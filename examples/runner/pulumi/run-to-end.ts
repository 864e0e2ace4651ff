import { spawn } from "node:child_process";

export interface Finished {
  /** Undefined if the process did not start, or if a signal or its time limit ended it. */
  readonly exitCode: number | undefined;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunOptions {
  readonly environment: NodeJS.ProcessEnv;
  readonly timeLimitSeconds: number;
  readonly directory?: string;
}

/** Runs a program without a terminal and collects its output. Never rejects. */
export function runToEnd(program: string, args: readonly string[], options: RunOptions): Promise<Finished> {
  return new Promise((resolve) => {
    const child = spawn(program, args, {
      cwd: options.directory,
      env: options.environment,
      stdio: ["ignore", "pipe", "pipe"],
      timeout: options.timeLimitSeconds * 1000,
      killSignal: "SIGKILL",
    });
    let stdout = "";
    let stderr = "";
    child.stdout.setEncoding("utf8").on("data", (text: string) => (stdout += text));
    child.stderr.setEncoding("utf8").on("data", (text: string) => (stderr += text));
    child.on("error", (error) => resolve({ exitCode: undefined, stdout, stderr: stderr + error.message }));
    child.on("close", (exitCode) => resolve({ exitCode: exitCode ?? undefined, stdout, stderr }));
  });
}

/** The end of a failed process's output, where the reason is. */
export function lastLines(finished: Finished, count = 5): string {
  const lines = `${finished.stdout}\n${finished.stderr}`.split("\n").filter((line) => line.trim() !== "");
  return lines.slice(-count).join("\n    ") || "it said nothing";
}
