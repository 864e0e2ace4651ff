/*
 * What the service does by itself:
 * - nothing: it makes no routing configuration with a workstream, and keeps no order among writers of one document;
 * - a workstream's rules are XML documents in rule sets, run by the steps of its active configuration, in their order;
 * - deleting a configuration or a rule set leaves its steps behind, unlinked;
 * - it accepts any XML: what a document may say is known from exports and from rules of live organizations only.
 */
import {
  routingRule as schema,
  type RoutingRuleArguments,
  type RoutingRuleOutputs,
} from "../../../schema/routing-rule.ts";
import { defineResource, type OperationContext } from "../../core/definition.ts";
import { sameRowId } from "../../core/identity.ts";
import type { Observed, Prior } from "../../core/typed-values.ts";
import { findManagedRule, type DecisionDocument, type StoredRule } from "../../routing/document.ts";
import { putRule, reclaimRule, removeRuleByHash, standsInOrder } from "../../routing/placement.ts";
import { bareGuid } from "../../routing/guid.ts";
import { readRule } from "../../routing/rule.ts";
import { ruleHash, ruleId } from "../../routing/rule-id.ts";
import type { Change } from "./changes.ts";
import { unofferedNow } from "./contract-offer.ts";
import { documentOf } from "./document-write.ts";
import { warnOfOverflow } from "./first-match.ts";
import { preflightRule, ruleStands, unwritable, usesUnproven } from "./judgements.ts";
import { everyRouting, sequenceBefore } from "./known-routing.ts";
import { toArguments, toRule, type ObservedRule } from "./model.ts";
import { idOfRule, ownIds, parseIdOfRule, rulesetKeyOf, type RulesetKey } from "./place.ts";
import { submit } from "./queue.ts";
import { takenName } from "./names.ts";
import { refuse, tooManyRules, unprovenOperators } from "./refusals.ts";
import { tooLong } from "./space.ts";
import {
  requireSight,
  disabledColumn,
  ownRuleset,
  rulesetKeyOfStep,
  rulesetNameOf,
  stepOf,
  stepsAt,
  type Routing,
  type Step,
} from "./rows.ts";

/** A stored rule, and what surrounds it. */
interface Found {
  readonly place: RulesetKey;
  readonly step: Step;
  readonly document: DecisionDocument;
  readonly rule: StoredRule;
  /** The rule was known by its name only, because its id is another one now. */
  readonly idRewritten: boolean;
  /** A step of the active configuration runs its rule set. */
  readonly inEffect: boolean;
}

async function toProperties(
  operation: OperationContext,
  found: Found,
  prior: Prior<RoutingRuleArguments>,
): Promise<ObservedRule & Observed<RoutingRuleOutputs>> {
  const { session } = operation;
  const { place, step, rule } = found;
  // A rule set is its row: what people call it is a label, and a new one is no reason to replace the rules.
  const name = prior.ruleset?.name ?? rulesetNameOf(step.ruleset);
  return {
    // A rule known by its id alone: an id of the same hash stands for the row id that nobody can tell.
    rowId: prior.rowId ?? ruleId(0, rule.element.getAttribute("id") ?? ""),
    organizationId: (await session.client.whoAmI()).organizationId,
    workstream: sameRowId(prior.workstream, place.workstream) ? prior.workstream : place.workstream,
    kind: place.kind,
    order: showOrder(found),
    ...(place.kind === "classification" ? { ruleset: { name, order: step.order } } : {}),
    ...(await toArguments(session, readRule(rule.element), prior)),
  };
}

/** Text instead of the number is drift that the next update repairs. */
function showOrder({ document, rule, idRewritten, inEffect }: Found): number | string {
  const { order = 0, hash = "" } = rule.managed ?? {};
  if (!inEffect) return `${order}, in a ruleset that is not in effect`;
  if (idRewritten) return `${order}, with an id that is not the provider's`;
  return standsInOrder(document, hash) ? order : `${order}, out of order`;
}

