import type { Properties } from "../../../provider/core/definition.ts";
import { ownIds, parseIdOfRule } from "../../../provider/resources/routing-rule/ruleset-key.ts";
import type { Row } from "../../../provider/sandbox/index.ts";
import { keyOf, ofType, type Declared } from "./estate.ts";
import type { Expectation } from "./expectation.ts";
import { meaningOf, nameIn, readRuleSet, ruleIn, type OwnRule, type RuleSetText } from "./rule-text.ts";
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
      configuration !== undefined &&
      row["msdyn_routingconfigurationid"] === configuration &&
      row["msdyn_type"] === stepTypes[place.kind] &&
      rowIn(world, ruleSets, row["msdyn_rulesetid"]) !== undefined &&
      (place.ruleset === undefined || rowIn(world, ruleSets, row["msdyn_rulesetid"])?.["msdyn_name"] === place.ruleset),
  );
}

/** Removes a rule. If it was the last one, also removes the rows that contain nothing else. */
export function takeOutRules(expectation: Expectation, rule: Declared): void {
  const { world, update } = expectation;
  const workstream = update.programBefore.find(
    ({ type, name }) => type === "Workstream" && name === rule.args["workstream"],
  );
  if (workstream === undefined) return;
  const place = placeOf(expectation.idBefore(workstream), rule.args);
  // If nothing runs them any more, they are found by the ids that the provider gave them.
  const made = ownIds({
    workstream: place.workstream,
    kind: place.kind,
    ...(place.ruleset && { name: place.ruleset }),
  });
  const [configuration = made.configuration] = configurationAt(world, place.workstream) ?? [];
  const [step, { msdyn_rulesetid: ruleSet }] = stepAt(world, configuration, place) ?? [
    made.step,
    { msdyn_rulesetid: made.ruleset },
  ];
  const gone = expectation.outcomes
    .filter(({ before, goes }) => goes && before.type === "RoutingRule")
    .map(({ before }) => hashOf(update.knownBefore.get(keyOf(before.type, before.name))?.id));
  const { own, others } = withReclaimed(expectation, String(ruleSet));
  if (others.length > 0 || own.some(({ hash }) => !gone.includes(hash))) return;
  expectation.remove(steps, (_row, id) => id === step);
  expectation.remove(ruleSets, (_row, id) => id === ruleSet);
  const isEmpty = rowsIn(world, steps).every(([, row]) => row["msdyn_routingconfigurationid"] !== configuration);
  if (isEmpty) expectation.remove(configurations, (_row, id) => id === configuration);
}

/** Every ruleset that has rules of the program, or had some and still has rules that people made. */
export function expectRouting(expectation: Expectation): void {
  const { program } = expectation.update;
  for (const workstream of ofType(program, "Workstream")) {
    const rules = ofType(program, "RoutingRule").filter(({ args }) => args["workstream"] === workstream.name);
    const id = expectation.idOf(workstream);
    for (const several of Map.groupBy(rules, ({ args }) => JSON.stringify(placeOf(id, args))).values()) {
      expectRuleSet(expectation, placeOf(id, (several[0] as Declared).args), several);
    }
    if (rules.length > 0 && rules.every(({ args }) => args["kind"] === "classification"))
      expectKeptRoute(expectation, id);
  }
  for (const [id, row] of rowsIn(expectation.world, ruleSets)) {
    const { update } = expectation;
    if (expectation.judged.has(id)) continue;
    if (takesEffect(update.before, id) || idOfIdlePlace(update, id) !== undefined)
      expectRules(expectation, id, row, []);
  }
}

/** Rules that no workstream runs no longer belong to anyone. */
function takesEffect(world: World, ruleSet: string): boolean {
  return rowsIn(world, steps).some(([, step]) => {
    const configuration = rowIn(world, configurations, step["msdyn_routingconfigurationid"]);
    return step["msdyn_rulesetid"] === ruleSet && configuration?.["msdyn_liveworkstreamid"] !== undefined;
  });
}

function expectRuleSet(expectation: Expectation, place: Place, rules: readonly Declared[]): void {
  const { world } = expectation;
  const { actual } = expectation.update;
  const ruleset = rules[0]?.args["ruleset"] as { readonly order: number } | undefined;
  const [configuration = ""] =
    configurationAt(world, place.workstream) ?? configurationAt(actual, place.workstream) ?? [];
  if (configuration === "") return void expectation.faults.push(`${JSON.stringify(place)}: has no configuration`);
  expectation.require(configurations, configuration, {
    msdyn_isactiveconfiguration: true,
    msdyn_liveworkstreamid: place.workstream,
  });
  const [step = "", standing] = stepAt(world, configuration, place) ?? stepAt(actual, configuration, place) ?? [];
  if (step === "") return void expectation.faults.push(`${JSON.stringify(place)}: has no step`);
  const ruleSet = String(standing?.["msdyn_rulesetid"]);
  expectation.require(steps, step, {
    msdyn_type: stepTypes[place.kind],
    msdyn_routingconfigurationid: configuration,
    msdyn_rulesetid: ruleSet,
    ...(ruleset && { msdyn_steporder: ruleset.order }),
  });
  if (ruleset === undefined) routesLast(expectation, configuration, step);
  // A workstream that was created again has another contract, and its rulesets follow.
  const contract = rowIn(actual, workstreams, place.workstream)?.["msdyn_routingcontractid"] ?? null;
  const isClassification = place.kind === "classification";
  expectation.require(ruleSets, ruleSet, {
    msdyn_inputcontractid: contract,
    ...(isClassification ? { msdyn_outputcontractid: contract } : {}),
  });
  expectRules(expectation, ruleSet, rowIn(world, ruleSets, ruleSet) as Row, rules);
}

