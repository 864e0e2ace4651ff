/* Finds Pulumi, or makes it, before tests count the time: a build takes minutes. */
import { locatePulumi } from "../../provider/cli/toolchain/locate.ts";

await locatePulumi((line) => process.stderr.write(`${line}\n`));
