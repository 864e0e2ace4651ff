import type { Provenance, ExistingRow } from "../core/provenance.ts";
import type { Row, TableName } from "../dataverse/types.ts";
import { idIn, textIn } from "./row-values.ts";

/** Columns that say who wrote a row first and last. */
export const provenanceColumns = ["createdon", "_createdby_value", "modifiedon", "_modifiedby_value"] as const;

export function provenanceOf(row: Row): Provenance {
  return {
    createdOn: textIn(row, "createdon"),
    createdBy: userIn(row, "_createdby_value"),
    modifiedOn: textIn(row, "modifiedon"),
    modifiedBy: userIn(row, "_modifiedby_value"),
  };
}

/** A row as core compares names and natural keys. Its tables all call their name column the same. */
export function existingRow(table: TableName, row: Row, naturalKey = "msdyn_name"): ExistingRow {
  return {
    ...provenanceOf(row),
    id: idIn(row, table),
    name: textIn(row, "msdyn_name") ?? "",
    naturalKey: textIn(row, naturalKey) ?? "",
  };
}

function userIn(row: Row, column: string): Provenance["createdBy"] {
  return { id: textIn(row, column), name: textIn(row, `${column}@OData.Community.Display.V1.FormattedValue`) };
}
