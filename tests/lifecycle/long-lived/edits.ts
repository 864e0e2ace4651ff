import fc from "fast-check";
import { v5 } from "uuid";
import { ServiceError } from "../../../provider/sandbox/errors.ts";
import type { Row, SandboxOrganization } from "../../../provider/sandbox/index.ts";
import { identifier } from "../../../provider/sandbox/seed/identifiers.ts";
import { documentEdit, editDocument, type DocumentEdit } from "./document-edits.ts";
import { keyOf, type Estate, type Known, type Type } from "./estate.ts";
import {
  accounts,
  channels,
  configurations,
  eventTypes,
  identities,
  links,
  messages,
  ruleSets,
  secrets,
  steps,
  tableOf,
  variables,
  workstreams,
} from "./tables.ts";

/** Numbers mean one of the rows that the stack manages: every edit is possible in every environment. */
export type Edit =
  | {
      readonly edit: "column";
      readonly table: string;
      readonly at: number;
      readonly column: string;
      readonly value: Row[string];
    }
  | { readonly edit: "delete"; readonly table: string; readonly at: number }
  | { readonly edit: "add"; readonly table: string; readonly at: number; readonly number: number }
  | DocumentEdit;

const queue = (name: string) => identifier("queue", name);
const language = (code: string) => identifier("msdyn_oclanguage", code);
const profile = (uniqueName: string) => identifier("msdyn_capacityprofile", uniqueName);

/** Values that people might give a column. The provider manages most of them, if the program mentions them. */
const columns: Readonly<Record<string, Readonly<Record<string, readonly Row[string][]>>>> = {
  [accounts]: {
    msdyn_name: ["By hand"],
    msdyn_tenantid: ["6b1b2c3d-0000-5000-8000-0000000000ff"],
    msdyn_bottype: [192350000, 192350001],
  },
  [secrets]: { msdyn_securemsappsecret: ["secret by hand"], msdyn_name: ["By hand"] },
  [workstreams]: {
    msdyn_name: ["By hand"],
    msdyn_workdistributionmode: [192350000, 192350001],
    msdyn_defaultqueue: [queue("VIP"), null],
    msdyn_capacityformat: [192350000, 192360000],
    msdyn_capacityrequired: [99],
    msdyn_allowedpresences: ["192360003", "192360001,192360000", null],
    msdyn_autocloseafterinactivity: [7],
    msdyn_enableagentaffinity: [true, false],
    msdyn_matchinglogic: [192350000, 192350001, null],
    msdyn_blockcapacityforwrapup: [0, 5, null],
    msdyn_sessiontemplate_default: ["contoso_session"],
    msdyn_notificationtemplate_consult: ["contoso_quiet_notification", null],
    msdyn_notificationtemplate_supervisorassign: ["contoso_quiet_notification"],
    msdyn_bot_user: [null, identifier("systemuser", "contoso-agent")],
    msdyn_isconversationcounterenabled: [true, false],
  },
  [variables]: {
    msdyn_datatype: [192350000, 192350001],
    msdyn_name: ["RenamedByHand"],
    msdyn_displayname: ["By hand"],
  },
  [links]: { msdyn_capacityprofile_id: [profile("msdyn_voice_inbound_profile")] },
  [channels]: {
    msdyn_name: ["By hand"],
    msdyn_ocwidgetlanguage: [language("ja-JP"), language("fr-FR")],
    msdyn_enablefileattachmentsforcustomers: [true, false],
    msdyn_enablefileattachmentsforagents: [true, false],
    msdyn_enablerealtimelanguagetranslation: [true, false],
    msdyn_postconversationsurveyenable: [true, false],
    msdyn_postconversationsurvey: [identifier("msfp_survey", "Bot satisfaction"), null],
    msdyn_postconversationsurveymessagetext: ["By hand", null],
    msdyn_postconversationsurveybotsurvey: [true, false],
    msdyn_webhookurl: ["https://by.hand/"],
    msdyn_appid: ["6b1b2c3d-0000-5000-8000-0000000000ff"],
    msdyn_custombotchannelregistration: [null],
    managedidentityid: [null],
  },
  [messages]: { msdyn_messagetext: ["By hand"], msdyn_name: ["By hand"] },
  [steps]: { msdyn_steporder: [1, 3, 12] },
  [configurations]: { msdyn_isactiveconfiguration: [false], msdyn_name: ["By hand"] },
};

const deletable = [
  accounts,
  secrets,
  workstreams,
  variables,
  links,
  channels,
  messages,
  identities,
  steps,
  configurations,
  ruleSets,
];
const addable = [accounts, workstreams, variables, links, messages];

const at = fc.nat(7);

export const edits: fc.Arbitrary<Edit> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.oneof(
      ...Object.entries(columns).flatMap(([table, several]) =>
        fc.constantFrom(...Object.entries(several)).chain(([column, values]) =>
          fc.record({
            edit: fc.constant("column" as const),
            table: fc.constant(table),
            at,
            column: fc.constant(column),
            value: fc.constantFrom(...values),
          }),
        ),
      ),
    ),
  },
  { weight: 3, arbitrary: documentEdit },
  {
    weight: 2,
    arbitrary: fc.record({ edit: fc.constant("delete" as const), table: fc.constantFrom(...deletable), at }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      edit: fc.constant("add" as const),
      table: fc.constantFrom(...addable),
      at,
      number: fc.nat(3),
    }),
  },
);

