import type { CheckFailureOf } from "../../../schema/resource-schema.ts";
import type { RoutingRuleArguments } from "../../../schema/routing-rule.ts";
import type { Session } from "../../core/session.ts";
import type { Row } from "../../dataverse/types.ts";
import { equalsId, or } from "../../dataverse/filter.ts";
import { textIn } from "../../rows/row-values.ts";
import { stepTable, templateRulesetTable } from "../../rows/tables.ts";
import { ownIds, type RulesetKey } from "./place.ts";
import { configurationIdOf, rulesetIdOf, rulesetNameOf, type Routing } from "./rows.ts";

/**
 * A ruleset that a template names is linked to any number of workstreams, and read-only there; so is one that steps of
 * another configuration run. A rule in it would route conversations that the program does not point at. Asked of rulesets
 * that people made, once a process.
 */
export async function sharedRuleset(
  session: Session,
  place: RulesetKey,
  routing: Routing,
  ruleset: Row,
): Promise<CheckFailureOf<RoutingRuleArguments> | undefined> {
  const id = rulesetIdOf(ruleset);
  if (id === ownIds(place).ruleset) return undefined;
  const [templates, steps] = await Promise.all([templatesOf(session, id), stepsThatRun(session, id)]);
  const own = routing.configuration === undefined ? undefined : configurationIdOf(routing.configuration);
  const others = steps
    .map((step) => step["_msdyn_routingconfigurationid_value"])
    .filter((configuration) => typeof configuration === "string" && configuration !== own);
  const [template] = templates;
  if (template === undefined && others.length === 0) return undefined;
  return {
    code: "ruleset-shared",
    path: place.name === undefined ? "workstream" : "ruleset.name",
    reason: `the ruleset "${rulesetNameOf(ruleset)}" ${
      template === undefined
        ? `is run by another routing configuration, too (${others.join(", ")})`
        : `belongs to template "${textIn(template, "msdyn_name") ?? ""}", and a change of it reaches every workstream that links the template`
    }`,
    remedy:
      place.name === undefined
        ? "give the workstream a ruleset of its own in the admin center"
        : "use another ruleset name",
  };
}

/** Templates that hold the ruleset as draft or published, once a process. */
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
