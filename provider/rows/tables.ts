import type { TableName } from "../dataverse/types.ts";

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

export const templateRulesetTable: TableName = {
  set: "msdyn_templaterulesets",
  logicalName: "msdyn_templateruleset",
  primaryId: "msdyn_templaterulesetid",
};

export const secretTable: TableName = {
  set: "msdyn_ocbotchannelregistrationsecrets",
  logicalName: "msdyn_ocbotchannelregistrationsecret",
  primaryId: "msdyn_ocbotchannelregistrationsecretid",
};

export const configurationTable: TableName = {
  set: "msdyn_routingconfigurations",
  logicalName: "msdyn_routingconfiguration",
  primaryId: "msdyn_routingconfigurationid",
};

export const stepTable: TableName = {
  set: "msdyn_routingconfigurationsteps",
  logicalName: "msdyn_routingconfigurationstep",
  primaryId: "msdyn_routingconfigurationstepid",
};

export const identityTable: TableName = {
  set: "managedidentities",
  logicalName: "managedidentity",
  primaryId: "managedidentityid",
};

export const localizedTextTable: TableName = {
  set: "msdyn_oclocalizationdatas",
  logicalName: "msdyn_oclocalizationdata",
  primaryId: "msdyn_oclocalizationdataid",
};

export const messageTable: TableName = {
  set: "msdyn_ocsystemmessages",
  logicalName: "msdyn_ocsystemmessage",
  primaryId: "msdyn_ocsystemmessageid",
};

export const capacityLinkTable: TableName = {
  set: "msdyn_liveworkstreamcapacityprofiles",
  logicalName: "msdyn_liveworkstreamcapacityprofile",
  primaryId: "msdyn_liveworkstreamcapacityprofileid",
};
