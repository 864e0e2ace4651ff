import type { CheckFailure } from "../../../schema/resource-schema.ts";
import type { RoutingRuleArguments } from "../../../schema/routing-rule.ts";
import { known } from "../../../schema/unknown.ts";
import type { WrittenMembers } from "../../../schema/written.ts";
import type { CheckContext, OperationContext } from "../../core/definition.ts";
import { ifNotInterrupted } from "../../core/provenance.ts";
import type { Prior, Unresolved } from "../../core/typed-values.ts";
import { findManagedRule } from "../../routing/document.ts";
import { isProven } from "../../routing/operators.ts";
import { ruleHash } from "../../routing/rule-id.ts";
import { isManaged, solutionName } from "../../rows/managed-rows.ts";
import { unoffered } from "./contract-offer.ts";
import { documentOf } from "./document-write.ts";
import { operatorsOfEnvironment } from "./environment-operators.ts";
import { warnOfOverflow } from "./first-match.ts";
import { everyRouting, knownWorkstream } from "./known-routing.ts";
import { movedRulesets } from "./moved-rulesets.ts";
import { namedTwice } from "./named-twice.ts";
import { takenName } from "./names.ts";
import { idAt, knownRulesetKeyOf, type RulesetKey } from "./place.ts";
import { managedRuleset, operatorsOf, unprovenOperators, unwritableTexts } from "./refusals.ts";
import { stepsAt, type Routing } from "./rows.ts";
import { sharedRuleset } from "./shared-rulesets.ts";
import { heavyRule, room } from "./space.ts";
import { unfitTarget } from "./target.ts";
import { textsOf, unknownVariables } from "./variables.ts";

export async function preflightRule(
  operation: OperationContext,
  inputs: Unresolved<RoutingRuleArguments>,
  context: CheckContext<Prior<RoutingRuleArguments>>,
): Promise<CheckFailure[]> {
  const unwritables = unwritable(inputs);
  if (unwritables.length > 0) return unwritables;
  const unfit = await unfitTarget(operation, inputs, context);
  if (unfit.length > 0) return unfit;
  return [
    ...(await unproven(operation, inputs)),
    ...(await namedTwice(operation, inputs)),
    ...(await unknownVariables(operation, inputs, context)),
    ...(await unoffered(operation, inputs, context.inState ? context.prior : undefined)),
    ...(await preflightPlace(operation, inputs, context)),
  ];
}

export function unwritable(inputs: WrittenMembers<RoutingRuleArguments>): CheckFailure[] {
  return (["name", "ruleset", "when", "set"] as const).flatMap((key) => unwritableTexts(inputs[key], key));
}

export function usesUnproven({ when }: WrittenMembers<RoutingRuleArguments>): boolean {
  return operatorsOf(when, "when").some(({ operator }) => !isProven(operator));
}

async function unproven(
  operation: OperationContext,
  inputs: Unresolved<RoutingRuleArguments>,
): Promise<CheckFailure[]> {
  return usesUnproven(inputs) ? unprovenOperators(inputs, await operatorsOfEnvironment(operation.session)) : [];
}

/**
 * What the rules that stand in the ruleset rule out. Asked for new and renamed rules and for very long ones, so that an
 * unchanged program reads no ruleset, and once a process: check waits for the network with every rule after it.
 */
async function preflightPlace(
  operation: OperationContext,
  inputs: Unresolved<RoutingRuleArguments>,
  { inState, prior, isLeaving }: CheckContext<Prior<RoutingRuleArguments>>,
): Promise<CheckFailure[]> {
  const { session, priorRow } = operation;
  const place = knownRulesetKeyOf(inputs);
  const name = known(inputs.name);
  const rowId = known(inputs.rowId);
  if (place === undefined || name === undefined || rowId === undefined) return [];
  const isNamed = !inState || prior.name !== name;
  const isHeavy = textsOf(inputs).length > heavyRule;
  const isChanged = textsOf(prior) !== textsOf(inputs);
  const order = known(known(inputs.ruleset)?.order);
  const isPlaced = order !== undefined && (!inState || prior.ruleset?.order !== order);
  if (!isNamed && !isPlaced && !(isHeavy && isChanged)) return [];
  // A workstream that this run made has no rules but those of the program.
  const isMadeHere = knownWorkstream(session, place.workstream)?.madeHere === true;
  const routing = isMadeHere ? undefined : await routingOf(session, place);
  const [step] = routing === undefined ? [] : stepsAt(routing, place);
  const shared =
    routing === undefined || step?.ruleset === undefined
      ? undefined
      : await sharedRuleset(session, place, routing, step.ruleset);
  if (shared !== undefined) return [shared];
  if (!inState && step?.ruleset !== undefined && isManaged(step.ruleset))
    return [managedRuleset(place, step.ruleset, await solutionName(operation, step.ruleset))];
  const taken =
    isNamed && step?.ruleset !== undefined
      ? takenName(documentOf(step.ruleset, place.kind), place, name, {
          rowId,
          priorRow,
          ...(inState ? {} : { siblings: operation.claims.keys() }),
        })
      : undefined;
  if (taken !== undefined) return [taken];
  if (step?.ruleset !== undefined) await warnOfOverflow(operation, inputs, documentOf(step.ruleset, place.kind));
  if (isPlaced && routing !== undefined) {
    const moved = await movedRulesets(operation, rowId, { place, order }, routing, inState);
    if (moved.length > 0) return moved;
  }
  const hash = ruleHash(rowId);
  const stands = step?.ruleset !== undefined && findManagedRule(documentOf(step.ruleset, place.kind), hash);
  if (!inState && stands && !isLeaving(idAt(place, rowId))) tellTakenOver(operation);
  return room(session, place, routing, { ...inputs, name, rowId }, { adds: !inState, priorRow });
}

/** The rule of the row id stands in the ruleset that the arguments name, as it was before this run. */
export async function ruleStands(
  { session }: OperationContext,
  values: WrittenMembers<RoutingRuleArguments>,
  rowId: string,
): Promise<boolean> {
  const place = knownRulesetKeyOf(values);
  if (place === undefined || knownWorkstream(session, place.workstream)?.madeHere === true) return false;
  const routing = await routingOf(session, place);
  const [step] = routing === undefined ? [] : stepsAt(routing, place);
  return (
    step?.ruleset !== undefined && findManagedRule(documentOf(step.ruleset, place.kind), ruleHash(rowId)) !== undefined
  );
}

/** So a stack that lost its state learns what the update will meet. */
function tellTakenOver({ session, label }: OperationContext): void {
  session.reporter.warn(
    `${label}: its ruleset already holds this resource's rule, left by an interrupted run or a lost state; the update takes that rule over or, if the resource is being replaced, deletes it first; ${ifNotInterrupted}`,
  );
}

async function routingOf(
  session: OperationContext["session"],
  { workstream }: RulesetKey,
): Promise<Routing | undefined> {
  const all = await session.once("routing before the rules of this run", () => everyRouting(session));
  return all.find((one) => one.workstream === workstream);
}
