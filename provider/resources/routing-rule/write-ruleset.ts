import { lengths } from "../../../schema/limits.ts";
import { isDeepStrictEqual } from "node:util";
import type { OperationContext } from "../../core/definition.ts";
import { CollisionError, couldNot } from "../../core/errors.ts";
import { RowMissingError, VersionMismatchError } from "../../dataverse/errors.ts";
import type { Columns, Row, TableName, Write } from "../../dataverse/types.ts";
import { emptyDocument } from "../../routing/document.ts";
import { tries, untilAccepted } from "../../rows/conflict.ts";
import { isManaged, refuseManaged } from "../../rows/managed-rows.ts";
import { bindTo, changedColumns, mayHaveWritten } from "../../rows/own-row.ts";
import { textIn } from "../../rows/row-values.ts";
import { unchangedSince } from "../../rows/row-version.ts";
import { RowVanishedError } from "../../rows/sync-row.ts";
import { configurationTable, rulesetTable, stepTable, workstreamTable } from "../../rows/tables.ts";
import { contractLinks, workstreamRowOf } from "./contracts.ts";
import { compose, writeDocument, type PendingChange } from "./document-changes.ts";
import {
  forgetRouting,
  forgetWorkstream,
  knownRouting,
  knownWorkstream,
  noteSequence,
  rememberRouting,
  rememberRuleset,
} from "./known-routing.ts";
import { sharedRuleset } from "./preflight-others.ts";
import { countRulesets, tooManyRulesets } from "./preflight-space.ts";
import { refuse } from "./preflight.ts";
import { removeRules } from "./remove-rules.ts";
import {
  configurationColumns,
  configurationIdOf,
  decisionList,
  declarative,
  definitionColumn,
  documentOf,
  inOrder,
  ownRuleset,
  rulesetColumns,
  rulesetIdOf,
  rulesetNameOf,
  stepColumns,
  stepOf,
  stepsAt,
  stepTypes,
  type Routing,
} from "./routing.ts";
import { ownIds, uniqueNameOf, type RulesetKey } from "./ruleset-key.ts";
import { inEffect, moveSteps, orderSteps, renewedConfiguration, type WantedOrder } from "./step-order.ts";

/** What the changes of one workstream share. */
export interface Surroundings {
  /** Operators as the environment's rules write them. */
  readonly operatorsInUse: ReadonlySet<string>;
  readonly orders: readonly WantedOrder[];
}

/**
 * Writes the rules of one ruleset, and makes the rows that are missing. If another writer changed the rows, reads
 * everything again and retries.
 */
export async function writeRuleset(
  key: RulesetKey,
  changes: readonly PendingChange[],
  surroundings: Surroundings,
): Promise<void> {
  const [first] = changes;
  if (first === undefined) return;
  const { operation } = first.change;
  const { workstream } = key;
  await untilAccepted(tries.routing, {
    read: async (refusal) => {
      // Another writer may have added steps that must move now.
      if (refusal !== undefined) await moveSteps(operation, workstream, surroundings.orders);
      const routing = await knownRouting(operation.session, workstream);
      const hashes = changes.map(({ change }) => change.hash);
      return { routing, step: stepsAt(routing, key, hashes)[0], refusal };
    },
    write: async ({ routing, step, refusal }) => {
      try {
        if (step?.ruleset !== undefined)
          return await writeExisting(operation, key, changes, surroundings, routing, step.ruleset);
        const existing = refusal === undefined ? nothingExists : await existingRows(operation, key);
        // None of our rows is there to explain the refusal, so the same writes would be refused again.
        if (mayHaveWritten(refusal) && isDeepStrictEqual(existing, nothingExists)) throw refusal;
        return await createMissing(operation, key, changes, surroundings, routing, existing);
      } catch (error) {
        forgetWorkstream(operation.session, workstream);
        throw error;
      }
    },
    isStale: (error, { step }) => (step?.ruleset === undefined ? mayHaveMet(error) : isGone(error)),
  });
}

const isGone = (error: unknown): boolean => error instanceof RowMissingError || error instanceof RowVanishedError;

/** Someone else created, wrote or deleted one of the rows at the same time, or ours exist and the response was lost. */
const mayHaveMet = (error: unknown): boolean =>
  isGone(error) || error instanceof VersionMismatchError || mayHaveWritten(error);

