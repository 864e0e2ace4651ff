import type { ResourceSchema } from "../../schema/resource-schema.ts";
import { messagingAccount } from "../../schema/messaging-account.ts";
import { isUnknown } from "../../schema/unknown.ts";
import { workstream } from "../../schema/workstream.ts";
import type { CheckContext, OperationContext, Properties } from "../core/definition.ts";
import { argumentNames, metadataOf } from "../core/metadata.ts";
import { stackTagOf } from "../core/identity.ts";
import { sameRowId } from "../core/identity.ts";
import type { Row, TableName } from "../dataverse/types.ts";
import { accountRows } from "./messaging-account/listed.ts";
import { idIn } from "../rows/row-values.ts";
import { accountTable, workstreamTable } from "../rows/tables.ts";
import { customWorkstreams } from "./workstream/listed.ts";

/** An account or workstream that an argument names and that does not exist. */
interface MissingTarget {
  readonly argument: string;
  readonly id: string;
}

interface Target {
  readonly schema: ResourceSchema;
  readonly table: TableName;
  readonly rows: (operation: Pick<OperationContext, "session">) => Promise<readonly Row[]>;
}

export const workstreamTarget: Target = { schema: workstream, table: workstreamTable, rows: customWorkstreams };

/** The resources whose rows others name. */
const targets: readonly Target[] = [
  { schema: messagingAccount, table: accountTable, rows: accountRows },
  workstreamTarget,
];

/**
 * The accounts and workstreams that a resource names and that do not exist. Checked when the resource is created,
 * replaced, or names another row than before. One list of each kind serves all resources.
 */
export async function missingTargets(
  operation: OperationContext,
  schema: ResourceSchema,
  inputs: Properties,
  context: CheckContext,
): Promise<MissingTarget[]> {
  const { inState, prior, replaces } = context;
  const missing = argumentNames(schema).map(async (argument): Promise<MissingTarget[]> => {
    const named = metadataOf(schema, argument)?.resource;
    const target = targets.find(({ schema: its }) => its.type === named);
    const id = inputs[argument];
    if (target === undefined || typeof id !== "string" || isUnknown(id)) return [];
    if (inState && replaces === undefined && sameRowId(id, prior[argument])) return [];
    if (isExpected(target.schema, id, context)) return [];
    return (await existingTarget(operation, target, id)) === undefined ? [{ argument, id }] : [];
  });
  return (await Promise.all(missing)).flat();
}

/**
 * Whether this run may still create the row: either this process declares it, or its id has this stack's tag and
 * another Provider of the program may declare it in its own process.
 */
export function isExpected(
  schema: ResourceSchema,
  id: string,
  { declared, stackTag }: Pick<CheckContext, "declared" | "stackTag">,
): boolean {
  return declared(schema, id.toLowerCase()) !== undefined || stackTagOf(id) === stackTag;
}

/** A row that is not in the list may still exist: it may be newer than the list, or of another kind. */
export async function existingTarget(
  { session }: Pick<OperationContext, "session">,
  { table, rows }: Target,
  id: string,
): Promise<Row | undefined> {
  const listed = (await rows({ session })).find((row) => sameRowId(idIn(row, table), id));
  if (listed !== undefined) return listed;
  return session.once(`${table.logicalName} ${id.toLowerCase()}`, () =>
    session.client.retrieve(table, id, { select: [table.primaryId] }),
  );
}
