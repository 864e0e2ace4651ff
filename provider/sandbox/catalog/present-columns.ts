import type { Column, Table } from "../../../schema/tables/table.ts";
import type { Switches } from "../switches.ts";
import { secretColumns } from "./secret-columns.ts";

const botTypeColumns = new Set(["msdyn_bottype", "msdyn_tenantid"]);
const accountTable = "msdyn_ocbotchannelregistration";

/** The columns of an environment. They depend on its layers and its age. */
export function presentColumns(table: Table, switches: Switches): Readonly<Record<string, Column>> {
  const { absent } = secretColumns(switches);
  const kept = Object.entries(table.columns).filter(([name, column]) => {
    if (!switches.channelsProvisioned && column.layer === "omnichannel") return false;
    if (!switches.botTypeColumns && table.logicalName === accountTable && botTypeColumns.has(name)) return false;
    if (!switches.queueChannelProfile && table.logicalName === "queue" && name === "msdyn_channelprofileid")
      return false;
    if (!switches.disabledRulesColumn && name === "msdyn_disabledrules") return false;
    return !absent.has(`${table.logicalName}.${name}`);
  });
  return Object.fromEntries(kept.map(([name, column]) => [name, narrowed(name, column, switches)]));
}

/** The base layer on its own knows one stream source. That it refuses the others is assumed. */
function narrowed(name: string, column: Column, switches: Switches): Column {
  if (switches.channelsProvisioned || name !== "msdyn_streamsource" || column.type !== "Picklist") return column;
  return { ...column, options: { 192350000: "Entity Records" } };
}
