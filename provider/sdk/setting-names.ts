import * as pulumi from "@pulumi/pulumi";
import { configurationKeys } from "../../schema/config.ts";
import { foreignName } from "../../schema/foreign-text.ts";
import { nearestNames, suggestion } from "../../schema/nearest.ts";
import { whatToDo } from "../sentence.ts";

const keys: readonly string[] = configurationKeys;

/** What is wrong with an unknown key. A misspelled key would silently be replaced by a variable. */
export function misnamed(key: string, written = key): string | undefined {
  if (keys.includes(key)) return undefined;
  return `has no setting "${foreignName(written)}". ${whatToDo(suggestion(key, keys))} [configuration]`;
}

const namespace = "dynamics365:";

/**
 * Failures of the stack's keys. An unknown key that resembles none of ours may belong to the program, so it is only a
 * warning. Refresh and destroy run no program. There, the check of the organization refuses a wrong environment.
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
