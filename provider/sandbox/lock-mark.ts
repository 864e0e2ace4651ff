import { randomUUID } from "node:crypto";
import { hostname } from "node:os";

/** The content of a lock file: process, machine, and a text that is unique to this lock. */
export function newMark(): string {
  return `${process.pid} ${hostname()} ${randomUUID()}`;
}

/** Whether the holder was a process of this machine that has ended. We cannot tell for another machine. */
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
