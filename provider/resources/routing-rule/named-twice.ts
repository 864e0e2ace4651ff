import type { LookupKind } from "../../../schema/property.ts";
import type { Fault } from "../../../schema/resource-schema.ts";
import { isUnknown } from "../../../schema/unknown.ts";
import type { Operation, Properties } from "../../core/definition.ts";

/** One queue or skill that is named in two ways: by name and by id, or in another case. */
export async function namedTwice(operation: Operation, inputs: Properties): Promise<Fault[]> {
  const { queues, set } = inputs;
  const skills = (set as { readonly skills?: unknown } | null | undefined)?.skills;
  return [
    ...(await twins(operation, "queue", "queue", queues, "queues", "add the two percentages together")),
    ...(await twins(operation, "skill", "skill", skills, "set.skills", "keep one of the two")),
  ];
}

async function twins(
  { session }: Operation,
  kind: LookupKind,
  key: string,
  list: unknown,
  path: string,
  remedy: string,
): Promise<Fault[]> {
  const faults: Fault[] = [];
  const seen = new Map<string, string>();
  for (const [index, entry] of (Array.isArray(list) ? list : []).entries()) {
    const given = (entry as Properties | null)?.[key];
    if (typeof given !== "string" || isUnknown(given)) continue;
    const at = `${path}[${index}].${key}`;
    const { id } = await session.lookups.find(kind, given, at);
    const other = seen.get(id);
    if (other !== undefined)
      faults.push({ code: "duplicate", path: at, reason: `"${given}" and "${other}" are the same ${kind}`, remedy });
    seen.set(id, given);
  }
  return faults;
}
