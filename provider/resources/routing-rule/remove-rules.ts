import type { OperationContext } from "../../core/definition.ts";
import type { Session } from "../../core/session.ts";
import { BadResponseError, RowMissingError, VersionMismatchError } from "../../dataverse/errors.ts";
import { equalsId, or } from "../../dataverse/filter.ts";
import type { Row, Write } from "../../dataverse/types.ts";
import { tries } from "../../rows/conflict.ts";
import { unchangedSince } from "../../rows/row-version.ts";
import { RowVanishedError } from "../../rows/sync-row.ts";
import { configurationTable, queueTable, rulesetTable, stepTable } from "../../rows/tables.ts";
import { compose, writeDocument, type PendingChange } from "./document-changes.ts";
import {
  forgetRouting,
  knownRouting,
  noteContract,
  noteSequence,
  rememberRouting,
  rememberRuleset,
} from "./known-routing.ts";
import {
  configurationColumns,
  configurationIdOf,
  documentOf,
  ownRuleset,
  rulesetIdOf,
  stepColumns,
  stepsAt,
  type Routing,
} from "./routing.ts";
import { ownIds, type RulesetKey } from "./ruleset-key.ts";

/** Someone else wrote or deleted one of the rows at the same time, or the response cannot be read. */
const stale = [RowMissingError, RowVanishedError, VersionMismatchError, BadResponseError];

const noOperators: ReadonlySet<string> = new Set();

/**
 * Removes rules from one ruleset. With the last rule, the rows that we made and that are empty then are deleted in one
 * change set. Each delete says which version it means, so what somebody adds meanwhile stays in effect.
 */
export async function removeRules(key: RulesetKey, changes: readonly PendingChange[]): Promise<void> {
  const [first] = changes;
  if (first === undefined) return;
  const { operation } = first.change;
  const { session } = operation;
  const { workstream } = key;
  let isUsed = false;
  for (let attempt = 1; ; attempt++) {
    const routing = await knownRouting(session, workstream);
    const [step] = stepsAt(
      routing,
      key,
      changes.map(({ change }) => change.hash),
    );
    try {
      // An interrupted removal may have left the ruleset without its step.
      const row = step?.ruleset ?? (await ownRuleset(session, key));
      if (row !== undefined) noteSequence(session, key, documentOf(row, key.kind));
      if (row === undefined || (!isUsed && isEmpty(row, key, changes))) {
        // Read before its steps are counted: a step that is added later gives it a new version.
        const configuration = await ownConfiguration(operation, key, routing);
        const around = await surroundingRows(operation, key);
        if (row === undefined || !around.isUsed) {
          const gone = await takeDown(operation, key, configuration, row, around.steps);
          rememberTakenDown(session, routing, gone, around.steps);
          if (row !== undefined) noteContract(session, workstream, row);
          return;
        }
        isUsed = true;
      }
      const written = await writeDocument(operation, row, key.kind, (document) =>
        compose(document, changes, noOperators),
      );
      rememberRuleset(session, workstream, written);
      // If others removed their rules at the same time, the document may be empty now.
      if (isUsed || attempt === tries.routing || (written !== undefined && !isEmpty(written, key, changes))) return;
    } catch (error) {
      forgetRouting(session, workstream);
      const isStale = stale.some((kind) => error instanceof kind);
      if (!isStale || attempt === tries.routing) throw error;
    }
  }
}

/** Whether the ruleset is ours and has no rule once the changes are made. */
const isEmpty = (row: Row, key: RulesetKey, changes: readonly PendingChange[]): boolean =>
  rulesetIdOf(row) === ownIds(key).ruleset &&
  compose(documentOf(row, key.kind), changes, noOperators).rules.length === 0;

interface SurroundingRows {
  /** Steps of our configuration, and those that run our ruleset. */
  readonly steps: readonly Row[];
  /** Another step or a queue also uses the ruleset. */
  readonly isUsed: boolean;
}

const overflowColumns = ["msdyn_prequeueoverflowrulesetid", "msdyn_inqueueoverflowrulesetid"];

/** Another step may run the ruleset, and a queue may overflow by it. The service deletes such a queue with its ruleset. */
async function surroundingRows({ session }: OperationContext, key: RulesetKey): Promise<SurroundingRows> {
  const { client } = session;
  const { configuration, ruleset, step } = ownIds(key);
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
  key: RulesetKey,
  configuration: Row | undefined,
  ruleset: Row | undefined,
  steps: readonly Row[],
): Promise<readonly Write[]> {
  const { client } = operation.session;
  const own = ownIds(key);
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

/** Remembers what is left, unless there were steps that we did not know of, so that the next rule or delete need not ask. */
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

/** Our configuration, unless another one is active. */
async function ownConfiguration(
  { session }: OperationContext,
  key: RulesetKey,
  { configuration }: Routing,
): Promise<Row | undefined> {
  const { configuration: id } = ownIds(key);
  if (configuration !== undefined) return configurationIdOf(configuration) === id ? configuration : undefined;
  return session.client.retrieve(configurationTable, id, { select: configurationColumns });
}
