import type { LookupKind } from "../../../schema/property.ts";
import { withoutUndefined } from "../../core/check.ts";
import { UnknownConfigurationError } from "../../core/errors.ts";
import { withoutStack } from "./handler.ts";
import { configure, run, type ConfigureRequest } from "./plugin-process.ts";

type Values = Record<string, unknown>;

/** The handler of a look-up. Dynamic providers have no functions, so a look-up is a resource that is only read. */
export interface LookupHandler {
  configure(request: ConfigureRequest): Promise<void>;
  read(id: string): Promise<{ id: string; props: Values }>;
}

const byName = "name=";

/**
 * Reads an entry of the environment by `name=…`, where the name is any text that identifies it, or by its id. The
 * engine keeps the id it asked with, so the row's own id is an output.
 */
export function lookupHandler(kind: LookupKind): LookupHandler {
  return {
    configure: async (request) => configure(request),
    read: (id) =>
      withoutStack(async () => {
        const session = await run.session();
        if (session === undefined) throw new UnknownConfigurationError();
        const entry = await session.lookups.find(kind, id.startsWith(byName) ? id.slice(byName.length) : id, "name");
        const { id: rowId, properties } = entry;
        return { id, props: withoutUndefined({ ...properties, rowId }) };
      }),
  };
}
