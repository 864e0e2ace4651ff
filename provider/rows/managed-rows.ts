import type { OperationContext } from "../core/definition.ts";
import { ManagedRowError } from "../core/errors.ts";
import type { Row } from "../dataverse/types.ts";
import { textIn } from "./row-values.ts";
import { solutionTable } from "../core/solution.ts";

/** Columns that tell whether a row of a solution-aware table came with a managed solution. */
export const solutionColumns = ["ismanaged", "solutionid"] as const;

export function isManaged(row: Row): boolean {
  return row["ismanaged"] === true;
}

/** Refuses a row that came with a managed solution, naming the solution as people know it. `what`: "it", "its decision contract". */
export async function refuseManaged(operation: OperationContext, what: string, row: Row): Promise<void> {
  if (isManaged(row)) throw new ManagedRowError(operation, what, await solutionName(operation, row));
}

export async function solutionName({ session }: OperationContext, row: Row): Promise<string> {
  const id = textIn(row, "solutionid");
  if (id === undefined) return "of an unknown name";
  const solution = await session.client.retrieve(solutionTable, id, { select: ["friendlyname"] });
  const name = textIn(solution, "friendlyname");
  return name === undefined ? id : `"${name}"`;
}
