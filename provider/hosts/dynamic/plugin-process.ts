import { configurationKeys, type ConfigurationKey } from "../../../schema/config.ts";
import { openSession, type ConfigurationValues } from "../session.ts";
import { Run } from "../../core/run.ts";
import type { Session } from "../../core/session.ts";
import type { Reporter } from "../../dataverse/types.ts";
import { endWithEngine, engineAddressIn } from "./engine-watch.ts";

/** What Pulumi passes to `configure`. */
export interface ConfigureRequest {
  readonly config: { get(key: string): string | undefined };
}

/** The engine shows what a plugin prints as information about the stack. */
const reporter: Reporter = {
  info: (message) => void process.stdout.write(`${message}\n`),
  warn: (message) => void process.stdout.write(`warning: ${message}\n`),
};

/*
 * A plugin outlives an engine that was killed. When it prints the next line, the pipe is closed, and Pulumi's handler
 * of uncaught errors would write that error to the closed pipe again, for ever. Nobody reads it any more, so the
 * process exits.
 */
for (const stream of [process.stdout, process.stderr]) stream.on("error", () => process.exit(1));

const engineAddress = engineAddressIn(process.argv);
if (engineAddress !== undefined) endWithEngine(engineAddress, () => process.exit(1));

/*
 * Pulumi starts one process for each engine run and provider. All resources in it share the configuration of that
 * provider. `configure` is called once for each stored line. In refresh and destroy, operations start while it is still
 * awaited. So it only stores the configuration, synchronously, and opens nothing.
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
