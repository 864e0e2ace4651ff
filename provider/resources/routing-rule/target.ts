import type { CheckFailure } from "../../../schema/resource-schema.ts";
import { routingRule as schema, type RoutingRuleArguments } from "../../../schema/routing-rule.ts";
import { known } from "../../../schema/unknown.ts";
import type { CheckContext, OperationContext } from "../../core/definition.ts";
import type { Session } from "../../core/session.ts";
import type { Prior, Unresolved } from "../../core/typed-values.ts";
import { sameRowId } from "../../core/identity.ts";
import { idIn } from "../../rows/row-values.ts";
import { missingTargets } from "../targets.ts";
import { customWorkstreams } from "../workstream/listed.ts";
import { workstreamTable } from "../../rows/tables.ts";
import { queueContract } from "./contracts.ts";
import { knownWorkstream, workstreamRow, type WorkstreamRow } from "./known-routing.ts";

/**
 * What the create would be refused for because of the workstream that it names, asked while an old rule still stands. A
 * workstream that the program declares is left out: this very run may make it.
 */
export async function unfitTarget(
  operation: OperationContext,
  inputs: Unresolved<RoutingRuleArguments>,
  context: CheckContext<Prior<RoutingRuleArguments>>,
): Promise<CheckFailure[]> {
  const { session } = operation;
  const { inState, replaces, declared } = context;
  if (inState && replaces === undefined) return [];
  // Everything else that a new rule needs of the environment. A rule that is only made loses nothing.
  if (replaces !== undefined && inputs.kind === "routeToQueue") await queueContract(session);
  const [missing] = await missingTargets(operation, schema, inputs, context);
  if (missing !== undefined)
    return [
      {
        code: "workstream-missing",
        path: missing.argument,
        reason: `the environment has no workstream ${missing.id}`,
        remedy:
          "correct the id; if another stack makes that workstream, run `pulumi refresh` and `pulumi up` there first",
      },
    ];
  const id = known(inputs.workstream)?.toLowerCase();
  if (id === undefined || declared("Workstream", id) !== undefined) return [];
  const facts = await currentMetadata(session, id);
  if (facts === undefined) return [];
  if (facts.contract !== undefined) return [];
  return [
    {
      code: "contract-missing",
      path: "workstream",
      reason: `workstream "${facts.name}" (${id}) has no decision contract, which every rule refers to`,
      remedy:
        "run again in a minute, in case the service is still making it; if that does not help, open and save the workstream in the admin center",
    },
  ];
}

/** The workstream as this process knows it, else as a list of all of them or a question for it finds it; `undefined` where there is none. */
export async function currentMetadata(session: Session, workstream: string): Promise<WorkstreamRow | undefined> {
  const facts = knownWorkstream(session, workstream);
  if (facts?.contract !== undefined) return facts;
  const listed = (await customWorkstreams({ session })).find((row) =>
    sameRowId(idIn(row, workstreamTable), workstream),
  );
  if (listed !== undefined && workstreamRow(listed).contract !== undefined) return workstreamRow(listed);
  return session.once(`workstream ${workstream} of rules`, async () => {
    const row = await session.client.retrieve(workstreamTable, workstream, {
      select: ["msdyn_name", "_msdyn_routingcontractid_value"],
    });
    return row && workstreamRow(row);
  });
}
