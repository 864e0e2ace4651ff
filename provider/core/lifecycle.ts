import { isUnknown } from "../../schema/unknown.ts";
import { asManaged } from "./as-managed.ts";
import { withoutUndefined } from "./check.ts";
import type { Doing, OperationContext, Properties, ResourceDefinition } from "./definition.ts";
import { asCarried, derivedInputs, withoutCarried } from "./derived-inputs.ts";
import { ProviderError } from "../errors.ts";
import {
  CollisionError,
  couldNot,
  NotReadyError,
  OtherOrganizationError,
  ReplacementFailedError,
  UnknownConfigurationError,
} from "./errors.ts";
import { argumentNames, parentsOf } from "./metadata.ts";
import { computedInput, computedInputNames, observedOutput } from "./hidden-inputs.ts";
import { withWayOut } from "./lost-environment.ts";
import { heldAfter, observedIn, unnamed } from "./observed.ts";
import { inOwnName } from "./own-name.ts";
import { labelOf, operationIn, type Run } from "./run.ts";
import { registerSecrets } from "./secret-values.ts";
import { withTodaysCredentials } from "./stored-credentials.ts";
import { waitUntil } from "./wait-until.ts";

export interface ApplyResult {
  readonly id: string;
  readonly state: Properties;
}

export interface ReadResult {
  readonly id: string;
  readonly state: Properties;
  /** `undefined` for a resource that the program only reads. */
  readonly inputs: Properties | undefined;
}

/** Makes the service hold the inputs. `state` is what the last operation left; `undefined` on create. */
export function apply(
  definition: ResourceDefinition,
  run: Run,
  inputs: Properties,
  state?: Properties,
): Promise<ApplyResult> {
  const id = String(inputs[computedInput.rowId]);
  const doing = state === undefined ? "create" : "update";
  return inOwnName({ doing, definition, properties: inputs, id }, () =>
    makeOrChange(definition, run, doing, inputs, state),
  );
}

async function makeOrChange(
  definition: ResourceDefinition,
  run: Run,
  doing: Doing,
  inputs: Properties,
  state: Properties | undefined,
): Promise<ApplyResult> {
  const operation = await begin(definition, run, doing, inputs, String(inputs[computedInput.rowId]));
  await sameOrganization(operation, inputs);
  await takeTurn(run, operation, String(inputs[computedInput.rowId]));
  if (state === undefined && inputs[computedInput.adopts] !== undefined) await refuseHeldRow(run, operation, inputs);
  try {
    const made = withoutUndefined(await withObserved(definition, operation, inputs, state));
    const id = idOf(definition, made);
    run.handledInThisRun.add(id);
    run.removed.delete(id);
    run.removed.delete(String(inputs[computedInput.rowId]));
    return { id, state: made };
  } catch (error) {
    if (error instanceof NotReadyError) run.handledInThisRun.add(error.id);
    throw withWhatIsGone(run, String(inputs[computedInput.rowId]), error);
  }
}

/** If a create fails after a replacement deleted the old row, the error says what is gone and how to get it back. */
function withWhatIsGone(run: Run, rowId: string, error: unknown): unknown {
  const old = run.priorRow.get(run.claims.get(rowId) ?? "") ?? rowId;
  const own = run.removed.get(old);
  if (own === undefined || !(error instanceof ProviderError) || error instanceof NotReadyError) return error;
  const gone = new Set([own, ...[...run.removed.values()].filter(({ parents }) => parents.includes(old))]);
  return new ReplacementFailedError(
    [...gone].map(({ label }) => label),
    error,
  );
}

/**
 * The resource as the service holds it. Returns `undefined` only if it is proven to be gone from the organization that
 * state names. If state is empty (`Resource.get`), everything readable is returned, and a wrong id is an error.
 */
export function readBack(
  definition: ResourceDefinition,
  run: Run,
  id: string,
  state: Properties,
): Promise<ReadResult | undefined> {
  return inOwnName({ doing: "read", definition, properties: state, id }, () =>
    readAsManaged(definition, run, id, state),
  );
}

