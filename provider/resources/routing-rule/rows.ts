import { sameName } from "../../core/names.ts";
import type { Session } from "../../core/session.ts";
import type { Row } from "../../dataverse/types.ts";
import { and, equals, equalsId } from "../../dataverse/filter.ts";
import { solutionColumns } from "../../rows/managed-rows.ts";
import { idIn, rowIn, textIn } from "../../rows/row-values.ts";
import { configurationTable, rulesetTable, stepTable, workstreamTable } from "../../rows/tables.ts";
import { ownIds, type RulesetKey } from "./place.ts";

/** 192350000 Enrichment, which is work classification; 192350002 Queue identification, which is route to queue: table documentation. */
export const stepTypes = { classification: 192350000, routeToQueue: 192350002 } as const;
/** 192350000 Declarative, and 192350000 Decision list: table documentation and Microsoft's sample solution export. */
export const declarative = 192350000;
export const decisionList = 192350000;

export const definitionColumn = "msdyn_rulesetdefinition";

/** Rules switched off in the admin center. Seen by third parties, and not among the documented columns. */
export const disabledColumn = "msdyn_disabledrules";

export const rulesetColumns = [
  "msdyn_name",
  "msdyn_uniquename",
  definitionColumn,
  "_msdyn_inputcontractid_value",
  "_msdyn_outputcontractid_value",
  ...solutionColumns,
];
export const configurationColumns = [
  "msdyn_uniquename",
  "msdyn_isactiveconfiguration",
  "_msdyn_liveworkstreamid_value",
  "createdon",
];
export const stepColumns = [
  "msdyn_uniquename",
  "msdyn_steporder",
  "msdyn_type",
  "_msdyn_routingconfigurationid_value",
  "_msdyn_rulesetid_value",
  ...solutionColumns,
];

/** A step of the active configuration with the rule set it runs. */
export interface Step {
  readonly id: string;
  readonly order: number;
  readonly type: unknown;
  readonly row: Row;
  readonly ruleset: Row | undefined;
}

/** What takes effect on a workstream: its active configuration and the steps of it, in their order. */
export interface Routing {
  readonly workstream: string;
  readonly configuration: Row | undefined;
  readonly steps: readonly Step[];
  /** Steps of our own configuration while it is not in effect, in their order: they come into effect with it. */
  readonly idle: readonly Step[];
}

export const rulesetIdOf = (row: Row): string => idIn(row, rulesetTable);
export const rulesetNameOf = (row: Row | undefined): string => textIn(row, "msdyn_name") ?? "";
export const configurationIdOf = (row: Row): string => idIn(row, configurationTable);

const stepQuery = { select: stepColumns, expand: { msdyn_rulesetid: rulesetColumns } };

/** Read now, for a change. */
export async function observe({ client }: Session, workstream: string): Promise<Routing> {
  const stepsOfConfiguration = (id: string): Promise<readonly Row[]> =>
    client.list(stepTable, { ...stepQuery, filter: equalsId("_msdyn_routingconfigurationid_value", id) });
  const own = ownIds({ workstream, kind: "routeToQueue" }).configuration;
  // Nearly always the configuration is ours or there is none, so both are asked for at once.
  const [configurations, stepsOfOwn] = await Promise.all([
    client.list(configurationTable, {
      select: configurationColumns,
      filter: and(equalsId("_msdyn_liveworkstreamid_value", workstream), equals("msdyn_isactiveconfiguration", true)),
    }),
    stepsOfConfiguration(own),
  ]);
  const configuration = activeOf(workstream, configurations);
  if (configuration === undefined) return { workstream, configuration, steps: [], idle: stepsOf(stepsOfOwn) };
  const id = configurationIdOf(configuration);
  const steps = stepsOf(id === own ? stepsOfOwn : await stepsOfConfiguration(id));
  return { workstream, configuration, steps, idle: [] };
}

/** All routing of the environment, as two requests found it. */
export interface Snapshot {
  /** Of the workstreams that have an active configuration. */
  readonly routings: readonly Routing[];
  /** Of any workstream. */
  of(workstream: string): Routing;
}

const snapshots = new WeakMap<Session, Promise<Snapshot>>();

/** All workstreams that route, for reading: two requests for all rules of a refresh. */
export function allRouting(session: Session): Promise<Snapshot> {
  const before = snapshots.get(session);
  if (before !== undefined) return before;
  const asked = readAll(session);
  snapshots.set(session, asked);
  asked.catch(() => snapshots.delete(session));
  return asked;
}

/** After a write of ours the next reader asks again. */
export function forgetSnapshot(session: Session): void {
  snapshots.delete(session);
}

