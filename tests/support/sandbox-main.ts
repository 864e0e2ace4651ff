/* The sandbox in a process of its own, for as long as its parent lives. */
import { type SandboxOptions, startSandbox } from "../../provider/sandbox/index.ts";

const sandbox = await startSandbox(JSON.parse(process.argv[2] ?? "{}") as SandboxOptions);
process.send?.({ url: sandbox.url, environment: sandbox.environment });
// All that stands, which has no control route.
process.on("message", () => {
  process.send?.({ rows: sandbox.snapshot(), azure: sandbox.azure.save(), entra: sandbox.directory.save() });
});
process.once("disconnect", () => void sandbox.close());
