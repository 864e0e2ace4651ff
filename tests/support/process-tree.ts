import { execFileSync } from "node:child_process";

export interface Process {
  readonly id: number;
  readonly parent: number;
  readonly command: string;
}

/** Every process below one, whatever process group it put itself into. */
export function descendantsOf(ancestor: number): readonly Process[] {
  const children = Map.groupBy(processes(), ({ parent }) => parent);
  const below = (id: number): Process[] => (children.get(id) ?? []).flatMap((child) => [child, ...below(child.id)]);
  return below(ancestor);
}

/** Those that still run. One that ended and whose parent has not asked for its result runs no more. */
export function stillRunning(ids: readonly number[]): readonly Process[] {
  return processes().filter(({ id }) => ids.includes(id));
}

/** What ends without a chance to say anything. One that ended by itself meanwhile is as good. */
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
