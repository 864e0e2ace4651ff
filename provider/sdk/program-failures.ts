import * as pulumi from "@pulumi/pulumi";

/** All faults of a stretch of the program. One error for all resources, so that Pulumi prints it once. */
export class ProgramFailures extends pulumi.RunError {
  constructor(failures: readonly string[]) {
    const count = `${failures.length} fault${failures.length === 1 ? "" : "s"}`;
    const text = [`The program has ${count}; nothing was deployed.`, ...failures].join("\n");
    super(text);
    // The SDK writes the name of the input that it met an error in before the message, once for each resource.
    Object.defineProperty(this, "message", { get: () => text, set: () => undefined });
  }
}
