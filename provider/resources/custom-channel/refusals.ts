import { customChannel as schema } from "../../../schema/custom-channel.ts";
import type { Fault } from "../../../schema/resource-schema.ts";
import { isUnknown } from "../../../schema/unknown.ts";
import type { Circumstances, Operation, Properties } from "../../core/definition.ts";
import { RefusedError } from "../../core/failures.ts";
import { kept } from "../../core/hidden-inputs.ts";
import { unknownVariable } from "../../core/program.ts";
import { messageVariableUses } from "../../core/variable-uses.ts";
import { sameRowId } from "../../core/identity.ts";
import type { Row } from "../../dataverse/contract.ts";
import { unfitVariableUses } from "../known-variables.ts";
import { accountTable, channelTable, workstreamTable } from "../tables.ts";
import { missingTargets } from "../targets.ts";
import { variableRowsOf } from "../workstream/context-variables.ts";
import { channelTypes, nameOf } from "./columns.ts";

/** At run time the service sees app id and network only, so a second Direct Line channel could not be told from the first. */
export function secondDirectLine(
  rows: readonly Row[],
  inputs: Properties,
  { inState, before, isLeaving, declared }: Circumstances,
): Fault[] {
  const { account, channelType } = inputs;
  if (channelType !== "DirectLine" || typeof account !== "string" || isUnknown(account)) return [];
  if (inState && sameRowId(before["account"], account)) return [];
  const isMoved = (id: unknown): boolean => {
    const itsAccount = declared("CustomChannel", id)?.["account"];
    return itsAccount !== undefined && !isUnknown(itsAccount) && !sameRowId(itsAccount, account);
  };
  const other = rows.find(
    (row) =>
      row["_msdyn_custombotchannelregistration_value"] === account.toLowerCase() &&
      row["msdyn_occustomchannelid"] === channelTypes.DirectLine &&
      row[channelTable.primaryId] !== inputs[kept.rowId] &&
      !isLeaving(row[channelTable.primaryId]) &&
      !isMoved(row[channelTable.primaryId]),
  );
  if (other === undefined) return [];
  return [
    {
      code: "account-taken",
      path: "account",
      reason: `the environment has the Direct Line channel "${String(other["msdyn_name"])}" (${String(other[channelTable.primaryId])}) on this account already, and the messages of two channels could not be told apart`,
      remedy: `${inState ? "" : "take that channel over with adopt: true under its name, "}delete it, or give this channel an account of its own; if another resource of this program has that channel and gives the account up, make this one depend on it (dependsOn)`,
    },
  ];
}

/** The kind of a channel that is taken over cannot be changed. */
export function otherKind(rows: readonly Row[], inputs: Properties): Fault[] {
  const row = rows.find((each) => each[channelTable.primaryId] === inputs[kept.adopts]);
  if (inputs[kept.adopts] === undefined || row === undefined) return [];
  const faults: Fault[] = [];
  const kind = nameOf(channelTypes, row["msdyn_occustomchannelid"]);
  if (!isUnknown(inputs["channelType"]) && kind !== inputs["channelType"]) {
    faults.push({
      code: "adoption-unclear",
      path: "channelType",
      reason: `the channel to take over is of ${kind === undefined ? "a type that has ended" : `type ${kind}`}, which cannot be changed`,
      remedy: kind === undefined ? "leave adopt out and make a channel of your own" : `set channelType to "${kind}"`,
    });
  }
  return faults;
}

/**
 * A variable that does not exist would reach customers as an empty text. Asked when texts or the workstream change; by
 * then a workstream of this program has its variables.
 */
export async function refuseUnknownVariables(
  operation: Operation,
  inputs: Properties,
  remembered: Properties | undefined,
): Promise<void> {
  const named = messageVariableUses(inputs, remembered);
  if (named.length === 0) return;
  const names = (await variableRowsOf(operation, String(inputs["workstream"]))).map((row) => String(row["msdyn_name"]));
  const unknown = named.find(({ name }) => !names.includes(name));
  if (unknown === undefined) return;
  const { reason, remedy } = unknownVariable(unknown.name, names);
  throw new RefusedError({
    code: "unknown-context-variable",
    what: `${operation.label} has a text with a variable that would stay empty`,
    why: reason,
    remedy,
    propertyPath: unknown.path,
  });
}

/** The account and the workstream must be there, with the variables that the messages name. */
export async function unfitTargets(
  operation: Operation,
  inputs: Properties,
  circumstances: Circumstances,
): Promise<Fault[]> {
  const missing = await missingTargets(operation, schema, inputs, circumstances);
  if (missing.length > 0)
    return missing.map(({ argument, id }) => ({
      code: "target-gone",
      path: argument,
      reason: `the environment has no ${argument} ${id}`,
      remedy: targetGone.remedy,
    }));
  const { inState, before, replaces } = circumstances;
  const uses = messageVariableUses(inputs, inState && replaces === undefined ? before : undefined);
  return unfitVariableUses(operation, inputs["workstream"], uses, circumstances);
}

const targetGone = {
  why: "it was deleted, or belongs to another environment",
  remedy:
    "if this program manages that row, run `pulumi refresh`, so that the next update makes it again; otherwise correct the id",
} as const;

/** The service says only that some row does not exist: which one is asked here. */
export async function refuseMissingTarget(operation: Operation, inputs: Properties): Promise<void> {
  for (const [argument, table] of [
    ["account", accountTable],
    ["workstream", workstreamTable],
  ] as const) {
    const id = inputs[argument];
    if (typeof id !== "string") continue;
    const row = await operation.session.client.retrieve(table, id, { select: [table.primaryId] });
    if (row !== undefined) continue;
    throw new RefusedError({
      code: "target-gone",
      what: `${operation.label} names the ${argument} ${id}, and the environment has no such row`,
      ...targetGone,
      propertyPath: argument,
    });
  }
}
