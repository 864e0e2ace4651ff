import { workstream } from "../../../schema/workstream.ts";
import type { LookupKind } from "../../../schema/property.ts";
import type { CheckFailure, CheckFailureOf } from "../../../schema/resource-schema.ts";
import { routingRule as schema, type RoutingRuleArguments } from "../../../schema/routing-rule.ts";
import { known, type Unknowable } from "../../../schema/unknown.ts";
import { items, members, text, type WrittenMembers } from "../../../schema/written.ts";
import type { CheckContext, OperationContext } from "../../core/definition.ts";
import { couldNot, RefusedError } from "../../core/errors.ts";
import { ifNotInterrupted } from "../../core/provenance.ts";
import type { Session } from "../../core/session.ts";
import type { Prior, Unresolved } from "../../core/typed-values.ts";
import type { Row } from "../../dataverse/types.ts";
import { endsAtFirstMatch, findManagedRule, type DecisionDocument } from "../../routing/document.ts";
import { ruleHash } from "../../routing/rule-id.ts";
import { assertWritable, UnwritableTextError } from "../../routing/xml-text.ts";
import { isManaged, solutionName } from "../../rows/managed-rows.ts";
import { missingTargets } from "../targets.ts";
import { currentMetadata, queueContract } from "./contracts.ts";
import { everyRouting, knownWorkstream } from "./known-routing.ts";
import { preflightOperators, textsOf, unknownVariables, unoffered } from "./preflight-conditions.ts";
import { managedRuleset, sharedRuleset, takenName } from "./preflight-others.ts";
import { heavyRule, room } from "./preflight-space.ts";
import { documentOf, stepsAt, type Routing } from "./routing.ts";
import { idAt, knownRulesetKeyOf, type RulesetKey } from "./ruleset-key.ts";
import { movedRulesets } from "./step-order.ts";

export async function preflightRule(
  operation: OperationContext,
  inputs: Unresolved<RoutingRuleArguments>,
  context: CheckContext<Prior<RoutingRuleArguments>>,
): Promise<CheckFailure[]> {
  const unwritables = unwritable(inputs);
  if (unwritables.length > 0) return unwritables;
  const unfit = await unfitWorkstream(operation, inputs, context);
  if (unfit.length > 0) return unfit;
  return [
    ...(await preflightOperators(operation, inputs)),
    ...(await namedTwice(operation, inputs)),
    ...(await unknownVariables(operation, inputs, context)),
    ...(await unoffered(operation, inputs, context.inState ? context.prior : undefined)),
    ...(await preflightRuleset(operation, inputs, context)),
  ];
}

/** Texts that no document can hold. */
export function unwritable(inputs: WrittenMembers<RoutingRuleArguments>): CheckFailure[] {
  return (["name", "ruleset", "when", "set"] as const).flatMap((name) => unwritableTexts(inputs[name], name));
}

function unwritableTexts(value: unknown, path: string): CheckFailure[] {
  if (Array.isArray(value)) return value.flatMap((item, index) => unwritableTexts(item, `${path}[${index}]`));
  if (typeof value === "object" && value !== null) {
    return Object.entries(value).flatMap(([key, item]) => unwritableTexts(item, path === "" ? key : `${path}.${key}`));
  }
  if (typeof value !== "string") return [];
  try {
    assertWritable(value);
    return [];
  } catch (error) {
    if (!(error instanceof UnwritableTextError)) throw error;
    return [
      {
        code: "unwritable-text",
        path,
        reason: `holds the character ${error.character}, and rules are stored as XML, which has no way to write it`,
        remedy: "remove the character",
      },
    ];
  }
}

/**
 * Whether the workstream can take a new rule, asked while the rule that it replaces is still there. A workstream that the
 * program declares is not looked at, because this run may be about to make it.
 */
