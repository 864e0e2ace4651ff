import type { OperationContext } from "../../core/definition.ts";
import type { DecisionDocument } from "../../routing/document.ts";
import type { RulesetKey } from "./place.ts";

/** One resource's wish about one document. */
export interface Change {
  readonly operation: OperationContext;
  readonly place: RulesetKey;
  readonly hash: string;
  /** Place of a classification rule set among those of the workstream. Absent for a removal. */
  readonly rulesetOrder?: number | undefined;
  readonly removes: boolean;
  /** Whether the document must be seen with the operators of the whole environment. */
  readonly needsOperators: boolean;
  /** Throws where this rule is refused; the other changes go on without it. */
  apply(document: DecisionDocument, seen: ReadonlySet<string>): DecisionDocument;
}

/** A change on its way, with the answer that its resource waits for. */
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

  /** A failed change takes no further part. */
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

/** The document with all changes that are still open; those that are refused fail on the way. */
export function compose(
  document: DecisionDocument,
  changes: readonly PendingChange[],
  seen: ReadonlySet<string>,
): DecisionDocument {
  let next = document;
  for (const pending of changes) {
    if (!pending.isOpen) continue;
    try {
      next = pending.change.apply(next, seen);
    } catch (error) {
      pending.fail(error);
    }
  }
  return next;
}

/** An error on the way is the error of every change that waits. */
export async function failTogether(changes: readonly PendingChange[], work: () => Promise<void>): Promise<void> {
  try {
    await work();
    for (const pending of changes) if (pending.isOpen) pending.succeed();
  } catch (error) {
    for (const pending of changes) if (pending.isOpen) pending.fail(error);
  }
}
