import * as pulumi from "@pulumi/pulumi";
import { configurationKeys } from "../../schema/config.ts";
import { foreignName } from "../../schema/foreign-text.ts";
import { nearestNames, suggestion } from "../../schema/nearest.ts";
import { whatToDo } from "../core/sentence.ts";

const keys: readonly string[] = configurationKeys;

/** What is wrong with a key that no setting has: misspelt, it would silently leave its place to a variable. */
export function misnamed(key: string, written = key): string | undefined {
  if (keys.includes(key)) return undefined;
  return `has no setting "${foreignName(written)}" [configuration]. ${whatToDo(suggestion(key, keys))}`;
}

const namespace = "dynamics365:";

/**
 * Faults of the stack's own keys. A key like none of ours may be the program's own, so it is warned of. Refresh and
 * destroy run no program; there, another environment than the stack's own is refused by its organization.
 */
export function stackFailures(): string[] {
  const given = Object.keys(pulumi.runtime.allConfig()).filter((key) => key.startsWith(namespace));
  return given.flatMap((written) => {
    const key = written.slice(namespace.length);
    const failure = misnamed(key, written);
    if (failure === undefined) return [];
    if (nearestNames(key, keys).length > 0) return [`The stack ${failure}`];
    void pulumi.log.warn(`The stack ${failure}`);
    return [];
  });
}
