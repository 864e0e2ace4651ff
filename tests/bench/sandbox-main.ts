/* The sandbox in a process of its own, for as long as its parent lives. */
import { startSandbox } from "../../provider/sandbox/index.ts";

const sandbox = await startSandbox({ latencyMs: Number(process.argv[2]) });
process.send?.({ url: sandbox.url, environment: sandbox.environment });
process.once("disconnect", () => void sandbox.close());
