import type { Fault } from "../../../schema/resource-schema.ts";
import { isUnknown } from "../../../schema/unknown.ts";
import type { Circumstances, Operation, Properties } from "../../core/definition.ts";
import type { Session } from "../../core/session.ts";
import { workstreamTable } from "../tables.ts";
import { queueContract } from "./contracts.ts";
import { knownWorkstream, workstreamFacts, type WorkstreamFacts } from "./known-routing.ts";

/**
 * What the create would be refused for because of the workstream that it names, asked while an old rule still stands. A
 * workstream that the program declares is left out: this very run may make it.
 */
export async function unfitTarget(
  { session }: Operation,
  { workstream, kind }: Properties,
  { inState, replaces, declared }: Circumstances,
): Promise<Fault[]> {
  if (inState && replaces === undefined) return [];
  // Everything else that a new rule needs of the environment. A rule that is only made loses nothing.
  if (replaces !== undefined && kind === "routeToQueue") await queueContract(session);
  if (typeof workstream !== "string" || isUnknown(workstream)) return [];
  const id = workstream.toLowerCase();
  if (declared("Workstream", id) !== undefined) return [];
  const facts = await factsNow(session, id);
  if (facts === undefined)
    return [
      {
        code: "workstream-missing",
        path: "workstream",
        reason: `the environment has no workstream ${id}`,
        remedy:
          "correct the id; where another stack makes that workstream, run `pulumi refresh` and `pulumi up` there first",
      },
    ];
  if (facts.contract !== undefined) return [];
  return [
    {
      code: "contract-missing",
      path: "workstream",
      reason: `workstream "${facts.name}" (${id}) has no decision contract, which every rule refers to`,
      remedy:
        "run again in a minute, in case the service is still making it; if it stays, open and save the workstream in the admin center",
    },
  ];
}

/** The workstream as this process knows it, else as one question for all its rules finds it; `undefined` where there is none. */
export async function factsNow(session: Session, workstream: string): Promise<WorkstreamFacts | undefined> {
  const known = knownWorkstream(session, workstream);
  if (known?.contract !== undefined) return known;
  return session.once(`workstream ${workstream} of rules`, async () => {
    const row = await session.client.retrieve(workstreamTable, workstream, {
      select: ["msdyn_name", "_msdyn_routingcontractid_value"],
    });
    return row && workstreamFacts(row);
  });
}
