/**
 * The handlers as Pulumi stores them with every resource, in inputs and outputs. It is run in the plugin, from the
 * program's directory. No version, no path and no captured value stand in it, so an upgrade of this package shows no
 * diff, and `destroy` runs today's code.
 */
export function storedLine(handler: string): string {
  return `exports.handler = () => require("pulumi-dynamics365/handlers").${handler};`;
}

/** What the engine gets in the place of the stored line for a resource that must not be made. It is never stored. */
export function refusingLine(reason: string): string {
  const failures = JSON.stringify([{ property: "", reason }]);
  return `exports.handler = () => ({ check: async () => ({ failures: ${failures} }) });`;
}

/** The input that Pulumi keeps the line in. */
export const storedLineInput = "__provider";
