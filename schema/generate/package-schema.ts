import { stateOf, type Property, type ResourceModel, type Shape } from "./model.ts";

/** What `package.json` says that the package schema repeats. */
export interface PackageFacts {
  readonly name: string;
  readonly version: string;
  readonly description: string;
  readonly license: string;
  readonly homepage: string;
  readonly repository: { readonly url: string };
}

type Json = Readonly<Record<string, unknown>>;

/** The Pulumi package schema: what `pulumi package get-schema` shows, and what other languages are generated from. */
export function packageSchema(
  models: readonly ResourceModel[],
  configuration: readonly Property[],
  facts: PackageFacts,
): string {
  const schema = {
    name: "dynamics365",
    displayName: "Dynamics 365 Contact Center",
    version: facts.version,
    description: facts.description,
    keywords: ["pulumi", "dynamics365", "contact-center", "kind/native"],
    license: facts.license,
    homepage: facts.homepage,
    repository: pageOf(facts.repository.url),
    config: { variables: properties(configuration) },
    provider: { inputProperties: properties(configuration) },
    types: Object.fromEntries(models.flatMap((model) => [...objectTypes(model), ...choiceTypes(model)])),
    // No `functions`: the look-ups are reads of the dynamic plugin, which answers no calls.
    resources: Object.fromEntries(models.map((model) => [token(model.type), resource(model)])),
    language: { nodejs: { packageName: facts.name, respectSchemaVersion: true } },
  };
  return `${JSON.stringify(schema, undefined, 2)}\n`;
}

function resource(model: ResourceModel): Json {
  const state = stateOf(model);
  return {
    description: `${model.description}\n\n\`\`\`typescript\n${model.example}\n\`\`\`\n\nSource: ${model.source}`,
    properties: properties(state),
    required: requiredOf(state),
    inputProperties: properties(model.arguments),
    requiredInputs: requiredOf(model.arguments),
  };
}

function objectTypes(model: ResourceModel): [string, Json][] {
  return model.objects.map((object) => [
    token(object.name),
    {
      type: "object",
      description: object.description,
      properties: properties(object.properties),
      required: requiredOf(object.properties),
    },
  ]);
}

function choiceTypes(model: ResourceModel): [string, Json][] {
  return model.choices.map((choice) => [
    token(choice.name),
    { type: "string", description: choice.description, enum: choice.values.map((value) => ({ name: value, value })) },
  ]);
}

function properties(all: readonly Property[]): Json {
  return Object.fromEntries(all.map(({ name, shape, facts }) => [name, property(shape, facts)]));
}

function property(shape: Shape, facts: Property["facts"]): Json {
  return {
    ...typeOf(shape),
    description: [
      facts.description,
      ...(facts.default === undefined ? [] : [`Default: ${facts.default}.`]),
      ...(facts.resource === undefined ? [] : [`The \`rowId\` of a ${facts.resource}.`]),
    ].join(" "),
    ...(facts.secret === true ? { secret: true } : {}),
    // Not `replaceOnChanges`, which makes the engine replace before the provider has compared: the provider decides.
    ...(facts.replaces === true ? { willReplaceOnChanges: true } : {}),
  };
}

function typeOf(shape: Shape): Json {
  switch (shape.kind) {
    case "text":
      return { type: "string" };
    case "integer":
      return { type: "integer" };
    case "number":
      return { type: "number" };
    case "truth":
      return { type: "boolean" };
    case "choice":
      return { type: "string", $ref: reference(shape.choice.name) };
    case "list":
      return { type: "array", items: typeOf(shape.element) };
    case "object":
      return { type: "object", $ref: reference(shape.name) };
    case "either":
      return { oneOf: shape.members.map(typeOf) };
  }
}

function requiredOf(all: readonly Property[]): string[] {
  return all.filter(({ required }) => required).map(({ name }) => name);
}

/** `git+https://….git`, as npm wants it, is no address of a page. */
function pageOf(repository: string): string {
  return repository.replaceAll(/^git\+|\.git$/g, "");
}

function token(name: string): string {
  return `dynamics365:index:${name}`;
}

function reference(name: string): string {
  return `#/types/${token(name)}`;
}