async function writeExisting(
  operation: OperationContext,
  key: RulesetKey,
  changes: readonly PendingChange[],
  { operatorsInUse }: Surroundings,
  routing: Routing,
  ruleset: Row,
): Promise<void> {
  // Refused changes fail here. If only removals are left, `removeRules` also deletes what becomes empty.
  if (changes.some(({ change }) => change.removes)) {
    const document = documentOf(ruleset, key.kind);
    noteSequence(operation.session, key, document);
    compose(document, changes, operatorsInUse);
  }
  const open = changes.filter(({ isOpen }) => isOpen);
  if (open.every(({ change }) => change.removes)) return removeRules(key, open);
  refuse(operation, [await sharedRuleset(operation.session, key, routing, ruleset)]);
  // Known of workstreams that this run made or read, so no request is sent for it.
  const contract = knownWorkstream(operation.session, key.workstream)?.contract;
  const current = contract === undefined ? ruleset : await relinked(operation, key, ruleset, contract);
  const written = await writeDocument(operation, current, key.kind, (document) =>
    compose(document, changes, operatorsInUse),
  );
  rememberRuleset(operation.session, key.workstream, written);
}

/**
 * A workstream that was deleted by hand and made again has a new contract. Its old rulesets still name the old one, which
 * gets no new variables.
 */
async function relinked(operation: OperationContext, key: RulesetKey, ruleset: Row, contract: string): Promise<Row> {
  if (rulesetIdOf(ruleset) !== ownIds(key).ruleset || isManaged(ruleset)) return ruleset;
  const columns = changedColumns(await contractLinks(operation, key, contract), ruleset);
  if (Object.keys(columns).length === 0) return ruleset;
  const { client } = operation.session;
  const shown = await client.updateAndShow(rulesetTable, rulesetIdOf(ruleset), columns, rulesetColumns);
  return shown ?? (await ownRuleset(operation.session, key)) ?? ruleset;
}

async function createMissing(
  operation: OperationContext,
  key: RulesetKey,
  changes: readonly PendingChange[],
  { operatorsInUse, orders }: Surroundings,
  routing: Routing,
  existing: Existing,
): Promise<void> {
  const { ruleset } = existing;
  const stored = ruleset === undefined ? emptyDocument(key.kind) : documentOf(ruleset, key.kind);
  const document = compose(stored, changes, operatorsInUse);
  const open = changes.filter(({ isOpen }) => isOpen);
  if (open.every(({ change }) => change.removes)) return removeRules(key, open);
  refuse(operation, [tooManyRulesets(countRulesets(routing, key.kind), key.kind)]);
  if (ruleset !== undefined) await refuseManaged(operation, `its ruleset "${rulesetNameOf(ruleset)}"`, ruleset);
  const idle = routing.idle.find(({ id }) => id === ownIds(key).step);
  const order = orderOf(changes) ?? idle?.order ?? orderSteps(routing, orders).last;
  const made = await createRuleset(operation, key, routing, existing, document.text, order);
  if (made === undefined) forgetRouting(operation.session, key.workstream);
  else rememberRouting(operation.session, made);
}

const orderOf = (changes: readonly PendingChange[]): number | undefined =>
  changes.findLast(({ change }) => change.rulesetOrder !== undefined)?.change.rulesetOrder;

const longestName = lengths.name;
const routeToQueuesName = "Route to queues";

/** The rows that have the ids of a ruleset's own rows, though they are not in effect. */
interface Existing {
  readonly configuration: Row | undefined;
  readonly ruleset: Row | undefined;
  readonly step: Row | undefined;
}

const nothingExists: Existing = { configuration: undefined, ruleset: undefined, step: undefined };

/** What an interrupted run or another writer made: every writer uses the same ids. */
async function existingRows({ session }: OperationContext, key: RulesetKey): Promise<Existing> {
  const { client } = session;
  const own = ownIds(key);
  const [configuration, ruleset, step] = await Promise.all([
    client.retrieve(configurationTable, own.configuration, { select: configurationColumns }),
    client.retrieve(rulesetTable, own.ruleset, { select: rulesetColumns }),
    client.retrieve(stepTable, own.step, { select: stepColumns }),
  ]);
  return { configuration, ruleset, step };
}

/**
 * Puts a ruleset into effect in one change set: the ruleset with its rules, its step, and the configuration if the
 * workstream has none. Returns the routing as it is then; `undefined` if the service did not show what it made.
 */
