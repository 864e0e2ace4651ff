import type { Row } from "../../provider/sandbox/index.ts";
import type { SandboxProcess } from "../support/sandbox-process.ts";

const tables = [
  "msdyn_ocbotchannelregistration",
  "msdyn_ocbotchannelregistrationsecret",
  "msdyn_occustommessagingchannel",
  "msdyn_liveworkstream",
  "msdyn_routingconfiguration",
  "msdyn_routingconfigurationstep",
  "msdyn_decisionruleset",
] as const;

/** Tables whose rows the environment already had. These rows are named, not compared. */
const references = { queue: "name", msdyn_oclanguage: "msdyn_localecode" } as const;

const provenance = /^(createdon|modifiedon|overwritetime|versionnumber|msdyn_uniquename|.*unique)$/;
const guid = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/gi;

/**
 * The final rows of an estate without ids and provenance. Each id is replaced by its row's name, so two deployments
 * that made the same things under different ids are equal.
 */
export async function finalRows(sandbox: SandboxProcess): Promise<Record<string, string[]>> {
  const names = new Map<string, string>();
  const read = async (table: string, nameColumn: string): Promise<readonly Row[]> => {
    const rows = await sandbox.rows(table);
    for (const row of rows) names.set(String(row[`${table}id`]), `<${table} ${String(row[nameColumn])}>`);
    return rows;
  };
  for (const [table, nameColumn] of Object.entries(references)) await read(table, nameColumn);
  const deployed = await Promise.all(tables.map(async (table) => [table, await read(table, "msdyn_name")] as const));
  const bare = (table: string, row: Row): string =>
    // Rules and contracts get new ids in each deployment.
    JSON.stringify(withoutIds(table, row)).replace(guid, (id) => names.get(id) ?? "<id>");
  return Object.fromEntries(deployed.map(([table, rows]) => [table, rows.map((row) => bare(table, row)).sort()]));
}

function withoutIds(table: string, row: Row): [string, unknown][] {
  return Object.entries(row)
    .filter(([column, value]) => column !== `${table}id` && !provenance.test(column) && value !== null)
    .toSorted(([left], [right]) => (left < right ? -1 : 1));
}
