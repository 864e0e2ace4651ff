import { isDeepStrictEqual } from "node:util";
import { isUnknown } from "../../schema/unknown.ts";

/**
 * Whether the resource option `replaceOnChanges` names a change in an argument. The engine applies the option to the
 * properties that a provider reports as changed, but Pulumi's plugin for dynamic providers reports none.
 */
export function isNamedToReplace(paths: readonly string[], argument: string, before: unknown, after: unknown): boolean {
  return paths.some((path) => {
    const [head, ...inner] = partsOf(path);
    if (head !== argument && head !== "*") return false;
    return !isDeepStrictEqual(valuesAlong(before, inner), valuesAlong(after, inner));
  });
}

/** Splits `a.b[0]["c d"][*]` into parts, as Pulumi reads it. */
function partsOf(path: string): string[] {
  return [...path.matchAll(/\["((?:[^"\\]|\\.)*)"\]|([^.[\]]+)/g)].map(
    ([, quoted, plain]) => quoted?.replaceAll(/\\(.)/g, "$1") ?? plain ?? "",
  );
}

function valuesAlong(value: unknown, [part, ...rest]: readonly string[]): unknown[] {
  if (part === undefined || isUnknown(value)) return [value];
  if (typeof value !== "object" || value === null) return [];
  const members = Object.entries(value).filter(([key]) => part === "*" || key === part);
  return members.flatMap(([, inner]) => valuesAlong(inner, rest));
}
