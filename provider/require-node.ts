import { nodeVersionFault } from "./node-version.ts";

const fault = nodeVersionFault();
if (fault !== undefined) {
  const error = new Error(fault);
  // Pulumi prints the stack of what a program throws, and this is not about a line of it.
  error.stack = fault;
  throw error;
}
