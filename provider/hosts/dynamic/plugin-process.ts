import { configurationKeys, type ConfigurationKey } from "../../../schema/config.ts";
import { openSession, type ConfigurationValues } from "../session.ts";
import { Run } from "../../core/run.ts";
import type { Session } from "../../core/session.ts";
import type { Reporter } from "../../dataverse/types.ts";
import { endWithEngine, engineAddressIn } from "./engine-watch.ts";

/** What Pulumi hands to `configure`. */
export interface ConfigureRequest {
  readonly config: { get(key: string): string | undefined };
}

/** The engine shows what a plugin prints, as information of the stack. */
const reporter: Reporter = {
  info: (message) => void process.stdout.write(`${message}\n`),
  warn: (message) => void process.stdout.write(`warning: ${message}\n`),
};

/*
 * A plugin outlives an engine that was killed. Its next line meets a closed pipe, and Pulumi's own handler of uncaught
 * errors would write that error to a closed pipe again, for ever. Nobody is left to tell anything, so the process ends.
 */
for (const stream of [process.stdout, process.stderr]) stream.on("error", () => process.exit(1));

const engineAddress = engineAddressIn(process.argv);
if (engineAddress !== undefined) endWithEngine(engineAddress, () => process.exit(1));

/*
 * Pulumi starts one process for each engine run and provider, and all resources in it share that provider's
 * configuration. `configure` comes once for each stored line; in refresh and destroy, operations start while it is
 * still awaited, so it stores the configuration before anything else and opens nothing.
 */
let values: ConfigurationValues = {};
let session: Promise<Session | undefined> | undefined;

export const run = new Run(
  () => (session ??= Promise.resolve().then(() => openSession(values, process.env, reporter))),
);

export function configure({ config }: ConfigureRequest): void {
  const given = configurationKeys.flatMap((key): [ConfigurationKey, string][] => {
    const value = config.get(`dynamics365:${key}`);
    return value === undefined ? [] : [[key, value]];
  });
  values = Object.fromEntries(given);
}
