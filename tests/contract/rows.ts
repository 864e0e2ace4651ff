import { randomUUID } from "node:crypto";
import { namePrefix, type Client, type Json } from "./client.ts";

export const accounts = "msdyn_ocbotchannelregistrations";
export const channels = "msdyn_occustommessagingchannels";
export const workstreams = "msdyn_liveworkstreams";
export const contracts = "msdyn_decisioncontracts";
export const capacityLinks = "msdyn_liveworkstreamcapacityprofiles";

/** A custom messaging account of its own app id. */
export const createAccount = (client: Client, values: Json = {}): Promise<string> =>
  client.create(accounts, {
    msdyn_name: namePrefix,
    msdyn_msappid: randomUUID(),
    msdyn_iscustommessagingbcr: true,
    ...values,
  });

/** A workstream of type Messaging, channel Custom. What the server adds to it is cleaned up with it. */
export async function createWorkstream(client: Client, values: Json = {}): Promise<string> {
  const id = await client.create(workstreams, {
    msdyn_name: namePrefix,
    msdyn_streamsource: 192350002,
    msdyn_mode: 717210001,
    ...values,
  });
  client.atEnd(() => removeAdditions(client, id));
  return id;
}

async function removeAdditions(client: Client, id: string): Promise<void> {
  const links = await client.rows(`${capacityLinks}?$select=msdyn_name&$filter=_msdyn_workstream_id_value eq ${id}`);
  const { json } = await client.get(`${workstreams}(${id})?$select=_msdyn_routingcontractid_value`);
  for (const link of links) {
    await client.send("DELETE", `${capacityLinks}(${String(link["msdyn_liveworkstreamcapacityprofileid"])})`);
  }
  const contract = json["_msdyn_routingcontractid_value"];
  if (typeof contract === "string") await client.send("DELETE", `${contracts}(${contract})`);
}
