import { text } from "../../../schema/written.ts";
import type { Operation, Properties } from "../../core/definition.ts";
import { kept } from "../../core/hidden-inputs.ts";
import type { Row } from "../../dataverse/contract.ts";
import { bindTo } from "../own-row.ts";
import { solutionColumns } from "../managed-rows.ts";
import type { Setting } from "../settings.ts";

/** Option numbers are those of the generated documentation of the base layer. */
const distributionModes = { Push: 192350000, Pick: 192350001 } as const;
const capacityFormats = { units: 192350000, profile: 192360000 } as const;
const presences = {
  Available: 192360000,
  Busy: 192360001,
  BusyDnd: 192360002,
  Away: 192360003,
  Offline: 192360004,
} as const;
const skillMatchings = { Exact: 192350000, Closest: 192350001 } as const;

/** The stream source *Custom*; on channels the same number means Telegram. */
export const customStreamSource = 192350002;

/**
 * What makes a workstream one of type *Messaging*, channel *Custom*: stream source and the mode that the admin center
 * writes. That no further column stores the type is assumed.
 */
export const typeColumns = {
  msdyn_streamsource: customStreamSource,
  msdyn_mode: 717210001,
  msdyn_direction: 0,
} as const;

const templateColumns = {
  incomingAuthenticated: "msdyn_notificationtemplate_incoming_auth",
  incomingUnauthenticated: "msdyn_notificationtemplate_incoming_unauth",
  consult: "msdyn_notificationtemplate_consult",
  transfer: "msdyn_notificationtemplate_transfer",
  supervisorAssign: "msdyn_notificationtemplate_supervisorassign",
} as const;

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

export const distributionMode: Setting = {
  path: "distributionMode",
  columns: (mode) => ({ msdyn_workdistributionmode: distributionModes[mode as keyof typeof distributionModes] }),
};

export function isProfileBased(row: Row): boolean {
  return row["msdyn_capacityformat"] === capacityFormats.profile;
}

export function modeOf(row: Row): string | undefined {
  return nameOf(distributionModes, row["msdyn_workdistributionmode"]);
}

/** Everything that an existing workstream takes. The capacity profile itself is a link row. */
export const settings: readonly Setting[] = [
  { path: "name", columns: (name) => ({ msdyn_name: name }) },
  {
    path: "fallbackQueue",
    columns: async (queue, { session }) =>
      bindTo("msdyn_defaultqueue", "queues", await session.lookups.resolve("queue", String(queue), "fallbackQueue")),
    otherwise: () => bindTo("msdyn_defaultqueue", "queues", undefined),
  },
  {
    path: "capacity.units",
    columns: (units) => ({ msdyn_capacityformat: capacityFormats.units, msdyn_capacityrequired: units }),
    // The admin center's form fills it in, for profile-based workstreams too; the service was never seen to.
    initially: { msdyn_capacityrequired: 30 },
  },
  { path: "capacity.profile", columns: () => ({ msdyn_capacityformat: capacityFormats.profile }) },
  {
    path: "allowedPresences",
    columns: (named) => ({ msdyn_allowedpresences: presenceText(named as readonly (keyof typeof presences)[]) }),
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
    otherwise: (inputs) => ({ msdyn_enableagentaffinity: inputs["distributionMode"] === "Push" }),
  },
  {
    path: "skillMatching",
    columns: (matching) => ({
      msdyn_matchinglogic: skillMatchings[matching as keyof typeof skillMatchings] ?? null,
    }),
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
      msdyn_sessiontemplate_default: await session.lookups.resolve(
        "sessionTemplate",
        String(template),
        "sessionTemplate",
      ),
    }),
  },
  ...Object.entries(templateColumns).map(([event, column]): Setting => {
    const path = `notificationTemplates.${event}`;
    return {
      path,
      columns: async (template, { session }) => ({
        [column]: await session.lookups.resolve("notificationTemplate", String(template), path),
      }),
    };
  }),
  {
    path: "agent",
    columns: async (agent, { session }) => {
      const handle = String((agent as Properties)["botHandle"]);
      return bindTo("msdyn_bot_user", "systemusers", await session.lookups.resolve("agent", handle, "agent.botHandle"));
    },
    otherwise: () => bindTo("msdyn_bot_user", "systemusers", undefined),
  },
];