async function readAsManaged(
  definition: ResourceDefinition,
  run: Run,
  id: string,
  state: Properties,
): Promise<ReadResult | undefined> {
  const operation = await begin(definition, run, "read", state, id);
  const managed = state[computedInput.rowId] !== undefined;
  if (managed) await sameOrganizationAsState(operation, state);
  const found = await definition.read(operation, id, state);
  if (found === undefined) {
    if (managed) return undefined;
    throw new ProviderError({
      code: "not-found",
      attempt: couldNot(operation),
      what: `it does not exist in ${operation.session.client.environmentUrl}`,
      why: "Dataverse has no row with this id",
      remedy: "check the id, or look the resource up by its name",
    });
  }
  const observed: Record<string, unknown> = withoutUndefined(found);
  if (!managed) return { id: idOf(definition, observed), state: observed, inputs: undefined };
  const computed = pick(state, computedInputs(definition));
  const next = withoutUndefined({ ...observed, ...asManaged(definition, observed, state), ...computed });
  for (const argument of argumentNames(definition.schema)) {
    if (state[argument] === undefined && !Object.hasOwn(definition.schema.outputs.shape, argument))
      delete next[argument];
  }
  const others = unnamed(definition.schema, { ...observedIn(state), ...found }, state);
  return {
    id,
    state: others === undefined ? next : { ...next, [observedOutput]: others },
    inputs: inputsOf(definition, next),
  };
}

function inputsOf(definition: ResourceDefinition, state: Properties): Properties {
  const { schema } = definition;
  return asCarried(schema, pick(state, [...argumentNames(schema), ...computedInputs(definition)]));
}

function computedInputs({ schema }: ResourceDefinition): string[] {
  return [...computedInputNames, ...derivedInputs(schema)];
}

/** Deletes what the resource created, unless this run has just created it again. */
export function remove(definition: ResourceDefinition, run: Run, id: string, state: Properties): Promise<void> {
  return inOwnName({ doing: "delete", definition, properties: state, id }, () =>
    removeOnce(definition, run, id, state),
  );
}

async function removeOnce(definition: ResourceDefinition, run: Run, id: string, state: Properties): Promise<void> {
  // `state taint` and `--target-replace` never call diff. If create still ran before delete, keep its row.
  if (run.handledInThisRun.has(id)) return;
  const operation = await begin(definition, run, "delete", state, id);
  await sameOrganizationAsState(operation, state);
  await takeTurn(run, operation, id);
  const parents = parentsOf(definition.schema, state);
  // This row may go because its parent is replaced. If the parent cannot be deleted, keep this row, too.
  for (const parent of parents) await run.departures.get(parent)?.();
  await letDependentsGo(run, operation, id);
  try {
    await definition.remove(operation, id, state);
  } catch (error) {
    run.stays.add(id);
    throw error;
  }
  const gone = { label: operation.label, parents };
  run.removed.set(id, gone).set(String(state[computedInput.rowId] ?? id), gone);
}

const turnWithinSeconds = 120;

/**
 * A row that takes over another row's natural key must wait until that row is gone, and the engine knows no order
 * between the two. It waits before its own old row is deleted, too, so nothing is lost if the other row stays.
 */
async function takeTurn(run: Run, operation: OperationContext, id: string): Promise<void> {
  const other = run.follows.get(id);
  if (other === undefined) return;
  const outcome = await waitUntil(operation, {
    everySeconds: 0.25,
    atMostSeconds: turnWithinSeconds,
    ask: () => (run.removed.has(other) ? "gone" : run.stays.has(other) ? "stays" : undefined),
  });
  if (outcome === "gone") return;
  throw new CollisionError({
    code: "row-not-gone",
    attempt: couldNot(operation),
    what: "it takes the place of a row that is still there",
    why: `row ${other} ${outcome === "stays" ? "could not be deleted" : `was not deleted within ${turnWithinSeconds} s`}`,
    remedy: "find out why that row was not deleted, then run again",
  });
}

/** Short, because an engine that stops at another failure never deletes the dependents. */
const dependentsWithinSeconds = 30;

/**
 * If two rows are replaced at once, the engine deletes the dependents of both before only one of them, and does not
 * hold back the other.
 */
