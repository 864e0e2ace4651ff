import { namesOf } from "../../../schema/names-of.ts";
import type { LookupKind } from "../../../schema/property.ts";
import type { WorkstreamArguments } from "../../../schema/workstream.ts";
import type { OperationContext } from "../../core/definition.ts";
import type { Observed, PartialMembers, Prior } from "../../core/typed-values.ts";
import type { Row } from "../../dataverse/types.ts";
import { bindTo } from "../../rows/own-row.ts";
import { solutionColumns } from "../../rows/managed-rows.ts";
import { idIn, numberIn, optionIn, textIn, truthIn } from "../../rows/row-values.ts";
import { columnsIn, readRow, type ColumnMapping } from "../../rows/column-mapping.ts";
import { workstreamTable } from "../../rows/tables.ts";

type Presences = NonNullable<WorkstreamArguments["allowedPresences"]>;
type WrapUp = NonNullable<WorkstreamArguments["blockCapacityForWrapUp"]>;
type NotificationEvent = keyof NonNullable<WorkstreamArguments["notificationTemplates"]>;

/** Option numbers from the generated documentation of the base layer. */
const distributionModes = { Push: 192350000, Pick: 192350001 } as const;
const capacityFormats = { units: 192350000, profile: 192360000 } as const;
const presences: Readonly<Record<Presences[number], number>> = {
  Available: 192360000,
  Busy: 192360001,
  BusyDnd: 192360002,
  Away: 192360003,
  Offline: 192360004,
};
const skillMatchings = { Exact: 192350000, Closest: 192350001 } as const;

/** The stream source *Custom*. On channels the same number means Telegram. */
export const customStreamSource = 192350002;

/**
 * These columns make a workstream one of type *Messaging*, channel *Custom*: the stream source, and the mode that the
 * admin center writes. We assume that no other column stores the type.
 */
export const typeColumns = {
  msdyn_streamsource: customStreamSource,
  msdyn_mode: 717210001,
  msdyn_direction: 0,
} as const;

const templateColumns: Readonly<Record<NotificationEvent, string>> = {
  incomingAuthenticated: "msdyn_notificationtemplate_incoming_auth",
  incomingUnauthenticated: "msdyn_notificationtemplate_incoming_unauth",
  consult: "msdyn_notificationtemplate_consult",
  transfer: "msdyn_notificationtemplate_transfer",
  supervisorAssign: "msdyn_notificationtemplate_supervisorassign",
};

type WorkstreamColumn = ColumnMapping<WorkstreamArguments>;

export const distributionMode: WorkstreamColumn = {
  path: "distributionMode",
  select: ["msdyn_workdistributionmode"],
  write: (mode) => ({ msdyn_workdistributionmode: distributionModes[mode] }),
  read: modeOf,
};

export function isProfileBased(row: Row): boolean {
  return row["msdyn_capacityformat"] === capacityFormats.profile;
}

export function modeOf(row: Row): WorkstreamArguments["distributionMode"] | undefined {
  return optionIn(row, "msdyn_workdistributionmode", distributionModes);
}

