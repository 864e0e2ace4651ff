import type { CheckFailureOf } from "../../../schema/resource-schema.ts";
import type { RoutingRuleArguments } from "../../../schema/routing-rule.ts";
import { stackTagOf } from "../../core/identity.ts";
import { sameName } from "../../../schema/names.ts";
import type { Session } from "../../core/session.ts";
import { equalsId, or } from "../../dataverse/filter.ts";
import type { Row } from "../../dataverse/types.ts";
import type { DecisionDocument, StoredRule } from "../../routing/document.ts";
import { belongsTo, ruleHash } from "../../routing/rule-id.ts";
import { textIn } from "../../rows/row-values.ts";
import { stepTable, templateRulesetTable } from "../../rows/tables.ts";
import { configurationIdOf, rulesetIdOf, rulesetNameOf, type Routing } from "./routing.ts";
import { ownIds, type RulesetKey } from "./ruleset-key.ts";

/** The rule that wants the name. */
export interface Claimant {
  readonly rowId: string;
  /** Its row before a replacement, which is removed before the new one is made. */
  readonly priorRow?: string | undefined;
  /**
   * Rows of the program's other rules, given in checks only. Without them, a rule of 0.1.0, which does not say whose it
   * is, keeps nobody from the name: while rules are written, it may be one of ours that is about to be renamed.
   */
  readonly siblings?: Iterable<string>;
}

/** Refuses a name that somebody else's rule of the ruleset has: people could not tell the two apart. */
export function takenName(
  document: DecisionDocument,
  key: RulesetKey,
  name: string,
  claimant: Claimant,
): CheckFailureOf<RoutingRuleArguments> | undefined {
  const { rowId, priorRow, siblings } = claimant;
  const own = [rowId, ...(priorRow === undefined ? [] : [priorRow])].map(ruleHash);
  // The designer may have given our rule another id. Then no rule has our id, and the one with our name is ours.
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
    reason: `${rulesetName(key)} has a rule "${other.element.getAttribute("name") ?? ""}" already, ${originOf(other)}`,
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

/**
 * Refuses a ruleset that other workstreams use, too: a template links it to any number of them, or steps of another
 * configuration run it. A rule in it would route conversations that the program never mentions. Only rulesets that people
 * made can be shared, and each is asked about once per process.
 */
export async function sharedRuleset(
  session: Session,
  key: RulesetKey,
  routing: Routing,
  ruleset: Row,
): Promise<CheckFailureOf<RoutingRuleArguments> | undefined> {
  const id = rulesetIdOf(ruleset);
  if (id === ownIds(key).ruleset) return undefined;
  const [templates, steps] = await Promise.all([templatesOf(session, id), stepsThatRun(session, id)]);
  const own = routing.configuration === undefined ? undefined : configurationIdOf(routing.configuration);
  const others = steps
    .map((step) => step["_msdyn_routingconfigurationid_value"])
    .filter((configuration) => typeof configuration === "string" && configuration !== own);
  const [template] = templates;
  if (template === undefined && others.length === 0) return undefined;
  const remedy =
    key.name === undefined
      ? "give the workstream a ruleset of its own in the admin center"
      : "use another ruleset name";
  const name = rulesetNameOf(ruleset);
  return {
    code: "ruleset-shared",
    path: key.name === undefined ? "workstream" : "ruleset.name",
    ...(template === undefined
      ? {
          reason: `another routing configuration also runs the ruleset "${name}"`,
          remedy: `${remedy}; this one is also in configuration ${others.join(", ")}`,
        }
      : {
          reason: `the ruleset "${name}" belongs to template "${textIn(template, "msdyn_name") ?? ""}", and a change to it reaches every workstream that uses the template`,
          remedy,
        }),
  };
}

/** The templates that have the ruleset as their draft or published one, asked for once per process. */
export function templatesOf(session: Session, id: string): Promise<readonly Row[]> {
  const { client } = session;
  return session.once(`templates of ruleset ${id}`, async () => {
    if ((await client.tableMetadata(templateRulesetTable)) === undefined) return [];
    return client.list(templateRulesetTable, {
      select: ["msdyn_name"],
      filter: or(equalsId("_msdyn_draftruleset_value", id), equalsId("_msdyn_publishedruleset_value", id)),
    });
  });
}

function stepsThatRun(session: Session, id: string): Promise<readonly Row[]> {
  return session.once(`steps of ruleset ${id}`, () =>
    session.client.list(stepTable, {
      select: ["_msdyn_routingconfigurationid_value"],
      filter: equalsId("_msdyn_rulesetid_value", id),
    }),
  );
}

export function managedRuleset(
  { name }: RulesetKey,
  ruleset: Row,
  solution: string,
): CheckFailureOf<RoutingRuleArguments> {
  return {
    code: "managed-row",
    path: name === undefined ? "workstream" : "ruleset.name",
    reason: `the ruleset "${rulesetNameOf(ruleset)}" belongs to the managed solution ${solution}`,
    remedy:
      name === undefined
        ? "make the rule where the solution is made, or use another workstream"
        : "make the rule where the solution is made, or use another ruleset name",
  };
}
