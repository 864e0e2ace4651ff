import { randomUUID } from "node:crypto";
import { hostname } from "node:os";

/** What a lock file says of its holder: process, machine, and a text that no other lock has. */
export function newMark(): string {
  return `${process.pid} ${hostname()} ${randomUUID()}`;
}

/** Whether the holder was a process of this machine that is gone. Nothing can be told of another machine's. */
export function isOfEndedProcess(mark: string): boolean {
  const [processId, host] = mark.split(" ");
  return host === hostname() && !isRunning(Number(processId));
}

function isRunning(processId: number): boolean {
  try {
    process.kill(processId, 0);
    return true;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}
