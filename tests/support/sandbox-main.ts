/* The sandbox in a process of its own, which lives as long as its parent. */
import { type SandboxOptions, startSandbox } from "../../provider/sandbox/index.ts";

const sandbox = await startSandbox(JSON.parse(process.argv[2] ?? "{}") as SandboxOptions);
process.send?.({ url: sandbox.url, environment: sandbox.environment });
// Sends everything in the sandbox, for which there is no control route.
process.on("message", () => {
  process.send?.({ rows: sandbox.snapshot(), azure: sandbox.azure.save(), entra: sandbox.directory.save() });
});
process.once("disconnect", () => void sandbox.close());
