import type { ReadRequest, ResourceHandler, UpdateRequest } from "../plugin/contract.ts";
import { difference } from "../plugin/difference.ts";
import { inputsAfterDrift } from "../plugin/drift.ts";
import { missingMembers } from "../plugin/required.ts";
import { UNKNOWN, type Properties } from "../plugin/properties.ts";

/** What differs between the kinds of azuread resource. */
export interface DirectoryResource {
  readonly required: readonly string[];
  /** Inputs whose change forces a replacement. `*` means all. */
  readonly replaces: readonly string[];
  /** All inputs that the directory returns, used for drift and import. */
  readonly inputs: readonly string[];
  /** Default values, which an import leaves out of the inputs as a program would. */
  readonly defaults?: Properties;
  /** Checks the values that are known, before anything is sent. */
  validate?(inputs: Properties): void;
  create(inputs: Properties): { readonly id: string; readonly outputs: Properties };
  /** All outputs. `undefined` if the object does not exist. */
  read(id: string, known: Properties): Properties | undefined;
  update?(request: UpdateRequest): Properties;
  delete(id: string): void;
}

/**
 * The lifecycle that all azuread resources share: a replacement is created before the old object is deleted, and the
 * preview of an update keeps the computed outputs.
 */
export function directoryResource(resource: DirectoryResource): ResourceHandler {
  const replaces = new Set(resource.replaces);
  const mirrored = (outputs: Properties): Properties =>
    Object.fromEntries(resource.inputs.flatMap((name) => (name in outputs ? [[name, outputs[name]]] : [])));

  return {
    check: ({ news }) => {
      const failures = missingMembers(news, resource.required);
      if (failures.length === 0) resource.validate?.(news);
      return { inputs: news, failures };
    },
    diff: ({ oldInputs, inputs }) => ({
      changes: difference(oldInputs, inputs, replaces),
      deleteBeforeReplace: false,
    }),
    preview: ({ inputs, oldOutputs }) => ({ ...oldOutputs, ...inputs }),
    create: (inputs) => resource.create(withoutUnknowns(inputs)),
    read: (request) => readResource(resource, mirrored, request),
    update: (request) => {
      if (resource.update === undefined) throw new Error("This resource has no update");
      return resource.update(request);
    },
    delete: (id) => resource.delete(id),
  };
}

function readResource(
  resource: DirectoryResource,
  mirrored: (outputs: Properties) => Properties,
  { id, inputs, outputs }: ReadRequest,
): { readonly inputs: Properties; readonly outputs: Properties } | undefined {
  const observed = resource.read(id, outputs);
  if (observed === undefined) return undefined;
  const isImport = Object.keys(inputs).length === 0;
  return {
    inputs: isImport
      ? withoutDefaults(mirrored(observed), resource.defaults ?? {})
      : inputsAfterDrift(inputs, mirrored(outputs), mirrored(observed)),
    outputs: observed,
  };
}

function withoutDefaults(inputs: Properties, defaults: Properties): Properties {
  return Object.fromEntries(
    Object.entries(inputs).filter(([name, value]) => {
      const isEmpty = value === "" || (typeof value === "object" && value !== null && Object.keys(value).length === 0);
      return !isEmpty && value !== defaults[name];
    }),
  );
}

function withoutUnknowns(inputs: Properties): Properties {
  const unknown = Object.keys(inputs).filter((name) => inputs[name] === UNKNOWN);
  if (unknown.length > 0) throw new Error(`Values are still unknown: ${unknown.join(", ")}`);
  return inputs;
}