async function readAll({ client }: Session): Promise<Snapshot> {
  const tellsDisabled = (await client.tableMetadata(rulesetTable))?.columns.has(disabledColumn) === true;
  const [configurations, steps] = await Promise.all([
    client.list(configurationTable, {
      select: configurationColumns,
      filter: equals("msdyn_isactiveconfiguration", true),
    }),
    client.list(stepTable, {
      select: stepColumns,
      expand: { msdyn_rulesetid: tellsDisabled ? [...rulesetColumns, disabledColumn] : rulesetColumns },
    }),
  ]);
  const ofWorkstream = Map.groupBy(configurations, (row) => textIn(row, "_msdyn_liveworkstreamid_value") ?? "");
  const ofConfiguration = Map.groupBy(steps, (row) => textIn(row, "_msdyn_routingconfigurationid_value"));
  const stepsIn = (configuration: string): Step[] => stepsOf(ofConfiguration.get(configuration) ?? []);
  const routings = [...ofWorkstream].flatMap(([workstream, rows]): Routing[] => {
    // A configuration whose workstream was deleted stands without one.
    const configuration = workstream === "" ? undefined : activeOf(workstream, rows);
    if (configuration === undefined) return [];
    return [{ workstream, configuration, steps: stepsIn(configurationIdOf(configuration)), idle: [] }];
  });
  const routes = new Map(routings.map((routing) => [routing.workstream, routing]));
  return {
    routings,
    of: (workstream) =>
      routes.get(workstream) ?? {
        workstream,
        configuration: undefined,
        steps: [],
        idle: stepsIn(ownIds({ workstream, kind: "routeToQueue" }).configuration),
      },
  };
}

/**
 * Lists leave out the rows that the caller may not see, and a rule among them is not gone. Asked for by its id, such a
 * row is refused.
 */
export async function requireSight({ client }: Session, place: RulesetKey): Promise<void> {
  await client.retrieve(workstreamTable, place.workstream, { select: ["msdyn_name"] });
}

/** The rule set of a place that we made, whether anything runs it or not. */
export function ownRuleset({ client }: Session, place: RulesetKey): Promise<Row | undefined> {
  return client.retrieve(rulesetTable, ownIds(place).ruleset, { select: rulesetColumns });
}

/** Nothing forbids two active configurations, which one counts is assumed: ours, else the oldest. */
function activeOf(workstream: string, rows: readonly Row[]): Row | undefined {
  const own = ownIds({ workstream, kind: "routeToQueue" }).configuration;
  const age = (row: Row): string => `${textIn(row, "createdon") ?? ""} ${configurationIdOf(row)}`;
  const oldestFirst = rows.toSorted((left, right) => (age(left) < age(right) ? -1 : 1));
  return rows.find((row) => configurationIdOf(row) === own) ?? oldestFirst[0];
}

function stepsOf(rows: readonly Row[]): Step[] {
  return inOrder(rows.map((row) => stepOf(row, rowIn(row, "msdyn_rulesetid"))));
}

export function stepOf(row: Row, ruleset: Row | undefined): Step {
  return {
    id: idIn(row, stepTable),
    order: Number(row["msdyn_steporder"] ?? 0),
    type: row["msdyn_type"],
    row,
    ruleset,
  };
}

export function inOrder(steps: readonly Step[]): Step[] {
  return steps.toSorted((left, right) => left.order - right.order || (left.id < right.id ? -1 : 1));
}

/**
 * The steps that run a place: by the name of the rule set, and by our own row whatever people call it. More than one is
 * nothing that the product makes; the one that holds a rule of these comes first, then our own row, then their order.
 */
export function stepsAt({ steps }: Pick<Routing, "steps">, place: RulesetKey, hashes: readonly string[] = []): Step[] {
  const own = ownIds(place).ruleset;
  const { name } = place;
  const here = steps.filter(
    ({ type, ruleset }) =>
      type === stepTypes[place.kind] &&
      ruleset !== undefined &&
      (name === undefined || rulesetIdOf(ruleset) === own || sameName(rulesetNameOf(ruleset), name)),
  );
  if (here.length < 2) return here;
  const rank = ({ ruleset }: Step): number => {
    const text = (textIn(ruleset, definitionColumn) ?? "").toLowerCase();
    // The hash stands in the id in two groups.
    const holds = hashes.some((hash) => text.includes(`${hash.slice(0, 3)}-${hash.slice(3)}`));
    return holds ? 0 : ruleset !== undefined && rulesetIdOf(ruleset) === own ? 1 : 2;
  };
  return here.toSorted((left, right) => rank(left) - rank(right));
}

/** The place that a step runs; `undefined` for steps of other kinds. */
export function rulesetKeyOfStep({ workstream }: Routing, { type, ruleset }: Step): RulesetKey | undefined {
  if (ruleset === undefined) return undefined;
  if (type === stepTypes.routeToQueue) return { workstream, kind: "routeToQueue" };
  if (type !== stepTypes.classification) return undefined;
  return { workstream, kind: "classification", name: rulesetNameOf(ruleset) };
}
