import { checkVariables, variableUses } from "./context-variables.ts";
import { limits } from "./limits.ts";
import { nameKey, sameName } from "./names.ts";
import type { CheckFailure, DeclaredResource, PartOf, ProgramRule, ReportFailure } from "./resource-schema.ts";
import type { RoutingRuleArguments } from "./routing-rule.ts";
import { workstream } from "./workstream.ts";
import { members, text, type WrittenMembers } from "./written.ts";

type RuleArguments = WrittenMembers<RoutingRuleArguments>;
type DeclaredRule = DeclaredResource<RoutingRuleArguments>;

/** A rule has no row of its own. All rules of a ruleset share one document, which is deleted with the workstream. */
export const partOfWorkstream: PartOf<"workstream"> = {
  argument: "workstream",
  keptAlone: (rule = "the rule"): CheckFailure => ({
    code: "option-refused",
    path: "",
    reason: `retainOnDelete would keep ${rule}, but destroying the workstream deletes its rules`,
    remedy: "give the workstream retainOnDelete as well, or remove it from the rule",
  }),
};

/** Two rules cannot share this key in one environment. */
export function ruleKey({ workstream: of, kind, ruleset, name }: RuleArguments): readonly unknown[] {
  return [of, kind, ...(kind === "routeToQueue" ? [] : [members(ruleset)?.name]), name];
}

function rulesetOf({ workstream: of, kind, ruleset }: RuleArguments): string | undefined {
  const reference = text(of);
  if (reference === undefined) return undefined;
  if (kind === "routeToQueue") return `${reference}/`;
  const name = text(members(ruleset)?.name);
  // Without the key, two spellings would share one ruleset unnoticed.
  return name === undefined ? undefined : `${reference}/${nameKey(name)}`;
}

const rulesHaveNamesOfTheirOwn: ProgramRule<RoutingRuleArguments> = (rule, { siblings }, report) => {
  const ruleset = rulesetOf(rule.values);
  const name = text(rule.values.name);
  if (ruleset === undefined || name === undefined) return;
  // Two spellings that already exist are accepted, so at least one of them must be new.
  const twin = siblings.find(
    (other) =>
      rulesetOf(other.values) === ruleset &&
      (other.values.name === name ||
        (sameName(text(other.values.name), name) && (rule.isNewName === true || other.isNewName === true))),
  );
  if (twin === undefined) return;
  report({
    code: "duplicate",
    path: "name",
    reason: `${twin.label} has this name as well, in the same ruleset`,
    remedy: "give each rule of a ruleset a name of its own",
  });
};

const rulesetsStayWithinLimits: ProgramRule<RoutingRuleArguments> = ({ values }, { siblings }, report) => {
  const ruleset = rulesetOf(values);
  const { kind } = values;
  if (ruleset === undefined || (kind !== "routeToQueue" && kind !== "classification")) return;
  const inRuleset = siblings.filter((other) => rulesetOf(other.values) === ruleset);
  const most = limits.rulesOfRuleset[kind];
  // Reported once, by the first rule that is too many.
  if (inRuleset.length === most) {
    report({
      code: "over-limit",
      path: "",
      reason: `is rule ${inRuleset.length + 1} of its ruleset, and a ${kind} ruleset holds ${most}`,
      remedy:
        kind === "classification"
          ? "move rules to another ruleset"
          : "merge rules, or share conversations out by percentage",
    });
  }
  if (kind === "classification") classificationRulesets(values, ruleset, inRuleset, siblings, report);
};

function classificationRulesets(
  values: RuleArguments,
  ruleset: string,
  inRuleset: readonly DeclaredRule[],
  siblings: readonly DeclaredRule[],
  report: ReportFailure<RoutingRuleArguments>,
): void {
  const order = orderOf(values);
  const contradiction = inRuleset.find((other) => {
    const theirs = orderOf(other.values);
    return typeof theirs === "number" && typeof order === "number" && theirs !== order;
  });
  if (contradiction !== undefined) {
    report({
      code: "conflicting-arguments",
      path: "ruleset.order",
      reason: `${contradiction.label} gives the same ruleset another order`,
      remedy: "give all rules of a ruleset the same ruleset order",
    });
  }
  const ofWorkstream = siblings.filter(
    (other) => other.values.kind === "classification" && text(other.values.workstream) === text(values.workstream),
  );
  // Reported once, by the first rule of the ruleset.
  const neighbour = ofWorkstream.find(
    (other) =>
      inRuleset.length === 0 &&
      rulesetOf(other.values) !== ruleset &&
      typeof order === "number" &&
      orderOf(other.values) === order,
  );
  if (neighbour !== undefined) {
    report({
      code: "duplicate",
      path: "ruleset.order",
      reason: `${neighbour.label} gives another ruleset of the workstream the same order, and rulesets run one after the other`,
      remedy: "give each ruleset of a workstream an order of its own",
    });
  }
  const most = limits.classificationRulesets;
  const rulesets = new Set(ofWorkstream.map((other) => rulesetOf(other.values)));
  if (rulesets.size === most && !rulesets.has(ruleset)) {
    report({
      code: "over-limit",
      path: "ruleset.name",
      reason: `would be ruleset ${most + 1}, and a workstream has at most ${most}`,
      remedy: "use one of the existing rulesets",
    });
  }
}

function orderOf({ ruleset }: RuleArguments): unknown {
  return members(ruleset)?.order;
}

const rulesNameKnownVariables: ProgramRule<RoutingRuleArguments> = ({ values }, { declared }, report) =>
  checkVariables(variableUses(values), declared(workstream, values.workstream)?.contextVariables, report);

/** The rules across the routing rules of a program. */
export const rulesAcrossRules = [rulesHaveNamesOfTheirOwn, rulesetsStayWithinLimits, rulesNameKnownVariables];
