import type { Session } from "../../core/session.ts";
import { operatorsIn } from "../../routing/document.ts";
import { documentOf } from "./document-write.ts";
import { everyRouting } from "./known-routing.ts";
import { rulesetKeyOfStep } from "./rows.ts";

/** Operator texts that rules in effect use, those of other workstreams included. A document that cannot be read shows none. */
export async function operatorsOfEnvironment(session: Session): Promise<ReadonlySet<string>> {
  const seen = new Set<string>();
  for (const routing of await everyRouting(session)) {
    for (const step of routing.steps) {
      const place = rulesetKeyOfStep(routing, step);
      if (place === undefined || step.ruleset === undefined) continue;
      try {
        for (const text of operatorsIn(documentOf(step.ruleset, place.kind))) seen.add(text);
      } catch {
        continue;
      }
    }
  }
  return seen;
}
