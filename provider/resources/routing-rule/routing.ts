import { ProviderError, inOperation } from "../../errors.ts";
import { sameName } from "../../../schema/names.ts";
import type { Session } from "../../core/session.ts";
import { and, equals, equalsId } from "../../dataverse/filter.ts";
import type { Row } from "../../dataverse/types.ts";
import { emptyDocument, parseDocument, type DecisionDocument, type RuleKind } from "../../routing/document.ts";
import { DecisionDocumentError } from "../../routing/elements.ts";
import { endOfRuleId } from "../../routing/rule-id.ts";
import { solutionColumns } from "../../rows/managed-rows.ts";
import { idIn, rowIn, textIn } from "../../rows/row-values.ts";
import { configurationTable, rulesetTable, stepTable, workstreamTable } from "../../rows/tables.ts";
import { ownIds, type RulesetKey } from "./ruleset-key.ts";

/** Enrichment is work classification, Queue identification is route to queue: table documentation. */
export const stepTypes = { classification: 192350000, routeToQueue: 192350002 } as const;

/** Type and authoring mode of a ruleset: table documentation and Microsoft's sample solution export. */
export const declarative = 192350000;

export const decisionList = 192350000;

export const definitionColumn = "msdyn_rulesetdefinition";

/** Rules that are switched off in the admin center. Third parties saw this column; it is not documented. */
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

/** A step of a configuration, with the ruleset that it runs. */
export interface Step {
  readonly id: string;
  readonly order: number;
  readonly type: unknown;
  readonly row: Row;
  readonly ruleset: Row | undefined;
}

/** What is in effect on a workstream: its active configuration and the configuration's steps, in their order. */
export interface Routing {
  readonly workstream: string;
  readonly configuration: Row | undefined;
  readonly steps: readonly Step[];
  /** Steps of our own configuration while it is not active, in their order. They come into effect with it. */
  readonly idle: readonly Step[];
}

export const rulesetIdOf = (row: Row): string => idIn(row, rulesetTable);

export const rulesetNameOf = (row: Row | undefined): string => textIn(row, "msdyn_name") ?? "";

export const configurationIdOf = (row: Row): string => idIn(row, configurationTable);

const stepQuery = { select: stepColumns, expand: { msdyn_rulesetid: rulesetColumns } };

/** Reads the routing of one workstream, for a change. */
export async function readRouting({ client }: Session, workstream: string): Promise<Routing> {
  const stepsOfConfiguration = (id: string): Promise<readonly Row[]> =>
    client.list(stepTable, { ...stepQuery, filter: equalsId("_msdyn_routingconfigurationid_value", id) });
  const own = ownIds({ workstream, kind: "routeToQueue" }).configuration;
  // The configuration is nearly always ours, so its steps are asked for at the same time.
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
  /** Those of the workstreams that have an active configuration. */
  readonly routings: readonly Routing[];
  /** The routing of any workstream. */
  of(workstream: string): Routing;
}

const snapshots = new WeakMap<Session, Promise<Snapshot>>();

/** The routing of all workstreams, for reading: a refresh sends two requests for all its rules. */
export function allRouting(session: Session): Promise<Snapshot> {
  const before = snapshots.get(session);
  if (before !== undefined) return before;
  const asked = readAll(session);
  snapshots.set(session, asked);
  asked.catch(() => snapshots.delete(session));
  return asked;
}

/** After one of our writes, the next reader asks again. */
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
    // A configuration stays when its workstream is deleted, and then names none.
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
 * Lists leave out rows that the caller may not read, so a rule that they lack may still be there. A request for the
 * workstream by its id fails if the caller may not read it.
 */
export async function requireSight({ client }: Session, key: RulesetKey): Promise<void> {
  await client.retrieve(workstreamTable, key.workstream, { select: ["msdyn_name"] });
}

/** The ruleset that we made under this key, whether a step runs it or not. */
export function ownRuleset({ client }: Session, key: RulesetKey): Promise<Row | undefined> {
  return client.retrieve(rulesetTable, ownIds(key).ruleset, { select: rulesetColumns });
}

/** A workstream may have two active configurations. That ours counts, and otherwise the oldest, is assumed. */
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
 * The steps that run a ruleset. It is found by its name, or by its id if it is ours, whatever people call it. The product
 * never makes two; if there are two, the one that holds a rule with one of these hashes comes first, then our own.
 */
export function stepsAt({ steps }: Pick<Routing, "steps">, key: RulesetKey, hashes: readonly string[] = []): Step[] {
  const own = ownIds(key).ruleset;
  const { name } = key;
  const here = steps.filter(
    ({ type, ruleset }) =>
      type === stepTypes[key.kind] &&
      ruleset !== undefined &&
      (name === undefined || rulesetIdOf(ruleset) === own || sameName(rulesetNameOf(ruleset), name)),
  );
  if (here.length < 2) return here;
  const rank = ({ ruleset }: Step): number => {
    const text = (textIn(ruleset, definitionColumn) ?? "").toLowerCase();
    if (hashes.some((hash) => text.includes(endOfRuleId(hash)))) return 0;
    return ruleset !== undefined && rulesetIdOf(ruleset) === own ? 1 : 2;
  };
  return here.toSorted((left, right) => rank(left) - rank(right));
}

/** The key of the ruleset that a step runs; `undefined` for steps of other kinds. */
export function rulesetKeyOfStep({ workstream }: Routing, { type, ruleset }: Step): RulesetKey | undefined {
  if (ruleset === undefined) return undefined;
  if (type === stepTypes.routeToQueue) return { workstream, kind: "routeToQueue" };
  if (type !== stepTypes.classification) return undefined;
  return { workstream, kind: "classification", name: rulesetNameOf(ruleset) };
}

export function documentOf(row: Row, kind: RuleKind): DecisionDocument {
  const text = textIn(row, definitionColumn) ?? "";
  if (text.trim() === "") return emptyDocument(kind);
  try {
    return parseDocument(text);
  } catch (error) {
    if (!(error instanceof DecisionDocumentError)) throw error;
    throw new ProviderError(
      {
        code: "unreadable-rules",
        ...inOperation(`the rules of ruleset "${rulesetNameOf(row)}" cannot be read: ${error.message}`),
        why: `a ruleset is one XML document, and the provider changes only what it understands as a whole; this one is row ${rulesetIdOf(row)}`,
        remedy: "open the ruleset in the admin center, save it and run again",
      },
      { cause: error },
    );
  }
}
