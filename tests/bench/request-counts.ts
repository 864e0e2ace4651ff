import type { LoggedRequest } from "../../provider/sandbox/index.ts";
import type { ResultRow } from "./results.ts";

type Counts = Pick<ResultRow, "requests" | "writes" | "requestsByKind" | "writesPerTenRules">;

/** `rules` is the number of rules that the operation makes, changes or removes. */
export function countRequests(log: readonly LoggedRequest[], rules: number): Counts {
  const writes = log.filter(
    ({ method, operation }) => method !== "GET" && operation !== "batch" && operation !== "signIn",
  );
  const documents = writes.filter(({ table }) => table === "msdyn_decisionruleset");
  const kinds = Map.groupBy(log, kindOf);
  return {
    requests: log.filter(({ batch }) => batch === undefined).length,
    writes: writes.length,
    requestsByKind: Object.fromEntries([...kinds].map(([kind, entries]) => [kind, entries.length] as const).toSorted()),
    writesPerTenRules: rules === 0 ? null : (documents.length * 10) / rules,
  };
}

function kindOf({ operation, table, status }: LoggedRequest): string {
  return [operation, ...(table === undefined ? [] : [table]), ...(status < 400 ? [] : [status])].join(" ");
}
