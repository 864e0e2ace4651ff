/** How Pulumi's state names what this package registers. State keeps both texts, so a released one never changes. */
export interface NameInState {
  /** The type token, which is part of the URN. */
  readonly token: string;
  /**
   * The line that loads the handlers. Pulumi stores it with every resource, in inputs and outputs, and runs it in the
   * plugin, from the program's directory. It contains no version, no path and no captured value. So an upgrade of this
   * package shows no diff, and `destroy` runs today's code.
   */
  readonly storedLine: string;
}

/** Version 0.1.0 stored the handlers of its resources by their bare names, as it did those of its look-ups. */
const resourcesOf010: readonly string[] = ["MessagingAccount", "CustomChannel", "Workstream", "RoutingRule"];

/** A resource may have the name of a look-up. They have different tokens and different handlers. */
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

/** What the engine gets instead of the stored line, for a resource that must not be created. It is never stored. */
export function refusingLine(reason: string): string {
  const failures = JSON.stringify([{ property: "", reason }]);
  return `exports.handler = () => ({ check: async () => ({ failures: ${failures} }) });`;
}

/** The input in which Pulumi keeps the line. */
export const storedLineInput = "__provider";
