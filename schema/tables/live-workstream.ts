import { basePresenceStatus, streamSource } from "./choices.ts";
import {
  boolean,
  dateTime,
  integer,
  largestInteger,
  longestMemo,
  longestString,
  memo,
  multiSelectPicklist,
  omnichannelLayer,
  picklist,
  string,
} from "./column-types.ts";
import { defineTable } from "./define-table.ts";
import * as choices from "./live-workstream-choices.ts";
import { workstreamLookups } from "./live-workstream-lookups.ts";
import type { Column } from "./table.ts";

const applicationRequired = { required: "ApplicationRequired" } as const;
const readOnly = { validForCreate: false, validForUpdate: false } as const;
const longestHold = 43_200;

const choiceColumns: Readonly<Record<string, Column>> = {
  msdyn_streamsource: picklist(streamSource.options, "CE-B, CE-X; assumed: required level", applicationRequired),
  msdyn_mode: picklist(choices.workstreamMode, "CE-B", { default: 717210000 }),
  msdyn_direction: picklist(choices.workstreamDirection, "CE-B", { ...applicationRequired, default: 0 }),
  msdyn_workdistributionmode: picklist(choices.workDistributionMode, "CE-B", {
    ...applicationRequired,
    default: 192350000,
  }),
  msdyn_capacityformat: picklist(choices.capacityFormat, "CE-B", { default: 192350000 }),
  msdyn_allowedpresences: multiSelectPicklist(basePresenceStatus.options, "CE-B", applicationRequired),
  msdyn_notification: picklist(choices.workstreamNotification, "CE-B", { default: 100000001 }),
  // The capital letter is part of the logical name.
  msdyn_screenpoptimeout_optionSet: picklist(choices.screenPopTimeout, "CE-B, DUMP", { default: 120 }),
  msdyn_matchinglogic: picklist(choices.matchingLogic, "CE-B"),
  msdyn_blockcapacityforconsult: multiSelectPicklist(choices.consultKind, "CE-B"),
  ...omnichannelLayer({
    msdyn_conversationmode: picklist(choices.conversationMode, "CE-F", { default: 192350000 }),
    msdyn_botplatform: picklist(choices.botPlatform, "CE-F", { default: 192350000 }),
    msdyn_smsprovider: picklist(choices.smsProvider, "CE-F"),
  }),
};

const numberAndTextColumns: Readonly<Record<string, Column>> = {
  msdyn_name: string(100, "CE-B", applicationRequired),
  // Required in forms only, and without a default. The form's script writes 30 here, and 2880 minutes below.
  msdyn_capacityrequired: integer(0, largestInteger, "CE-B", applicationRequired),
  // Minutes.
  msdyn_autocloseafterinactivity: integer(0, largestInteger, "CE-B; assumed: range", applicationRequired),
  msdyn_followupafterwaiting: integer(0, largestInteger, "CE-B"),
  msdyn_handlingtimethreshold: integer(0, largestInteger, "CE-B"),
  msdyn_waitingtimethreshold: integer(0, largestInteger, "CE-B"),
  msdyn_assignworkitemafterdecline: integer(0, largestInteger, "CE-B"),
  msdyn_durationtoqualifyforlastagent: integer(0, largestInteger, "CE-B"),
  msdyn_screenpoptimeout: integer(0, largestInteger, "CE-B"),
  msdyn_blockcapacityforwrapup: integer(0, longestHold, "CE-B"),
  msdyn_blockcapacityforwrapupinseconds: integer(0, longestHold, "CE-B"),
  msdyn_customerdisconnectholddurationforopenconversation: integer(0, longestHold, "CE-B"),
  msdyn_maxconcurrentconnection: integer(1, largestInteger, "CE-B", { required: "Recommended" }),
  msdyn_fallbacklanguage: string(100, "CE-B"),
  msdyn_bot_rule: string(100, "CE-B"),
  msdyn_recordidentificationrule: memo(longestMemo, "CE-B, PROM, SMP-E, CCD"),
  msdyn_recordidentificationvalidationrule: memo(longestMemo, "CE-B"),
  msdyn_skillattachmentrulescount: integer(0, largestInteger, "CE-B; assumed: range", readOnly),
  msdyn_skillattachmentrulescount_date: dateTime("CE-B", readOnly),
  msdyn_skillattachmentrulescount_state: integer(0, largestInteger, "CE-B; assumed: range", readOnly),
  ...omnichannelLayer({
    msdyn_lastvalidationon: dateTime("CE-F"),
    msdyn_lastvalidationstatus: string(100, "CE-F"),
    msdyn_apikey: string(longestString, "CE-F, SMP-S; assumed: length"),
    msdyn_secureapikey: string(longestString, "CE-F, SMP-S; assumed: length"),
    msdyn_apikeyversionnumber: integer(0, largestInteger, "CE-F, SMP-S; assumed: type and range"),
    msdyn_customerid: string(longestString, "CE-F, SMP-S; assumed: length"),
    msdyn_connectorsurl: string(longestString, "CE-F, SMP-S; assumed: length"),
    msdyn_telesigninboundurl: string(longestString, "CE-F, SMP-S; assumed: length"),
    msdyn_twilioinboundurl: string(longestString, "CE-F, SMP-S; assumed: length"),
    msdyn_notificationscenarioplaceholder: string(100, "CE-F, SMP-S"),
    msdyn_sessionscenarioplaceholder: string(100, "CE-F, SMP-S"),
  }),
};

