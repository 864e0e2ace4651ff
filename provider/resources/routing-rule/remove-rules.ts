import type { Operation } from "../../core/definition.ts";
import type { Row } from "../../dataverse/contract.ts";
import { VersionMismatchError } from "../../dataverse/errors.ts";
import { equalsId } from "../../dataverse/filter.ts";
import { unchangedSince } from "../row-version.ts";
import { configurationTable, queueTable, rulesetTable, stepTable } from "../tables.ts";
import { compose, type PendingChange } from "./changes.ts";
import { documentOf, writeDocument } from "./document-write.ts";
import { makeConfiguration, makeStep } from "./make-rows.ts";
import { ownIds, type Place } from "./place.ts";
import { observe, rulesetColumns, rulesetIdOf, stepColumns, stepsAt, type Routing } from "./rows.ts";

const attempts = 3;
const noOperators: ReadonlySet<string> = new Set();

/**
 * Takes rules out of the document of one place. Rows that we made and that then hold nothing go with the last one:
 * the step, which nothing points at; the configuration, whose steps would lose it; the rule set.
 */
export async function removeRules(routing: Routing, place: Place, changes: readonly PendingChange[]): Promise<void> {
  const [first] = changes;
  if (first === undefined) return;
  const { operation } = first.change;
  const own = ownIds(place);
  let current = routing;
  let order = 1;
  for (let attempt = 1; ; attempt++) {
    const [step] = stepsAt(
      current,
      place,
      changes.map(({ change }) => change.hash),
    );
    order = step?.order ?? order;
    // An interrupted removal leaves the rule set without its step.
    const row =
      step?.ruleset ?? (await operation.session.client.retrieve(rulesetTable, own.ruleset, { select: rulesetColumns }));
    const left = row === undefined ? 0 : compose(documentOf(row, place.kind), changes, noOperators).rules.length;
    const isOurs = row === undefined || rulesetIdOf(row) === own.ruleset;
    if (row !== undefined && (!isOurs || left > 0 || (await isUsedElsewhere(operation, place)))) {
      if (attempt > 1 && step === undefined) await link(operation, current, place, order);
      await writeDocument(operation, row, place.kind, (document) => compose(document, changes, noOperators));
      return;
    }
    try {
      await takeDown(operation, current, place, row);
      return;
    } catch (error) {
      // Somebody put a rule in between our read and the delete: the rule set stays, and takes effect again.
      if (!(error instanceof VersionMismatchError) || attempt === attempts) throw error;
      current = await observe(operation.session, place.workstream);
    }
  }
}

async function takeDown(operation: Operation, routing: Routing, place: Place, row: Row | undefined): Promise<void> {
  const { client } = operation.session;
  const own = ownIds(place);
  await client.delete(stepTable, own.step);
  const active = routing.configuration?.[configurationTable.primaryId];
  if (active === undefined || active === own.configuration) {
    const steps = await client.list(stepTable, {
      select: stepColumns,
      filter: equalsId("_msdyn_routingconfigurationid_value", own.configuration),
    });
    if (steps.length === 0) await client.delete(configurationTable, own.configuration);
  }
  if (row !== undefined) await client.delete(rulesetTable, own.ruleset, unchangedSince(row));
}

async function link(operation: Operation, routing: Routing, place: Place, order: number): Promise<void> {
  const active = routing.configuration?.[configurationTable.primaryId];
  const configuration = active === undefined ? await makeConfiguration(operation, place) : String(active);
  await makeStep(operation, place, configuration, order);
}

const overflowColumns = ["msdyn_prequeueoverflowrulesetid", "msdyn_inqueueoverflowrulesetid"];

/** Another step may run the rule set, and a queue may overflow by it: the service deletes such a queue with its rule set. */
async function isUsedElsewhere({ session }: Operation, place: Place): Promise<boolean> {
  const { ruleset, step } = ownIds(place);
  const known = (await session.client.tableMetadata(queueTable))?.columns;
  const filters = overflowColumns
    .filter((column) => known?.has(column))
    .map((column) => equalsId(`_${column}_value`, ruleset));
  // Awaited together: a failure of one that nobody waits for yet would end the process.
  const [steps, ...queues] = await Promise.all([
    session.client.list(stepTable, { select: stepColumns, filter: equalsId("_msdyn_rulesetid_value", ruleset) }),
    ...filters.map((filter) => session.client.list(queueTable, { select: ["name"], filter })),
  ]);
  return queues.flat().length > 0 || steps.some((row) => row[stepTable.primaryId] !== step);
}
