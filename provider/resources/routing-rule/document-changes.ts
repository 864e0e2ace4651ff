import type { OperationContext } from "../../core/definition.ts";
import { BadResponseError, VersionMismatchError } from "../../dataverse/errors.ts";
import type { Row } from "../../dataverse/types.ts";
import type { DecisionDocument, RuleKind } from "../../routing/document.ts";
import { tries } from "../../rows/conflict.ts";
import { refuseManaged } from "../../rows/managed-rows.ts";
import { guardsVersions, unchangedSince } from "../../rows/row-version.ts";
import { RowVanishedError } from "../../rows/sync-row.ts";
import { rulesetTable } from "../../rows/tables.ts";
import { definitionColumn, documentOf, rulesetColumns, rulesetIdOf, rulesetNameOf } from "./routing.ts";
import type { RulesetKey } from "./ruleset-key.ts";

/** What one resource wants to change in one document. */
export interface Change {
  readonly operation: OperationContext;
  readonly key: RulesetKey;
  readonly hash: string;
  /** The order of a classification ruleset among those of the workstream. A removal has none. */
  readonly rulesetOrder?: number | undefined;
  readonly removes: boolean;
  /** Whether `apply` needs to know the operators that the environment's rules use. */
  readonly needsOperators: boolean;
  /** Throws if the change is refused. The other changes go on without it. */
  apply(document: DecisionDocument, operatorsInUse: ReadonlySet<string>): DecisionDocument;
}

/** A change that is not made yet, with the promise that its resource waits for. */
export class PendingChange {
  readonly change: Change;
  readonly #answer = Promise.withResolvers<void>();
  #settled = false;

  constructor(change: Change) {
    this.change = change;
  }

  get done(): Promise<void> {
    return this.#answer.promise;
  }

  /** Neither made nor failed. */
  get isOpen(): boolean {
    return !this.#settled;
  }

  succeed(): void {
    this.#settled = true;
    this.#answer.resolve();
  }

  fail(error: unknown): void {
    this.#settled = true;
    this.#answer.reject(error);
  }
}

/** The document with all open changes. A change that is refused fails here. */
export function compose(
  document: DecisionDocument,
  changes: readonly PendingChange[],
  operatorsInUse: ReadonlySet<string>,
): DecisionDocument {
  let next = document;
  for (const pending of changes) {
    if (!pending.isOpen) continue;
    try {
      next = pending.change.apply(next, operatorsInUse);
    } catch (error) {
      pending.fail(error);
    }
  }
  return next;
}

/** Settles the open changes as the work ends: if it fails, all of them fail with its error. */
export async function failTogether(changes: readonly PendingChange[], work: () => Promise<void>): Promise<void> {
  try {
    await work();
    for (const pending of changes) if (pending.isOpen) pending.succeed();
  } catch (error) {
    for (const pending of changes) if (pending.isOpen) pending.fail(error);
  }
}

/** After a conflict, a write waits up to this long, times the number of tries so far. */
const pauseMilliseconds = 150;

/**
 * Writes the document that `compose` makes of the ruleset's newest one. If somebody else wrote in between, it is read and
 * composed again. If nothing changes, nothing is written. Returns the row as it is then; `undefined` if the service did
 * not show it.
 */
export async function writeDocument(
  operation: OperationContext,
  row: Row,
  kind: RuleKind,
  compose: (document: DecisionDocument) => DecisionDocument,
): Promise<Row | undefined> {
  const { client, clock } = operation.session;
  const id = rulesetIdOf(row);
  const versioned = await guardsVersions(client, rulesetTable);
  let current = row;
  let people = 0;
  for (let attempt = 1; ; attempt++) {
    const stored = documentOf(current, kind);
    const next = compose(stored);
    if (next === stored) return current;
    await refuseManaged(operation, `its ruleset "${rulesetNameOf(row)}"`, row);
    try {
      const columns = { [definitionColumn]: next.text };
      const written = await client.updateAndShow(rulesetTable, id, columns, rulesetColumns, unchangedSince(current));
      // Without versions, another writer may have overwritten ours unseen. So the row is read and composed again.
      if (versioned) return written;
    } catch (error) {
      // An answer that cannot be read leaves open whether the write was made. The row, read again, tells.
      const isUnclear = error instanceof BadResponseError && attempt < tries.document.people;
      if (!isUnclear && !(error instanceof VersionMismatchError)) throw error;
      if (people >= tries.document.people - 1 || attempt >= tries.document.ours) throw error;
      await clock.sleep(pauseMilliseconds * clock.random() * attempt);
    }
    const again = await client.retrieve(rulesetTable, id, { select: rulesetColumns });
    if (again === undefined) throw new RowVanishedError(id);
    if (rulesOfPeople(documentOf(again, kind)) !== rulesOfPeople(stored)) people += 1;
    if (!versioned && attempt >= tries.document.people) return again;
    current = again;
  }
}

const rulesOfPeople = ({ rules }: DecisionDocument): string =>
  rules.flatMap(({ managed, text }) => (managed === undefined ? [text] : [])).join("\n");
