import type { OperationContext } from "../../core/definition.ts";
import type { Filter, Row, Write } from "../../dataverse/types.ts";
import { UnknownTableError } from "../../dataverse/errors.ts";
import { equalsId, or } from "../../dataverse/filter.ts";
import type { Known } from "../../rows/listed-row.ts";
import { idIn, textIn } from "../../rows/row-values.ts";
import { localizedTextTable } from "../../rows/tables.ts";

const messageOf = "_msdyn_systemmessageid_value";

/** This column is shorter than the text column of the message row. */
const longest = 1000;

/**
 * Message id → its text row in the default language. If a message has such a row, the service sends that text (assumed:
 * the admin center edits these rows for the messages of a channel type). Texts in other languages are left alone.
 */
export async function localizedTextsOf(
  operation: OperationContext,
  messageIds: readonly string[],
): Promise<ReadonlyMap<string, Row>> {
  return byMessage(await allLocalizedRows(operation, messageIds));
}

/** Like `localizedTextsOf`, but a refresh lists the texts of all messages once. */
export async function listedTextsOf(
  operation: OperationContext,
  prior: Known,
  messageIds: readonly string[],
): Promise<ReadonlyMap<string, Row>> {
  if (messageIds.length === 0 || prior.rowId === undefined) return localizedTextsOf(operation, messageIds);
  return operation.session.once("list localized texts", async () => byMessage(await listTexts(operation)));
}

function byMessage(rows: readonly Row[]): ReadonlyMap<string, Row> {
  const defaults = rows.filter((row) => row["msdyn_isdefault"] === true);
  return new Map(defaults.map((row) => [textIn(row, messageOf) ?? "", row]));
}

export async function allLocalizedRows(
  operation: OperationContext,
  messageIds: readonly string[],
): Promise<readonly Row[]> {
  if (messageIds.length === 0) return [];
  return listTexts(operation, or(...messageIds.map((id) => equalsId(messageOf, id))));
}

async function listTexts({ session }: OperationContext, filter?: Filter): Promise<readonly Row[]> {
  const select = [localizedTextTable.primaryId, "msdyn_localizedtext", "msdyn_isdefault", messageOf];
  try {
    return await session.client.list(localizedTextTable, filter === undefined ? { select } : { select, filter });
  } catch (error) {
    // Environments without the table keep the texts on the messages.
    if (error instanceof UnknownTableError) return [];
    throw error;
  }
}

/** The text that customers get. If it had to be cut to fit, returns it as the program wrote it. */
export function sentText(row: Row, localized: Row | undefined, written: string | undefined): string {
  const text = textIn(localized, "msdyn_localizedtext");
  if (text === undefined) return textIn(row, "msdyn_messagetext") ?? "";
  return written?.slice(0, longest) === text ? written : text;
}

export function localizedWrite(localized: Row | undefined, text: string): Write[] {
  if (localized === undefined || localized["msdyn_localizedtext"] === text.slice(0, longest)) return [];
  return [
    {
      kind: "update",
      table: localizedTextTable,
      id: idIn(localized, localizedTextTable),
      columns: { msdyn_localizedtext: text.slice(0, longest) },
    },
  ];
}

export function isCut(localized: Row | undefined, text: string): boolean {
  return localized !== undefined && text.length > longest;
}