export const routingRule = defineResource(schema, {
  whileReplaced: "Conversations are routed without the rule in between.",
  idOf: idOfRule,

  exists: ruleStands,
  preflight: preflightRule,

  async list(operation) {
    const found = (await everyRouting(operation.session)).flatMap((routing) =>
      routing.steps.flatMap((step) => managedRules(routing, step)),
    );
    return Promise.all(found.map((one) => toProperties(operation, one, {})));
  },

  async read(operation, id, prior) {
    const { place, hash } = parseIdOfRule(id);
    const found = (await find(operation, place, hash, prior)) ?? (await findIdle(operation, place, hash, prior));
    if (found !== undefined) {
      warnOfSwitchedOff(operation, found);
      return toProperties(operation, found, prior);
    }
    await requireSight(operation.session, place);
    return undefined;
  },

  async reconcile(operation, inputs, prior) {
    refuse(operation.label, unwritable(inputs));
    refuse(operation.label, await unofferedNow(operation, inputs, prior));
    const place = rulesetKeyOf(inputs);
    const rule = await toRule(operation, inputs, prior);
    const hash = ruleHash(rule.rowId);
    const met: DecisionDocument[] = [];
    await submit({
      operation,
      place,
      hash,
      rulesetOrder: inputs.ruleset?.order,
      removes: false,
      needsOperators: usesUnproven(inputs),
      apply(stored, seen) {
        met.push(stored);
        refuse(operation.label, unprovenOperators(inputs, seen));
        const document = reclaimed(stored, rule.rowId, rule.order, prior?.name);
        if (findManagedRule(document, hash) === undefined)
          refuse(operation.label, [tooManyRules(document, place.kind)]);
        if (prior?.name !== rule.name)
          refuse(operation.label, [takenName(document, place, rule.name, { rowId: rule.rowId })]);
        const next = putRule(document, rule, seen, sequenceBefore(operation.session, place));
        refuse(operation.label, [tooLong(next.text.length, document.text.length)]);
        return next;
      },
    });
    const last = met.at(-1);
    if (last !== undefined) await warnOfOverflow(operation, inputs, last);
    return inputs;
  },

  async remove(operation, id, state) {
    const { place, hash } = parseIdOfRule(id);
    const change: Change = {
      operation,
      place,
      hash,
      removes: true,
      needsOperators: false,
      apply: (document) => removeRuleByHash(reclaimed(document, state.rowId, 0, state.name), hash),
    };
    await submit(change);
  },
});

async function find(
  operation: OperationContext,
  place: RulesetKey,
  hash: string,
  prior: Prior<RoutingRuleArguments>,
): Promise<Found | undefined> {
  const routing = (await everyRouting(operation.session)).find(({ workstream }) => workstream === place.workstream);
  const [step] = routing === undefined ? [] : stepsAt(routing, place, [hash]);
  return step && findIn(place, step, hash, prior, true);
}

/**
 * A rule in a rule set of ours that nothing runs, because people deleted its step or switched its configuration off. It
 * is not gone: taken for gone it would be made again under another id, if it was renamed since it was made, and stand
 * twice.
 */
async function findIdle(
  { session }: OperationContext,
  place: RulesetKey,
  hash: string,
  prior: Prior<RoutingRuleArguments>,
): Promise<Found | undefined> {
  const row = await session.once(`idle ruleset ${ownIds(place).ruleset}`, () => ownRuleset(session, place));
  return row && findIn(place, stepOf({}, row), hash, prior, false);
}

/** No difference of the rule: whoever switched it off in the admin center means it to stay as the program says, and rest. */
function warnOfSwitchedOff({ session, label }: OperationContext, { step, rule, idRewritten }: Found): void {
  const id = bareGuid(rule.element.getAttribute("id") ?? "");
  // The form of the column is not documented: a JSON array and a list were both expected by tools, ids stand in each.
  const off =
    JSON.stringify(step.ruleset?.[disabledColumn] ?? "").match(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/gi) ?? [];
  if (idRewritten || !off.some((one) => bareGuid(one) === id)) return;
  session.reporter.warn(
    `${label}: switched off in the admin center (ruleset "${rulesetNameOf(step.ruleset)}"), so it matches nothing until it is switched on there; Pulumi leaves it switched off`,
  );
}

function findIn(
  place: RulesetKey,
  step: Step,
  hash: string,
  prior: Prior<RoutingRuleArguments>,
  inEffect: boolean,
): Found | undefined {
  if (step.ruleset === undefined) return undefined;
  const stored = documentOf(step.ruleset, place.kind);
  const { rowId, order, name } = prior;
  const document = reclaimed(stored, rowId, typeof order === "number" ? order : 0, name);
  const rule = findManagedRule(document, hash);
  return rule === undefined ? undefined : { place, step, document, rule, idRewritten: document !== stored, inEffect };
}

/** That the designer keeps the ids of rules is assumed. Where it does not, a rule we know is recognised by its name. */
function reclaimed(
  document: DecisionDocument,
  rowId: string | undefined,
  order: number,
  name: string | undefined,
): DecisionDocument {
  return rowId === undefined || name === undefined ? document : reclaimRule(document, rowId, order, name);
}

function managedRules(routing: Routing, step: Step): Found[] {
  const place = rulesetKeyOfStep(routing, step);
  if (place === undefined || step.ruleset === undefined) return [];
  const document = documentOf(step.ruleset, place.kind);
  return document.rules
    .filter(({ managed }) => managed !== undefined)
    .map((rule) => ({ place, step, document, rule, idRewritten: false, inEffect: true }));
}
