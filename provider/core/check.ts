import type { Fault } from "../../schema/resource-schema.ts";
import { isUnknown, UNKNOWN } from "../../schema/unknown.ts";
import { warnOfOverwrites } from "./adoption.ts";
import type { Operation, Properties, ResourceDefinition } from "./definition.ts";
import { carryFilledIn, derivedInputs, secretVersions } from "./derived-inputs.ts";
import { bounded } from "./endless-values.ts";
import { argumentsOf } from "./facts.ts";
import { OtherOrganizationError } from "./failures.ts";
import {
  formerInputs,
  kept,
  keptInputs,
  lookUpsInput,
  passedInputs,
  replaceOnInput,
  retainInput,
  rivalsInput,
  urnInput,
} from "./hidden-inputs.ts";
import { judgeLookUps } from "./judge-look-ups.ts";
import { namedById } from "./named-by-id.ts";
import { confirmNewlyNamed } from "./newly-named.ts";
import { noteDeparture, replacementOf } from "./replacement.ts";
import { rightFaults } from "./rights.ts";
import { labelOf, operationIn, type Run } from "./run.ts";
import { noteRivals } from "./rivals.ts";
import { judgeRows } from "./rows-in-the-way.ts";
import { rememberSecrets } from "./secret-values.ts";
import type { Session } from "./session.ts";
import { solutionFaults } from "./solution.ts";
import { tellMarked } from "./tell-replacement.ts";
import { validate } from "./validate.ts";
import { isLeaving, whoseRow } from "./whose-row.ts";

export interface Checked {
  /** What diff, create and update receive: the arguments, and what only check can know. */
  readonly inputs: Properties;
  readonly faults: readonly Fault[];
}

/**
 * Judges the arguments of one resource and computes what belongs to its inputs. Reads the environment, never writes.
 * `olds` are the last checked inputs; empty for a new resource, and for the second check of a replacement.
 */
export async function check(
  definition: ResourceDefinition,
  run: Run,
  olds: Properties,
  news: Properties,
): Promise<Checked> {
  const urn = String(news[urnInput] ?? "");
  const { values: written, faults: endless } = bounded(news);
  const values = normalized(definition, written);
  rememberSecrets(definition.schema, values);
  const label = labelOf(definition, values);
  const faults = [...endless, ...validate(definition.schema, values)];

  const session = await run.session();
  const operation = session && operationIn(run, session, label, urn);
  // The engine checks one resource after the other.
  session?.lookups.askAhead();
  const [organizationId, lookupFaults] =
    operation === undefined || session === undefined
      ? [UNKNOWN, []]
      : await Promise.all([
          organizationOf(session),
          judgeLookUps(definition, run, operation, olds, values, {
            label: `${definition.type} "${urn.split("::").at(-1) ?? ""}"`,
            ofProgram: news[lookUpsInput],
          }),
        ]);
  const before = olds[kept.organizationId];
  if (session !== undefined && typeof before === "string" && !isUnknown(before) && before !== organizationId) {
    throw new OtherOrganizationError(label, before, organizationId, session.client.environmentUrl);
  }

  if (news[retainInput] === true) values[kept.retained] = true;
  const own = await whoseRow(definition, run, operation, urn, olds, values);
  const inputs: Record<string, unknown> = {
    ...values,
    ...own.inputs,
    [kept.organizationId]: organizationId,
    ...secretVersions(definition.schema, olds, values),
  };
  const rowId = String(inputs[kept.rowId]);
  run.replaceOnChanges.set(rowId, textsIn(news[replaceOnInput]));
  if (operation !== undefined) await confirmNewlyNamed(definition, run, operation, olds, inputs);
  // A transform that sets ignoreChanges hides the URN: such a resource cannot be told from others, and is in state.
  if (urn !== "") {
    const { isNewName } = own;
    claim(run, urn, rowId, label, faults);
    if (session !== undefined) noteRivals(run.program, session, news[rivalsInput]);
    faults.push(
      ...run.program.declare({ key: urn, reference: rowId, label, type: definition.type, values, isNewName }),
    );
  }
  if (operation !== undefined) {
    const inState = () => rowInState(definition, operation, olds);
    Object.assign(inputs, await carryFilledIn(definition.schema, olds, inputs, inState));
    faults.push(...lookupFaults);
    if (olds[kept.rowId] === undefined && inputs[kept.adopts] === undefined)
      faults.push(...(await solutionFaults(operation.session)));
    const replacement = replacementOf(definition, run, operation, olds, inputs, own);
    if (replacement !== undefined) {
      noteDeparture(run, replacement, definition.letGo?.bind(definition, operation, replacement.old));
      if (!own.inState) await tellMarked(definition, run, replacement.old, label);
    }
    faults.push(...namedById(definition, run, label, inputs, { inState: own.inState, replacement }));
    if (faults.length === 0)
      faults.push(
        ...(await definition.judge(operation, inputs, {
          inState: olds[kept.rowId] !== undefined,
          before: olds,
          ...(replacement && { replaces: replacement.old }),
          isLeaving: (id) => isLeaving(run, own, String(id)),
          stackTag: own.stackTag,
          declared: (type, id) => run.program.argumentsOf(type, id),
        })),
        ...(await judgeRows(definition, run, operation, urn, inputs, own)),
        ...(replacement === undefined ? [] : await rightFaults(definition, operation)),
      );
    const takesOver = inputs[kept.adopts] !== undefined && olds[kept.rowId] === undefined;
    if (takesOver && faults.length === 0) await warnOfOverwrites(definition, operation, inputs);
  }
  return { inputs: withoutUndefined(inputs), faults };
}

