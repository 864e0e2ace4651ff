import type { Declaration } from "./estate.ts";

export const variants = ["ours", "plain", "floor"] as const;
export type Variant = (typeof variants)[number];

export const operations = ["up", "unchanged", "preview", "refresh", "change", "destroy"] as const;
export type Operation = (typeof operations)[number];

/** One operation of one variant; of several rounds, the one with the median time. */
export interface ResultRow {
  readonly variant: Variant;
  readonly resources: number;
  readonly declaration: Declaration;
  readonly operation: Operation;
  readonly parallel: number;
  readonly wallSeconds: number;
  /** What went to the service: a batch counts once. */
  readonly requests: number;
  /** What changed something there, or tried to: each part of a batch counts. */
  readonly writes: number;
  /** Requests and parts of batches by what they are, such as `update msdyn_liveworkstream`, refused ones by status. */
  readonly requestsByKind: Readonly<Record<string, number>>;
  /** Writes of rule documents for each ten rules that the operation makes, changes or removes. */
  readonly writesPerTenRules: number | null;
  readonly stateBytes: number;
  /** Peak of the process that holds the provider; `null` where the system does not tell. */
  readonly pluginMemoryBytes: number | null;
}

export interface Results {
  readonly date: string;
  readonly versions: Readonly<Record<string, string>>;
  readonly machine: Readonly<Record<string, string | number>>;
  readonly latencyMs: number;
  readonly rounds: number;
  /** What failed, and where ours and plain did not reach the same rows. */
  readonly problems: readonly string[];
  readonly rows: readonly ResultRow[];
}

/** One row for each thing measured: of its rounds the one in the middle, the faster of two. */
export function medians(rows: readonly ResultRow[]): ResultRow[] {
  const groups = Map.groupBy(rows, ({ variant, resources, declaration, operation, parallel }) =>
    [variant, resources, declaration, operation, parallel].join(" "),
  );
  return [...groups.values()].flatMap((rounds) => {
    const byTime = rounds.toSorted((left, right) => left.wallSeconds - right.wallSeconds);
    return byTime.slice(Math.floor((byTime.length - 1) / 2)).slice(0, 1);
  });
}
