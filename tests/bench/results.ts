import type { Declaration } from "./estate.ts";

export const variants = ["ours", "plain", "floor"] as const;
export type Variant = (typeof variants)[number];

export const operations = ["up", "unchanged", "preview", "refresh", "change", "destroy"] as const;
export type Operation = (typeof operations)[number];

/** One operation of one variant. Of several rounds, the one with the median time. */
export interface ResultRow {
  readonly variant: Variant;
  readonly resources: number;
  readonly declaration: Declaration;
  readonly operation: Operation;
  readonly parallel: number;
  readonly wallSeconds: number;
  /** Requests to the service. A batch counts once. */
  readonly requests: number;
  /** Requests that changed something, or tried to. Each part of a batch counts. */
  readonly writes: number;
  /** Requests and parts of batches by kind, such as `update msdyn_liveworkstream`. Refused ones by status. */
  readonly requestsByKind: Readonly<Record<string, number>>;
  /** Writes of rule documents per ten rules that the operation makes, changes or removes. */
  readonly writesPerTenRules: number | null;
  readonly stateBytes: number;
  /** Peak of the process that runs the provider. `null` if the system does not report it. */
  readonly pluginMemoryBytes: number | null;
  /** How many rounds were measured. */
  readonly rounds: number;
}

/** The measurements of one round. */
export type Measured = Omit<ResultRow, "rounds">;

export interface Results {
  readonly date: string;
  readonly versions: Readonly<Record<string, string>>;
  readonly machine: Readonly<Record<string, string | number>>;
  readonly latencyMs: number;
  /** What failed, and where ours and plain did not end with the same rows. */
  readonly problems: readonly string[];
  readonly rows: readonly ResultRow[];
}

/** One row per measurement: the median of its rounds, or the faster of two. */
export function medians(rows: readonly Measured[]): ResultRow[] {
  return [...Map.groupBy(rows, nameOf).values()].flatMap((rounds) => {
    const byTime = rounds.toSorted((left, right) => left.wallSeconds - right.wallSeconds);
    const middle = byTime[Math.floor((byTime.length - 1) / 2)];
    return middle === undefined ? [] : [{ ...middle, rounds: rounds.length }];
  });
}

/** The new measurements, and the earlier ones of other things. */
export function added(before: readonly ResultRow[], now: readonly ResultRow[]): ResultRow[] {
  const names = new Set(now.map(nameOf));
  return [...before.filter((row) => !names.has(nameOf(row))), ...now];
}

function nameOf({ variant, resources, declaration, operation, parallel }: Measured): string {
  return [variant, resources, declaration, operation, parallel].join(" ");
}
