import { isUnknown, UNKNOWN } from "../../schema/unknown.ts";
import type { OperationContext, Properties, ResourceDefinition } from "./definition.ts";
import { computedInput } from "./hidden-inputs.ts";
import { defaultIdNamespace, formerRowIdOf, rowIdBeside, rowIdOf, stackTagFor } from "./identity.ts";
import { sameName } from "../../schema/names.ts";
import type { ExistingRow } from "./provenance.ts";
import type { Run } from "./run.ts";

/** Which row a resource has or will get, and which rows exist beside it. */
export interface WhoseRow {
  /** The row id, and the row that `adopt` found. */
  readonly inputs: Properties;
  /** Rows of this kind. Read only if a row will be created or renamed, otherwise empty. */
  readonly rows: readonly ExistingRow[];
  readonly stackTag: string;
  readonly inState: boolean;
  /** The row that a replacement keeps or deletes, if this run has seen it. */
  readonly old: string | undefined;
  /** Whether the name is new for this resource. Existing twins are accepted. */
  readonly isNewName: boolean;
  /** Rows that `adopt` could mean, if that is ambiguous. */
  readonly unclear: readonly ExistingRow[];
}

/** An id in state always wins, so a rename or an alias keeps its row. */
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
    // The engine uses the option in state, but state written by refresh shows only the new one.
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
  // Check knows which row a resource has in state only once it checks that resource. Replacements delete before that.
  if (values["adopt"] === true && old === undefined) {
    const free = rows.filter(isFree);
    const candidates = free.filter((row) => sameName(row.naturalKey, key));
    // If this resource's own row was renamed meanwhile, it is the one to take over, unless another row has the name.
    const named = candidates.length > 0 ? candidates : free;
    const own = named.find(({ id }) => id === tagged || id === former);
    const id = (own ?? candidates[0])?.id;
    if (id !== undefined) {
      const unclear = own === undefined && candidates.length > 1 ? candidates : [];
      return { ...shared, inputs: { [computedInput.rowId]: id, [computedInput.adopts]: id }, unclear };
    }
  }
  const keepsOld = old !== undefined && run.retained.has(old);
  // A row that version 0.1.0 made for this resource, and that no replacement deletes, remains its row.
  const isFormer =
    old === undefined &&
    (rows.some((row) => row.id === former && isFree(row)) ||
      (operation !== undefined && (await definition.exists?.(operation, values, former)) === true));
  const rowId = keepsOld ? rowIdBeside(old, idNamespace, urn, key) : isFormer ? former : tagged;
  return { ...shared, inputs: { [computedInput.rowId]: rowId }, unclear: [] };
}

/** Whether the row is deleted before the new one is created. */
export function isLeaving(run: Run, { old }: WhoseRow, rowId: string): boolean {
  return run.isGoing(rowId) || (rowId === old && !run.retained.has(rowId));
}
