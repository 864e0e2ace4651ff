import type { Properties } from "../../../provider/core/definition.ts";
import type { Row } from "../../../provider/sandbox/index.ts";
import { keyOf, ofType, type Declared } from "./estate.ts";
import type { Expectation } from "./expectation.ts";
import { meaningOf, readRuleSet, type OwnRule } from "./rule-text.ts";
import { configurations, ruleSets, steps, stepTypes, workstreams } from "./tables.ts";
import { put, rowIn, rowsIn, type World } from "./world.ts";

interface Place {
  readonly workstream: string;
  readonly kind: "routeToQueue" | "classification";
  readonly ruleset: string | undefined;
}

const definitionColumn = "msdyn_rulesetdefinition";

const hashOf = (id: string | undefined): string => (id ?? "").slice(-15);

function placeOf(workstream: string, args: Properties): Place {
  const kind = args["kind"] === "classification" ? "classification" : "routeToQueue";
  return { workstream, kind, ruleset: (args["ruleset"] as { name?: string } | undefined)?.name };
}

function configurationAt(world: World, workstream: string): [string, Row] | undefined {
  return rowsIn(world, configurations).find(([, row]) => row["msdyn_liveworkstreamid"] === workstream);
}

function stepAt(world: World, configuration: string | undefined, place: Place): [string, Row] | undefined {
  return rowsIn(world, steps).find(
    ([, row]) =>
      row["msdyn_routingconfigurationid"] === configuration &&
      row["msdyn_type"] === stepTypes[place.kind] &&
      (place.ruleset === undefined || rowIn(world, ruleSets, row["msdyn_rulesetid"])?.["msdyn_name"] === place.ruleset),
  );
}

/** A rule that goes; with the last one go the rows that hold nothing else. */
export function takeOutRules(expectation: Expectation, rule: Declared): void {
  const { world, update } = expectation;
  const workstream = update.programBefore.find(({ type, name }) => type === "Workstream" && name === rule.args["workstream"]);
  if (workstream === undefined) return;
  const place = placeOf(expectation.idBefore(workstream), rule.args);
  const [configuration] = configurationAt(world, place.workstream) ?? [];
  const [step, { msdyn_rulesetid: ruleSet = null } = {}] = stepAt(world, configuration, place) ?? [];
  if (configuration === undefined || step === undefined) return;
  const gone = expectation.fates
    .filter(({ before, goes }) => goes && before.type === "RoutingRule")
    .map(({ before }) => hashOf(update.knownBefore.get(keyOf(before.type, before.name))?.id));
  const { own, others } = readRuleSet(rowIn(world, ruleSets, ruleSet)?.[definitionColumn]);
  if (others.length > 0 || own.some(({ hash }) => !gone.includes(hash))) return;
  expectation.remove(steps, (_row, id) => id === step);
  expectation.remove(ruleSets, (_row, id) => id === ruleSet);
  const isEmpty = rowsIn(world, steps).every(([, row]) => row["msdyn_routingconfigurationid"] !== configuration);
  if (isEmpty) expectation.remove(configurations, (_row, id) => id === configuration);
}

/** Every rule set that holds rules of the program, or held some and rules of people, which stay. */
export function expectRouting(expectation: Expectation): void {
  const { program } = expectation.update;
  for (const workstream of ofType(program, "Workstream")) {
    const rules = ofType(program, "RoutingRule").filter(({ args }) => args["workstream"] === workstream.name);
    const id = expectation.idOf(workstream);
    for (const several of Map.groupBy(rules, ({ args }) => JSON.stringify(placeOf(id, args))).values()) {
      expectRuleSet(expectation, placeOf(id, (several[0] as Declared).args), several);
    }
  }
  for (const [id, row] of rowsIn(expectation.world, ruleSets)) {
    if (!expectation.judged.has(id)) expectRules(expectation, id, row, []);
  }
}

