import type { OperationContext } from "../../core/definition.ts";
import { ProviderError } from "../../core/errors.ts";
import type { Row } from "../../dataverse/types.ts";
import { BadResponseError, VersionMismatchError } from "../../dataverse/errors.ts";
import { emptyDocument, parseDocument, type DecisionDocument, type RuleKind } from "../../routing/document.ts";
import { DecisionDocumentError } from "../../routing/elements.ts";
import { tries } from "../../rows/conflict.ts";
import { refuseManaged } from "../../rows/managed-rows.ts";
import { textIn } from "../../rows/row-values.ts";
import { guardsVersions, unchangedSince } from "../../rows/row-version.ts";
import { RowVanishedError } from "../../rows/sync-row.ts";
import { rulesetTable } from "../../rows/tables.ts";
import { definitionColumn, rulesetColumns, rulesetIdOf, rulesetNameOf } from "./rows.ts";

const pauseMilliseconds = 150;

export function documentOf(row: Row, kind: RuleKind): DecisionDocument {
  const text = textIn(row, definitionColumn) ?? "";
  if (text.trim() === "") return emptyDocument(kind);
  try {
    return parseDocument(text);
  } catch (error) {
    if (!(error instanceof DecisionDocumentError)) throw error;
    throw new ProviderError(
      {
        code: "unreadable-rules",
        what: `the rules of ruleset "${rulesetNameOf(row)}" (${rulesetIdOf(row)}) cannot be read: ${error.message}`,
        why: "a ruleset is one XML document, and the provider changes only what it understands as a whole",
        remedy: "open the ruleset in the admin center, save it and run again",
      },
      { cause: error },
    );
  }
}

/**
 * Writes a rule set's document after `compose`, from the newest version: where somebody wrote in between, it is read and
 * composed anew. Nothing is written where nothing changes. The row as it stands then, `undefined` where nobody shows it.
 */
export async function writeDocument(
  operation: OperationContext,
  row: Row,
  kind: RuleKind,
  compose: (document: DecisionDocument) => DecisionDocument,
): Promise<Row | undefined> {
  const { client, sleep } = operation.session;
  const id = rulesetIdOf(row);
  const versioned = await guardsVersions(client, rulesetTable);
  let current = row;
  let people = 0;
  for (let attempt = 1; ; attempt++) {
    const stored = documentOf(current, kind);
    const next = compose(stored);
    if (next === stored) return current;
    await refuseManaged(operation, `ruleset "${rulesetNameOf(row)}"`, row);
    try {
      const columns = { [definitionColumn]: next.text };
      const written = await client.updateAndShow(rulesetTable, id, columns, rulesetColumns, unchangedSince(current));
      // Without versions two writers may overwrite each other unseen, so what stands there is read and composed again.
      if (versioned) return written;
    } catch (error) {
      // An answer that nobody can read leaves open whether the write was done: what stands there tells.
      const isUnclear = error instanceof BadResponseError && attempt < tries.document.people;
      if (!isUnclear && !(error instanceof VersionMismatchError)) throw error;
      if (people >= tries.document.people - 1 || attempt >= tries.document.ours) throw error;
      await sleep(pauseMilliseconds * Math.random() * attempt);
    }
    const again = await client.retrieve(rulesetTable, id, { select: rulesetColumns });
    if (again === undefined) throw new RowVanishedError(operation.label, id);
    if (rulesOfPeople(documentOf(again, kind)) !== rulesOfPeople(stored)) people += 1;
    if (!versioned && attempt >= tries.document.people) return again;
    current = again;
  }
}

const rulesOfPeople = ({ rules }: DecisionDocument): string =>
  rules.flatMap(({ managed, text }) => (managed === undefined ? [text] : [])).join("\n");
