import type { CheckFailure } from "../../schema/resource-schema.ts";
import { isUnknown, UNKNOWN } from "../../schema/unknown.ts";
import { warnOfOverwrites } from "./adoption.ts";
import type { OperationContext, Properties, ResourceDefinition } from "./definition.ts";
import { carryFilledIn, derivedInputs, secretVersions } from "./derived-inputs.ts";
import { bounded } from "./endless-values.ts";
import { argumentsOf } from "./metadata.ts";
import { OtherOrganizationError } from "./errors.ts";
import {
  formerInputs,
  computedInput,
  computedInputNames,
  lookUpsInput,
  passedInputs,
  replaceOnInput,
  retainInput,
  rivalsInput,
  urnInput,
} from "./hidden-inputs.ts";
import { checkLookUpNames } from "./check-look-up-names.ts";
import { namedById } from "./named-by-id.ts";
import { confirmNewlyNamed } from "./newly-named.ts";
import { inOwnName } from "./own-name.ts";
import { noteDeparture, replacementOf } from "./replacement.ts";
import { rightFailures } from "./rights.ts";
import { labelOf, operationIn, type Run } from "./run.ts";
import { noteRivals } from "./rivals.ts";
import { checkRowsInTheWay } from "./rows-in-the-way.ts";
import { registerSecrets } from "./secret-values.ts";
import type { Session } from "./session.ts";
import { solutionFailures } from "./solution.ts";
import { reportMarked } from "./report-replacement.ts";
import { validate } from "./validate.ts";
import { isLeaving, whoseRow } from "./whose-row.ts";

export interface CheckResult {
  /** What diff, create and update receive: the arguments and the inputs that only check can compute. */
  readonly inputs: Properties;
  readonly failures: readonly CheckFailure[];
}

/**
 * Checks the arguments of one resource and computes its other inputs. Reads the environment, never writes. `prior`
 * holds the last checked inputs. It is empty for a new resource and for the second check of a replacement.
 */
export function check(
  definition: ResourceDefinition,
  run: Run,
  prior: Properties,
  news: Properties,
): Promise<CheckResult> {
  const operation = {
    doing: "check",
    definition,
    properties: news,
    id: String(prior[computedInput.rowId] ?? ""),
  } as const;
  return inOwnName(operation, () => checkAsNamed(definition, run, prior, news));
}

