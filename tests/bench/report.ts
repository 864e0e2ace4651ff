import { type ResultRow, type Results, type Variant, variants } from "./results.ts";

const missing = "–";

type Setting = Pick<ResultRow, "resources" | "declaration" | "parallel">;

export function describeSetting({ resources, declaration, parallel }: Setting): string {
  return `${resources} resources, rules declared ${declaration}, --parallel ${parallel}`;
}

/** The results as text: a table for each setting, how each variant grows, and which requests it sends. */
export function report(results: Results): string {
  const settings = Map.groupBy(results.rows.toSorted(bySetting), describeSetting);
  return [
    `Latency ${results.latencyMs} ms; of several rounds the median`,
    ...[...settings].map(([name, rows]) =>
      [name, ...align(settingTable(rows, timeColumns)), "", ...align(settingTable(rows, sizeColumns))].join("\n"),
    ),
    ["Growth from the smallest estate to the largest", ...align(growthTable(results.rows))].join("\n"),
    ["Requests by kind, largest estate", ...kindsOfRequests(results.rows)].join("\n"),
    ...(results.problems.length === 0 ? [] : [["Problems", ...results.problems].join("\n")]),
  ].join("\n\n");
}

function bySetting(left: ResultRow, right: ResultRow): number {
  return left.resources - right.resources || left.parallel - right.parallel;
}

/** A column of a setting's table. It shows one variant or several. */
type Column = readonly [title: string, cell: (of: (variant: Variant) => ResultRow | undefined) => string];

const deploying = ["ours", "plain"] as const;

function each(names: readonly Variant[], title: string, cell: (row: ResultRow) => string): Column[] {
  return names.map((variant) => [
    `${title} ${variant}`,
    (of) => {
      const row = of(variant);
      return row === undefined ? missing : cell(row);
    },
  ]);
}

const timeColumns: readonly Column[] = [
  ...each(variants, "s", ({ wallSeconds }) => wallSeconds.toFixed(1)),
  ["ours/floor", (of) => ratio(of("ours")?.wallSeconds, of("floor")?.wallSeconds)],
  ["plain/ours", (of) => ratio(of("plain")?.wallSeconds, of("ours")?.wallSeconds)],
  ...each(deploying, "requests", ({ requests }) => String(requests)),
  ...each(deploying, "writes", ({ writes }) => String(writes)),
  ...each(deploying, "per 10 rules", ({ writesPerTenRules }) => writesPerTenRules?.toFixed(1) ?? missing),
];

const sizeColumns: readonly Column[] = [
  ...each(variants, "state KB", ({ stateBytes }) => (stateBytes / 1024).toFixed(0)),
  ...each(variants, "plugin MB", ({ pluginMemoryBytes }) =>
    pluginMemoryBytes === null ? missing : (pluginMemoryBytes / 2 ** 20).toFixed(0),
  ),
];

function settingTable(rows: readonly ResultRow[], columns: readonly Column[]): string[][] {
  const byOperation = Map.groupBy(rows, ({ operation }) => operation);
  return [
    ["operation", ...columns.map(([title]) => title)],
    ...[...byOperation].map(([operation, group]) => [
      operation,
      ...columns.map(([, cell]) => cell((variant) => group.find((row) => row.variant === variant))),
    ]),
  ];
}

/** How many times the resources have grown, and how many times each measurement has. */
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

function ratio(over: number | undefined, under: number | undefined): string {
  return over === undefined || !under ? missing : (over / under).toFixed(2);
}

function align(lines: readonly (readonly string[])[]): string[] {
  const widths = (lines[0] ?? []).map((_, at) => Math.max(...lines.map((line) => line[at]?.length ?? 0)));
  return lines.map((line) => line.map((cell, at) => cell.padStart(widths[at] ?? 0)).join("  "));
}
