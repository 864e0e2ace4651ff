import type { CheckFailure } from "../../schema/resource-schema.ts";
import type { OperationContext, Properties, ResourceDefinition, ExistingRows } from "./definition.ts";
import { computedInput } from "./hidden-inputs.ts";
import { stackTagOf } from "./identity.ts";
import { sameName } from "../../schema/names.ts";
import { describeRow, ifNotInterrupted, rowInTheWay, whyNotInterrupted, type ExistingRow } from "./provenance.ts";
import type { Run } from "./run.ts";
import { isLeaving, type WhoseRow } from "./whose-row.ts";

/**
 * Finds rows that already have this resource's row id, natural key or name. Runs only if a row is created or renamed;
 * existing conflicts are accepted.
 */
export async function checkRowsInTheWay(
  definition: ResourceDefinition,
  run: Run,
  operation: OperationContext,
  urn: string,
  inputs: Properties,
  whose: WhoseRow,
): Promise<CheckFailure[]> {
  const words = definition.existing;
  if (words === undefined) return [];
  const { rows, inState, unclear, stackTag } = whose;
  if (unclear.length > 0) return [unclearAdoption(words, unclear, stackTag)];
  const rowId = String(inputs[computedInput.rowId]);
  const others = rows.filter(({ id }) => id !== rowId && !isLeaving(run, whose, id));
  const failures: CheckFailure[] = [];
  if (!inState && inputs[computedInput.adopts] === undefined) {
    const own = rows.find(({ id }) => id === rowId && !isLeaving(run, whose, id));
    const naturalKey = inputs[definition.schema.naturalKey];
    if (own !== undefined) failures.push(...(await checkOwn(run, operation, urn, own, naturalKey, whose)));
    if (words.isUnique) failures.push(...checkKey(definition, run, urn, rowId, naturalKey, whose));
  }
  if (failures.length > 0 || !makesTwin(whose, inputs)) return failures;
  const twins = others.filter(
    ({ id, name }) => sameName(name, inputs["name"]) && id !== whose.old && run.holderOf(id, urn) === undefined,
  );
  return checkTwins(words, operation, twins, whose);
}

function unclearAdoption(
  { noun, naturalKey }: ExistingRows,
  rows: readonly ExistingRow[],
  ownTag: string,
): CheckFailure {
  return {
    code: "adoption-unclear",
    path: "adopt",
    reason: `${rows.length} rows of the environment have this ${naturalKey}, and any of them could be the ${noun} to take over: ${list(rows, ownTag)}`,
    remedy: `rename all but one of them, so that it is clear which ${noun} to take over`,
  };
}

/**
 * Checks a row that already has the id of this resource's new row. The engine does not tell the provider that a
 * resource was tainted or named by `--target-replace`. Its own row then looks like a row of a stack that lost its
 * state. If it may be either, this warns about the row and leaves the decision to the update.
 */
async function checkOwn(
  run: Run,
  operation: OperationContext,
  urn: string,
  own: ExistingRow,
  naturalKey: unknown,
  { old, stackTag }: WhoseRow,
): Promise<CheckFailure[]> {
  const { session, label } = operation;
  const { userId } = await session.client.whoAmI();
  const why = whyNotInterrupted(own, userId, sameName(own.naturalKey, naturalKey), session.clock);
  if (why === undefined) {
    session.reporter.warn(
      `${label}: its row ${own.id} exists already, as an interrupted create leaves it, and the update continues with it; ${ifNotInterrupted}`,
    );
    return [];
  }
  if (old !== undefined || run.holderOf(own.id, urn) !== undefined) {
    return [
      {
        code: "row-id-taken",
        path: "",
        reason: `the new row would get the id ${own.id}, and another row has it: ${why}`,
        remedy: "give the resource another Pulumi name without an alias, so that its new row has an id of its own",
      },
    ];
  }
  session.reporter.warn(
    `${label}: its row id belongs to ${describeRow(own, stackTag)}, which is not in state: ${why}. If the resource is being replaced (taint, --target-replace), that row is deleted first. If this stack lost its state, the update stops with row-id-taken: ${rowInTheWay}`,
  );
  return [];
}

