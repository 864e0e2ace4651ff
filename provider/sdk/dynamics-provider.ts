import * as pulumi from "@pulumi/pulumi";
import { configuration, configurationKeys, type ConfigurationKey } from "../../schema/config.ts";
import { propertyFacts } from "../../schema/property.ts";
import { nearestNames, orList } from "../core/nearest.ts";

export type Setting = pulumi.Input<string | number | boolean> | undefined;

/**
 * What `Provider` does. To the engine it is the provider of all dynamic resources, so its settings carry the namespace
 * that stack configuration has, too.
 */
export abstract class DynamicsProvider extends pulumi.ProviderResource {
  constructor(name: string, settings: Readonly<Record<string, Setting>>, opts: pulumi.ResourceOptions | undefined) {
    refuseUnknown(name, settings);
    super("pulumi-nodejs", name, asInputs(settings), opts);
  }
}

/** Programs run without a type check: a misspelt setting would silently leave its place to a variable. */
function refuseUnknown(name: string, settings: object): void {
  const keys: readonly string[] = configurationKeys;
  const unknown = Object.keys(settings).find((key) => !keys.includes(key));
  if (unknown === undefined) return;
  throw new pulumi.RunError(
    `Provider "${name}" has no setting "${unknown}". Do this: write ${orList(nearestNames(unknown, keys))}.`,
  );
}

function asInputs(settings: Readonly<Record<string, Setting>>): pulumi.Inputs {
  const given = Object.entries(settings).filter(([, value]) => value !== undefined);
  return Object.fromEntries(
    given.map(([key, value]) => {
      const text = pulumi.output(value).apply((plain) => (plain === undefined ? undefined : String(plain)));
      return [`dynamics365:${key}`, isSecret(key as ConfigurationKey) ? pulumi.secret(text) : text];
    }),
  );
}

function isSecret(key: ConfigurationKey): boolean {
  return propertyFacts.get(configuration.shape[key])?.secret === true;
}
