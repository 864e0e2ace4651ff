import type { RoutingRuleArguments } from "../../../schema/routing-rule.ts";
import { items, members, text, type WrittenMembers } from "../../../schema/written.ts";
import type { OperationContext } from "../../core/definition.ts";
import { endsAtFirstMatch, type DecisionDocument } from "../../routing/document.ts";

/**
 * Route to queue looks at all its rules, because the queue of the first match may overflow. A ruleset that ends at its
 * first match keeps that policy, and then overflow ends there, too. Told once for each ruleset and queue of a run.
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