/** A choice of several travels as one text. The service may keep another order, so both sides are put in one. */
export function inOrder(presenceNumbers: unknown): string | null {
  if (typeof presenceNumbers !== "string" || presenceNumbers === "") return null;
  return [...new Set(presenceNumbers.split(",").map((number) => number.trim()))].sort().join(",");
}

function presenceText(named: readonly (keyof typeof presences)[]): string | null {
  return inOrder(named.map((presence) => presences[presence]).join(","));
}

/** assumed: no value means always, zero never, in the column that counts minutes; its twin in seconds is left alone. */
function wrapUpMinutes(time: unknown): unknown {
  if (time === "Always") return null;
  return time === "Never" ? 0 : time;
}

/** A row as read, in the form of the arguments. `profileId` is that of the link row. */
export async function toProperties(
  operation: Operation,
  row: Row,
  remembered: Properties,
  profileId: string | undefined,
): Promise<Properties> {
  const { lookups } = operation.session;
  const shown = async (kind: Parameters<typeof lookups.show>[0], stored: unknown, written: unknown) =>
    typeof stored === "string" && stored !== "" ? lookups.show(kind, stored, text(written)) : undefined;
  const templates = remembered["notificationTemplates"] as Properties | undefined;
  const events = await Promise.all(
    Object.entries(templateColumns).map(async ([event, column]) => [
      event,
      await shown("notificationTemplate", row[column], templates?.[event]),
    ]),
  );
  const capacity = remembered["capacity"] as Properties | undefined;
  const agent = remembered["agent"] as Properties | undefined;
  const botHandle = await shown("agent", row["_msdyn_bot_user_value"], agent?.["botHandle"]);
  return {
    [kept.rowId]: row["msdyn_liveworkstreamid"],
    name: row["msdyn_name"] ?? undefined,
    distributionMode: modeOf(row),
    fallbackQueue: await shown("queue", row["_msdyn_defaultqueue_value"], remembered["fallbackQueue"]),
    capacity: isProfileBased(row)
      ? { profile: await shown("capacityProfile", profileId, capacity?.["profile"]) }
      : { units: row["msdyn_capacityrequired"] ?? undefined },
    allowedPresences: presencesOf(row["msdyn_allowedpresences"], remembered["allowedPresences"]),
    autoCloseAfterInactivityMinutes: row["msdyn_autocloseafterinactivity"] ?? undefined,
    keepSameAgent: row["msdyn_enableagentaffinity"] ?? undefined,
    skillMatching: nameOf(skillMatchings, row["msdyn_matchinglogic"]) ?? "None",
    blockCapacityForWrapUp: wrapUpOf(row["msdyn_blockcapacityforwrapup"]),
    sessionTemplate: await shown(
      "sessionTemplate",
      row["msdyn_sessiontemplate_default"],
      remembered["sessionTemplate"],
    ),
    notificationTemplates: Object.fromEntries(events) as Properties,
    agent: botHandle === undefined ? undefined : { botHandle },
  };
}

/** What the service, or this package on create, decides where the program does not. Templates are stored by unique name. */
export function filledIn(row: Row): Properties {
  return {
    capacity: isProfileBased(row) ? undefined : { units: row["msdyn_capacityrequired"] },
    sessionTemplate: row["msdyn_sessiontemplate_default"],
    notificationTemplates: Object.fromEntries(
      Object.entries(templateColumns).map(([event, column]) => [event, row[column]]),
    ),
  };
}

function nameOf(options: Readonly<Record<string, number>>, value: unknown): string | undefined {
  return Object.entries(options).find(([, number]) => number === value)?.[0];
}

/** The order says nothing, so the remembered one is kept where the set is the same. */
function presencesOf(stored: unknown, remembered: unknown): readonly string[] | undefined {
  const text = inOrder(stored);
  if (text === null) return undefined;
  if (Array.isArray(remembered) && presenceText(remembered as (keyof typeof presences)[]) === text)
    return remembered as string[];
  return text.split(",").flatMap((number) => nameOf(presences, Number(number)) ?? []);
}

function wrapUpOf(minutes: unknown): unknown {
  if (typeof minutes !== "number") return "Always";
  return minutes === 0 ? "Never" : minutes;
}
