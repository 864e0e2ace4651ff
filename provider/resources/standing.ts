import type { Provenance, StandingRow } from "../core/provenance.ts";
import type { Row, TableName } from "../dataverse/contract.ts";

/** Columns that say who wrote a row first and last. */
export const provenanceColumns = ["createdon", "_createdby_value", "modifiedon", "_modifiedby_value"] as const;

export function provenanceOf(row: Row): Provenance {
  return {
    createdOn: text(row["createdon"]),
    createdBy: userIn(row, "_createdby_value"),
    modifiedOn: text(row["modifiedon"]),
    modifiedBy: userIn(row, "_modifiedby_value"),
  };
}

/** A row for the judgement of names and natural keys; all the tables concerned have one name column. */
export function standingRow(table: TableName, row: Row, naturalKey = "msdyn_name"): StandingRow {
  return {
    ...provenanceOf(row),
    id: String(row[table.primaryId]),
    name: text(row["msdyn_name"]) ?? "",
    naturalKey: text(row[naturalKey]) ?? "",
  };
}

function userIn(row: Row, column: string): Provenance["createdBy"] {
  return { id: text(row[column]), name: text(row[`${column}@OData.Community.Display.V1.FormattedValue`]) };
}

function text(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}
