/* Finds or builds Pulumi before the tests' time-outs start, because a build takes minutes. */
import { locatePulumi } from "../../examples/runner/pulumi/locate.ts";

await locatePulumi((line) => process.stderr.write(`${line}\n`));
