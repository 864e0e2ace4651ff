import { v5 } from "uuid";
import { ServiceError } from "../../../provider/sandbox/errors.ts";
import type { Row, SandboxOrganization } from "../../../provider/sandbox/index.ts";
import { identifier } from "../../../provider/sandbox/identity/identifiers.ts";
import { editDocument } from "./document-edits.ts";
import type { Edit } from "./edits.ts";
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

/** Edits the environment as people would. Edits that the service refuses are skipped. */
export function edit(
  organization: SandboxOrganization,
  program: Estate,
  known: ReadonlyMap<string, Known>,
  it: Edit,
): void {
  const rows = managedRows(organization, program, known);
  // A renamed workstream is created again as another row, and its rules move there. The expectation cannot follow that.
  const isRenamed = program.some(({ type, renamed }) => type === "Workstream" && renamed === true);
  if (it.edit === "delete" && it.table === workstreams && isRenamed) return;
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

const among = (ids: readonly string[], number: number): string | undefined => ids[number % ids.length];

type RowsOf = (table: string) => readonly string[];

/** Ids of the rows that belong to the stack, including child rows. */
function managedRows(organization: SandboxOrganization, program: Estate, known: ReadonlyMap<string, Known>): RowsOf {
  const idsOf = (type: Type) =>
    program.flatMap(({ type: own, name }) => (own === type ? (known.get(keyOf(type, name))?.rowId ?? []) : []));
  const standing = (table: string) => (id: string) => organization.row(table, id) !== undefined;
  const hanging = (table: string, column: string, on: readonly string[]) =>
    organization
      .rows(table)
      .flatMap((row) => (on.includes(String(row[column])) ? [String(row[`${table}id`])] : []))
      // Sorted, because rows may be created in any order, and a seed must select the same rows in every run.
      .toSorted();
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

/** Deletes the channels that point at a workstream before the workstream. */
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

/** Adds a row that no program knows, either on its own or as a child of one of the stack's rows. */
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
      msdyn_capacityprofile_id: identifier("msdyn_capacityprofile", "msdyn_voice_inbound_profile"),
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
