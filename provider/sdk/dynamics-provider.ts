import * as pulumi from "@pulumi/pulumi";
import { secretKeys } from "../../schema/config.ts";
import { asSetting } from "../core/unusable-setting.ts";
import { checkInstallation } from "./beside-program.ts";
import { givenItsStack, withoutStacks } from "./program-line.ts";
import { whatToDo } from "../sentence.ts";
import { misnamed } from "./setting-names.ts";
import { shared } from "./shared.ts";

export type Setting = pulumi.Input<string | number | boolean> | undefined;

/**
 * What `Provider` does. To the engine it is the provider of all dynamic resources, so its settings have the same
 * namespace as in stack configuration.
 */
export abstract class DynamicsProvider extends pulumi.ProviderResource {
  constructor(name: string, settings: Readonly<Record<string, Setting>>, opts: pulumi.ResourceOptions | undefined) {
    checkInstallation();
    const failures = Object.entries(settings).flatMap(([key, value]) => failureOf(key, value));
    if (failures.length > 0)
      throw new pulumi.RunError(failures.map((failure) => `Provider "${name}" ${failure}`).join("\n"));
    const inputs = asInputs(name, settings);
    // The SDK counts its own ProviderResource as the class that extends its resource, so none of our frames may stay.
    const restore = withoutStacks(0);
    try {
      super("pulumi-nodejs", name, inputs, opts);
    } catch (error) {
      restore();
      throw givenItsStack(error);
    } finally {
      restore();
    }
    known.set(this, { name, environmentUrl: settings["environmentUrl"] });
  }
}

/** Says which environment a Provider serves. */
export interface ServedBy {
  readonly name: string;
  readonly environmentUrl: Setting;
}

const known = shared("providers", new WeakMap<object, ServedBy>());

/** `undefined` for a provider of another package. */
export function servedBy(provider: object): ServedBy | undefined {
  return known.get(provider);
}

/**
 * Programs run without a type check. A setting that is misspelled or empty would silently be replaced by a variable.
 */
function failureOf(key: string, value: unknown): string[] {
  const wrongName = misnamed(key);
  if (wrongName !== undefined) return [wrongName];
  if (value === undefined || pulumi.Output.isInstance(value) || value instanceof Promise) return [];
  if (value === null || value === "") {
    const what = value === null ? "null" : "empty";
    return [
      `${key}: is ${what}, and what the program names takes no value from elsewhere. ${whatToDo(giveOrLeaveOut)} [configuration]`,
    ];
  }
  if (["string", "number", "boolean"].includes(typeof value)) return [];
  return [`${key}: is neither text nor a number nor true or false. ${whatToDo(giveOrLeaveOut)} [configuration]`];
}

const secrets: readonly string[] = secretKeys;

const giveOrLeaveOut = "give it a value, or leave it out so that the variables apply";

function asInputs(name: string, settings: Readonly<Record<string, Setting>>): pulumi.Inputs {
  const given = Object.entries(settings).filter(([, value]) => value !== undefined);
  return Object.fromEntries(
    given.map(([key, value]) => {
      const text = pulumi.output(value).apply((plain) => settled(name, plain));
      return [`dynamics365:${key}`, secrets.includes(key) ? pulumi.secret(text) : text];
    }),
  );
}

/** In a preview, an output may have no value yet and get one in the deployment. */
function settled(provider: string, value: unknown): string | typeof pulumi.unknown {
  if (value === undefined || value === null) {
    return pulumi.runtime.isDryRun() ? pulumi.unknown : asSetting({ provider, fault: "came out empty" });
  }
  if (value === "") return asSetting({ provider, fault: "came out empty" });
  return typeof value === "object" ? asSetting({ provider, fault: "came out as an object" }) : String(value);
}
