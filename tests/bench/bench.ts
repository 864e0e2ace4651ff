import { isDeepStrictEqual } from "node:util";
import type { Settings } from "./options.ts";
import { type Pass, type PassResult, runPass } from "./pass.ts";
import { describeSetting } from "./report.ts";
import { added, medians, type Measured, type ResultRow, type Results } from "./results.ts";
import { SandboxProcess } from "../support/sandbox-process.ts";
import { machine, versions } from "./surroundings.ts";

/** The estate of a pass and how it is deployed, the same for every variant. */
type Setting = Omit<Pass, "variant">;

/**
 * Runs every variant through everything, round by round and side by side, so that a machine that slows down slows all
 * of them. A failure is recorded as a problem in the results and does not stop the other measurements. `keep` receives
 * the results so far. `before` are those of an earlier run; rows of other settings are kept.
 */
export async function bench(
  settings: Settings,
  tell: (line: string) => void,
  keep: (results: Results) => void,
  before: readonly ResultRow[] = [],
): Promise<Results> {
  const facts = { date: new Date().toISOString(), versions: await versions(), machine: machine() };
  const measured: Measured[] = [];
  const problems: string[] = [];
  const results = (): Results => ({
    ...facts,
    latencyMs: settings.latency,
    problems,
    rows: added(before, medians(measured)),
  });
  const sandbox = await SandboxProcess.start({ latencyMs: settings.latency });
  try {
    for (let round = 1; round <= settings.rounds; round++) {
      for (const setting of settingsOf(settings)) {
        const reached: PassResult["finalRows"][] = [];
        for (const variant of settings.variants) {
          const name = `${variant}, ${describeSetting(setting)}, round ${round}`;
          try {
            const pass = await runPass({ ...setting, variant }, settings.operations, sandbox, settings.latency);
            measured.push(...pass.rows);
            if (variant !== "floor") reached.push(pass.finalRows);
            tell(`${name}: ${pass.rows.map((row) => `${row.operation} ${row.wallSeconds.toFixed(1)} s`).join(", ")}`);
          } catch (error) {
            problems.push(`${name}: ${error instanceof Error ? error.message : String(error)}`);
            tell(problems.at(-1) ?? "");
          }
          keep(results());
        }
        if (reached.some((rows) => !isDeepStrictEqual(rows, reached[0])))
          problems.push(`${describeSetting(setting)}: ours and plain reached different rows`);
      }
    }
  } finally {
    await sandbox.close();
  }
  return results();
}

/** Interleaved rules are measured once, with the middle one of the degrees of parallelism. */
function settingsOf({ resources, parallel, declared }: Settings): Setting[] {
  const middle = parallel[Math.floor(parallel.length / 2)];
  return resources.flatMap((size) =>
    declared.flatMap((declaration) =>
      parallel
        .filter((degree) => declaration !== "interleaved" || degree === middle)
        .map((degree) => ({ resources: size, declaration, parallel: degree })),
    ),
  );
}
