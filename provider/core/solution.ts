import type { CheckFailure } from "../../schema/resource-schema.ts";
import type { Row, TableName } from "../dataverse/types.ts";
import { MissingPrivilegeError } from "../dataverse/errors.ts";
import { equals, or } from "../dataverse/filter.ts";
import { sameName } from "../../schema/names.ts";
import { orList, suggestion } from "../../schema/nearest.ts";
import type { Session } from "./session.ts";

export const solutionTable: TableName = {
  noun: "solution",
  set: "solutions",
  logicalName: "solution",
  primaryId: "solutionid",
};

/**
 * Contains everything that is in no other solution, in every environment. It is listed as unmanaged, but nobody means
 * it.
 */
const activeSolution = "Active";

/**
 * A new row joins the configured solution, and the service refuses the create if it cannot. Asked once per process, and
 * only if a resource will be created.
 */
export function solutionFailures(session: Session): Promise<CheckFailure[]> {
  const { solution } = session.client;
  if (solution === undefined) return Promise.resolve([]);
  return session.once(`solution ${solution}`, () => checkSolution(session.client, solution));
}

async function checkSolution(client: Session["client"], solution: string): Promise<CheckFailure[]> {
  const rows = await solutions(client, solution);
  if (rows === undefined) return [];
  const found = rows.find((row) => sameName(row["uniquename"], solution));
  const others = rows
    .filter((row) => row["ismanaged"] === false && row["uniquename"] !== activeSolution)
    .map((row) => String(row["uniquename"]))
    .sort((a, b) => a.localeCompare(b));
  if (found === undefined) {
    return [
      {
        code: "solution-not-found",
        path: "",
        reason: `the setting dynamics365:solution names "${solution}", and the environment has no such solution`,
        remedy: suggestion(solution, others),
      },
    ];
  }
  if (found["ismanaged"] !== true) return [];
  return [
    {
      code: "solution-managed",
      path: "",
      reason: `the setting dynamics365:solution names "${solution}", a managed solution, which no row can join`,
      remedy: `set it to an unmanaged solution: ${orList(others)}`,
    },
  ];
}

/** The named solution, and the unmanaged ones to suggest. `undefined` if the identity may not read solutions. */
async function solutions(client: Session["client"], solution: string): Promise<readonly Row[] | undefined> {
  try {
    return await client.list(solutionTable, {
      select: ["uniquename", "ismanaged"],
      filter: or(equals("uniquename", solution), equals("ismanaged", false)),
    });
  } catch (error) {
    // A user who may not read solutions learns it from the create.
    if (error instanceof MissingPrivilegeError) return undefined;
    throw error;
  }
}