function expectRuleSet(expectation: Expectation, place: Place, rules: readonly Declared[]): void {
  const { world } = expectation;
  const { actual } = expectation.update;
  const ruleset = rules[0]?.args["ruleset"] as { readonly order: number } | undefined;
  const [configuration = ""] = configurationAt(world, place.workstream) ?? configurationAt(actual, place.workstream) ?? [];
  if (configuration === "") return void expectation.faults.push(`${JSON.stringify(place)}: has no configuration`);
  expectation.require(configurations, configuration, { msdyn_isactiveconfiguration: true, msdyn_liveworkstreamid: place.workstream });
  const [step = "", standing] = stepAt(world, configuration, place) ?? stepAt(actual, configuration, place) ?? [];
  if (step === "") return void expectation.faults.push(`${JSON.stringify(place)}: has no step`);
  const order = rowIn(actual, steps, step)?.["msdyn_steporder"] ?? null;
  const ruleSet = String(standing?.["msdyn_rulesetid"]);
  expectation.require(steps, step, {
    msdyn_type: stepTypes[place.kind],
    msdyn_routingconfigurationid: configuration,
    msdyn_rulesetid: ruleSet,
    msdyn_steporder: ruleset?.order ?? order,
  });
  if (ruleset === undefined) routesLast(expectation, configuration, Number(order));
  const contract = rowIn(actual, workstreams, place.workstream)?.["msdyn_routingcontractid"] ?? null;
  const row = expectation.require(ruleSets, ruleSet, { msdyn_inputcontractid: contract });
  if (place.ruleset !== undefined) put(world, ruleSets, ruleSet, { ...row, msdyn_outputcontractid: contract });
  expectRules(expectation, ruleSet, rowIn(world, ruleSets, ruleSet) as Row, rules);
}

function routesLast(expectation: Expectation, configuration: string, order: number): void {
  const { actual } = expectation.update;
  const others = rowsIn(actual, steps).filter(
    ([, row]) => row["msdyn_routingconfigurationid"] === configuration && row["msdyn_type"] === stepTypes.classification,
  );
  if (others.some(([, row]) => Number(row["msdyn_steporder"]) >= order))
    expectation.faults.push(`${configurations} ${configuration}: route to queue is not the last step`);
}

/** The rules of the program in their order, and rules of people as they were. */
function expectRules(expectation: Expectation, id: string, row: Row, rules: readonly Declared[]): void {
  const { before, actual, known } = expectation.update;
  expectation.judged.add(id);
  const stood = readRuleSet(rowIn(before, ruleSets, id)?.[definitionColumn]);
  const found = readRuleSet(rowIn(actual, ruleSets, id)?.[definitionColumn]);
  const wanted = rules.map((rule): OwnRule => {
    const hash = hashOf(known.get(keyOf(rule.type, rule.name))?.id);
    const meaning = meaningOf(before, rule.args);
    const standing = stood.own.find((one) => one.hash === hash);
    const never = rule.args["when"] === undefined && expectation.argsBefore(rule)["when"] === undefined;
    // A condition that the program never mentioned is what people make of it.
    const when = never && standing !== undefined && expectation.staysIn(rule) ? standing.when : meaning.when;
    return { order: Number(rule.args["order"]), hash, ...meaning, when };
  });
  const sorted = wanted.toSorted((one, other) => one.order - other.order || (one.hash < other.hash ? -1 : 1));
  const say = (text: string, list: unknown) => `${ruleSets} ${id}: ${text} ${JSON.stringify(list)}`;
  if (JSON.stringify(sorted) !== JSON.stringify(found.own)) {
    expectation.faults.push(`${say("should hold", sorted)}\n  and holds ${JSON.stringify(found.own)}`);
  }
  if (JSON.stringify(stood.others) !== JSON.stringify(found.others)) {
    expectation.faults.push(`${say("rules of people were", stood.others)}\n  and are ${JSON.stringify(found.others)}`);
  }
  put(expectation.world, ruleSets, id, { ...row, [definitionColumn]: rowIn(actual, ruleSets, id)?.[definitionColumn] ?? null });
}
