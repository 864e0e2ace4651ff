import type { Client } from "./client.ts";

const contractOf = (row: Readonly<Record<string, unknown>>, lookup: string): string[] => {
  const id = row[lookup];
  return typeof id === "string" ? [`msdyn_decisioncontracts(${id})`] : [];
};

/** Rows that the service creates with a row of each table. They outlive that row. */
const additions: Readonly<Record<string, (client: Client, row: string, id: string) => Promise<string[]>>> = {
  async msdyn_liveworkstreams(client, row, id) {
    const lookup = "_msdyn_routingcontractid_value";
    const { json } = await client.get(`${row}?$select=${lookup}`);
    const links = await client.rows(
      `msdyn_liveworkstreamcapacityprofiles?$select=msdyn_name&$filter=_msdyn_workstream_id_value eq ${id}`,
    );
    const ids = links.map((link) => String(link["msdyn_liveworkstreamcapacityprofileid"]));
    return [...ids.map((link) => `msdyn_liveworkstreamcapacityprofiles(${link})`), ...contractOf(json, lookup)];
  },
  async queues(client, row) {
    const lookup = "_msdyn_assignmentinputcontractid_value";
    const { json } = await client.get(`${row}?$select=${lookup}`);
    return contractOf(json, lookup);
  },
};

/** Must be called before the row is deleted, because afterwards nothing leads to them. */
export async function additionsTo(client: Client, row: string): Promise<readonly string[]> {
  const [, set = "", id = ""] = /^(\w+)\(([0-9a-f-]{36})\)$/.exec(row) ?? [];
  return (await additions[set]?.(client, row, id)) ?? [];
}
