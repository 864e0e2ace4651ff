import { lookup } from "./column-types.ts";
import type { Column, LookupTarget } from "./table.ts";

const read = "CE-B, DUMP";

function removeLink(table: string, navigation: string): LookupTarget {
  return { table, navigation, onDelete: "RemoveLink" };
}

function restrict(table: string, navigation: string): LookupTarget {
  return { table, navigation, onDelete: "Restrict" };
}

/** The entity routing and intent lookups are for record workstreams. assumed: they are empty for a custom channel. */
export const workstreamLookups: Readonly<Record<string, Column>> = {
  msdyn_defaultqueue: lookup(removeLink("queue", "msdyn_defaultqueue"), read, { required: "Recommended" }),
  msdyn_outboundqueueid: lookup(removeLink("queue", "msdyn_outboundqueueid"), read),
  msdyn_bot_queue: lookup(removeLink("queue", "msdyn_bot_queue"), read),
  msdyn_bot_user: lookup(removeLink("systemuser", "msdyn_bot_user"), read),
  msdyn_botfailureactionconfig: lookup(removeLink("msdyn_overflowactionconfig", "msdyn_BotFailureActionConfig"), read),
  msdyn_routingcontractid: lookup(removeLink("msdyn_decisioncontract", "msdyn_routingcontractid"), read),
  msdyn_entityroutingconfigurationid: lookup(
    restrict("msdyn_entityroutingconfiguration", "msdyn_entityroutingconfigurationId"),
    read,
  ),
  msdyn_masterentityroutingconfigurationid: lookup(
    restrict("msdyn_masterentityroutingconfiguration", "msdyn_masterentityroutingconfigurationId"),
    read,
  ),
  msdyn_intentfamilyid: lookup(restrict("msdyn_intentfamily", "msdyn_intentfamilyid"), read),
};
