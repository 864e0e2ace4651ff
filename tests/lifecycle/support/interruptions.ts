import type { Row, Sandbox } from "../../../provider/sandbox/index.ts";

const made = /[0-9a-f]{8}[-_][0-9a-f]{4}[-_]f011[-_]8544[-_][0-9a-f]{12}/g;
/** Columns that say who last wrote a row and when, and the random ids that the service generates. */
export const volatile: ReadonlySet<string> = new Set([
  "createdon",
  "modifiedon",
  "modifiedby",
  "versionnumber",
  "overwritetime",
  "componentidunique",
]);

/** All rows of the first organization, without times, versions, the last writer and the service's random ids. */
export function rowsOf(sandbox: Sandbox): Record<string, string[]> {
  const [tables = {}] = Object.values(sandbox.snapshot());
  return Object.fromEntries(
    Object.entries(tables)
      .filter(([, rows]) => rows.length > 0)
      .map(([table, rows]) => [table, rows.map(lasting).toSorted()]),
  );
}

function lasting(row: Row): string {
  const columns = Object.entries(row)
    .filter(([column]) => !volatile.has(column))
    .toSorted(([a], [b]) => a.localeCompare(b));
  return JSON.stringify(Object.fromEntries(columns)).replaceAll(made, "<made by the service>");
}

/** Sets up a reset environment, and returns the command to interrupt. */
export type Scenario = () => Promise<() => Promise<unknown>>;

/**
 * Runs a command once undisturbed. Then runs it again and again, each time losing the response to another request after
 * the service did its work, and then running the command once more. Returns the rows after each, the undisturbed run
 * first.
 */
export async function interruptedEverywhere(sandbox: Sandbox, scenario: Scenario): Promise<Record<string, string[]>[]> {
  sandbox.reset();
  await (
    await scenario()
  )();
  const outcomes = [rowsOf(sandbox)];
  for (let request = 1; ; request++) {
    sandbox.reset();
    const act = await scenario();
    let seen = 0;
    sandbox.faults.add({
      when: () => ++seen > 0,
      at: request,
      action: { kind: "dropAnswer" },
    });
    await act().catch(() => undefined);
    sandbox.faults.clear();
    if (seen < request) return outcomes;
    await act();
    outcomes.push(rowsOf(sandbox));
  }
}
