import type { TableName } from "../dataverse/contract.ts";

/** Tables that more than one resource asks. */
export const accountTable: TableName = {
  set: "msdyn_ocbotchannelregistrations",
  logicalName: "msdyn_ocbotchannelregistration",
  primaryId: "msdyn_ocbotchannelregistrationid",
};

export const channelTable: TableName = {
  set: "msdyn_occustommessagingchannels",
  logicalName: "msdyn_occustommessagingchannel",
  primaryId: "msdyn_occustommessagingchannelid",
};

export const workstreamTable: TableName = {
  set: "msdyn_liveworkstreams",
  logicalName: "msdyn_liveworkstream",
  primaryId: "msdyn_liveworkstreamid",
};

export const contractTable: TableName = {
  set: "msdyn_decisioncontracts",
  logicalName: "msdyn_decisioncontract",
  primaryId: "msdyn_decisioncontractid",
};

export const contextVariableTable: TableName = {
  set: "msdyn_ocliveworkstreamcontextvariables",
  logicalName: "msdyn_ocliveworkstreamcontextvariable",
  primaryId: "msdyn_ocliveworkstreamcontextvariableid",
};

export const queueTable: TableName = { set: "queues", logicalName: "queue", primaryId: "queueid" };

export const rulesetTable: TableName = {
  set: "msdyn_decisionrulesets",
  logicalName: "msdyn_decisionruleset",
  primaryId: "msdyn_decisionrulesetid",
};
