import type { CheckRequest, ResourceHandler } from "../plugin/contract.ts";
import { difference } from "../plugin/difference.ts";
import { inputsAfterDrift } from "../plugin/drift.ts";
import { missingMembers } from "../plugin/required.ts";
import { isObject } from "../json-object.ts";
import type { Properties } from "../plugin/properties.ts";
import { hasChosenName, withName, withoutMarks } from "./auto-name.ts";

/** What differs between the kinds of azure-native resource. */
export interface ArmResource {
  /** The input that becomes the last part of the resource id. */
  readonly nameInput: string;
  readonly required: readonly string[];
  /** Paths of create-only inputs, including the parts of the id. */
  readonly replaces: readonly string[];
  /** Inputs that the response body returns under the same name. */
  readonly bodyInputs: readonly string[];
  /** Paths inside the body inputs that only the service writes. */
  readonly readOnly: readonly string[];
  /** The location if the inputs name none. */
  defaultLocation?(news: Properties): unknown;
  identify(inputs: Properties): string;
  /** The inputs that can be read from an id. */
  inputsOfId(id: string): Properties;
  find(id: string): Properties | undefined;
  put(inputs: Properties): Properties;
  delete(id: string): void;
}

/** The lifecycle that all azure-native resources share: names, replacement, whole-body writes, drift. */
export function armResource(resource: ArmResource): ResourceHandler {
  const replaces = new Set(resource.replaces);
  const readOnly = new Set(resource.readOnly);
  const writable = (answer: Properties): Properties =>
    Object.fromEntries(
      resource.bodyInputs.flatMap((name) =>
        answer[name] === undefined ? [] : [[name, withoutReadOnly(answer[name], name, readOnly)]],
      ),
    );

  return {
    check: (request) => {
      const inputs = withLocation(resource, request, withName(request, resource.nameInput));
      return { inputs, failures: missingMembers(inputs, resource.required) };
    },
    diff: ({ oldInputs, inputs }) => ({
      changes: difference(withoutMarks(oldInputs), withoutMarks(inputs), replaces),
      deleteBeforeReplace: !hasChosenName(oldInputs),
    }),
    preview: ({ inputs, oldOutputs }) => ({
      ...pick(inputs, resource.bodyInputs),
      // Only a replacement can change these two.
      ...pick(oldOutputs ?? {}, ["name", "location"]),
    }),
    create: (inputs) => {
      const id = resource.identify(inputs);
      if (resource.find(id) !== undefined) throw new Error(`cannot create already existing resource '${id}'`);
      const outputs = resource.put(withoutMarks(inputs));
      return { id: String(outputs["id"]), outputs: withoutId(outputs) };
    },
    read: ({ id, inputs, outputs }) => {
      const answer = resource.find(id);
      if (answer === undefined) return undefined;
      const isImport = Object.keys(inputs).length === 0;
      return {
        inputs: isImport
          ? { ...withoutEmptyTags(writable(answer)), ...resource.inputsOfId(String(answer["id"])) }
          : inputsAfterDrift(inputs, writable(outputs), writable(answer)),
        outputs: withoutId(answer),
      };
    },
    update: ({ inputs }) => withoutId(resource.put(withoutMarks(inputs))),
    delete: (id) => resource.delete(id),
  };
}

function withLocation(resource: ArmResource, { olds }: CheckRequest, inputs: Properties): Properties {
  if (inputs["location"] !== undefined) return inputs;
  const location = olds["location"] ?? resource.defaultLocation?.(inputs);
  return location === undefined ? inputs : { ...inputs, location };
}

/** The service always returns tags, even if the program sets none. */
function withoutEmptyTags({ tags, ...inputs }: Properties): Properties {
  return isObject(tags) && Object.keys(tags).length > 0 ? { ...inputs, tags } : inputs;
}

function withoutReadOnly(value: unknown, path: string, readOnly: ReadonlySet<string>): unknown {
  if (Array.isArray(value)) return value.map((element) => withoutReadOnly(element, `${path}[]`, readOnly));
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key, member]) => member !== undefined && !readOnly.has(`${path}.${key}`))
      .map(([key, member]) => [key, withoutReadOnly(member, `${path}.${key}`, readOnly)]),
  );
}

function pick(values: Properties, names: readonly string[]): Properties {
  return Object.fromEntries(names.flatMap((name) => (values[name] === undefined ? [] : [[name, values[name]]])));
}

function withoutId(answer: Properties): Properties {
  return Object.fromEntries(Object.entries(answer).filter(([key]) => key !== "id"));
}
