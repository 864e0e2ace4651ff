import type { OperationContext } from "../../core/definition.ts";
import type { Session } from "../../core/session.ts";
import type { Row, Write } from "../../dataverse/types.ts";
import { tries } from "../../rows/conflict.ts";
import { BadResponseError, RowMissingError, VersionMismatchError } from "../../dataverse/errors.ts";
import { equalsId, or } from "../../dataverse/filter.ts";
import { unchangedSince } from "../../rows/row-version.ts";
import { RowVanishedError } from "../../rows/sync-row.ts";
import { configurationTable, queueTable, rulesetTable, stepTable } from "../../rows/tables.ts";
import { compose, type PendingChange } from "./changes.ts";
import { documentOf, writeDocument } from "./document-write.ts";
import {
  forgetRouting,
  knownRouting,
  noteContract,
  noteSequence,
  rememberRouting,
  rememberRuleset,
} from "./known-routing.ts";
import { ownIds, type RulesetKey } from "./place.ts";
import {
  configurationColumns,
  configurationIdOf,
  ownRuleset,
  rulesetIdOf,
  stepColumns,
  stepsAt,
  type Routing,
} from "./rows.ts";

/** Somebody wrote or deleted one of the rows at the same time; or nobody can read whether they are gone. */
const stale = [RowMissingError, RowVanishedError, VersionMismatchError, BadResponseError];
const noOperators: ReadonlySet<string> = new Set();

/**
 * Takes rules out of the document of one place. Rows that we made and that then hold nothing go with the last one, in
 * one change set: each delete says which version it means, so what somebody adds meanwhile stays in effect.
 */
export async function removeRules(place: RulesetKey, changes: readonly PendingChange[]): Promise<void> {
  const [first] = changes;
  if (first === undefined) return;
  const { operation } = first.change;
  const { session } = operation;
  const { workstream } = place;
  let isUsed = false;
  for (let attempt = 1; ; attempt++) {
    const routing = await knownRouting(session, workstream);
    const [step] = stepsAt(
      routing,
      place,
      changes.map(({ change }) => change.hash),
    );
    try {
      // A removal that was interrupted may have left the rule set without its step.
      const row = step?.ruleset ?? (await ownRuleset(session, place));
      if (row !== undefined) noteSequence(session, place, documentOf(row, place.kind));
      if (row === undefined || (!isUsed && isEmpty(row, place, changes))) {
        // Before its steps are counted: a step that is hung on it later gives it another version.
        const configuration = await ownConfiguration(operation, place, routing);
        const around = await surroundingRows(operation, place);
        if (row === undefined || !around.isUsed) {
          const gone = await takeDown(operation, place, configuration, row, around.steps);
          rememberTakenDown(session, routing, gone, around.steps);
          if (row !== undefined) noteContract(session, workstream, row);
          return;
        }
        isUsed = true;
      }
      const written = await writeDocument(operation, row, place.kind, (document) =>
        compose(document, changes, noOperators),
      );
      rememberRuleset(session, workstream, written);
      // Where others took theirs at the same time, nothing may be left now.
      if (isUsed || attempt === tries.routing || (written !== undefined && !isEmpty(written, place, changes))) return;
    } catch (error) {
      forgetRouting(session, workstream);
      const isStale = stale.some((kind) => error instanceof kind);
      if (!isStale || attempt === tries.routing) throw error;
    }
  }
}

/** Ours, and without a rule once the changes are made. */
const isEmpty = (row: Row, place: RulesetKey, changes: readonly PendingChange[]): boolean =>
  rulesetIdOf(row) === ownIds(place).ruleset &&
  compose(documentOf(row, place.kind), changes, noOperators).rules.length === 0;

interface Around {
  /** Steps of our configuration, and those that run our rule set. */
  readonly steps: readonly Row[];
  /** Something else than our step runs the rule set. */
  readonly isUsed: boolean;
}

const overflowColumns = ["msdyn_prequeueoverflowrulesetid", "msdyn_inqueueoverflowrulesetid"];

/** Another step may run the rule set, and a queue may overflow by it: the service deletes such a queue with its rule set. */
async function surroundingRows({ session }: OperationContext, place: RulesetKey): Promise<Around> {
  const { client } = session;
  const { configuration, ruleset, step } = ownIds(place);
  const known = (await client.tableMetadata(queueTable))?.columns;
  const overflows = overflowColumns
    .filter((column) => known?.has(column))
    .map((column) => equalsId(`_${column}_value`, ruleset));
  const [steps, queues] = await Promise.all([
    client.list(stepTable, {
      select: stepColumns,
      filter: or(
        equalsId("_msdyn_routingconfigurationid_value", configuration),
        equalsId("_msdyn_rulesetid_value", ruleset),
      ),
    }),
    overflows.length === 0 ? [] : client.list(queueTable, { select: ["name"], filter: or(...overflows) }),
  ]);
  const isAnother = (row: Row): boolean =>
    row["_msdyn_rulesetid_value"] === ruleset && row[stepTable.primaryId] !== step;
  return { steps, isUsed: queues.length > 0 || steps.some(isAnother) };
}

async function takeDown(
  operation: OperationContext,
  place: RulesetKey,
  configuration: Row | undefined,
  ruleset: Row | undefined,
  steps: readonly Row[],
): Promise<readonly Write[]> {
  const { client } = operation.session;
  const own = ownIds(place);
  const isOther = (row: Row): boolean =>
    row[stepTable.primaryId] !== own.step && row["_msdyn_routingconfigurationid_value"] === own.configuration;
  const writes: Write[] = [];
  if (steps.some((row) => row[stepTable.primaryId] === own.step))
    writes.push({ kind: "delete", table: stepTable, id: own.step });
  if (configuration !== undefined && !steps.some(isOther))
    writes.push({ kind: "delete", table: configurationTable, id: own.configuration, ...unchangedSince(configuration) });
  if (ruleset !== undefined)
    writes.push({ kind: "delete", table: rulesetTable, id: own.ruleset, ...unchangedSince(ruleset) });
  await client.changeSet(writes);
  return writes;
}

/** What is left, where nobody added a step that was not known: the next rule or the delete of the workstream need not ask. */
function rememberTakenDown(session: Session, routing: Routing, gone: readonly Write[], steps: readonly Row[]): void {
  const known = [...routing.steps, ...routing.idle];
  const isKnown = (row: Row): boolean => known.some(({ id }) => id === row[stepTable.primaryId]);
  if (!steps.every(isKnown)) return forgetRouting(session, routing.workstream);
  const isGone = (id: string): boolean => gone.some((write) => write.id === id);
  const { configuration } = routing;
  rememberRouting(session, {
    ...routing,
    configuration: configuration !== undefined && isGone(configurationIdOf(configuration)) ? undefined : configuration,
    steps: routing.steps.filter(({ id }) => !isGone(id)),
    idle: routing.idle.filter(({ id }) => !isGone(id)),
  });
}

/** Our configuration, if it is in effect, or nobody's is. */
async function ownConfiguration(
  { session }: OperationContext,
  place: RulesetKey,
  { configuration }: Routing,
): Promise<Row | undefined> {
  const { configuration: id } = ownIds(place);
  if (configuration !== undefined) return configurationIdOf(configuration) === id ? configuration : undefined;
  return session.client.retrieve(configurationTable, id, { select: configurationColumns });
}
