import * as pulumi from "@pulumi/pulumi";

/**
 * The preview of an update knows inputs only: there, an output that check carries along as a hidden input takes its
 * value from that input. A create has none, and its output stays unknown.
 */
export function knownInPreview(output: unknown, carried: unknown): unknown {
  if (!pulumi.runtime.isDryRun() || !pulumi.Output.isInstance(output)) return output;
  // An output that rejects says so itself.
  return pulumi.output(
    isKnown(output).then(
      (known) => (known ? output : carried),
      () => output,
    ),
  );
}

/** The SDK keeps it beside each output, and declares it to nobody. */
async function isKnown(output: object): Promise<boolean> {
  return (await Reflect.get(output, "isKnown")) === true;
}