async function unfitWorkstream(
  operation: OperationContext,
  inputs: Unresolved<RoutingRuleArguments>,
  context: CheckContext<Prior<RoutingRuleArguments>>,
): Promise<CheckFailure[]> {
  const { session } = operation;
  const { inState, replaces, declared } = context;
  if (inState && replaces === undefined) return [];
  // The new rule needs this contract, too. Without an old rule, nothing is lost if the create fails for lack of it.
  if (replaces !== undefined && inputs.kind === "routeToQueue") await queueContract(session);
  const [missing] = await missingTargets(operation, schema, inputs, context);
  if (missing !== undefined)
    return [
      {
        code: "workstream-missing",
        path: missing.argument,
        reason: `the environment has no workstream ${missing.id}`,
        remedy:
          "correct the id; if another stack makes that workstream, run `pulumi refresh` and `pulumi up` there first",
      },
    ];
  const id = known(inputs.workstream)?.toLowerCase();
  if (id === undefined || declared(workstream, id) !== undefined) return [];
  const metadata = await currentMetadata(session, id);
  if (metadata === undefined || metadata.contract !== undefined) return [];
  return [
    {
      code: "contract-missing",
      path: "workstream",
      reason: `workstream "${metadata.name}" has no decision contract, and every rule refers to one`,
      remedy:
        "run again in a minute, because the service may still be making it; if that does not help, open and save the workstream in the admin center",
    },
  ];
}

type RuleFailure = CheckFailureOf<RoutingRuleArguments>;

/** One queue or skill that the rule names twice: by name and by id, or in another case. */
async function namedTwice(
  operation: OperationContext,
  inputs: Unresolved<RoutingRuleArguments>,
): Promise<RuleFailure[]> {
  const queues = known(inputs.queues) ?? [];
  const skills = known(known(inputs.set)?.skills) ?? [];
  return [
    ...(await twins(
      operation,
      "queue",
      queues.map((share) => known(share)?.queue),
      (index) => `queues[${index}].queue`,
      "add the two percentages together",
    )),
    ...(await twins(
      operation,
      "skill",
      skills.map((require) => known(require)?.skill),
      (index) => `set.skills[${index}].skill`,
      "keep one of the two",
    )),
  ];
}

async function twins(
  { session }: OperationContext,
  kind: LookupKind,
  names: readonly Unknowable<string | undefined>[],
  pathOf: (index: number) => RuleFailure["path"],
  remedy: string,
): Promise<RuleFailure[]> {
  const failures: RuleFailure[] = [];
  const named = new Map<string, string>();
  for (const [index, name] of names.entries()) {
    const given = known(name);
    if (given === undefined) continue;
    const path = pathOf(index);
    const { id } = await session.lookups.find(kind, given, path);
    const other = named.get(id);
    if (other !== undefined)
      failures.push({ code: "duplicate", path, reason: `"${given}" and "${other}" are the same ${kind}`, remedy });
    named.set(id, given);
  }
  return failures;
}

/**
 * What the ruleset rules out. It is read only for rules that are new, renamed or very long, or give their ruleset a new
 * order, so an unchanged program reads none. All rulesets are read at once: checks come one by one, so each rule behind
 * this one waits for the answer.
 */
async function preflightRuleset(
  operation: OperationContext,
  inputs: Unresolved<RoutingRuleArguments>,
  { inState, prior, isLeaving }: CheckContext<Prior<RoutingRuleArguments>>,
): Promise<CheckFailure[]> {
  const { session, priorRow } = operation;
  const key = knownRulesetKeyOf(inputs);
  const name = known(inputs.name);
  const rowId = known(inputs.rowId);
  if (key === undefined || name === undefined || rowId === undefined) return [];
  const isNamed = !inState || prior.name !== name;
  const isHeavy = textsOf(inputs).length > heavyRule;
  const isChanged = textsOf(prior) !== textsOf(inputs);
  const order = known(known(inputs.ruleset)?.order);
  const hasNewOrder = order !== undefined && (!inState || prior.ruleset?.order !== order);
  if (!isNamed && !hasNewOrder && !(isHeavy && isChanged)) return [];
  // A workstream that this run made holds only rules of the program.
  const isMadeHere = knownWorkstream(session, key.workstream)?.madeHere === true;
  const routing = isMadeHere ? undefined : await routingOf(session, key);
  const ruleset = rulesetIn(routing, key);
  if (routing !== undefined && ruleset !== undefined) {
    const shared = await sharedRuleset(session, key, routing, ruleset);
    if (shared !== undefined) return [shared];
    if (!inState && isManaged(ruleset)) return [managedRuleset(key, ruleset, await solutionName(operation, ruleset))];
    const document = documentOf(ruleset, key.kind);
    const siblings = inState ? {} : { siblings: operation.claims.keys() };
    const taken = isNamed ? takenName(document, key, name, { rowId, priorRow, ...siblings }) : undefined;
    if (taken !== undefined) return [taken];
    await warnOfOverflow(operation, inputs, document);
  }
  if (hasNewOrder && routing !== undefined) {
    const moved = await movedRulesets(operation, rowId, { key, order }, routing, inState);
    if (moved.length > 0) return moved;
  }
  if (!inState && holdsRule(ruleset, key, rowId) && !isLeaving(idAt(key, rowId))) tellTakenOver(operation);
  return room(session, key, routing, { ...inputs, name, rowId }, { adds: !inState, priorRow });
}

