import type { Type } from "./estate.ts";

export const accounts = "msdyn_ocbotchannelregistration";
export const secrets = "msdyn_ocbotchannelregistrationsecret";
export const workstreams = "msdyn_liveworkstream";
export const variables = "msdyn_ocliveworkstreamcontextvariable";
export const links = "msdyn_liveworkstreamcapacityprofile";
export const contracts = "msdyn_decisioncontract";
export const channels = "msdyn_occustommessagingchannel";
export const messages = "msdyn_ocsystemmessage";
export const identities = "managedidentity";
export const configurations = "msdyn_routingconfiguration";
export const steps = "msdyn_routingconfigurationstep";
export const ruleSets = "msdyn_decisionruleset";

export const tableOf: Readonly<Record<Exclude<Type, "RoutingRule">, string>> = {
  MessagingAccount: accounts,
  Workstream: workstreams,
  CustomChannel: channels,
};

/** 192350000 Enrichment, 192350002 Queue identification: table documentation. */
export const stepTypes = { classification: 192350000, routeToQueue: 192350002 } as const;

/** Numbers from the documentation. How they map to these labels of the admin center is assumed. */
export const eventTypes: Readonly<Record<string, number>> = {
  Greeting: 192350056,
  Holiday: 192350035,
  SessionEnded: 192350015,
  CustomerDisconnected: 192350020,
  PositionInQueue: 192350021,
};
