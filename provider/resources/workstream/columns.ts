import { namesOf } from "../../../schema/names-of.ts";
import type { LookupKind } from "../../../schema/property.ts";
import type { WorkstreamArguments } from "../../../schema/workstream.ts";
import type { OperationContext } from "../../core/definition.ts";
import type { Observed, PartialMembers, Prior } from "../../core/typed-values.ts";
import type { Row } from "../../dataverse/types.ts";
import { bindTo } from "../../rows/own-row.ts";
import { solutionColumns } from "../../rows/managed-rows.ts";
import { idIn, numberIn, optionIn, textIn } from "../../rows/row-values.ts";
import type { ColumnMapping } from "../../rows/column-mapping.ts";
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

export const workstreamColumns = [
  "msdyn_name",
  "msdyn_streamsource",
  "msdyn_workdistributionmode",
  "_msdyn_defaultqueue_value",
  "msdyn_capacityformat",
  "msdyn_capacityrequired",
  "msdyn_allowedpresences",
  "msdyn_autocloseafterinactivity",
  "msdyn_enableagentaffinity",
  "msdyn_matchinglogic",
  "msdyn_blockcapacityforwrapup",
  "msdyn_sessiontemplate_default",
  ...Object.values(templateColumns),
  "_msdyn_bot_user_value",
  "_msdyn_routingcontractid_value",
  ...solutionColumns,
];

type WorkstreamColumn = ColumnMapping<WorkstreamArguments>;

export const distributionMode: WorkstreamColumn = {
  path: "distributionMode",
  columns: (mode) => ({ msdyn_workdistributionmode: distributionModes[mode] }),
};

export function isProfileBased(row: Row): boolean {
  return row["msdyn_capacityformat"] === capacityFormats.profile;
}

export function modeOf(row: Row): WorkstreamArguments["distributionMode"] | undefined {
  return optionIn(row, "msdyn_workdistributionmode", distributionModes);
}

/** All columns that an update can change. The capacity profile is a link row of its own. */
export const mappings: readonly WorkstreamColumn[] = [
  { path: "name", columns: (name) => ({ msdyn_name: name }) },
  {
    path: "fallbackQueue",
    columns: async (queue, { session }) =>
      bindTo("msdyn_defaultqueue", "queues", await session.lookups.resolve("queue", queue, "fallbackQueue")),
    otherwise: () => bindTo("msdyn_defaultqueue", "queues", undefined),
  },
  {
    path: "capacity.units",
    columns: (units) => ({ msdyn_capacityformat: capacityFormats.units, msdyn_capacityrequired: units }),
    // The admin center's form fills this in, even for profile-based workstreams. The service was never seen to.
    initially: { msdyn_capacityrequired: 30 },
  },
  { path: "capacity.profile", columns: () => ({ msdyn_capacityformat: capacityFormats.profile }) },
  {
    path: "allowedPresences",
    columns: (named) => ({ msdyn_allowedpresences: presenceText(named) }),
    otherwise: () => ({ msdyn_allowedpresences: presenceText(["Available", "Busy"]) }),
  },
  {
    path: "autoCloseAfterInactivityMinutes",
    columns: (minutes) => ({ msdyn_autocloseafterinactivity: minutes }),
    otherwise: () => ({ msdyn_autocloseafterinactivity: 2880 }),
  },
  {
    path: "keepSameAgent",
    columns: (keep) => ({ msdyn_enableagentaffinity: keep }),
    otherwise: (inputs) => ({ msdyn_enableagentaffinity: inputs.distributionMode === "Push" }),
  },
  {
    path: "skillMatching",
    columns: (matching) => ({ msdyn_matchinglogic: matching === "None" ? null : skillMatchings[matching] }),
    otherwise: () => ({ msdyn_matchinglogic: null }),
  },
  {
    path: "blockCapacityForWrapUp",
    columns: (time) => ({ msdyn_blockcapacityforwrapup: wrapUpMinutes(time) }),
    otherwise: () => ({ msdyn_blockcapacityforwrapup: null }),
  },
  {
    path: "sessionTemplate",
    columns: async (template, { session }) => ({
      msdyn_sessiontemplate_default: await session.lookups.resolve("sessionTemplate", template, "sessionTemplate"),
    }),
  },
  ...namesOf(templateColumns).map((event): WorkstreamColumn => {
    const path = `notificationTemplates.${event}` as const;
    return {
      path,
      columns: async (template: string, { session }) => ({
        [templateColumns[event]]: await session.lookups.resolve("notificationTemplate", template, path),
      }),
    };
  }),
  {
    path: "agent",
    columns: async ({ botHandle }, { session }) =>
      bindTo("msdyn_bot_user", "systemusers", await session.lookups.resolve("agent", botHandle, "agent.botHandle")),
    otherwise: () => bindTo("msdyn_bot_user", "systemusers", undefined),
  },
];

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
  const { lookups } = operation.session;
  const shown = async (kind: LookupKind, stored: string | undefined, written: string | undefined) =>
    stored === undefined || stored === "" ? undefined : lookups.show(kind, stored, written);
  const templates = await Promise.all(
    namesOf(templateColumns).map(async (event) => {
      const written = prior.notificationTemplates?.[event];
      return [event, await shown("notificationTemplate", textIn(row, templateColumns[event]), written)] as const;
    }),
  );
  const botHandle = await shown("agent", textIn(row, "_msdyn_bot_user_value"), prior.agent?.botHandle);
  return {
    rowId: idIn(row, workstreamTable),
    name: textIn(row, "msdyn_name"),
    distributionMode: modeOf(row),
    fallbackQueue: await shown("queue", textIn(row, "_msdyn_defaultqueue_value"), prior.fallbackQueue),
    capacity: isProfileBased(row)
      ? { profile: await shown("capacityProfile", profileId, prior.capacity?.profile) }
      : { units: numberIn(row, "msdyn_capacityrequired") },
    allowedPresences: presencesOf(textIn(row, "msdyn_allowedpresences"), prior.allowedPresences),
    autoCloseAfterInactivityMinutes: numberIn(row, "msdyn_autocloseafterinactivity"),
    keepSameAgent: keepsSameAgent(row),
    skillMatching: optionIn(row, "msdyn_matchinglogic", skillMatchings) ?? "None",
    blockCapacityForWrapUp: wrapUpOf(numberIn(row, "msdyn_blockcapacityforwrapup")),
    sessionTemplate: await shown(
      "sessionTemplate",
      textIn(row, "msdyn_sessiontemplate_default"),
      prior.sessionTemplate,
    ),
    notificationTemplates: Object.fromEntries(templates),
    agent: botHandle === undefined ? undefined : { botHandle },
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

/** `undefined` if the row does not say. */
function keepsSameAgent(row: Row): boolean | undefined {
  const keeps = row["msdyn_enableagentaffinity"];
  return typeof keeps === "boolean" ? keeps : undefined;
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