/** Whether the ruleset that the arguments name held the rule of this row id before this run. */
export async function ruleExists(
  { session }: OperationContext,
  values: WrittenMembers<RoutingRuleArguments>,
  rowId: string,
): Promise<boolean> {
  const key = knownRulesetKeyOf(values);
  if (key === undefined || knownWorkstream(session, key.workstream)?.madeHere === true) return false;
  return holdsRule(rulesetIn(await routingOf(session, key), key), key, rowId);
}

function rulesetIn(routing: Routing | undefined, key: RulesetKey): Row | undefined {
  return routing && stepsAt(routing, key)[0]?.ruleset;
}

function holdsRule(ruleset: Row | undefined, { kind }: RulesetKey, rowId: string): boolean {
  return ruleset !== undefined && findManagedRule(documentOf(ruleset, kind), ruleHash(rowId)) !== undefined;
}

/** Tells a stack that lost its state what the update will find. */
function tellTakenOver({ session, label }: OperationContext): void {
  session.reporter.warn(
    `${label}: its ruleset already holds this resource's rule, left by an interrupted run or a lost state; the update takes that rule over or, if the resource is being replaced, deletes it first; ${ifNotInterrupted}`,
  );
}

async function routingOf(session: Session, { workstream }: RulesetKey): Promise<Routing | undefined> {
  const all = await session.once("routing before the rules of this run", () => everyRouting(session));
  return all.find((one) => one.workstream === workstream);
}

/**
 * Route to queue goes on after its first match, because that match's queue may overflow. If people made the ruleset end at
 * its first match, it stays like that, and a conversation that overflows finds no other queue. Each run warns once for
 * each ruleset and queue.
 */
export async function warnOfOverflow(
  { session, label }: OperationContext,
  inputs: WrittenMembers<RoutingRuleArguments>,
  document: DecisionDocument,
): Promise<void> {
  if (inputs.kind !== "routeToQueue" || !endsAtFirstMatch(document)) return;
  for (const { queue, path } of queuesOf(inputs)) {
    const { id, names, traits } = await session.lookups.find("queue", queue, path);
    if (traits?.includes("overflows") !== true) continue;
    await session.once(`overflow of ${id} in ${text(inputs.workstream) ?? ""}`, async () => {
      session.reporter.warn(
        `${label}: the queue "${names[0] ?? id}" can overflow, and the route-to-queue ruleset of the workstream ends at its first match (hit policy First), so a conversation that overflows goes on to no other matching rule. If it should, set the hit policy to All in the admin center`,
      );
      return Promise.resolve();
    });
  }
}

function queuesOf({ queue, queues }: WrittenMembers<RoutingRuleArguments>): { queue: string; path: string }[] {
  const named = [queue, ...items(queues).map((share) => members(share)?.queue)];
  return named.flatMap((each, index) => {
    const known = text(each);
    return known === undefined ? [] : [{ queue: known, path: index === 0 ? "queue" : `queues[${index - 1}].queue` }];
  });
}

/** Throws the first failure: what check could not know yet, found while the rule is written. */
export function refuse(operation: OperationContext, failures: readonly (CheckFailure | undefined)[]): void {
  const [failure] = failures.filter((one) => one !== undefined);
  if (failure === undefined) return;
  const { code, path, reason, remedy } = failure;
  throw new RefusedError({
    code,
    attempt: couldNot(operation),
    propertyPath: path === "" ? undefined : path,
    what: reason,
    why: "the check of this rule could not know it, or the environment has changed since; the rule was not written",
    remedy,
  });
}
