import type { TableName } from "../dataverse/types.ts";

export const accountTable: TableName = {
  noun: "messaging account",
  set: "msdyn_ocbotchannelregistrations",
  logicalName: "msdyn_ocbotchannelregistration",
  primaryId: "msdyn_ocbotchannelregistrationid",
};

export const channelTable: TableName = {
  noun: "channel",
  set: "msdyn_occustommessagingchannels",
  logicalName: "msdyn_occustommessagingchannel",
  primaryId: "msdyn_occustommessagingchannelid",
};

export const workstreamTable: TableName = {
  noun: "workstream",
  set: "msdyn_liveworkstreams",
  logicalName: "msdyn_liveworkstream",
  primaryId: "msdyn_liveworkstreamid",
};

export const contractTable: TableName = {
  noun: "decision contract",
  set: "msdyn_decisioncontracts",
  logicalName: "msdyn_decisioncontract",
  primaryId: "msdyn_decisioncontractid",
};

export const contextVariableTable: TableName = {
  noun: "context variable",
  set: "msdyn_ocliveworkstreamcontextvariables",
  logicalName: "msdyn_ocliveworkstreamcontextvariable",
  primaryId: "msdyn_ocliveworkstreamcontextvariableid",
};

export const queueTable: TableName = { noun: "queue", set: "queues", logicalName: "queue", primaryId: "queueid" };

export const rulesetTable: TableName = {
  noun: "ruleset",
  set: "msdyn_decisionrulesets",
  logicalName: "msdyn_decisionruleset",
  primaryId: "msdyn_decisionrulesetid",
};

export const templateRulesetTable: TableName = {
  noun: "ruleset of a template",
  set: "msdyn_templaterulesets",
  logicalName: "msdyn_templateruleset",
  primaryId: "msdyn_templaterulesetid",
};

export const secretTable: TableName = {
  noun: "client secret",
  set: "msdyn_ocbotchannelregistrationsecrets",
  logicalName: "msdyn_ocbotchannelregistrationsecret",
  primaryId: "msdyn_ocbotchannelregistrationsecretid",
};

export const configurationTable: TableName = {
  noun: "routing configuration",
  set: "msdyn_routingconfigurations",
  logicalName: "msdyn_routingconfiguration",
  primaryId: "msdyn_routingconfigurationid",
};

export const stepTable: TableName = {
  noun: "routing step",
  set: "msdyn_routingconfigurationsteps",
  logicalName: "msdyn_routingconfigurationstep",
  primaryId: "msdyn_routingconfigurationstepid",
};

export const identityTable: TableName = {
  noun: "managed identity",
  set: "managedidentities",
  logicalName: "managedidentity",
  primaryId: "managedidentityid",
};

export const localizedTextTable: TableName = {
  noun: "localized text",
  set: "msdyn_oclocalizationdatas",
  logicalName: "msdyn_oclocalizationdata",
  primaryId: "msdyn_oclocalizationdataid",
};

export const messageTable: TableName = {
  noun: "automated message",
  set: "msdyn_ocsystemmessages",
  logicalName: "msdyn_ocsystemmessage",
  primaryId: "msdyn_ocsystemmessageid",
};

export const capacityLinkTable: TableName = {
  noun: "capacity profile",
  set: "msdyn_liveworkstreamcapacityprofiles",
  logicalName: "msdyn_liveworkstreamcapacityprofile",
  primaryId: "msdyn_liveworkstreamcapacityprofileid",
};