async function organizationOf({ client }: Session): Promise<string> {
  return (await client.whoAmI()).organizationId;
}

/**
 * Only what the program wrote, GUIDs and references to rows in lower case. Under `ignoreChanges` the engine hands on the
 * last checked inputs in the place of the program's, and what check computed is among them.
 */
function normalized(definition: ResourceDefinition, news: Properties): Record<string, unknown> {
  const { __provider: _code, ...written } = news;
  const values = withoutUndefined(written);
  const computed = [...keptInputs, ...derivedInputs(definition.schema), ...formerInputs];
  for (const hidden of [...passedInputs, ...computed]) Reflect.deleteProperty(values, hidden);
  for (const { path, facts } of argumentsOf(definition.schema)) {
    const [argument] = path;
    if ((facts.guid ?? facts.resource) === undefined || argument === undefined || path.length > 1) continue;
    const value = values[argument];
    if (typeof value === "string" && !isUnknown(value)) values[argument] = value.toLowerCase();
  }
  return values;
}

function textsIn(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((each) => typeof each === "string") : [];
}

function claim(run: Run, urn: string, rowId: string, label: string, faults: Fault[]): void {
  if (isUnknown(rowId)) return;
  const owner = run.claims.get(rowId);
  if (owner !== undefined && owner !== urn) {
    faults.push({
      code: "duplicate",
      path: "",
      reason: `${label} and ${owner} would be the same row ${rowId}`,
      remedy:
        "declare it once, or give each a name or app id of its own; if one of them gives the row up, make the other depend on it (dependsOn); if both are in state with this row, remove one with `pulumi state delete`, which deletes nothing in the environment",
    });
  }
  run.claims.set(rowId, urn);
}

async function rowInState(
  definition: ResourceDefinition,
  operation: Operation,
  olds: Properties,
): Promise<Properties | undefined> {
  const rowId = olds[kept.rowId];
  return rowId === undefined ? undefined : (await definition.list(operation)).find((row) => row[kept.rowId] === rowId);
}

/** State takes no `undefined`: the engine would fail after the row was made. */
export function withoutUndefined(values: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return JSON.parse(JSON.stringify(values)) as Record<string, unknown>;
}
