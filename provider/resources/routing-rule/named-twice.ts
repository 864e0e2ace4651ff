import type { LookupKind } from "../../../schema/property.ts";
import type { CheckFailureOf } from "../../../schema/resource-schema.ts";
import type { RoutingRuleArguments } from "../../../schema/routing-rule.ts";
import { known, type Unknowable } from "../../../schema/unknown.ts";
import type { OperationContext } from "../../core/definition.ts";
import type { Unresolved } from "../../core/typed-values.ts";

type RuleFailure = CheckFailureOf<RoutingRuleArguments>;

/** One queue or skill that is named in two ways: by name and by id, or in another case. */
export async function namedTwice(
  operation: OperationContext,
  inputs: Unresolved<RoutingRuleArguments>,
): Promise<RuleFailure[]> {
  const queues = known(inputs.queues) ?? [];
  const skills = known(known(inputs.set)?.skills) ?? [];
  return [
    ...(await twins(
      operation,
      "queue",
      queues.map((share) => known(share)?.queue),
      (index) => `queues[${index}].queue`,
      "add the two percentages together",
    )),
    ...(await twins(
      operation,
      "skill",
      skills.map((require) => known(require)?.skill),
      (index) => `set.skills[${index}].skill`,
      "keep one of the two",
    )),
  ];
}

async function twins(
  { session }: OperationContext,
  kind: LookupKind,
  names: readonly Unknowable<string | undefined>[],
  pathOf: (index: number) => RuleFailure["path"],
  remedy: string,
): Promise<RuleFailure[]> {
  const failures: RuleFailure[] = [];
  const seen = new Map<string, string>();
  for (const [index, name] of names.entries()) {
    const given = known(name);
    if (given === undefined) continue;
    const path = pathOf(index);
    const { id } = await session.lookups.find(kind, given, path);
    const other = seen.get(id);
    if (other !== undefined)
      failures.push({ code: "duplicate", path, reason: `"${given}" and "${other}" are the same ${kind}`, remedy });
    seen.set(id, given);
  }
  return failures;
}
