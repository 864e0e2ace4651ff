/*
 * What the service does by itself:
 * - nothing: it makes no routing configuration with a workstream, and does not put the writers of one document in order;
 * - a workstream's rules are XML documents in rulesets, which the steps of its active configuration run in their order;
 * - deleting a configuration or a ruleset leaves its steps behind, unlinked;
 * - it accepts any XML: what a document may say is only known from exports and from rules of live organizations.
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
import { bareGuid } from "../../routing/guid.ts";
import { putRule, reclaimRule, removeRuleByHash, standsInOrder } from "../../routing/placement.ts";
import { ruleHash, ruleId } from "../../routing/rule-id.ts";
import { readRule } from "../../routing/rule.ts";
import { submit } from "./change-queue.ts";
import type { Change } from "./document-changes.ts";
import { everyRouting, sequenceBefore } from "./known-routing.ts";
import { toArguments, toRule, type ObservedRule } from "./model.ts";
import { unofferedNow, unprovenOperators, usesUnprovenOperators } from "./preflight-conditions.ts";
import { takenName } from "./preflight-others.ts";
import { tooLong, tooManyRules } from "./preflight-space.ts";
import { preflightRule, refuse, ruleExists, unwritable, warnOfOverflow } from "./preflight.ts";
import {
  disabledColumn,
  documentOf,
  ownRuleset,
  requireSight,
  rulesetKeyOfStep,
  rulesetNameOf,
  stepOf,
  stepsAt,
  type Routing,
  type Step,
} from "./routing.ts";
import { idOfRule, ownIds, parseIdOfRule, rulesetKeyOf, type RulesetKey } from "./ruleset-key.ts";
import { configurationTable, queueTable, rulesetTable, stepTable, templateRulesetTable } from "../../rows/tables.ts";

/** A stored rule, and what surrounds it. */
interface Found {
  readonly key: RulesetKey;
  readonly step: Step;
  readonly document: DecisionDocument;
  readonly rule: StoredRule;
  /** Its id is another one now, so it was found by its name. */
  readonly idRewritten: boolean;
  /** A step of the active configuration runs its ruleset. */
  readonly inEffect: boolean;
}

async function toProperties(
  operation: OperationContext,
  found: Found,
  prior: Prior<RoutingRuleArguments>,
): Promise<ObservedRule & Observed<RoutingRuleOutputs>> {
  const { session } = operation;
  const { key, step, rule } = found;
  // People may rename a ruleset. It stays the same row, so its rules need no replacement.
  const name = prior.ruleset?.name ?? rulesetNameOf(step.ruleset);
  return {
    // An imported rule has no rowId we could recover, so any id with the same hash is used in its place.
    rowId: prior.rowId ?? ruleId(0, rule.element.getAttribute("id") ?? ""),
    organizationId: (await session.client.whoAmI()).organizationId,
    workstream: sameRowId(prior.workstream, key.workstream) ? prior.workstream : key.workstream,
    kind: key.kind,
    order: showOrder(found),
    ...(key.kind === "classification" ? { ruleset: { name, order: step.order } } : {}),
    ...(await toArguments(session, readRule(rule.element), prior)),
  };
}

/** A text instead of the number is drift, which the next update repairs. */
function showOrder({ document, rule, idRewritten, inEffect }: Found): number | string {
  const { order = 0, hash = "" } = rule.managed ?? {};
  if (!inEffect) return `${order}, in a ruleset that is not in effect`;
  if (idRewritten) return `${order}, with an id that is not the provider's`;
  return standsInOrder(document, hash) ? order : `${order}, out of order`;
}

