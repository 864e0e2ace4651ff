import type { LookupKind } from "../../../schema/property.ts";
import type { LookupEntry } from "../../core/session.ts";
import type { Filter, Row, TableName } from "../../dataverse/types.ts";
import { isCustom } from "../messaging-account/columns.ts";
import { numberIn, textIn } from "../../rows/row-values.ts";
import { accountTable, queueTable } from "../../rows/tables.ts";

/** A kind of row that arguments can name. */
export interface LookupDefinition {
  readonly kind: LookupKind;
  /** As error messages call it: "queue", "capacity profile". */
  readonly label: string;
  readonly table: TableName;
  readonly select: readonly string[];
  /** Columns that older environments lack. */
  readonly newer?: readonly string[];
  readonly filter?: Filter;
  /** The feature that is missing if the environment lacks the table or its columns. */
  readonly feature: string;
  /** Programs create such rows, so a cached list may be older than the row. */
  readonly madeByPrograms?: true;
  entry(row: Row): LookupEntry;
}

/** From generated documentation, except Voice, the type of phone queues, which was only seen live. */
const queueTypes: Readonly<Record<number, string>> = {
  192350000: "Messaging",
  192350001: "Entity",
  192350002: "Voice",
};

export const lookupDefinitions: Readonly<Record<LookupKind, LookupDefinition>> = {
  queue: {
    kind: "queue",
    label: "queue",
    table: queueTable,
    select: [
      "queueid",
      "name",
      "msdyn_queuetype",
      "msdyn_isomnichannelqueue",
      "msdyn_priority",
      "msdyn_isdefaultqueue",
    ],
    newer: ["_msdyn_channelprofileid_value", "_msdyn_prequeueoverflowrulesetid_value"],
    feature: "unified routing",
    entry(row) {
      const type = queueTypes[Number(row["msdyn_queuetype"])];
      const properties = {
        name: text(row, "name"),
        type,
        isOmnichannel: row["msdyn_isomnichannelqueue"] === true,
        isDefault: row["msdyn_isdefaultqueue"] === true,
        groupNumber: numberIn(row, "msdyn_priority"),
      };
      return {
        ...byId(text(row, "queueid"), [properties.name], properties),
        ...unfitQueue(type, properties.isOmnichannel),
        traits: [
          ...(typeof row["_msdyn_channelprofileid_value"] === "string" ? (["channelProfile"] as const) : []),
          ...(typeof row["_msdyn_prequeueoverflowrulesetid_value"] === "string" ? (["overflows"] as const) : []),
        ],
      };
    },
  },
  language: {
    kind: "language",
    label: "language",
    table: {
      noun: "language",
      set: "msdyn_oclanguages",
      logicalName: "msdyn_oclanguage",
      primaryId: "msdyn_oclanguageid",
    },
    select: ["msdyn_oclanguageid", "msdyn_languagename", "msdyn_localecode", "msdyn_localeid"],
    feature: "the contact center's channels",
    entry(row) {
      const lcid = Number(row["msdyn_localeid"]);
      const properties = { name: text(row, "msdyn_languagename"), lcid, localeCode: text(row, "msdyn_localecode") };
      const names = [lcid.toString(), properties.localeCode, properties.name];
      // Similar numbers do not mean similar languages, so error messages propose locale codes.
      return { ...byId(text(row, "msdyn_oclanguageid"), names, properties), proposed: properties.localeCode };
    },
  },
  capacityProfile: {
    kind: "capacityProfile",
    label: "capacity profile",
    table: {
      noun: "capacity profile",
      set: "msdyn_capacityprofiles",
      logicalName: "msdyn_capacityprofile",
      primaryId: "msdyn_capacityprofileid",
    },
    select: [
      "msdyn_capacityprofileid",
      "msdyn_name",
      "msdyn_uniquename",
      "msdyn_defaultmaxunits",
      "msdyn_blockassignment",
    ],
    feature: "unified routing",
    entry(row) {
      const properties = {
        name: text(row, "msdyn_name"),
        uniqueName: text(row, "msdyn_uniquename"),
        maxUnits: numberIn(row, "msdyn_defaultmaxunits"),
        blocksAssignment: row["msdyn_blockassignment"] === true,
      };
      return byId(text(row, "msdyn_capacityprofileid"), [properties.uniqueName, properties.name], properties);
    },
  },
  sessionTemplate: template("sessionTemplate", "session template", "msdyn_sessiontemplate"),
  notificationTemplate: template("notificationTemplate", "notification template", "msdyn_notificationtemplate"),
  survey: {
    kind: "survey",
    label: "Customer Voice survey",
    table: { noun: "survey", set: "msfp_surveies", logicalName: "msfp_survey", primaryId: "msfp_surveyid" },
    // assumed: the name column has the prefix of its table.
    select: ["msfp_surveyid", "msfp_name"],
    feature: "Dynamics 365 Customer Voice",
    entry: (row) => byId(text(row, "msfp_surveyid"), [text(row, "msfp_name")], { name: text(row, "msfp_name") }),
  },
  agent: {
    kind: "agent",
    label: "AI agent",
    table: { noun: "AI agent", set: "systemusers", logicalName: "systemuser", primaryId: "systemuserid" },
    select: ["systemuserid", "fullname", "msdyn_bothandle"],
    filter: { odata: "msdyn_bothandle ne null" },
    feature: "the contact center's AI agents",
    entry(row) {
      const properties = { name: text(row, "fullname"), botHandle: text(row, "msdyn_bothandle") };
      return byId(text(row, "systemuserid"), [properties.botHandle], properties);
    },
  },
  skill: {
    kind: "skill",
    label: "skill",
    table: { noun: "skill", set: "characteristics", logicalName: "characteristic", primaryId: "characteristicid" },
    select: ["characteristicid", "name"],
    feature: "skill-based routing",
    entry: (row) => byId(text(row, "characteristicid"), [text(row, "name")], { name: text(row, "name") }),
  },
  skillRating: {
    kind: "skillRating",
    label: "rating value",
    table: { noun: "rating value", set: "ratingvalues", logicalName: "ratingvalue", primaryId: "ratingvalueid" },
    select: ["ratingvalueid", "name", "value"],
    feature: "skill-based routing",
    entry(row) {
      const properties = { name: text(row, "name"), value: numberIn(row, "value") };
      return byId(text(row, "ratingvalueid"), [properties.name], properties);
    },
  },
  messagingAccount: {
    kind: "messagingAccount",
    label: "messaging account",
    table: accountTable,
    select: [accountTable.primaryId, "msdyn_name", "msdyn_msappid"],
    filter: isCustom,
    feature: "custom messaging channels",
    madeByPrograms: true,
    entry(row) {
      const properties = { name: text(row, "msdyn_name"), appId: text(row, "msdyn_msappid").toLowerCase() };
      return byId(text(row, accountTable.primaryId), [properties.name, properties.appId], properties);
    },
  },
};