async function checkAsNamed(
  definition: ResourceDefinition,
  run: Run,
  prior: Properties,
  news: Properties,
): Promise<CheckResult> {
  const urn = String(news[urnInput] ?? "");
  const { values: written, failures: endless } = bounded(news);
  const values = normalized(definition, written);
  registerSecrets(definition.schema, values);
  const label = labelOf(definition, values);
  const failures = [...endless, ...validate(definition.schema, values)];

  const session = await run.session();
  const operation = session && operationIn(run, session, "check", label, urn);
  // The engine checks one resource at a time, so start these reads now.
  session?.lookups.prefetch();
  const [organizationId, lookupFailures] =
    operation === undefined || session === undefined
      ? [UNKNOWN, []]
      : await Promise.all([
          organizationOf(session),
          checkLookUpNames(definition, run, operation, prior, values, {
            label: `${definition.type} "${urn.split("::").at(-1) ?? ""}"`,
            ofProgram: news[lookUpsInput],
          }),
        ]);
  const before = prior[computedInput.organizationId];
  if (session !== undefined && typeof before === "string" && !isUnknown(before) && before !== organizationId) {
    throw new OtherOrganizationError({ doing: "check", label }, before, organizationId, session.client.environmentUrl);
  }

  if (news[retainInput] === true) values[computedInput.retained] = true;
  const own = await whoseRow(definition, run, operation, urn, prior, values);
  const inputs: Record<string, unknown> = {
    ...values,
    ...own.inputs,
    [computedInput.organizationId]: organizationId,
    ...secretVersions(definition.schema, prior, values),
  };
  const rowId = String(inputs[computedInput.rowId]);
  run.replaceOnChanges.set(rowId, textsIn(news[replaceOnInput]));
  if (operation !== undefined) await confirmNewlyNamed(definition, run, operation, prior, inputs);
  // A transform that sets ignoreChanges hides the URN. Such a resource cannot be told apart from others, and it is in
  // state.
  if (urn !== "") {
    const { isNewName } = own;
    claim(run, urn, rowId, label, failures);
    if (session !== undefined) noteRivals(run.program, session, news[rivalsInput]);
    failures.push(
      ...run.program.declare({ key: urn, reference: rowId, label, type: definition.type, values, isNewName }),
    );
  }
  if (operation !== undefined) {
    const inState = () => rowInState(definition, operation, prior);
    Object.assign(inputs, await carryFilledIn(definition.schema, prior, inputs, inState));
    failures.push(...lookupFailures);
    if (prior[computedInput.rowId] === undefined && inputs[computedInput.adopts] === undefined)
      failures.push(...(await solutionFailures(operation.session)));
    const replacement = replacementOf(definition, run, operation, prior, inputs, own);
    if (replacement !== undefined) {
      const replacing = { ...operation, doing: "replace" } as const;
      noteDeparture(run, replacement, definition.preflightRemove?.bind(definition, replacing, replacement.old));
      if (!own.inState) await reportMarked(definition, run, replacement.old, label);
    }
    failures.push(...namedById(definition, run, label, inputs, { inState: own.inState, replacement }));
    if (failures.length === 0)
      failures.push(
        ...(await definition.preflight(operation, inputs, {
          inState: prior[computedInput.rowId] !== undefined,
          prior: prior,
          ...(replacement && { replaces: replacement.old }),
          isLeaving: (id) => isLeaving(run, own, String(id)),
          stackTag: own.stackTag,
          declared: (schema, id) => run.program.argumentsOf(schema, id),
        })),
        ...(await checkRowsInTheWay(definition, run, operation, urn, inputs, own)),
        ...(replacement === undefined ? [] : await rightFailures(definition, operation)),
      );
    const takesOver = inputs[computedInput.adopts] !== undefined && prior[computedInput.rowId] === undefined;
    if (takesOver && failures.length === 0) await warnOfOverwrites(definition, operation, inputs);
  }
  return { inputs: withoutUndefined(inputs), failures };
}

async function organizationOf({ client }: Session): Promise<string> {
  return (await client.whoAmI()).organizationId;
}

/**
 * Keeps only what the program wrote, with GUIDs and references to rows in lower case. Under `ignoreChanges` the engine
 * passes the last checked inputs instead of the program's, and those include what check computed.
 */
function normalized(definition: ResourceDefinition, news: Properties): Record<string, unknown> {
  const { __provider: _code, ...written } = news;
  const values = withoutUndefined(written);
  const computed = [...computedInputNames, ...derivedInputs(definition.schema), ...formerInputs];
  for (const hidden of [...passedInputs, ...computed]) Reflect.deleteProperty(values, hidden);
  for (const { path, metadata } of argumentsOf(definition.schema)) {
    const [argument] = path;
    if ((metadata.guid ?? metadata.resource) === undefined || argument === undefined || path.length > 1) continue;
    const value = values[argument];
    if (typeof value === "string" && !isUnknown(value)) values[argument] = value.toLowerCase();
  }
  return values;
}

function textsIn(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((each) => typeof each === "string") : [];
}

function claim(run: Run, urn: string, rowId: string, label: string, failures: CheckFailure[]): void {
  if (isUnknown(rowId)) return;
  const owner = run.claims.get(rowId);
  if (owner !== undefined && owner !== urn) {
    failures.push({
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
  operation: OperationContext,
  prior: Properties,
): Promise<Properties | undefined> {
  const rowId = prior[computedInput.rowId];
  return rowId === undefined
    ? undefined
    : (await definition.list(operation)).find((row) => row[computedInput.rowId] === rowId);
}

/** State cannot hold `undefined`: the engine would fail after the row was created. */
export function withoutUndefined(values: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return JSON.parse(JSON.stringify(values)) as Record<string, unknown>;
}
