import { isDeepStrictEqual } from "node:util";
import type { OperationContext } from "../../core/definition.ts";
import type { Row } from "../../dataverse/types.ts";
import { RowMissingError, VersionMismatchError } from "../../dataverse/errors.ts";
import { emptyDocument } from "../../routing/document.ts";
import { tries, untilAccepted } from "../../rows/conflict.ts";
import { isManaged, refuseManaged } from "../../rows/managed-rows.ts";
import { changedColumns, mayHaveWritten } from "../../rows/own-row.ts";
import { RowVanishedError } from "../../rows/sync-row.ts";
import { rulesetTable } from "../../rows/tables.ts";
import { compose, type PendingChange } from "./changes.ts";
import { contractLinks } from "./contracts.ts";
import { documentOf, writeDocument } from "./document-write.ts";
import {
  forgetRouting,
  forgetWorkstream,
  knownRouting,
  knownWorkstream,
  noteSequence,
  rememberRouting,
  rememberRuleset,
} from "./known-routing.ts";
import { createRuleset, nothingExists, existingRows, type Existing } from "./make-rows.ts";
import { moveSteps } from "./move-steps.ts";
import { ownIds, type RulesetKey } from "./place.ts";
import { countRulesets, refuse, tooManyRulesets } from "./refusals.ts";
import { removeRules } from "./remove-rules.ts";
import { ownRuleset, rulesetColumns, rulesetIdOf, rulesetNameOf, stepsAt, type Routing, type Step } from "./rows.ts";
import { sharedRuleset } from "./shared-rulesets.ts";
import { orderSteps, type WantedOrder } from "./step-order.ts";

/** What the changes of one workstream share while they are made. */
export interface Surroundings {
  /** Operator texts that the environment's rules use. */
  readonly seen: ReadonlySet<string>;
  readonly orders: readonly WantedOrder[];
}

/**
 * Puts the rules of one place into its document, and makes what is missing around it. Where the rows are others than
 * believed, because somebody works on the same workstream, all is looked at anew.
 */
export async function writeRuleset(
  place: RulesetKey,
  changes: readonly PendingChange[],
  surroundings: Surroundings,
): Promise<void> {
  const [first] = changes;
  if (first === undefined) return;
  const { operation } = first.change;
  const { workstream } = place;
  await untilAccepted(tries.routing, {
    read: async (refusal) => {
      // Steps that nobody knew of at first have their place, too.
      if (refusal !== undefined) await moveSteps(operation, workstream, surroundings.orders);
      const routing = await knownRouting(operation.session, workstream);
      const hashes = changes.map(({ change }) => change.hash);
      return { routing, step: stepsAt(routing, place, hashes)[0], refusal };
    },
    write: async ({ routing, step, refusal }) => {
      try {
        if (step?.ruleset !== undefined) return await write(operation, place, changes, surroundings, routing, step);
        const existing = refusal === undefined ? nothingExists : await existingRows(operation, place);
        // Nothing there explains it, so the same writes would be refused again.
        if (mayHaveWritten(refusal) && isDeepStrictEqual(existing, nothingExists)) throw refusal;
        return await make(operation, place, changes, surroundings, routing, existing);
      } catch (error) {
        forgetWorkstream(operation.session, workstream);
        throw error;
      }
    },
    isStale: (error, { step }) => (step?.ruleset === undefined ? mayHaveMet(error) : isGone(error)),
  });
}

const isGone = (error: unknown): boolean => error instanceof RowMissingError || error instanceof RowVanishedError;

/** Somebody made, wrote or deleted one of the rows at the same time; or the answer was lost after they were made. */
const mayHaveMet = (error: unknown): boolean =>
  isGone(error) || error instanceof VersionMismatchError || mayHaveWritten(error);

async function write(
  operation: OperationContext,
  place: RulesetKey,
  changes: readonly PendingChange[],
  { seen }: Surroundings,
  routing: Routing,
  { ruleset }: Step,
): Promise<void> {
  if (ruleset === undefined) return;
  // Refused rules fall out here. Where removals alone are left, they take what is empty with them.
  if (changes.some(({ change }) => change.removes)) {
    const document = documentOf(ruleset, place.kind);
    noteSequence(operation.session, place, document);
    compose(document, changes, seen);
  }
  const open = changes.filter(({ isOpen }) => isOpen);
  if (open.every(({ change }) => change.removes)) return removeRules(place, open);
  refuse(operation.label, [await sharedRuleset(operation.session, place, routing, ruleset)]);
  // Asked of workstreams that this run made or looked at, so it costs no question.
  const contract = knownWorkstream(operation.session, place.workstream)?.contract;
  const current = contract === undefined ? ruleset : await relinked(operation, place, ruleset, contract);
  const written = await writeDocument(operation, current, place.kind, (document) => compose(document, changes, seen));
  rememberRuleset(operation.session, place.workstream, written);
}

/**
 * A workstream that was deleted by hand and made again has another contract; its old rule sets would go on naming the
 * old one, to which nobody adds a variable any more.
 */
async function relinked(operation: OperationContext, place: RulesetKey, ruleset: Row, contract: string): Promise<Row> {
  if (rulesetIdOf(ruleset) !== ownIds(place).ruleset || isManaged(ruleset)) return ruleset;
  const columns = changedColumns(await contractLinks(operation, place, contract), ruleset);
  if (Object.keys(columns).length === 0) return ruleset;
  const { client } = operation.session;
  const shown = await client.updateAndShow(rulesetTable, rulesetIdOf(ruleset), columns, rulesetColumns);
  return shown ?? (await ownRuleset(operation.session, place)) ?? ruleset;
}

async function make(
  operation: OperationContext,
  place: RulesetKey,
  changes: readonly PendingChange[],
  { seen, orders }: Surroundings,
  routing: Routing,
  existing: Existing,
): Promise<void> {
  const { ruleset } = existing;
  const stored = ruleset === undefined ? emptyDocument(place.kind) : documentOf(ruleset, place.kind);
  const document = compose(stored, changes, seen);
  const open = changes.filter(({ isOpen }) => isOpen);
  if (open.every(({ change }) => change.removes)) return removeRules(place, open);
  refuse(operation.label, [tooManyRulesets(countRulesets(routing, place.kind), place.kind)]);
  if (ruleset !== undefined) await refuseManaged(operation, `ruleset "${rulesetNameOf(ruleset)}"`, ruleset);
  const idle = routing.idle.find(({ id }) => id === ownIds(place).step);
  const order = orderOf(changes) ?? idle?.order ?? orderSteps(routing, orders).last;
  const made = await createRuleset(operation, place, routing, existing, document.text, order);
  if (made === undefined) forgetRouting(operation.session, place.workstream);
  else rememberRouting(operation.session, made);
}

const orderOf = (changes: readonly PendingChange[]): number | undefined =>
  changes.findLast(({ change }) => change.rulesetOrder !== undefined)?.change.rulesetOrder;
