import type { CheckFailure } from "../../../schema/resource-schema.ts";
import { check } from "../../core/check.ts";
import type { Properties, ResourceDefinition } from "../../core/definition.ts";
import { compare } from "../../core/diff.ts";
import { ProviderError } from "../../errors.ts";
import { NotReadyError } from "../../core/errors.ts";
import { failureLine } from "../../core/failure-text.ts";
import { apply, readBack, remove } from "../../core/lifecycle.ts";
import { reportReplacement } from "../../core/report-replacement.ts";
import { redact } from "../../secrets.ts";
import { configure, run, type ConfigureRequest } from "./plugin-process.ts";
import { storedLineInput } from "./names-in-state.ts";

type Values = Record<string, unknown>;

/** What Pulumi's dynamic provider plugin calls. */
export interface DynamicHandler {
  configure(request: ConfigureRequest): Promise<void>;
  check(prior: Values, news: Values): Promise<{ inputs: Values; failures: { property: string; reason: string }[] }>;
  diff(
    id: string,
    prior: Values,
    news: Values,
  ): Promise<{ changes: boolean; replaces: string[]; deleteBeforeReplace: true }>;
  create(inputs: Values): Promise<{ id: string; outs: Values }>;
  update(id: string, prior: Values, news: Values): Promise<{ outs: Values }>;
  read(id: string, props: Values): Promise<{ id?: string; props?: Values; inputs?: Values }>;
  delete(id: string, props: Values): Promise<void>;
}

export function dynamicHandler(definition: ResourceDefinition): DynamicHandler {
  return {
    configure: async (request) => configure(request),

    check: async (prior, news) => {
      try {
        const { inputs, failures } = await check(definition, run, own(prior), news);
        return { inputs: { ...inputs }, failures: failures.map(withPathInText) };
      } catch (error) {
        // A failure is printed once, at the resource. If we threw, the plugin would print it a second time.
        if (!(error instanceof ProviderError)) throw error;
        return { inputs: news, failures: [{ property: "", reason: error.message }] };
      }
    },

    diff: (id, prior, news) =>
      withoutStack(async () => {
        const difference = await compare(definition, run, id, own(prior), own(news));
        await reportReplacement(definition, run, own(prior), own(news), difference);
        const { changes, replaces } = difference;
        return { changes: changes.length > 0, replaces: [...replaces], deleteBeforeReplace: true };
      }),

    create: (inputs) =>
      keepingWhatWasMade(inputs, async () => {
        const { id, state } = await apply(definition, run, own(inputs));
        return { id, outs: { ...state } };
      }),

    update: (_id, prior, news) =>
      keepingWhatWasMade(news, async () => {
        const { state } = await apply(definition, run, own(news), own(prior));
        return { outs: { ...state } };
      }),

    read: (id, props) =>
      withoutStack(async () => {
        const found = await readBack(definition, run, id, own(props));
        if (found === undefined) return {};
        return {
          id: found.id,
          props: { ...found.state },
          ...(found.inputs === undefined ? {} : { inputs: { ...found.inputs } }),
        };
      }),

    delete: (id, props) => withoutStack(() => remove(definition, run, id, own(props))),
  };
}

/** Drops the stored line, which is the engine's business and not core's. */
function own(values: Values): Properties {
  const { [storedLineInput]: _line, ...rest } = values;
  return rest;
}

/**
 * The engine prints the value of the property that a failure names, secrets included. So no failure names one; its text
 * begins with the path instead.
 */
function withPathInText(failure: CheckFailure): { property: string; reason: string } {
  return { property: "", reason: redact(failureLine(failure)) };
}

/**
 * The plugin prints the stack of errors that check, diff, read and delete throw. For an expected error the message is
 * enough.
 */
export async function withoutStack<Value>(work: () => Promise<Value>): Promise<Value> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof ProviderError) error.stack = "";
    throw error;
  }
}

/**
 * Keeps a row that was created before the error. The engine keeps a resource if its error carries the id and the
 * properties. The stored line must be among them, or refresh and destroy could not read the state.
 */
async function keepingWhatWasMade<Value>(inputs: Values, work: () => Promise<Value>): Promise<Value> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof NotReadyError)) throw error;
    const properties = { ...error.properties, [storedLineInput]: inputs[storedLineInput] };
    throw Object.assign(new Error(error.message), { id: error.id, properties, reasons: [error.message] });
  }
}