export const routingRule = defineResource(schema, {
  whileReplaced: "Conversations are routed without the rule in between.",
  tables: [configurationTable, stepTable, rulesetTable, templateRulesetTable, queueTable],
  idOf: idOfRule,

  exists: ruleExists,
  preflight: preflightRule,

  async list(operation) {
    const found = (await everyRouting(operation.session)).flatMap((routing) =>
      routing.steps.flatMap((step) => managedRules(routing, step)),
    );
    return Promise.all(found.map((one) => toProperties(operation, one, {})));
  },

  async read(operation, id, prior) {
    const { key, hash } = parseIdOfRule(id);
    const found = (await find(operation, key, hash, prior)) ?? (await findIdle(operation, key, hash, prior));
    if (found !== undefined) {
      warnOfSwitchedOff(operation, found);
      return toProperties(operation, found, prior);
    }
    await requireSight(operation.session, key);
    return undefined;
  },

  async reconcile(operation, inputs, prior) {
    refuse(operation, unwritable(inputs));
    refuse(operation, await unofferedNow(operation, inputs, prior));
    const key = rulesetKeyOf(inputs);
    const rule = await toRule(operation, inputs, prior);
    const hash = ruleHash(rule.rowId);
    const composedFrom: DecisionDocument[] = [];
    await submit({
      operation,
      key,
      hash,
      rulesetOrder: inputs.ruleset?.order,
      removes: false,
      needsOperators: usesUnprovenOperators(inputs),
      apply(stored, operatorsInUse) {
        composedFrom.push(stored);
        refuse(operation, unprovenOperators(inputs, operatorsInUse));
        const document = reclaimed(stored, rule.rowId, rule.order, prior?.name);
        if (findManagedRule(document, hash) === undefined)
          refuse(operation, [tooManyRules(document.rules.length, key.kind)]);
        if (prior?.name !== rule.name) refuse(operation, [takenName(document, key, rule.name, { rowId: rule.rowId })]);
        const next = putRule(document, rule, operatorsInUse, sequenceBefore(operation.session, key));
        refuse(operation, [tooLong(next.text.length, document.text.length)]);
        return next;
      },
    });
    const last = composedFrom.at(-1);
    if (last !== undefined) await warnOfOverflow(operation, inputs, last);
    return inputs;
  },

  async remove(operation, id, state) {
    const { key, hash } = parseIdOfRule(id);
    const change: Change = {
      operation,
      key,
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
  key: RulesetKey,
  hash: string,
  prior: Prior<RoutingRuleArguments>,
): Promise<Found | undefined> {
  const routing = (await everyRouting(operation.session)).find(({ workstream }) => workstream === key.workstream);
  const [step] = routing === undefined ? [] : stepsAt(routing, key, [hash]);
  return step && findIn(key, step, hash, prior, true);
}

/**
 * A rule in a ruleset of ours that no step runs, because people deleted the step or deactivated its configuration. The
 * rule is not gone. If it were made again after it was renamed, it would get another id, and the document would hold it
 * twice.
 */
async function findIdle(
  { session }: OperationContext,
  key: RulesetKey,
  hash: string,
  prior: Prior<RoutingRuleArguments>,
): Promise<Found | undefined> {
  const row = await session.once(`idle ruleset ${ownIds(key).ruleset}`, () => ownRuleset(session, key));
  return row && findIn(key, stepOf({}, row), hash, prior, false);
}

/** A rule that somebody switched off in the admin center still says what the program says, so this is no drift. */
function warnOfSwitchedOff({ session, label }: OperationContext, { step, rule, idRewritten }: Found): void {
  const id = bareGuid(rule.element.getAttribute("id") ?? "");
  // The form of the column is not documented. Tools expect a JSON array or a list; both hold ids.
  const off =
    JSON.stringify(step.ruleset?.[disabledColumn] ?? "").match(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/gi) ?? [];
  if (idRewritten || !off.some((one) => bareGuid(one) === id)) return;
  session.reporter.warn(
    `${label}: switched off in the admin center (ruleset "${rulesetNameOf(step.ruleset)}"), so it matches nothing until it is switched on there; Pulumi leaves it switched off`,
  );
}

function findIn(
  key: RulesetKey,
  step: Step,
  hash: string,
  prior: Prior<RoutingRuleArguments>,
  inEffect: boolean,
): Found | undefined {
  if (step.ruleset === undefined) return undefined;
  const stored = documentOf(step.ruleset, key.kind);
  const { rowId, order, name } = prior;
  const document = reclaimed(stored, rowId, typeof order === "number" ? order : 0, name);
  const rule = findManagedRule(document, hash);
  return rule === undefined ? undefined : { key, step, document, rule, idRewritten: document !== stored, inEffect };
}

/** That the designer keeps the ids of rules is assumed. If it does not, a rule that we know is recognised by its name. */
function reclaimed(
  document: DecisionDocument,
  rowId: string | undefined,
  order: number,
  name: string | undefined,
): DecisionDocument {
  return rowId === undefined || name === undefined ? document : reclaimRule(document, rowId, order, name);
}

function managedRules(routing: Routing, step: Step): Found[] {
  const key = rulesetKeyOfStep(routing, step);
  if (key === undefined || step.ruleset === undefined) return [];
  const document = documentOf(step.ruleset, key.kind);
  return document.rules
    .filter(({ managed }) => managed !== undefined)
    .map((rule) => ({ key, step, document, rule, idRewritten: false, inEffect: true }));
}