const booleanColumns: Readonly<Record<string, Column>> = {
  msdyn_enableautomatedmessages: boolean("CE-B", { default: true }),
  msdyn_useglobalsettingsforrequiringdispositioncode: boolean("CE-B", { default: true }),
  msdyn_enableagentaffinity: boolean("CE-B", { default: false }),
  msdyn_alwaysassigntolastagent: boolean("CE-B", { default: false }),
  msdyn_enableselectingfrompushbasedworkstreams: boolean("CE-B", { default: false }),
  msdyn_restrictdownloadrecording: boolean("CE-B", { ...applicationRequired, default: false }),
  msdyn_restrictdownloadtranscript: boolean("CE-B", { ...applicationRequired, default: false }),
  msdyn_isdefault: boolean("CE-B", { default: false }),
  msdyn_isicdenabled: boolean("CE-B", { default: false }),
  msdyn_isconversationcounterenabled: boolean("CE-B", { default: false }),
  msdyn_intentfeatureenabled: boolean("CE-B", { default: false }),
  msdyn_requiredispositioncodeforworkstreamconversations: boolean("CE-B", { default: false }),
  ...omnichannelLayer({
    msdyn_enablevoicev2: boolean("CE-F", { ...applicationRequired, default: false }),
  }),
};

/** Texts that contain the unique name of a template row. No relationship in the database connects them. */
const templateColumns: Readonly<Record<string, Column>> = {
  msdyn_sessiontemplate_default: string(200, "CE-B, CE-F"),
  msdyn_notificationtemplate_incoming_auth: string(200, "CE-B, CE-F"),
  msdyn_notificationtemplate_incoming_unauth: string(200, "CE-B, CE-F"),
  msdyn_notificationtemplate_consult: string(200, "CE-B, CE-F"),
  msdyn_notificationtemplate_transfer: string(200, "CE-B, CE-F"),
  msdyn_notificationtemplate_supervisorassign: string(200, "CE-B, CE-F"),
  msdyn_notificationtemplate_returning_conv_assig: string(200, "CE-B, CE-F"),
  msdyn_notificationtemplate_callback_previewdialing: string(200, "CE-B, CE-F"),
  msdyn_notificationtemplate_ai_consult: string(200, "CE-B, CE-F"),
  msdyn_notificationtemplate_agent_dial: string(200, "CE-B, CE-F"),
  msdyn_notificationtemplate_pre_dial: string(200, "CE-B, CE-F"),
  msdyn_notificationtemplate_agent_reservation: string(200, "DUMP"),
};

export const liveWorkstream = defineTable({
  logicalName: "msdyn_liveworkstream",
  entitySet: "msdyn_liveworkstreams",
  displayName: "Work stream",
  primaryId: "msdyn_liveworkstreamid",
  primaryName: "msdyn_name",
  ownership: "UserOwned",
  solutionAware: true,
  writtenBy: ["Workstream"],
  readBy: ["CustomChannel", "RoutingRule"],
  source: "CE-B, DUMP",
  columns: {
    ...numberAndTextColumns,
    ...choiceColumns,
    ...booleanColumns,
    ...templateColumns,
    ...workstreamLookups,
  },
  // The relationships come from live metadata. assumed, from their names: the tables at the other ends.
  manyToMany: {
    msdyn_msdyn_cannedmessage_liveworkstream: "msdyn_cannedmessage",
    msdyn_msdyn_liveworkstream_systemuser: "systemuser",
    msdyn_msdyn_ocrichobject_liveworkstream: "msdyn_ocrichobject",
    msdyn_ocdispositioncode_liveworkstream_msdyn_liveworkstream: "msdyn_ocdispositioncode",
  },
});