/** All columns that an update can change. */
export const mappings: readonly WorkstreamColumn[] = [
  {
    path: "name",
    select: ["msdyn_name"],
    write: (name) => ({ msdyn_name: name }),
    read: (row) => textIn(row, "msdyn_name"),
  },
  {
    path: "fallbackQueue",
    select: ["_msdyn_defaultqueue_value"],
    write: async (queue, { session }) =>
      bindTo("msdyn_defaultqueue", "queues", await session.lookups.resolve("queue", queue, "fallbackQueue")),
    read: (row, prior, operation) => shown(operation, "queue", textIn(row, "_msdyn_defaultqueue_value"), prior),
    cleared: bindTo("msdyn_defaultqueue", "queues", undefined),
  },
  {
    path: "capacity.units",
    select: ["msdyn_capacityformat", "msdyn_capacityrequired"],
    write: (units) => ({ msdyn_capacityformat: capacityFormats.units, msdyn_capacityrequired: units }),
    read: (row) => (isProfileBased(row) ? undefined : numberIn(row, "msdyn_capacityrequired")),
    // The admin center's form fills this in, even for profile-based workstreams. The service was never seen to.
    initially: { msdyn_capacityrequired: 30 },
  },
  {
    path: "capacity.profile",
    select: ["msdyn_capacityformat"],
    write: () => ({ msdyn_capacityformat: capacityFormats.profile }),
    // The capacity profile is a link row of its own, see `capacity-link.ts`.
    read: () => undefined,
  },
  {
    path: "allowedPresences",
    select: ["msdyn_allowedpresences"],
    write: (named) => ({ msdyn_allowedpresences: presenceText(named) }),
    read: (row, prior) => presencesOf(textIn(row, "msdyn_allowedpresences"), prior),
    default: () => ["Available", "Busy"],
  },
  {
    path: "autoCloseAfterInactivityMinutes",
    select: ["msdyn_autocloseafterinactivity"],
    write: (minutes) => ({ msdyn_autocloseafterinactivity: minutes }),
    read: (row) => numberIn(row, "msdyn_autocloseafterinactivity"),
    default: () => 2880,
  },
  {
    path: "keepSameAgent",
    select: ["msdyn_enableagentaffinity"],
    write: (keep) => ({ msdyn_enableagentaffinity: keep }),
    read: (row) => truthIn(row, "msdyn_enableagentaffinity"),
    default: ({ distributionMode: mode }) => mode === "Push",
  },
  {
    path: "skillMatching",
    select: ["msdyn_matchinglogic"],
    write: (matching) => ({ msdyn_matchinglogic: matching === "None" ? null : skillMatchings[matching] }),
    read: (row) => optionIn(row, "msdyn_matchinglogic", skillMatchings) ?? "None",
    default: () => "None",
  },
  {
    path: "blockCapacityForWrapUp",
    select: ["msdyn_blockcapacityforwrapup"],
    write: (time) => ({ msdyn_blockcapacityforwrapup: wrapUpMinutes(time) }),
    read: (row) => wrapUpOf(numberIn(row, "msdyn_blockcapacityforwrapup")),
    default: () => "Always",
  },
  {
    path: "sessionTemplate",
    select: ["msdyn_sessiontemplate_default"],
    write: async (template, { session }) => ({
      msdyn_sessiontemplate_default: await session.lookups.resolve("sessionTemplate", template, "sessionTemplate"),
    }),
    read: (row, prior, operation) =>
      shown(operation, "sessionTemplate", textIn(row, "msdyn_sessiontemplate_default"), prior),
  },
  ...namesOf(templateColumns).map((event): WorkstreamColumn => {
    const path = `notificationTemplates.${event}` as const;
    const column = templateColumns[event];
    return {
      path,
      select: [column],
      write: async (template: string, { session }) => ({
        [column]: await session.lookups.resolve("notificationTemplate", template, path),
      }),
      read: (row, prior: string | undefined, operation) =>
        shown(operation, "notificationTemplate", textIn(row, column), prior),
    };
  }),
  {
    path: "agent",
    select: ["_msdyn_bot_user_value"],
    write: async ({ botHandle }, { session }) =>
      bindTo("msdyn_bot_user", "systemusers", await session.lookups.resolve("agent", botHandle, "agent.botHandle")),
    read: async (row, prior, operation) => {
      const botHandle = await shown(operation, "agent", textIn(row, "_msdyn_bot_user_value"), prior?.botHandle);
      return botHandle === undefined ? undefined : { botHandle };
    },
    cleared: bindTo("msdyn_bot_user", "systemusers", undefined),
  },
];

const all: readonly WorkstreamColumn[] = [distributionMode, ...mappings];

export const workstreamColumns = [
  ...columnsIn(all),
  "msdyn_streamsource",
  "_msdyn_routingcontractid_value",
  ...solutionColumns,
];

async function shown(
  { session }: OperationContext,
  kind: LookupKind,
  stored: string | undefined,
  written: string | undefined,
): Promise<string | undefined> {
  return stored === undefined || stored === "" ? undefined : session.lookups.show(kind, stored, written);
}

/** Several choices are stored as one text. The service may reorder them, so both sides are sorted before comparison. */
export function inOrder(presenceNumbers: string | undefined): string | null {
  if (presenceNumbers === undefined || presenceNumbers === "") return null;
  return [...new Set(presenceNumbers.split(",").map((number) => number.trim()))].sort().join(",");
}

function presenceText(named: Readonly<Presences>): string | null {
  return inOrder(named.map((presence) => presences[presence]).join(","));
}

/**
 * assumed: in the column that counts minutes, no value means always and zero means never. Its twin in seconds stays as
 * it is.
 */
function wrapUpMinutes(time: WrapUp): number | null {
  if (time === "Always") return null;
  return time === "Never" ? 0 : time;
}

/** A row in the form of the arguments. `profileId` comes from the link row. */
export async function toProperties(
  operation: OperationContext,
  row: Row,
  prior: Prior<WorkstreamArguments>,
  profileId: string | undefined,
): Promise<Observed<WorkstreamArguments & { readonly rowId: string }>> {
  const profile = await shown(operation, "capacityProfile", profileId, prior.capacity?.profile);
  return {
    rowId: idIn(row, workstreamTable),
    ...(await readRow<WorkstreamArguments>(all, operation, row, prior)),
    ...(isProfileBased(row) ? { capacity: { profile } } : {}),
  };
}

/**
 * Values that the program leaves to the service, or to this package's defaults on create. Templates are stored by
 * unique name.
 */
export function filledIn(row: Row): PartialMembers<WorkstreamArguments> {
  return {
    capacity: isProfileBased(row) ? undefined : { units: numberIn(row, "msdyn_capacityrequired") },
    sessionTemplate: textIn(row, "msdyn_sessiontemplate_default"),
    notificationTemplates: Object.fromEntries(
      namesOf(templateColumns).map((event) => [event, textIn(row, templateColumns[event])]),
    ),
  };
}

/** The order has no meaning, so the prior order is kept if the set is the same. */
function presencesOf(
  stored: string | undefined,
  prior: Readonly<Presences> | undefined,
): Readonly<Presences> | undefined {
  const text = inOrder(stored);
  if (text === null) return undefined;
  if (prior !== undefined && presenceText(prior) === text) return prior;
  const numbers = text.split(",").map(Number);
  return namesOf(presences).filter((presence) => numbers.includes(presences[presence]));
}

function wrapUpOf(minutes: number | undefined): WrapUp {
  return minutes === 0 ? "Never" : (minutes ?? "Always");
}