async function createRuleset(
  operation: OperationContext,
  key: RulesetKey,
  routing: Routing,
  existing: Existing,
  definition: string,
  order: number,
): Promise<Routing | undefined> {
  const own = ownIds(key);
  const { name, contract } = await workstreamRowOf(operation, key.workstream);
  const links = await contractLinks(operation, key, contract);
  const ruleset = {
    table: rulesetTable,
    id: own.ruleset,
    label: {
      msdyn_name: key.name ?? routeToQueuesName,
      msdyn_rulesettype: declarative,
      msdyn_authoringmode: decisionList,
    },
    effective: { [definitionColumn]: definition, ...links },
    show: rulesetColumns,
  };
  const configuration =
    routing.configuration === undefined ? own.configuration : configurationIdOf(routing.configuration);
  const step = {
    table: stepTable,
    id: own.step,
    label: { msdyn_name: (key.name ?? routeToQueuesName).slice(0, longestName) },
    effective: {
      msdyn_type: stepTypes[key.kind],
      msdyn_steporder: order,
      ...bindTo("msdyn_routingconfigurationid", configurationTable.set, configuration),
      ...bindTo("msdyn_rulesetid", rulesetTable.set, own.ruleset),
    },
    show: stepColumns,
  };
  const rows = await operation.session.client.changeSet([
    ...configurationWrite(operation, key, routing, existing, name),
    ...rowWrite(operation, ruleset, existing.ruleset),
    ...rowWrite(operation, step, existing.step),
  ]);
  return shownRouting(routing, rows);
}

function configurationWrite(
  operation: OperationContext,
  key: RulesetKey,
  routing: Routing,
  existing: Existing,
  workstreamName: string,
): Write[] {
  if (routing.configuration !== undefined) return renewedConfiguration(routing);
  const row = {
    table: configurationTable,
    id: ownIds(key).configuration,
    label: { msdyn_name: `Routing of ${workstreamName}`.slice(0, longestName) },
    effective: { ...inEffect, ...bindTo("msdyn_liveworkstreamid", workstreamTable.set, key.workstream) },
    show: configurationColumns,
  };
  return rowWrite(operation, row, existing.configuration);
}

interface WantedRow {
  readonly table: TableName;
  readonly id: string;
  /** What the row starts with. People may change it. */
  readonly label: Columns;
  /** What puts it into effect. */
  readonly effective: Columns;
  readonly show: readonly string[];
}

function rowWrite(operation: OperationContext, wanted: WantedRow, existing: Row | undefined): Write[] {
  const { table, id, label, effective, show } = wanted;
  const uniqueName = uniqueNameOf(id);
  if (existing === undefined)
    return [{ kind: "create", table, id, columns: { ...label, ...effective, msdyn_uniquename: uniqueName }, show }];
  // A row with our unique name was made for the same ruleset, so it is taken over.
  if (existing["msdyn_uniquename"] !== uniqueName) throw idTaken(operation, wanted, existing);
  const columns = changedColumns(effective, existing);
  return Object.keys(columns).length === 0 ? [] : [{ kind: "update", table, id, columns, ...unchangedSince(existing) }];
}

function idTaken(operation: OperationContext, { table, id }: WantedRow, existing: Row): CollisionError {
  return new CollisionError({
    code: "row-id-taken",
    attempt: couldNot(operation),
    what: `another row has the id of its ${table.noun}`,
    why: `the unique name of row ${id} is ${textIn(existing, "msdyn_uniquename") ?? "empty"}, and not ${uniqueNameOf(id)}`,
    remedy: "delete that row, or set dynamics365:idNamespace and deploy the workstream again",
  });
}

function shownRouting(before: Routing, rows: readonly (Row | undefined)[]): Routing | undefined {
  const of = ({ primaryId }: TableName): Row | undefined =>
    rows.find((row) => row !== undefined && Object.hasOwn(row, primaryId));
  const [ruleset, step] = [of(rulesetTable), of(stepTable)];
  // A configuration that was written without a change has a new version, which the service did not show.
  const configuration = before.configuration === undefined ? of(configurationTable) : undefined;
  if (ruleset === undefined || step === undefined || configuration === undefined) return undefined;
  return { ...before, configuration, steps: inOrder([...before.steps, stepOf(step, ruleset)]) };
}
