/**
 * How Pulumi's state names what this package registers. State keeps both texts, so none that a release wrote ever
 * changes.
 */
export interface NameInState {
  /** Type token: part of the URN. */
  readonly token: string;
  /**
   * The handlers, which Pulumi stores with every resource, in inputs and outputs. The line is run in the plugin, from
   * the program's directory. No version, no path and no captured value stand in it, so an upgrade of this package shows
   * no diff, and `destroy` runs today's code.
   */
  readonly storedLine: string;
}

/** Version 0.1.0 stored the handlers of its resources by their bare names, as it did those of its look-ups. */
const resourcesOf010: readonly string[] = ["MessagingAccount", "CustomChannel", "Workstream", "RoutingRule"];

/** A resource may have the name of a look-up: they share neither token nor handlers. */
export function resourceInState(type: string): NameInState {
  return {
    token: `pulumi-nodejs:dynamics365:${type}`,
    storedLine: storedLine(resourcesOf010.includes(type) ? type : `resources.${type}`),
  };
}

export type LookupType =
  "Queue" | "Language" | "CapacityProfile" | "SessionTemplate" | "NotificationTemplate" | "MessagingAccount";

export function lookupInState(type: LookupType): NameInState {
  return { token: `pulumi-nodejs:dynamics365/lookup:${type}`, storedLine: storedLine(`lookups.${type}`) };
}

function storedLine(handler: string): string {
  return `exports.handler = () => require("pulumi-dynamics365/handlers").${handler};`;
}

/** What the engine gets in the place of the stored line for a resource that must not be made. It is never stored. */
export function refusingLine(reason: string): string {
  const failures = JSON.stringify([{ property: "", reason }]);
  return `exports.handler = () => ({ check: async () => ({ failures: ${failures} }) });`;
}

/** The input that Pulumi keeps the line in. */
export const storedLineInput = "__provider";
