import { randomUUID } from "node:crypto";
import { namePrefix, type Client, type Json } from "./client.ts";

export const accounts = "msdyn_ocbotchannelregistrations";
export const channels = "msdyn_occustommessagingchannels";
export const workstreams = "msdyn_liveworkstreams";
export const contracts = "msdyn_decisioncontracts";
export const capacityLinks = "msdyn_liveworkstreamcapacityprofiles";

/** Creates a custom messaging account with its own app id. */
export const createAccount = (client: Client, values: Json = {}): Promise<string> =>
  client.create(accounts, {
    msdyn_name: namePrefix,
    msdyn_msappid: randomUUID(),
    msdyn_iscustommessagingbcr: true,
    ...values,
  });

/** Creates a workstream of type Messaging, channel Custom. */
export const createWorkstream = (client: Client, values: Json = {}): Promise<string> =>
  client.create(workstreams, {
    msdyn_name: namePrefix,
    msdyn_streamsource: 192350002,
    msdyn_mode: 717210001,
    ...values,
  });
