import { isObject } from "../json-object.ts";
import type { Properties } from "./properties.ts";

export type ChangeKind = "add" | "add-replace" | "delete" | "delete-replace" | "update" | "update-replace";

/** Path of a property (`properties.sites[0].siteName`) → what happens to it. */
export type Difference = ReadonlyMap<string, ChangeKind>;

/**
 * Compares inputs with inputs. A value that is not known yet differs from any known one, and counts as one change at
 * its own path. So an object that is unknown as a whole does not change the members that would force a replacement.
 *
 * @param replaces paths that force a replacement; members of arrays are written `sites[].siteName`, and `*` means all.
 */
export function difference(olds: Properties, news: Properties, replaces: ReadonlySet<string>): Difference {
  const changes = new Map<string, ChangeKind>();
  compareObjects(olds, news, "", (path, kind) => {
    const place = path.replaceAll(/\[\d+\]/g, "[]");
    changes.set(path, forcesReplacement(place, replaces) ? `${kind}-replace` : kind);
  });
  return changes;
}

export function isReplacement(changes: Difference): boolean {
  return [...changes.values()].some((kind) => kind.endsWith("-replace"));
}

type Report = (path: string, kind: "add" | "delete" | "update") => void;

function compareObjects(olds: Properties, news: Properties, prefix: string, report: Report): void {
  for (const key of new Set([...Object.keys(olds), ...Object.keys(news)])) {
    compare(olds[key], news[key], prefix === "" ? key : `${prefix}.${key}`, report);
  }
}

function compare(before: unknown, after: unknown, path: string, report: Report): void {
  if (before === undefined && after === undefined) return;
  if (before === undefined) return report(path, "add");
  if (after === undefined) return report(path, "delete");
  if (Array.isArray(before) && Array.isArray(after)) {
    const length = Math.max(before.length, after.length);
    for (let index = 0; index < length; index += 1) {
      compare(before[index], after[index], `${path}[${index}]`, report);
    }
    return;
  }
  if (isObject(before) && isObject(after)) return compareObjects(before, after, path, report);
  if (before !== after) report(path, "update");
}

function forcesReplacement(place: string, replaces: ReadonlySet<string>): boolean {
  if (replaces.has("*")) return true;
  return [...replaces].some((path) => place === path || place.startsWith(`${path}.`) || place.startsWith(`${path}[`));
}
