import { isCheckFailureCode } from "../../schema/check-failure-codes.ts";
import type { CheckFailure } from "../../schema/resource-schema.ts";
import { isUnknown } from "../../schema/unknown.ts";
import type { OperationContext, Properties, ResourceDefinition } from "./definition.ts";
import { diff } from "./diff.ts";
import { failureText } from "./failure-text.ts";
import { LookupError } from "./errors.ts";
import { onOneLine } from "../../schema/foreign-text.ts";
import { computedInput } from "./hidden-inputs.ts";
import { lookUpsIn, namedLookUpsFrom, type LookUpHere, type NamedLookUp } from "./named-look-ups.ts";
import { orList } from "../../schema/nearest.ts";
import type { Run } from "./run.ts";
import type { Session } from "./session.ts";

interface Failing {
  readonly failure: CheckFailure;
}

/** The resource as its class names it, and the names that the whole program looks up, as the class passed them. */
interface Asking {
  readonly label: string;
  readonly ofProgram: unknown;
}

/**
 * Checks that every name of a queue, language or template means one row of the environment. The engine stops at the
 * first resource whose check fails, so the first check of a run checks the names of the whole program.
 */
export async function checkLookUpNames(
  definition: ResourceDefinition,
  run: Run,
  operation: OperationContext,
  prior: Properties,
  values: Properties,
  { label, ofProgram }: Asking,
): Promise<CheckFailure[]> {
  const { session } = operation;
  const missed = await checkOwn(session, lookUpsIn(definition.schema, values));
  const own = await Promise.all(missed.map((one) => withNewName(definition, operation, prior, values, one)));
  const isAsked = typeof ofProgram === "string" && !isUnknown(ofProgram) && !run.checkedLookUps.has(ofProgram);
  if (own.length === 0 && (!isAsked || staysAsItIs(definition, prior, values))) return [];
  const all = isAsked ? await checkNamed(session, namedLookUpsFrom(ofProgram)) : [];
  if (isAsked) run.checkedLookUps.add(ofProgram);
  const everywhere = all.map((named) => {
    const known = own.find(({ kind, text }) => named.kind === kind && named.text === text);
    return known === undefined ? named : { ...named, failure: known.failure };
  });
  const [first] = everywhere;
  if (first === undefined || everywhere.every((named) => isOnlyAt(named, label)))
    return own.map(({ failure }) => failure);
  const lines = everywhere.map((named) => `\n  ${onOneLine(placesOf(named))}: ${failureText(named.failure)}`);
  const others = own.filter(
    ({ kind, text }) => !everywhere.some((named) => named.kind === kind && named.text === text),
  );
  return [
    ...others.map(({ failure }) => failure),
    {
      code: first.failure.code,
      path: "",
      reason: `${count(lines)} of this program cannot be used:${lines.join("")}`,
      remedy: "",
    },
  ];
}

async function checkOwn(session: Session, named: readonly LookUpHere[]): Promise<(LookUpHere & Failing)[]> {
  const checked: (LookUpHere & Failing)[] = [];
  for (const look of named) {
    const failure = await failureOf(session, look, look.path);
    if (failure !== undefined) checked.push({ ...look, failure });
  }
  return checked;
}

async function checkNamed(session: Session, all: readonly NamedLookUp[]): Promise<(NamedLookUp & Failing)[]> {
  const checked = all.map(async (named) => {
    // If the environment does not answer, the resources that need these names report it.
    const failure = await failureOf(session, named, "").catch(() => undefined);
    return failure === undefined ? [] : [{ ...named, failure }];
  });
  return (await Promise.all(checked)).flat();
}

async function failureOf(
  session: Session,
  { kind, text }: Pick<LookUpHere, "kind" | "text">,
  path: string,
): Promise<CheckFailure | undefined> {
  try {
    await session.lookups.find(kind, text, path);
    return undefined;
  } catch (error) {
    if (!(error instanceof LookupError) || !isCheckFailureCode(error.code)) throw error;
    return { code: error.code, path, reason: `${error.what}: ${error.why}`, remedy: error.remedy };
  }
}

/**
 * True if nothing of this resource will be written. Newly naming a row counts as a change, because the last inputs do
 * not show what the row holds.
 */
function staysAsItIs({ schema }: ResourceDefinition, prior: Properties, values: Properties): boolean {
  return isInState(prior) && diff(schema, prior, values).changes.length === 0;
}

function isInState(prior: Properties): boolean {
  const rowId = prior[computedInput.rowId];
  return typeof rowId === "string" && !isUnknown(rowId);
}

/**
 * A name that was deployed may no longer be found because its row was renamed. The resource's own row still points at
 * that row, so this adds the new name to the check failure. It sends requests only for names that are not found.
 */
async function withNewName(
  definition: ResourceDefinition,
  operation: OperationContext,
  prior: Properties,
  values: Properties,
  look: LookUpHere & Failing,
): Promise<LookUpHere & Failing> {
  const { schema } = definition;
  const { kind, text, path, failure } = look;
  const inPlace = (properties: Properties) =>
    lookUpsIn(schema, properties).filter((other) => other.kind === kind && placeOf(other.path) === placeOf(path));
  const wasDeployed = isInState(prior) && inPlace(prior).some((other) => other.text === text);
  if (failure.code !== "lookup-not-found" || !wasDeployed) return look;
  const id = definition.idOf?.(prior) ?? String(prior[computedInput.rowId]);
  // If the environment does not answer, the operation that needs the answer reports it.
  const row = await definition.read(operation, id, prior).catch(() => undefined);
  if (row === undefined) return look;
  const written = inPlace(values).map((other) => other.text);
  const now: string[] = [];
  for (const held of inPlace(row)) {
    if (written.includes(held.text)) continue;
    if ((await failureOf(operation.session, held, path)) === undefined) now.push(String(held.text));
  }
  return {
    ...look,
    failure:
      now.length === 0
        ? { ...failure, reason: `${failure.reason}; the row that it stood for is gone` }
        : {
            ...failure,
            reason: `${failure.reason}; the row that this resource uses is now called ${orList(now)}`,
            remedy: `write ${orList(now)}, if that is the same one under a new name`,
          },
  };
}

/** Ignores positions: state may keep a list in another order. */
function placeOf(path: string): string {
  return path.replaceAll(/\[\d+\]/g, "[]");
}

function isOnlyAt({ places, more }: NamedLookUp, label: string): boolean {
  return more === 0 && places.every((place) => place.startsWith(`${label} `));
}

function placesOf({ places, more }: NamedLookUp): string {
  return more === 0 ? places.join(", ") : `${places.join(", ")} and ${more} more`;
}

function count(lines: readonly string[]): string {
  return lines.length === 1 ? "1 name" : `${lines.length} names`;
}