/** What people do in the environment. What the service refuses them, they leave. */
export function edit(
  organization: SandboxOrganization,
  program: Estate,
  known: ReadonlyMap<string, Known>,
  it: Edit,
): void {
  const rows = managedRows(organization, program, known);
  if (hidesRules(it) && program.some(({ type, renamed }) => type === "RoutingRule" && renamed === true)) return;
  try {
    if (it.edit === "column") {
      const id = among(rows(it.table), it.at);
      if (id !== undefined) organization.update(it.table, id, { [it.column]: it.value });
    } else if (it.edit === "delete") {
      const id = among(rows(it.table), it.at);
      if (id !== undefined) remove(organization, it.table, id);
    } else if (it.edit === "add") {
      add(organization, rows, it);
    } else {
      const id = among(rows(ruleSets), it.at);
      if (id !== undefined) editDocument(organization, id, it);
    }
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
  }
}

/**
 * Rules that take no effect are made anew, over those that stand; one that was renamed would be made under another id,
 * and stand twice.
 */
function hidesRules(it: Edit): boolean {
  if (it.edit === "column") return it.column === "msdyn_isactiveconfiguration";
  return it.edit === "delete" && [steps, configurations, workstreams].includes(it.table);
}

const among = (ids: readonly string[], number: number): string | undefined => ids[number % ids.length];

type RowsOf = (table: string) => readonly string[];

/** Ids of the rows that belong to the stack, those included that hang on its rows. */
function managedRows(organization: SandboxOrganization, program: Estate, known: ReadonlyMap<string, Known>): RowsOf {
  const idsOf = (type: Type) =>
    program.flatMap(({ type: own, name }) => (own === type ? (known.get(keyOf(type, name))?.rowId ?? []) : []));
  const standing = (table: string) => (id: string) => organization.row(table, id) !== undefined;
  const hanging = (table: string, column: string, on: readonly string[]) =>
    organization.rows(table).flatMap((row) => (on.includes(String(row[column])) ? [String(row[`${table}id`])] : []));
  const rows: RowsOf = (table) => {
    const type = (["MessagingAccount", "Workstream", "CustomChannel"] as const).find((one) => tableOf[one] === table);
    if (type !== undefined) return idsOf(type).filter(standing(table));
    if (table === secrets) return hanging(table, "msdyn_ocbotchannelregistrationid", idsOf("MessagingAccount"));
    if (table === messages) return hanging(table, "msdyn_instanceid", idsOf("CustomChannel"));
    if (table === links) return hanging(table, "msdyn_workstream_id", idsOf("Workstream"));
    if (table === steps) return hanging(table, "msdyn_routingconfigurationid", rows(configurations));
    if (table === identities) return pointedAt(channels, rows(channels), "managedidentityid");
    if (table === ruleSets) return pointedAt(steps, rows(steps), "msdyn_rulesetid");
    return hanging(table, "msdyn_liveworkstreamid", idsOf("Workstream"));
  };
  const pointedAt = (table: string, ids: readonly string[], column: string) =>
    ids.flatMap((id) => {
      const target = organization.row(table, id)?.[column];
      return typeof target === "string" ? [target] : [];
    });
  return rows;
}

/** A workstream goes after the channels that point at it. */
function remove(organization: SandboxOrganization, table: string, id: string): void {
  if (table === workstreams) {
    for (const row of [...organization.rows(channels)]) {
      if (row["msdyn_liveworkstreamid"] === id)
        organization.remove(channels, String(row["msdyn_occustommessagingchannelid"]));
    }
  }
  organization.remove(table, id);
}

const ids = "5c2a53a9-0c0b-5a0e-9d7d-0a9f7a0b6b11";

/** A row that no program knows of: beside the stack's own, or hanging on one. */
function add(
  organization: SandboxOrganization,
  rows: RowsOf,
  { table, at: place, number }: Extract<Edit, { edit: "add" }>,
): void {
  const on = table === messages ? among(rows(channels), place) : among(rows(workstreams), place);
  const id = v5(`${table} ${number} ${String(on)}`, ids);
  if (organization.row(table, id) !== undefined) return;
  const insert = (values: Row) => organization.insert(table, values, id);
  if (table === accounts) insert({ msdyn_name: "By hand", msdyn_msappid: id, msdyn_iscustommessagingbcr: true });
  if (table === workstreams) insert({ msdyn_name: "By hand", msdyn_streamsource: 192350002, msdyn_mode: 717210001 });
  if (on === undefined) return;
  if (table === variables)
    addVariable(organization, on, ["Tier", "Visits", "ByHand1", "ByHand2"][number] ?? "ByHand", insert);
  if (table === links)
    insert({
      msdyn_name: "By hand",
      msdyn_workstream_id: on,
      msdyn_capacityprofile_id: profile("contoso_premium_messaging"),
    });
  if (table === messages) addMessage(organization, on, number, insert);
}

function addVariable(
  organization: SandboxOrganization,
  workstream: string,
  name: string,
  insert: (values: Row) => void,
): void {
  const twin = organization
    .rows(variables)
    .some((row) => row["msdyn_liveworkstreamid"] === workstream && row["msdyn_name"] === name);
  if (!twin) insert({ msdyn_name: name, msdyn_datatype: 192350000, msdyn_liveworkstreamid: workstream });
}

function addMessage(
  organization: SandboxOrganization,
  channel: string,
  number: number,
  insert: (values: Row) => void,
): void {
  const event = Object.values(eventTypes)[number] ?? 0;
  const twin = organization
    .rows(messages)
    .some((row) => row["msdyn_instanceid"] === channel && row["msdyn_systemmessageeventtype"] === event);
  if (twin) return;
  insert({
    msdyn_name: "By hand",
    msdyn_messagetext: "By hand",
    msdyn_systemmessageeventtype: event,
    msdyn_instanceid: channel,
    msdyn_streamsource: 192350002,
    msdyn_messagetype: 2,
    msdyn_messagereceiver: 192350001,
  });
}
