import * as pulumi from "@pulumi/pulumi";

/** All failures of a stretch of the program, in one error, so that Pulumi prints it once. */
export class ProgramFailures extends pulumi.RunError {
  constructor(failures: readonly string[]) {
    const count = `${failures.length} fault${failures.length === 1 ? "" : "s"}`;
    const text = [`The program has ${count}; nothing was deployed.`, ...failures].join("\n");
    super(text);
    // The SDK puts the name of an input before the message, once for each resource that meets the error.
    Object.defineProperty(this, "message", { get: () => text, set: () => undefined });
  }
}