/**
 * If only rules that people made are left for route to queue, the program's classification must still come before them.
 */
function expectKeptRoute(expectation: Expectation, workstream: string): void {
  const [configuration = ""] = configurationAt(expectation.update.actual, workstream) ?? [];
  const [step] =
    stepAt(expectation.world, configuration, { workstream, kind: "routeToQueue", ruleset: undefined }) ?? [];
  if (step !== undefined) routesLast(expectation, configuration, step);
}

/**
 * Any number is fine as long as the step is last. If someone moved the step before the others, it stays there until the
 * provider numbers the steps again.
 */
function routesLast(expectation: Expectation, configuration: string, step: string): void {
  const { before, actual } = expectation.update;
  expectation.require(steps, step, { msdyn_steporder: rowIn(actual, steps, step)?.["msdyn_steporder"] ?? null });
  const stood = rowIn(before, steps, step) !== undefined;
  if ((stood && !isLast(before, configuration, step)) || isLast(actual, configuration, step)) return;
  expectation.faults.push(`${configurations} ${configuration}: route to queue is not the last step`);
}

function isLast(world: World, configuration: string, step: string): boolean {
  const order = Number(rowIn(world, steps, step)?.["msdyn_steporder"]);
  return rowsIn(world, steps).every(
    ([, row]) =>
      row["msdyn_routingconfigurationid"] !== configuration ||
      row["msdyn_type"] !== stepTypes.classification ||
      Number(row["msdyn_steporder"]) < order,
  );
}

/** A rule whose id has changed is recognised by its name. */
function withReclaimed({ update }: Expectation, ruleSet: string): RuleSetText {
  const { before, programBefore, knownBefore } = update;
  const text = readRuleSet(rowIn(before, ruleSets, ruleSet)?.[definitionColumn]);
  const place = idOfPlace(before, ruleSet) ?? idOfIdlePlace(update, ruleSet);
  return programBefore.reduce((found, { type, name, args }) => {
    const id = knownBefore.get(keyOf(type, name))?.id ?? "";
    const hash = hashOf(id);
    if (type !== "RoutingRule" || id !== `${String(place)}/${hash}`) return found;
    const same = found.others.filter((other) => nameIn(other) === args["name"]);
    const [only] = same;
    if (only === undefined || same.length > 1 || found.own.some((one) => one.hash === hash)) return found;
    const own = { order: 0, hash, ...ruleIn(only) };
    return { own: [...found.own, own], others: found.others.filter((other) => other !== only) };
  }, text);
}

/** The start of the ids of its rules. `undefined` if no workstream runs the ruleset. */
function idOfPlace(world: World, ruleSet: string): string | undefined {
  const [, step] = rowsIn(world, steps).find(([, row]) => row["msdyn_rulesetid"] === ruleSet) ?? [];
  const configuration = rowIn(world, configurations, step?.["msdyn_routingconfigurationid"]);
  const workstream = configuration?.["msdyn_liveworkstreamid"];
  // If someone deleted the workstream, nothing runs the ruleset.
  if (configuration?.["msdyn_isactiveconfiguration"] !== true || typeof workstream !== "string") return undefined;
  const name = encodeURIComponent(String(rowIn(world, ruleSets, ruleSet)?.["msdyn_name"]));
  const isRouting = step?.["msdyn_type"] === stepTypes.routeToQueue;
  return `${workstream}/${isRouting ? "routeToQueue" : name}`;
}

/** The same for a ruleset that the provider made and that nothing runs any more. */
function idOfIdlePlace({ knownBefore }: Expectation["update"], ruleSet: string): string | undefined {
  const ids = [...knownBefore.values()].map(({ id }) => id).filter((id) => id.split("/").length === 3);
  const id = ids.find((one) => ownIds(parseIdOfRule(one).key).ruleset === ruleSet);
  return id?.slice(0, id.lastIndexOf("/"));
}

/** The rules of the program in their order, and rules that people made as they were. */
function expectRules(expectation: Expectation, id: string, row: Row, rules: readonly Declared[]): void {
  const { before, actual, known } = expectation.update;
  expectation.judged.add(id);
  const stood = withReclaimed(expectation, id);
  const found = readRuleSet(rowIn(actual, ruleSets, id)?.[definitionColumn]);
  const wanted = rules.map((rule): OwnRule => {
    const hash = hashOf(known.get(keyOf(rule.type, rule.name))?.id);
    const meaning = meaningOf(before, rule.args);
    const standing = stood.own.find((one) => one.hash === hash);
    const never = rule.args["when"] === undefined && expectation.argsBefore(rule)["when"] === undefined;
    // If the program never set a condition, the rule keeps whatever people set.
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
  put(expectation.world, ruleSets, id, {
    ...row,
    [definitionColumn]: rowIn(actual, ruleSets, id)?.[definitionColumn] ?? null,
  });
}
