import { existingBotApplication } from "../../../provider/sandbox/entra/seed.ts";
import type { Row } from "../../../provider/sandbox/index.ts";

/** The application for the accounts of programs that test resource options. */
export const { clientId, clientSecret } = existingBotApplication;

export const accountTable = "msdyn_ocbotchannelregistration";
export const secretTable = "msdyn_ocbotchannelregistrationsecret";
export const workstreamTable = "msdyn_liveworkstream";
export const channelTable = "msdyn_occustommessagingchannel";

export const imports = `
import * as pulumi from "@pulumi/pulumi";
import { CustomChannel, MessagingAccount, Provider, RoutingRule, Workstream } from "pulumi-dynamics365";
`;

export const namesOf = (rows: readonly Row[]): unknown[] => rows.map((row) => row["msdyn_name"]).toSorted();
