import { nodeVersionFault } from "../node-version.ts";

const fault = nodeVersionFault();
if (fault !== undefined) {
  process.stderr.write(`${fault}\n`);
  process.exit(1);
}
