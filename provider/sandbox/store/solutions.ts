import { errorCodes, ServiceError } from "../errors.ts";
import type { CatalogTable } from "../catalog/catalog.ts";
import type { Organization } from "../organization.ts";
import type { WriteContext } from "./write-context.ts";

/** That only unmanaged solutions and solution-aware tables take part is documented. Code and text are assumed. */
export function requireSolution(
  organization: Organization,
  table: CatalogTable,
  name: string | undefined,
): string | undefined {
  if (name === undefined || name === "") return undefined;
  const solution = [...organization.store.table("solution").values()].find((row) => row["uniquename"] === name);
  if (solution === undefined) {
    throw new ServiceError(400, "0x80040203", `The solution with unique name '${name}' was not found.`);
  }
  if (solution["ismanaged"] === true) {
    throw new ServiceError(400, "0x80040203", `The solution '${name}' is managed: components cannot be added to it.`);
  }
  if (!table.facts.solutionAware) {
    if (organization.switches.solutionOnUnawareTable === "ignored") return undefined;
    throw new ServiceError(400, errorCodes.uri, `A row of '${table.name}' cannot be a component of a solution.`);
  }
  return String(solution["solutionid"]);
}

export function joinSolution({ organization, solution }: WriteContext, table: CatalogTable, id: string): void {
  if (solution === undefined) return;
  const key = `${solution}:${table.name}:${id}`;
  const row = { solutioncomponentid: key, solutionid: solution, objectid: id, componenttable: table.name };
  organization.store.put("solutioncomponent", key, row);
}

export function leaveSolutions({ organization }: WriteContext, table: CatalogTable, id: string): void {
  for (const [key, row] of [...organization.store.table("solutioncomponent")]) {
    if (row["objectid"] === id && row["componenttable"] === table.name)
      organization.store.delete("solutioncomponent", key);
  }
}
