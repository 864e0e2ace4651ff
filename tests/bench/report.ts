import { type Operation, type ResultRow, type Results, type Variant, variants } from "./results.ts";

type Setting = Pick<ResultRow, "resources" | "declaration" | "parallel">;

export function describeSetting({ resources, declaration, parallel }: Setting): string {
  return `${resources} resources, rules declared ${declaration}, --parallel ${parallel}`;
}

/** The results as text: a table for each setting, how each variant grows, and what it asks of the service. */
export function report(results: Results): string {
  const settings = Map.groupBy(results.rows, describeSetting);
  return [
    `Latency ${results.latencyMs} ms, median of ${results.rounds}. Seconds, requests, KB of state and MB of the plugin's peak memory.`,
    ...[...settings].map(([name, rows]) => [name, ...align(settingTable(rows))].join("\n")),
    ["Growth from the smallest estate to the largest", ...align(growthTable(results.rows))].join("\n"),
    ["Requests by kind, largest estate", ...kindsOfRequests(results.rows)].join("\n"),
    ...(results.problems.length === 0 ? [] : [["Problems", ...results.problems].join("\n")]),
  ].join("\n\n");
}

function settingTable(rows: readonly ResultRow[]): string[][] {
  const byOperation = Map.groupBy(rows, ({ operation }) => operation);
  const heads = variants.map((variant) => `${variant} s`);
  const header = ["operation", ...heads, "ours/floor", "plain/ours", "requests ours", "plain", "writes ours", "plain"];
  const more = ["per 10 rules ours", "plain", "KB ours", "plain", "floor", "MB ours", "plain", "floor"];
  return [[...header, ...more], ...[...byOperation].map(([operation, group]) => settingLine(operation, group))];
}

function settingLine(operation: Operation, group: readonly ResultRow[]): string[] {
  const of = (variant: Variant) => group.find((row) => row.variant === variant);
  const [ours, plain, floor] = [of("ours"), of("plain"), of("floor")];
  const all = [ours, plain, floor];
  const deploying = [ours, plain];
  return [
    operation,
    ...all.map((row) => number(row?.wallSeconds, 1)),
    ratio(ours?.wallSeconds, floor?.wallSeconds),
    ratio(plain?.wallSeconds, ours?.wallSeconds),
    ...deploying.map((row) => number(row?.requests)),
    ...deploying.map((row) => number(row?.writes)),
    ...deploying.map((row) => number(row?.writesPerTenRules ?? undefined, 1)),
    ...all.map((row) => number(row && row.stateBytes / 1024)),
    ...all.map((row) => number(row && (row.pluginMemoryBytes ?? NaN) / 2 ** 20)),
  ];
}

/** How often as many resources there are, and how often as much each thing is. */
function growthTable(rows: readonly ResultRow[]): string[][] {
  const [smallest, largest] = extremes(rows);
  if (smallest === largest) return [["one size only"]];
  const lines = rows
    .filter(({ resources }) => resources === largest)
    .flatMap((large) => {
      const small = rows.find((row) => row.resources === smallest && isSameButSize(row, large));
      if (small === undefined) return [];
      const { variant, operation, declaration, parallel } = large;
      return [
        [
          variant,
          operation,
          declaration,
          String(parallel),
          ratio(large.resources, small.resources),
          ratio(large.wallSeconds, small.wallSeconds),
          ratio(large.requests, small.requests),
          ratio(large.stateBytes, small.stateBytes),
          ratio(large.pluginMemoryBytes ?? undefined, small.pluginMemoryBytes ?? undefined),
        ],
      ];
    });
  return [
    ["variant", "operation", "declared", "parallel", "resources", "time", "requests", "state", "memory"],
    ...lines,
  ];
}

function isSameButSize(left: ResultRow, right: ResultRow): boolean {
  return (["variant", "operation", "declaration", "parallel"] as const).every((key) => left[key] === right[key]);
}

function kindsOfRequests(rows: readonly ResultRow[]): string[] {
  const [, largest] = extremes(rows);
  return rows
    .filter(({ variant, resources }) => variant !== "floor" && resources === largest)
    .map(({ variant, operation, requestsByKind, ...setting }) => {
      const kinds = Object.entries(requestsByKind).toSorted(([, left], [, right]) => right - left);
      const counts = kinds.map(([kind, count]) => `${count} × ${kind}`).join(", ");
      return `${variant} ${operation} (${describeSetting(setting)}): ${counts}`;
    });
}

function extremes(rows: readonly ResultRow[]): [number, number] {
  const sizes = rows.map(({ resources }) => resources);
  return [Math.min(...sizes), Math.max(...sizes)];
}

function number(value: number | undefined, digits = 0): string {
  return value === undefined || Number.isNaN(value) ? "–" : value.toFixed(digits);
}

function ratio(over: number | undefined, under: number | undefined): string {
  return over === undefined || !under ? "–" : (over / under).toFixed(2);
}

function align(lines: readonly (readonly string[])[]): string[] {
  const widths = (lines[0] ?? []).map((_, at) => Math.max(...lines.map((line) => line[at]?.length ?? 0)));
  return lines.map((line) => line.map((cell, at) => cell.padStart(widths[at] ?? 0)).join("  "));
}
