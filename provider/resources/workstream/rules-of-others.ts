import type { OperationContext } from "../../core/definition.ts";
import { ProviderError } from "../../errors.ts";
import { stackTagOf } from "../../core/identity.ts";
import type { StoredRule } from "../../routing/document.ts";
import { belongsTo } from "../../routing/rule-id.ts";
import { textIn } from "../../rows/row-values.ts";
import { everyRouting } from "../routing-rule/known-routing.ts";
import { documentOf, rulesetKeyOfStep, type Routing, type Step } from "../routing-rule/routing.ts";
import { namesOf } from "./rules-left.ts";

/**
 * Logs, once per process, which rules of people and of other stacks route the conversations of a workstream. They come
 * from the one read of all routing that rules use anyway. If that read fails, the refresh goes on without the message.
 */
export async function tellRulesOfOthers({ session, label }: OperationContext, workstream: string): Promise<void> {
  await session.once(`rules of others in ${workstream}`, async () => {
    const others = await rulesOfOthers(session, workstream);
    if (others.length === 0) return;
    session.reporter.info(
      `${label}: rules that this program does not manage are in the ruleset ${others.join("; in ")}`,
    );
  });
}

async function rulesOfOthers(session: OperationContext["session"], workstream: string): Promise<string[]> {
  try {
    const routing = (await everyRouting(session)).find((one) => one.workstream === workstream);
    return routing === undefined ? [] : routing.steps.flatMap((step) => inStep(routing, step));
  } catch (error) {
    if (error instanceof ProviderError) return [];
    throw error;
  }
}

function inStep(routing: Routing, step: Step): string[] {
  const key = rulesetKeyOfStep(routing, step);
  if (key === undefined || step.ruleset === undefined) return [];
  const stack = stackTagOf(routing.workstream);
  // Version 0.1.0 does not record the stack, so such a rule may be this stack's own.
  const isOther = ({ managed }: StoredRule): boolean =>
    managed === undefined || (stack !== undefined && managed.stack !== undefined && !belongsTo(managed, stack));
  const rules = documentOf(step.ruleset, key.kind).rules.filter(isOther);
  return rules.length === 0 ? [] : [`"${textIn(step.ruleset, "msdyn_name") ?? ""}": ${namesOf(rules, stack)}`];
}
