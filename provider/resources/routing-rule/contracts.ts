import type { OperationContext } from "../../core/definition.ts";
import { inOperation } from "../../errors.ts";
import { RefusedError } from "../../core/errors.ts";
import { sameRowId } from "../../core/identity.ts";
import type { Session } from "../../core/session.ts";
import { waitUntil } from "../../core/wait-until.ts";
import { equals } from "../../dataverse/filter.ts";
import type { Columns } from "../../dataverse/types.ts";
import { bindTo } from "../../rows/own-row.ts";
import { idIn } from "../../rows/row-values.ts";
import { contractTable, workstreamTable } from "../../rows/tables.ts";
import { customWorkstreams } from "../workstream/listed.ts";
import { knownWorkstream, rememberWorkstream, workstreamRow, type WorkstreamRow } from "./known-routing.ts";
import type { RulesetKey } from "./ruleset-key.ts";

/** That the service may make the contract after it answered the create of the workstream is assumed: such plug-ins were seen. */
export async function workstreamRowOf(
  operation: OperationContext,
  workstream: string,
): Promise<WorkstreamRow & { readonly contract: string }> {
  const found = await waitUntil(operation, {
    what: "the decision contract of its workstream",
    everySeconds: 1.5,
    atMostSeconds: 30,
    ask: async (isFirst) => {
      const known = isFirst ? knownWorkstream(operation.session, workstream) : undefined;
      const { name, contract } = known?.contract === undefined ? await readMetadata(operation, workstream) : known;
      return contract === undefined ? undefined : { name, contract };
    },
  });
  if (found === undefined) throw noContract(knownWorkstream(operation.session, workstream)?.name ?? "");
  return found;
}

async function readMetadata({ session }: OperationContext, workstream: string): Promise<WorkstreamRow> {
  const row = await session.client.retrieve(workstreamTable, workstream, {
    select: ["msdyn_name", "_msdyn_routingcontractid_value"],
  });
  if (row !== undefined) {
    const metadata = workstreamRow(row);
    rememberWorkstream(session, workstream, metadata);
    return metadata;
  }
  throw new RefusedError({
    code: "workstream-missing",
    what: "the workstream does not exist",
    why: `every rule belongs to a workstream, and the environment has none with the id ${workstream}`,
    remedy: "run `pulumi refresh` and then `pulumi up`, which makes the workstream again",
    propertyPath: "workstream",
  });
}

function noContract(workstream: string): RefusedError {
  return new RefusedError({
    code: "contract-missing",
    what: `workstream "${workstream}" has no decision contract`,
    why: "the service makes the contract with the workstream, and every rule refers to it",
    remedy:
      "run `pulumi up` again in a minute; if that does not help, open and save the workstream in the admin center",
    propertyPath: "workstream",
  });
}

/** The contracts of what a ruleset reads and of what it returns. Classification adds to what it reads; route to queue returns a queue. */
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

/** A new workstream soon gets its first rule, which then finds what all rules need. */
export function prefetchForRules(session: Session): void {
  // Prefetch only: errors surface at the call that needs the value.
  void Promise.allSettled([queueContract(session)]);
}

/** Each environment has another id for it, and the same unique name: Microsoft's migration pages. */
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
    ...inOperation(`${client.environmentUrl} has no decision contract for route to queue`),
    why: `every route-to-queue rule returns its queue through the product's contract ${queueContractName}`,
    remedy: "check that unified routing is provisioned in this environment",
  });
}

/**
 * The workstream as this process knows it; otherwise from the list of all workstreams, or read by its id. `undefined` if
 * there is none.
 */
export async function currentMetadata(session: Session, workstream: string): Promise<WorkstreamRow | undefined> {
  const metadata = knownWorkstream(session, workstream);
  if (metadata?.contract !== undefined) return metadata;
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