/** Columns store the unique name of a template as text. It is not a lookup, so the service does not check it. */
function template(kind: LookupKind, label: string, logicalName: string): LookupDefinition {
  const primaryId = `${logicalName}id`;
  return {
    kind,
    label,
    table: { noun: label, set: `${logicalName}s`, logicalName, primaryId },
    select: [primaryId, "msdyn_name", "msdyn_uniquename", "msdyn_title"],
    feature: "Omnichannel for Customer Service",
    entry(row) {
      const properties = {
        name: text(row, "msdyn_name"),
        uniqueName: text(row, "msdyn_uniquename"),
        title: textIn(row, "msdyn_title"),
      };
      const found = byId(text(row, primaryId), [properties.uniqueName, properties.name], properties);
      return { ...found, stored: properties.uniqueName };
    },
  };
}

function byId(rowId: string, names: readonly string[], properties: Readonly<Record<string, unknown>>): LookupEntry {
  const id = rowId.toLowerCase();
  return { id, stored: id, names: names.filter((name) => name !== ""), properties: { id, ...properties } };
}

function unfitQueue(type: string | undefined, isOmnichannel: boolean): { unfit?: string } {
  if (!isOmnichannel) return { unfit: "it is not a queue of the contact center, and a messaging workstream needs one" };
  if (type === "Messaging") return {};
  return { unfit: `its type is ${type ?? "not known"}, and a messaging workstream needs Messaging` };
}

function text(row: Row, column: string): string {
  return textIn(row, column) ?? "";
}
