import { readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { setTimeout as sleep } from "node:timers/promises";
import type { Report } from "./contract.ts";
import { withProgress } from "./progress.ts";

const abandonedAfterMinutes = 60;

/**
 * Runs the work while no other process holds the same lock file. A lock left behind by a killed process is taken over.
 * Should two processes take over at the same moment, both work; the caller puts its result in place by a rename, so
 * that costs time and nothing else.
 */
export async function withLock<T>(file: string, report: Report, work: () => Promise<T>): Promise<T> {
  if (!tryToTake(file)) {
    const lines = { opening: "Another process is preparing Pulumi; waiting for it.", waiting: "Still waiting" };
    await withProgress(report, lines, async () => {
      while (!tryToTake(file)) await sleep(500);
    });
  }
  try {
    return await work();
  } finally {
    rmSync(file, { force: true });
  }
}

function tryToTake(file: string): boolean {
  if (isAbandoned(file)) rmSync(file, { force: true });
  try {
    writeFileSync(file, `${process.pid} ${hostname()}`, { flag: "wx" });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw error;
  }
}

function isAbandoned(file: string): boolean {
  try {
    const [processId, host] = readFileSync(file, "utf8").split(" ");
    if (host === hostname()) return !isRunning(Number(processId));
    return Date.now() - statSync(file).mtimeMs > abandonedAfterMinutes * 60_000;
  } catch {
    return false;
  }
}

function isRunning(processId: number): boolean {
  try {
    process.kill(processId, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
