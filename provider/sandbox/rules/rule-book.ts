import type { Handler, Rule, RuleEvent, Stage } from "../store/rule.ts";

export interface RuleBook {
  run(stage: Stage, event: RuleEvent): void;
}

/** Finds the handlers of a write by stage, message and table. */
export function bindRules(rules: readonly Rule[]): RuleBook {
  const byPlace = new Map<string, Handler[]>();
  for (const handler of rules.flatMap((rule) => rule.handlers ?? [])) {
    for (const message of handler.messages) {
      const place = `${handler.stage}/${message}/${handler.table}`;
      byPlace.set(place, [...(byPlace.get(place) ?? []), handler]);
    }
  }
  return {
    run(stage, event) {
      for (const handler of byPlace.get(`${stage}/${event.message}/${event.table}`) ?? []) handler.run(event);
    },
  };
}
