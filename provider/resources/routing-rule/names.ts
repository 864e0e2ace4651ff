import type { CheckFailureOf } from "../../../schema/resource-schema.ts";
import type { RoutingRuleArguments } from "../../../schema/routing-rule.ts";
import { stackTagOf } from "../../core/identity.ts";
import { sameName } from "../../core/names.ts";
import type { DecisionDocument, StoredRule } from "../../routing/document.ts";
import { belongsTo, ruleHash } from "../../routing/rule-id.ts";
import type { RulesetKey } from "./place.ts";

/** The resource that wants the name. */
export interface Claimant {
  readonly rowId: string;
  /** The row it had before, which goes before this one is made. */
  readonly priorRow?: string | undefined;
  /**
   * Rows of other resources of the same program. Only where they are given are rules refused that tell no stack: while
   * rules are being written, one of them may be about to get another name.
   */
  readonly siblings?: Iterable<string>;
}

/** A rule of somebody else has the name: two rules of one name in a ruleset cannot be told apart by people. */
export function takenName(
  document: DecisionDocument,
  place: RulesetKey,
  name: string,
  claimant: Claimant,
): CheckFailureOf<RoutingRuleArguments> | undefined {
  const { rowId, priorRow, siblings } = claimant;
  const own = [rowId, ...(priorRow === undefined ? [] : [priorRow])].map(ruleHash);
  // The designer may have given our rule another id. It is known by its name, and by that of no rule being there.
  const isMissing = priorRow !== undefined && !document.rules.some(({ managed }) => own.includes(managed?.hash ?? ""));
  const ours = new Set(siblings === undefined ? [] : [...siblings].map(ruleHash));
  const isOther = ({ managed, element }: StoredRule): boolean => {
    if (!sameName(element.getAttribute("name") ?? "", name)) return false;
    if (managed === undefined) return !isMissing;
    if (own.includes(managed.hash) || belongsTo(managed, stackTagOf(rowId))) return false;
    return managed.stack === undefined ? siblings !== undefined && !ours.has(managed.hash) : true;
  };
  const other = document.rules.find(isOther);
  if (other === undefined) return undefined;
  return {
    code: "name-taken",
    path: "name",
    reason: `${rulesetName(place)} has a rule "${other.element.getAttribute("name") ?? ""}" already, ${originOf(other)}`,
    remedy: remedyFor(other),
  };
}

const rulesetName = ({ name }: RulesetKey): string =>
  name === undefined ? "the route-to-queue ruleset" : `the ruleset "${name}"`;

function originOf({ managed }: StoredRule): string {
  if (managed === undefined) return "made by people";
  return managed.stack === undefined
    ? "made by version 0.1.0 of this package"
    : `made by another stack (tag ${managed.stack})`;
}

function remedyFor({ managed }: StoredRule): string {
  const choice = "give this rule another name, or delete the other one";
  if (managed === undefined) return `${choice} in the admin center`;
  return managed.stack === undefined
    ? `${choice}; if it is this rule under another resource name, set the aliases option`
    : `${choice} from the program of its stack`;
}
