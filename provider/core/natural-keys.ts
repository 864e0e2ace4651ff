import type { ResourceType } from "../../schema/resource-schema.ts";
import { isUnknown } from "../../schema/unknown.ts";
import { nameKey } from "./names.ts";

/**
 * A resource of another `Provider` that shares a natural key with this one. Each Provider has a process of its own, so
 * only the program sees both resources, and only check knows whether both are in the same environment.
 */
export interface Rival {
  readonly type: ResourceType;
  /** Pulumi name. */
  readonly name: string;
  /** Name of its `Provider`. Missing if it uses the stack configuration. */
  readonly provider?: string;
  /** Environment as the program or the stack names it. Missing if the environment variable applies. */
  readonly environmentUrl?: string;
  /** The arguments that identify it. */
  readonly values: Readonly<Record<string, unknown>>;
}

/** Arguments that tell two resources of one environment apart. */
export const identifyingArguments: Readonly<Record<ResourceType, readonly string[]>> = {
  MessagingAccount: ["appId", "name", "allowDuplicateName"],
  CustomChannel: ["name", "allowDuplicateName", "account", "channelType"],
  Workstream: ["name", "allowDuplicateName"],
  RoutingRule: ["workstream", "kind", "ruleset", "name"],
};

type Values = Readonly<Record<string, unknown>>;

const keysOf: Readonly<Record<ResourceType, (values: Values) => unknown[][]>> = {
  MessagingAccount: ({ appId, name }) => [
    ["app id", appId],
    ["name", name],
  ],
  CustomChannel: ({ name, account, channelType }) => [
    ["name", name],
    channelType === "DirectLine" ? ["account", account] : [],
  ],
  Workstream: ({ name }) => [["name", name]],
  RoutingRule: ({ workstream, kind, ruleset, name }) => [
    [workstream, kind, ...(kind === "routeToQueue" ? [] : [rulesetName(ruleset)]), name],
  ],
};

/** Two resources of one kind that share one of these texts cannot exist in the same environment. */
export function naturalKeysOf(type: ResourceType, values: Values): string[] {
  return keysOf[type](values)
    .filter((parts) => parts.length > 0 && parts.every((part) => typeof part === "string" && !isUnknown(part)))
    .map((parts) => JSON.stringify([type, ...parts.map((part) => nameKey(String(part)))]));
}

function rulesetName(ruleset: unknown): unknown {
  return typeof ruleset === "object" && ruleset !== null && "name" in ruleset ? ruleset.name : undefined;
}
