import type { AutomatedMessage } from "../../../schema/automated-messages.ts";
import { customChannel as schema, type CustomChannelArguments } from "../../../schema/custom-channel.ts";
import type { CheckFailure, CheckFailureOf } from "../../../schema/resource-schema.ts";
import { isUnknown, known } from "../../../schema/unknown.ts";
import { text } from "../../../schema/written.ts";
import type { CheckContext, OperationContext } from "../../core/definition.ts";
import { couldNot, RefusedError } from "../../core/errors.ts";
import { messageVariableUses, unknownVariable } from "../../../schema/context-variables.ts";
import { sameRowId } from "../../core/identity.ts";
import type { Inputs, Prior, Unresolved } from "../../core/typed-values.ts";
import type { Row } from "../../dataverse/types.ts";
import { unfitVariableUses } from "../known-variables.ts";
import { idIn, optionIn, textIn } from "../../rows/row-values.ts";
import { accountTable, channelTable, workstreamTable } from "../../rows/tables.ts";
import { missingTargets } from "../targets.ts";
import { variableRowsOf } from "../workstream/context-variables.ts";
import { channelTypes } from "./columns.ts";

/** At run time the service sees only app id and network, so it could not tell two Direct Line channels apart. */
export function secondDirectLine(
  rows: readonly Row[],
  inputs: Unresolved<CustomChannelArguments>,
  { inState, prior, isLeaving, declared }: CheckContext<Prior<CustomChannelArguments>>,
): CheckFailureOf<CustomChannelArguments>[] {
  const account = known(inputs.account);
  if (inputs.channelType !== "DirectLine" || account === undefined) return [];
  if (inState && sameRowId(prior.account, account)) return [];
  const isMoved = (id: string): boolean => {
    const itsAccount = text(declared(schema, id)?.account);
    return itsAccount !== undefined && !sameRowId(itsAccount, account);
  };
  const other = rows.find(
    (row) =>
      row["_msdyn_custombotchannelregistration_value"] === account.toLowerCase() &&
      row["msdyn_occustomchannelid"] === channelTypes.DirectLine &&
      idIn(row, channelTable) !== inputs.rowId &&
      !isLeaving(idIn(row, channelTable)) &&
      !isMoved(idIn(row, channelTable)),
  );
  if (other === undefined) return [];
  return [
    {
      code: "account-taken",
      path: "account",
      reason: `the environment has the Direct Line channel "${textIn(other, "msdyn_name") ?? ""}" (${idIn(other, channelTable)}) on this account already, and the messages of two channels could not be told apart`,
      remedy: `${inState ? "" : "take that channel over with adopt: true under its name, "}delete it, or give this channel an account of its own; if another resource of this program has that channel and gives the account up, make this one depend on it (dependsOn)`,
    },
  ];
}

/** An adopted channel keeps its type. */
export function otherKind(
  rows: readonly Row[],
  { adopts, channelType }: Unresolved<CustomChannelArguments>,
): CheckFailureOf<CustomChannelArguments>[] {
  const row = rows.find((each) => idIn(each, channelTable) === adopts);
  if (row === undefined) return [];
  const failures: CheckFailureOf<CustomChannelArguments>[] = [];
  const kind = optionIn(row, "msdyn_occustomchannelid", channelTypes);
  if (!isUnknown(channelType) && kind !== channelType) {
    failures.push({
      code: "adoption-unclear",
      path: "channelType",
      reason: `the channel to take over is of ${kind === undefined ? "a type that has ended" : `type ${kind}`}, which cannot be changed`,
      remedy: kind === undefined ? "leave adopt out and make a channel of your own" : `set channelType to "${kind}"`,
    });
  }
  return failures;
}

/**
 * Customers would get an empty text in place of a variable that does not exist. Checked when texts or the workstream
 * change; by then a workstream of this program has its variables.
 */
export async function refuseUnknownVariables(
  operation: OperationContext,
  inputs: Inputs<CustomChannelArguments>,
  prior: Prior<CustomChannelArguments> | undefined,
): Promise<void> {
  const named = messageVariableUses(inputs.automatedMessages, messagesBefore(inputs, prior));
  if (named.length === 0) return;
  const names = (await variableRowsOf(operation, inputs.workstream)).flatMap((row) => textIn(row, "msdyn_name") ?? []);
  const unknown = named.find(({ name }) => !names.includes(name));
  if (unknown === undefined) return;
  const { reason, remedy } = unknownVariable(unknown.name, names);
  throw new RefusedError({
    code: "unknown-context-variable",
    attempt: couldNot(operation),
    what: reason,
    why: "a variable that does not exist reaches customers as an empty text",
    remedy,
    propertyPath: unknown.path,
  });
}

/** The account and the workstream must exist, and the workstream must have the variables that the messages use. */
export async function unfitTargets(
  operation: OperationContext,
  inputs: Unresolved<CustomChannelArguments>,
  context: CheckContext<Prior<CustomChannelArguments>>,
): Promise<CheckFailure[]> {
  const missing = await missingTargets(operation, schema, inputs, context);
  if (missing.length > 0)
    return missing.map(({ argument, id }) => ({
      code: "target-gone",
      path: argument,
      reason: `the environment has no ${argument} ${id}`,
      remedy: backToTarget,
    }));
  const { inState, prior, replaces } = context;
  const existing = inState && replaces === undefined ? messagesBefore(inputs, prior) : undefined;
  const uses = messageVariableUses(inputs.automatedMessages, existing);
  return unfitVariableUses(operation, inputs.workstream, uses, context);
}

/** The messages before this update, if the channel stays on the same workstream. */
function messagesBefore(
  { workstream }: Pick<Unresolved<CustomChannelArguments>, "workstream">,
  before: Prior<CustomChannelArguments> | undefined,
): readonly AutomatedMessage[] | undefined {
  return before?.workstream === workstream ? before?.automatedMessages : undefined;
}

const backToTarget =
  "if this program manages that row, run `pulumi refresh`, so that the next update makes it again; otherwise correct the id";

/** The service says only that some row does not exist. This finds out which one. */
export async function refuseMissingTarget(
  operation: OperationContext,
  inputs: Inputs<CustomChannelArguments>,
): Promise<void> {
  for (const [argument, table] of [
    ["account", accountTable],
    ["workstream", workstreamTable],
  ] as const) {
    const id = inputs[argument];
    if (id === undefined) continue;
    const row = await operation.session.client.retrieve(table, id, { select: [table.primaryId] });
    if (row !== undefined) continue;
    throw new RefusedError({
      code: "target-gone",
      attempt: couldNot(operation),
      what: `the environment has no such ${argument}`,
      why: `row ${id} was deleted, or belongs to another environment`,
      remedy: backToTarget,
      propertyPath: argument,
    });
  }
}
