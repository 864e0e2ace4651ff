import { existsSync, readdirSync, readFileSync } from "node:fs";

const sampleMilliseconds = 200;

/** Watches the process below the CLI that runs the dynamic provider. The kernel records its peak, so few samples do. */
export class PluginMemory {
  readonly #timer: NodeJS.Timeout | undefined;
  #peak: number | null = null;

  constructor(cliProcessId: number) {
    if (!existsSync("/proc/self/status")) return;
    this.#timer = setInterval(() => this.#sample(cliProcessId), sampleMilliseconds);
  }

  stop(): number | null {
    clearInterval(this.#timer);
    return this.#peak;
  }

  #sample(cliProcessId: number): void {
    for (const id of descendants(cliProcessId)) {
      if (!read(`/proc/${id}/cmdline`).includes("cmd/dynamic-provider")) continue;
      const kilobytes = /^VmHWM:\s+(\d+) kB$/m.exec(read(`/proc/${id}/status`))?.[1];
      if (kilobytes !== undefined) this.#peak = Math.max(this.#peak ?? 0, Number(kilobytes) * 1024);
    }
  }
}

function descendants(ancestor: number): number[] {
  const children = Map.groupBy(
    readdirSync("/proc")
      .filter((name) => /^\d+$/.test(name))
      .map(Number),
    parentOf,
  );
  const below = (id: number): number[] => (children.get(id) ?? []).flatMap((child) => [child, ...below(child)]);
  return below(ancestor);
}

/** The fourth field of the line. The second, a name in parentheses, may contain anything. */
function parentOf(id: number): number {
  return Number(/\) \S (\d+) [^)]*$/.exec(read(`/proc/${id}/stat`))?.[1] ?? 0);
}

/** Empty if the process has ended in the meantime. */
function read(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return "";
  }
}
