import { isUnknown, UNKNOWN } from "../../schema/unknown.ts";
import type { OperationContext, Properties, ResourceDefinition } from "./definition.ts";
import { computedInput } from "./hidden-inputs.ts";
import { defaultIdNamespace, formerRowIdOf, rowIdBeside, rowIdOf, stackTagFor } from "./identity.ts";
import { sameName } from "./names.ts";
import type { ExistingRow } from "./provenance.ts";
import type { Run } from "./run.ts";

/** Which row a resource is, or will be, and what stands in the environment beside it. */
export interface WhoseRow {
  /** The id, and the row that `adopt` found. */
  readonly inputs: Properties;
  /** Rows of this kind; asked for where a row is to be made or to get another name, else empty. */
  readonly rows: readonly ExistingRow[];
  readonly stackTag: string;
  readonly inState: boolean;
  /** The row that a replacement leaves behind or takes away, where this run has met it. */
  readonly old: string | undefined;
  /** Whether the name is new for this resource: existing twins are left in peace. */
  readonly isNewName: boolean;
  /** Rows that `adopt` could mean, where it is not clear which. */
  readonly unclear: readonly ExistingRow[];
}

/** An id that state holds always wins, so a rename or an alias keeps its row. */
export async function whoseRow(
  definition: ResourceDefinition,
  run: Run,
  operation: OperationContext | undefined,
  urn: string,
  prior: Properties,
  values: Properties,
): Promise<WhoseRow> {
  const idNamespace = operation?.session.idNamespace ?? defaultIdNamespace;
  const stackTag = stackTagFor(idNamespace, urn);
  const rowsHere = async () => (operation === undefined ? [] : ((await definition.existing?.rows(operation)) ?? []));
  const before = prior[computedInput.rowId];
  if (typeof before === "string" && !isUnknown(before)) {
    run.hold(urn, before, prior["name"]);
    // The engine goes by the option that state has. What refresh left shows the new one only.
    if (prior[computedInput.retained] === true || values[computedInput.retained] === true) run.retained.add(before);
    const isNewName = !sameName(prior["name"], values["name"]) && !isUnknown(values["name"]);
    const adopts = prior[computedInput.adopts];
    return {
      inputs: { [computedInput.rowId]: before, ...(adopts === undefined ? {} : { [computedInput.adopts]: adopts }) },
      rows: isNewName ? await rowsHere() : [],
      stackTag,
      inState: true,
      old: undefined,
      isNewName,
      unclear: [],
    };
  }

  const naturalKey = values[definition.schema.naturalKey];
  const unknown = { inputs: { [computedInput.rowId]: UNKNOWN }, rows: [], stackTag, inState: false, old: undefined };
  if (naturalKey === undefined || isUnknown(naturalKey)) return { ...unknown, isNewName: false, unclear: [] };
  const key = String(naturalKey);
  const tagged = rowIdOf(idNamespace, urn, key);
  const former = formerRowIdOf(idNamespace, urn, key);
  const rows = await rowsHere();
  const old = run.priorRow.get(urn) ?? [tagged, former].find((id) => run.isGoing(id));
  if (old !== undefined && values[computedInput.retained] === true) run.retained.add(old);
  const nameBefore = run.nameBefore.get(urn) ?? rows.find(({ id }) => id === (old ?? tagged) || id === former)?.name;
  const shared = {
    rows,
    stackTag,
    inState: false,
    old,
    isNewName: !sameName(nameBefore, values["name"]) && !isUnknown(values["name"]),
  };

  const isFree = ({ id }: ExistingRow): boolean =>
    !run.isGoing(id) && id !== old && run.holderOf(id, urn) === undefined;
  // Which rows other resources hold in state is known once check comes to them, and a replacement deletes before that.
  if (values["adopt"] === true && old === undefined) {
    const free = rows.filter(isFree);
    const candidates = free.filter((row) => sameName(row.naturalKey, key));
    // Renamed meanwhile, the row of this very resource is the one that is meant, unless another has the name.
    const named = candidates.length > 0 ? candidates : free;
    const own = named.find(({ id }) => id === tagged || id === former);
    const id = (own ?? candidates[0])?.id;
    if (id !== undefined) {
      const unclear = own === undefined && candidates.length > 1 ? candidates : [];
      return { ...shared, inputs: { [computedInput.rowId]: id, [computedInput.adopts]: id }, unclear };
    }
  }
  const keepsOld = old !== undefined && run.retained.has(old);
  // A row that 0.1.0 made for this very resource, which no replacement takes away, stays the row that it is.
  const isFormer =
    old === undefined &&
    (rows.some((row) => row.id === former && isFree(row)) ||
      (operation !== undefined && (await definition.exists?.(operation, values, former)) === true));
  const rowId = keepsOld ? rowIdBeside(old, idNamespace, urn, key) : isFormer ? former : tagged;
  return { ...shared, inputs: { [computedInput.rowId]: rowId }, unclear: [] };
}

/** A row that goes before the new one is made. */
export function isLeaving(run: Run, { old }: WhoseRow, rowId: string): boolean {
  return run.isGoing(rowId) || (rowId === old && !run.retained.has(rowId));
}
