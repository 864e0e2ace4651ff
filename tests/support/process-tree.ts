import { execFileSync } from "node:child_process";

export interface Process {
  readonly id: number;
  readonly parent: number;
  readonly command: string;
}

/** Every process below `ancestor`, whatever process group it joined. */
export function descendantsOf(ancestor: number): readonly Process[] {
  const children = Map.groupBy(processes(), ({ parent }) => parent);
  const below = (id: number): Process[] => (children.get(id) ?? []).flatMap((child) => [child, ...below(child.id)]);
  return below(ancestor);
}

/** Those that still run. A process that has ended no longer counts, even if its parent has not collected its result. */
export function stillRunning(ids: readonly number[]): readonly Process[] {
  return processes().filter(({ id }) => ids.includes(id));
}

/** Kills processes without giving them a chance to react. A process that has already ended is fine. */
export function killAll(ids: readonly number[]): void {
  for (const id of ids) {
    try {
      process.kill(id, "SIGKILL");
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
    }
  }
}

function processes(): Process[] {
  const table = execFileSync("ps", ["-axo", "pid=,ppid=,stat=,args="], { encoding: "utf8", maxBuffer: 64 * 1024 ** 2 });
  return table.split("\n").flatMap((line) => {
    const [, id, parent, state = "", command = ""] = /^\s*(\d+)\s+(\d+)\s+(\S+)\s+(.*)$/.exec(line) ?? [];
    return id === undefined || state.startsWith("Z") ? [] : [{ id: Number(id), parent: Number(parent), command }];
  });
}
