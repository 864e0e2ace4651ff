/* Finds Pulumi, or makes it, before tests count the time: a build takes minutes. */
import { locatePulumi } from "../../examples/runner/pulumi/locate.ts";

await locatePulumi((line) => process.stderr.write(`${line}\n`));
