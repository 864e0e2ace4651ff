import { isUnknown } from "../../../schema/unknown.ts";
import type { Operation, Properties } from "../../core/definition.ts";
import { endsAtFirstMatch, type DecisionDocument } from "../../routing/document.ts";

/**
 * Route to queue looks at all its rules, because the queue of the first match may overflow. A ruleset that ends at its
 * first match keeps that policy, and then overflow ends there, too. Told once for each ruleset and queue of a run.
 */
export async function warnOfOverflow(
  { session, label }: Operation,
  inputs: Properties,
  document: DecisionDocument,
): Promise<void> {
  if (inputs["kind"] !== "routeToQueue" || !endsAtFirstMatch(document)) return;
  for (const { text, path } of queuesOf(inputs)) {
    const { id, names, traits } = await session.lookups.find("queue", text, path);
    if (traits?.includes("overflows") !== true) continue;
    await session.once(`overflow of ${id} in ${String(inputs["workstream"])}`, async () => {
      session.reporter.warn(
        `${label}: the queue "${names[0] ?? id}" can overflow, and the route-to-queue ruleset of the workstream ends at its first match (hit policy First), so a conversation that overflows goes on to no other matching rule. If it should, set the hit policy to All in the admin center`,
      );
      return Promise.resolve();
    });
  }
}

function queuesOf({ queue, queues }: Properties): { readonly text: string; readonly path: string }[] {
  const shares: readonly unknown[] = Array.isArray(queues) ? queues : [];
  const named = [
    { text: queue, path: "queue" },
    ...shares.map((share, index) => ({
      text: typeof share === "object" && share !== null && "queue" in share ? share.queue : undefined,
      path: `queues[${index}].queue`,
    })),
  ];
  return named.flatMap(({ text, path }) => (typeof text === "string" && !isUnknown(text) ? [{ text, path }] : []));
}
