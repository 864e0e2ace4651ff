import type { OperationContext } from "../../core/definition.ts";
import { perSession } from "../../core/per-session.ts";
import type { Write } from "../../dataverse/types.ts";
import { isManaged } from "../../rows/managed-rows.ts";
import { unchangedSince } from "../../rows/row-version.ts";
import { ownIds } from "../routing-rule/ruleset-key.ts";
import { allRouting, configurationIdOf, rulesetIdOf, type Routing, type Step } from "../routing-rule/routing.ts";
import { templatesOf } from "../routing-rule/preflight-others.ts";
import { configurationTable, stepTable } from "../../rows/tables.ts";

/** Workstreams that this process deletes for good. Nothing lives on in them. */
const leavingOf = perSession(() => new Set<string>());

/** The steps whose rules live on without this workstream: in a template, or because another workstream runs them. */
export async function sharedAmong(
  { session, replaced }: OperationContext,
  { workstream }: Routing,
  steps: readonly Step[],
): Promise<readonly Step[]> {
  if (steps.length === 0) return [];
  const { routings } = await allRouting(session);
  const gone = leavingOf(session);
  // Recorded at once: if two workstreams go at the same time, only one may rely on the other.
  if (!replaced.has(workstream)) gone.add(workstream);
  const runElsewhere = new Set(
    routings
      .filter((one) => !gone.has(one.workstream) && one.workstream !== workstream)
      .flatMap((one) => one.steps.map(rulesetOf)),
  );
  const shared = await Promise.all(
    steps.map(async (step) => {
      const ruleset = rulesetOf(step);
      if (ruleset === undefined) return [];
      return runElsewhere.has(ruleset) || (await templatesOf(session, ruleset)).length > 0 ? [step] : [];
    }),
  );
  return shared.flat();
}

const rulesetOf = ({ ruleset }: Step): string | undefined => ruleset && rulesetIdOf(ruleset);

/**
 * Unlinks the workstream from rulesets that live on without it. A step left behind would claim that something still
 * runs them. Also deletes the configuration if it was made for our rules and holds nothing else.
 */
export function unlinks(routing: Routing, shared: readonly Step[]): Write[] {
  const steps = [...routing.steps, ...routing.idle];
  const links = steps.filter(({ id, row }) => shared.some((one) => one.id === id) && !isManaged(row));
  if (links.length === 0) return [];
  const { configuration, workstream } = routing;
  const own = ownIds({ workstream, kind: "routeToQueue" }).configuration;
  const isEmptied =
    configuration !== undefined && configurationIdOf(configuration) === own && links.length === steps.length;
  return [
    ...links.map(({ id }): Write => ({ kind: "delete", table: stepTable, id })),
    ...(isEmptied
      ? [{ kind: "delete", table: configurationTable, id: own, ...unchangedSince(configuration) } as const]
      : []),
  ];
}