/** Checks rows that have the natural key, if the environment accepts it only once. */
function checkKey(
  { schema, existing }: ResourceDefinition,
  run: Run,
  urn: string,
  rowId: string,
  naturalKey: unknown,
  whose: WhoseRow,
): CheckFailure[] {
  const path = schema.naturalKey;
  const { noun = "row", naturalKey: key = path } = existing ?? {};
  const other = whose.rows.find((row) => row.id !== rowId && sameName(row.naturalKey, naturalKey));
  if (other === undefined) return [];
  if (isLeaving(run, whose, other.id)) {
    // Another resource of this run gives up the key. This one waits for that before it deletes anything.
    if (other.id !== whose.old && !run.removed.has(other.id))
      for (const id of [whose.old, rowId]) if (id !== undefined) run.follows.set(id, other.id);
    return [];
  }
  const taken = `the environment has an ${noun} with ${key} ${String(naturalKey)} already (${describeRow(other, whose.stackTag)}), and accepts each ${key} only once`;
  if (other.id === whose.old) {
    return [
      {
        code: "option-refused",
        path: "",
        reason: `retainOnDelete keeps row ${other.id} when this resource is replaced, and the environment accepts its ${key} ${String(naturalKey)} only once`,
        remedy: `remove retainOnDelete and run \`pulumi up\` before this change, or change ${path} as well`,
      },
    ];
  }
  const holder = run.holderOf(other.id, urn);
  const amongOurs = `if the program makes resources from a list, name each by its ${key} instead of its position; if this is the resource that has the row, under a new Pulumi name, give it an alias (the aliases option); if that resource gives the ${key} up, make this one depend on it (dependsOn); to swap two, give one of them a third ${key} first`;
  const ofOthers = `${takeOver(noun, whose)}, or delete it`;
  return [
    {
      code: "app-id-taken",
      path,
      reason: `${taken}${holder === undefined ? "" : `; ${nameOf(holder)} of this program holds it`}`,
      remedy: holder === undefined ? eitherWay(other.id, amongOurs, ofOthers) : amongOurs,
    },
  ];
}

/** Check learns which row another resource has in state only when that resource is checked. */
function eitherWay(rowId: string, amongOurs: string, ofOthers: string): string {
  return `if no resource of this stack has row ${rowId} (\`pulumi stack --show-ids\` lists them), ${ofOthers}; if another resource of this stack has it, ${amongOurs}`;
}

/**
 * Only a new resource can take over a row: a resource in state keeps its own row, and a replaced one deletes that
 * first.
 */
function takeOver(noun: string, { inState, old }: WhoseRow): string {
  return inState || old !== undefined
    ? `take the ${noun} over with adopt: true and another Pulumi name for this resource`
    : `take the ${noun} over with adopt: true`;
}

/** There is no new twin if the resource's own row, or the row that it takes over, already has this name. */
function makesTwin({ rows, isNewName }: WhoseRow, inputs: Properties): boolean {
  if (!isNewName || inputs["allowDuplicateName"] === true) return false;
  return !rows.some(({ id, name }) => id === inputs[computedInput.rowId] && sameName(name, inputs["name"]));
}

function checkTwins(
  { noun }: ExistingRows,
  { session, label }: OperationContext,
  twins: readonly ExistingRow[],
  whose: WhoseRow,
): CheckFailure[] {
  const { stackTag } = whose;
  const foreign = twins.filter(({ id }) => stackTagOf(id) !== stackTag);
  if (foreign.length > 0) {
    return [
      {
        code: "name-taken",
        path: "name",
        reason: `the environment has the ${noun} "${foreign[0]?.name ?? ""}" already: ${list(foreign, stackTag)}`,
        remedy: `${takeOver(noun, whose)}; use another name; set allowDuplicateName: true for a second ${noun} of this name; if that row belongs to this resource under a former Pulumi name, give the resource an alias (the aliases option); if another resource of this stack has that row and gives the name up, make this one depend on it (dependsOn)`,
      },
    ];
  }
  if (twins.length > 0) {
    session.reporter.warn(
      `${label}: this stack made another ${noun} of this name: ${list(twins, stackTag)}. If the resource got another Pulumi name or parent, give it an alias (the aliases option), so that it keeps that row. If the stack lost its state, ${takeOver(noun, whose)}`,
    );
  }
  return [];
}

function list(rows: readonly ExistingRow[], ownTag: string): string {
  return rows.map((row) => describeRow(row, ownTag)).join("; ");
}

function nameOf(urn: string): string {
  return `"${urn.split("::").at(-1) ?? urn}"`;
}
