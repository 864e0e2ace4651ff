import * as pulumi from "@pulumi/pulumi";

/**
 * The preview of an update knows inputs only. If check carries an output along as a hidden input, the output takes its
 * value from there. For a create there is no such input, so the output stays unknown.
 */
export function knownInPreview(output: unknown, carried: unknown): unknown {
  if (!pulumi.runtime.isDryRun() || !pulumi.Output.isInstance(output)) return output;
  // If the output rejects, whoever uses it gets the error.
  return pulumi.output(
    isKnown(output).then(
      (known) => (known ? output : carried),
      () => output,
    ),
  );
}

/** The SDK has this property on each output, but does not declare it. */
async function isKnown(output: object): Promise<boolean> {
  return (await Reflect.get(output, "isKnown")) === true;
}
