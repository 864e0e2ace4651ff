/**
 * The handlers as Pulumi stores them with every resource, in inputs and outputs. It is run in the plugin, from the
 * program's directory. No version, no path and no captured value stand in it, so an upgrade of this package shows no
 * diff, and `destroy` runs today's code.
 */
export function storedLine(handler: string): string {
  return `exports.handler = () => require("pulumi-dynamics365/handlers").${handler};`;
}

/** The input that Pulumi keeps the line in. */
export const storedLineInput = "__provider";
