import type { OperationContext } from "../../core/definition.ts";
import { RefusedError } from "../../core/failures.ts";
import type { Session } from "../../core/session.ts";
import { waitUntil } from "../../core/wait-until.ts";
import type { Columns } from "../../dataverse/types.ts";
import { equals } from "../../dataverse/filter.ts";
import { bindTo } from "../../rows/own-row.ts";
import { idIn } from "../../rows/row-values.ts";
import { contractTable, workstreamTable } from "../../rows/tables.ts";
import type { RulesetKey } from "./place.ts";
import { knownWorkstream, rememberWorkstream, workstreamRow, type WorkstreamRow } from "./known-routing.ts";

/** The service may make the contract after it answered the create of the workstream (assumed: seen with post-operation plug-ins). */
export async function workstreamRowOf(
  operation: OperationContext,
  workstream: string,
): Promise<WorkstreamRow & { readonly contract: string }> {
  const found = await waitUntil(operation, {
    what: `the decision contract of workstream ${workstream}`,
    everySeconds: 1.5,
    atMostSeconds: 30,
    ask: async (isFirst) => {
      const known = isFirst ? knownWorkstream(operation.session, workstream) : undefined;
      const { name, contract } = known?.contract === undefined ? await readMetadata(operation, workstream) : known;
      return contract === undefined ? undefined : { name, contract };
    },
  });
  if (found === undefined) throw noContract(operation.label, workstream);
  return found;
}

async function readMetadata({ session, label }: OperationContext, workstream: string): Promise<WorkstreamRow> {
  const row = await session.client.retrieve(workstreamTable, workstream, {
    select: ["msdyn_name", "_msdyn_routingcontractid_value"],
  });
  if (row !== undefined) {
    const facts = workstreamRow(row);
    rememberWorkstream(session, workstream, facts);
    return facts;
  }
  throw new RefusedError({
    code: "workstream-missing",
    what: `${label}: workstream ${workstream} does not exist`,
    why: "the rules of a workstream cannot be made without it",
    remedy: "run `pulumi refresh` and then `pulumi up`, which makes the workstream again",
    propertyPath: "workstream",
  });
}

function noContract(label: string, workstream: string): RefusedError {
  return new RefusedError({
    code: "contract-missing",
    what: `${label}: workstream ${workstream} has no decision contract`,
    why: "the service makes the contract with the workstream, and rules refer to it",
    remedy:
      "run `pulumi up` again in a minute; if that does not help, open and save the workstream in the admin center",
    propertyPath: "workstream",
  });
}

/** What a rule set reads, and what it answers: classification adds to what it reads, route to queue finds a queue. */
export async function contractLinks(
  { session }: OperationContext,
  { kind }: RulesetKey,
  contract: string,
): Promise<Columns> {
  const output = kind === "classification" ? contract : await queueContract(session);
  return {
    ...bindTo("msdyn_inputcontractid", contractTable.set, contract),
    ...bindTo("msdyn_outputcontractid", contractTable.set, output),
  };
}

const queueContractName = "msdyn_demandqueueidentificationoutput";

/** The first rule of a new workstream is on its way soon, and need not wait for what all of them need. */
export function prefetchForRules(session: Session): void {
  // Whoever needs the answer asks for it himself, and meets the failure there.
  void Promise.allSettled([queueContract(session)]);
}

/** Its id differs from environment to environment; its unique name does not (Microsoft's migration pages). */
export function queueContract(session: Session): Promise<string> {
  return session.once(`contract ${queueContractName}`, () => findQueueContract(session.client));
}

async function findQueueContract(client: Session["client"]): Promise<string> {
  const [row] = await client.list(contractTable, {
    select: ["msdyn_uniquename"],
    filter: equals("msdyn_uniquename", queueContractName),
  });
  if (row !== undefined) return idIn(row, contractTable);
  throw new RefusedError({
    code: "system-contract-missing",
    what: `${client.environmentUrl} has no decision contract ${queueContractName}`,
    why: "route-to-queue rules deliver their result through this contract of the product",
    remedy: "check that unified routing is provisioned in this environment",
  });
}