async function letDependentsGo(run: Run, operation: OperationContext, id: string): Promise<void> {
  const isOpen = (child: string): boolean =>
    !run.removed.has(child) && !run.stays.has(child) && !run.retained.has(child) && !run.handledInThisRun.has(child);
  await waitUntil(operation, {
    everySeconds: 0.25,
    atMostSeconds: dependentsWithinSeconds,
    ask: () => ([...(run.replacedOn.get(id) ?? [])].some(isOpen) ? undefined : "gone"),
  });
}

const checksWithinMilliseconds = 1000;

/**
 * Without a preview the engine works on one resource while it checks the next. This waits a moment before a row is
 * taken over, so that check can find out whether another resource has that row in state.
 */
async function refuseHeldRow(run: Run, operation: OperationContext, inputs: Properties): Promise<void> {
  await operation.session.clock.sleep(checksWithinMilliseconds);
  const rowId = String(inputs[computedInput.adopts]);
  const holder = run.holderOf(rowId);
  if (holder === undefined) return;
  throw new CollisionError({
    code: "row-held",
    attempt: couldNot(operation),
    what: "another resource of this program has the row that it would take over",
    why: `"${holder.split("::").at(-1) ?? holder}" has row ${rowId}`,
    remedy:
      "if this is that resource under a new Pulumi name, give it an alias (the aliases option); if that resource gives the row up, make this one depend on it (dependsOn)",
  });
}

/** Rules live inside a document, so their Pulumi id says where. */
function idOf(definition: ResourceDefinition, state: Properties): string {
  return definition.idOf === undefined ? String(state[computedInput.rowId]) : definition.idOf(state);
}

async function begin(
  definition: ResourceDefinition,
  run: Run,
  doing: Doing,
  properties: Properties,
  id: string,
): Promise<OperationContext> {
  registerSecrets(definition.schema, properties);
  const session = await run.session();
  if (session === undefined) throw new UnknownConfigurationError();
  return operationIn(
    run,
    session,
    doing,
    labelOf(definition, properties, id),
    run.claims.get(String(properties[computedInput.rowId])),
  );
}

/** Refresh and destroy call this first. Their settings may still be those of the last `pulumi up`. */
async function sameOrganizationAsState(operation: OperationContext, state: Properties): Promise<void> {
  await sameOrganization(operation, state).catch((error: unknown) => {
    throw withTodaysCredentials(error, operation.session);
  });
}

async function sameOrganization(operation: OperationContext, properties: Properties): Promise<void> {
  const expected = properties[computedInput.organizationId];
  if (typeof expected !== "string" || isUnknown(expected)) return;
  const { client } = operation.session;
  const { organizationId } = await client.whoAmI().catch((error: unknown) => {
    throw withWayOut(error);
  });
  if (organizationId !== expected)
    throw new OtherOrganizationError(operation, expected, organizationId, client.environmentUrl);
}

/** Reconciles, and records what the row holds in arguments that the inputs do not set. */
async function withObserved(
  definition: ResourceDefinition,
  operation: OperationContext,
  inputs: Properties,
  state: Properties | undefined,
): Promise<Properties> {
  const reached = withoutCarried(definition.schema, await definition.reconcile(operation, inputs, state));
  const defaults = definition.defaults?.(inputs, operation.session, state ?? {}) ?? {};
  const seen = { ...(await knownBefore(definition, operation, inputs, state, defaults)), ...observedIn(reached) };
  const held = argumentNames(definition.schema).map((argument) => [
    argument,
    heldAfter(state, seen, inputs, defaults, argument),
  ]);
  return { ...reached, [observedOutput]: unnamed(definition.schema, Object.fromEntries(held) as Properties, inputs) };
}

async function knownBefore(
  definition: ResourceDefinition,
  operation: OperationContext,
  inputs: Properties,
  state: Properties | undefined,
  defaults: Properties,
): Promise<Properties> {
  if (state !== undefined) return observedIn(state);
  if (inputs[computedInput.adopts] === undefined) return defaults;
  // Check found the row in this list, which is read once per process.
  return (
    (await definition.list(operation)).find((row) => row[computedInput.rowId] === inputs[computedInput.rowId]) ?? {}
  );
}

function pick(values: Properties, keys: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(keys.filter((key) => values[key] !== undefined).map((key) => [key, values[key]]));
}
