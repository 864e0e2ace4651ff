import { lookUpClassOf } from "../property.ts";
import { fileNameOf, stateOf, type NestedObject, type Property, type ResourceModel, type Shape } from "./model.ts";
import { comment, formatted, generatedFrom, interfaceOf } from "./source-text.ts";

/** The file of the class that programs use. `refuses`: types say which arguments do not go together. */
export async function sdkClass(model: ResourceModel, refuses: boolean, path: string): Promise<string> {
  const sections = [
    generatedFrom(`schema/${model.file}.ts`),
    imports(model, refuses),
    ...model.choices.map(
      ({ name, values }) => `export type ${name} = ${values.map((value) => JSON.stringify(value)).join(" | ")};`,
    ),
    ...model.objects.flatMap((object) => [argumentsOfObject(object), valuesOfObject(object)]),
    argumentsOfResource(model),
    ...(refuses ? refusingClass(model) : [`${documentation(model)}\nexport ${resourceClass(model, model.type)}`]),
  ];
  return formatted(sections, path);
}

function imports(model: ResourceModel, refuses: boolean): string {
  const { type, file } = model;
  const properties = [...model.arguments, ...model.objects.flatMap((object) => object.properties)];
  const referenced = new Set(model.arguments.flatMap(({ facts }) => facts.resource ?? []));
  const lookUps = new Set(properties.flatMap(({ facts }) => lookUpClassOf(facts) ?? []));
  return [
    'import type * as pulumi from "@pulumi/pulumi";',
    'import { resourceInState } from "../../hosts/dynamic/names-in-state.ts";',
    'import { DynamicsResource, isResource } from "../dynamics-resource.ts";',
    ...(lookUps.size === 0 ? [] : [`import type { ${[...lookUps].sort().join(", ")} } from "../look-ups.ts";`]),
    ...(refuses
      ? [
          'import type { WithoutMistakes } from "../mistakes/refused.ts";',
          `import type { ${type}Mistakes } from "../mistakes/${file}.ts";`,
        ]
      : []),
    ...[...referenced].sort().map((name) => `import type { ${name} } from "./${fileNameOf(name)}.ts";`),
  ].join("\n");
}

function argumentsOfResource(model: ResourceModel): string {
  return interfaceOf(`${model.type}Args`, `Arguments of {@link ${model.type}}.`, model.arguments.map(argument));
}

function argumentsOfObject(object: NestedObject): string {
  return interfaceOf(`${object.name}Args`, object.description, object.properties.map(argument));
}

function valuesOfObject(object: NestedObject): string {
  const members = object.properties.map(
    ({ name, required, shape, facts }) =>
      `${comment([facts.description])}\nreadonly ${name}${required ? "" : "?"}: ${valueType(shape)};`,
  );
  return interfaceOf(object.name, `{@link ${object.name}Args} once its values are known.`, members);
}

function argument({ name, required, shape, facts }: Property): string {
  const row = facts.resource ?? lookUpClassOf(facts);
  const type = `${row === undefined ? "" : `${row} | `}pulumi.Input<${inputType(shape)}>`;
  return `${comment(argumentNotes(facts))}\n${name}${required ? `: ${type}` : `?: ${type} | undefined`};`;
}

function argumentNotes(facts: Property["facts"]): string[] {
  const lookUp = lookUpClassOf(facts);
  const notes = [
    ...(facts.default === undefined ? [] : [`Default: ${facts.default}.`]),
    ...(facts.replaces === true ? ["Changing this replaces the resource."] : []),
    ...(facts.secret === true ? ["Kept as a secret."] : []),
    ...(facts.resource === undefined ? [] : [`The ${facts.resource} itself, or its \`rowId\`.`]),
    ...(lookUp === undefined ? [] : [`Takes what \`get${lookUp}\` returns, too.`]),
  ].join(" ");
  return [facts.description, [notes, `Source: ${facts.source}`].filter((line) => line !== "").join("\n")];
}

function documentation(model: ResourceModel): string {
  return comment([model.description, `\`\`\`ts\n${model.example}\n\`\`\``, `Source: ${model.source}`]);
}

function resourceClass(model: ResourceModel, className: string): string {
  const { type } = model;
  const fields = stateOf(model).map(
    ({ name, required, shape, facts }) =>
      `${comment([facts.description])}\ndeclare public readonly ${name}: pulumi.Output<${valueType(shape)}${required ? "" : " | undefined"}>;`,
  );
  return `class ${className} extends DynamicsResource {
/**
 * Pulumi's policies find resources of this class by their type token.
 *
 * @internal
 */
static readonly __pulumiType: string = resourceInState("${type}").token;

/** Whether a value is a ${type}, even one that another copy of this package made. */
static override isInstance(value: unknown): value is ${type} {
return isResource(value, "${type}");
}

${fields.join("\n")}

/** Reads a row that exists, by its \`rowId\`, without managing it. */
static get(name: string, id: pulumi.Input<string>, opts?: pulumi.CustomResourceOptions): ${type} {
// A read has no arguments; programs that create must give them, so the constructor's type demands them.
return new ${type}(name, undefined as never, { ...opts, id });
}

constructor(name: string, args: ${type}Args, opts?: pulumi.CustomResourceOptions) {
super("${type}", name, args, opts);
}
}`;
}

/**
 * A constructor of a class has no type parameters, and the compiler needs one to see what literal the program gives. So
 * the class has another name, and an interface with such a constructor has its own.
 */
function refusingClass(model: ResourceModel): string[] {
  const { type } = model;
  const className = `${type}Resource`;
  return [
    resourceClass(model, className),
    `export interface ${type} extends ${className} {}`,
    `/** The class {@link ${type}}. It refuses literals that the preview would refuse. */
export interface ${type}Class extends Pick<typeof ${className}, keyof typeof ${className}> {
new <Args extends ${type}Args = ${type}Args>(
name: string,
args: ${type}Args & WithoutMistakes<Args, ${type}Mistakes<Args>>,
opts?: pulumi.CustomResourceOptions,
): ${type};
/** No call fits. A function that takes the class, such as \`validateResourceOfType\`, infers the arguments from it. */
new (name: string, args: ${type}Args, opts: pulumi.CustomResourceOptions | undefined, nothing: never): ${type};
}`,
    `${documentation(model)}\nexport const ${type}: ${type}Class = ${className};`,
  ];
}

function inputType(shape: Shape): string {
  switch (shape.kind) {
    case "list":
      return `pulumi.Input<${inputType(shape.element)}>[]`;
    case "object":
      return `${shape.name}Args`;
    case "either":
      return shape.members.map(inputType).join(" | ");
    case "text":
    case "integer":
    case "number":
    case "truth":
    case "choice":
      return valueType(shape);
  }
}

function valueType(shape: Shape): string {
  switch (shape.kind) {
    case "text":
      return "string";
    case "integer":
    case "number":
      return "number";
    case "truth":
      return "boolean";
    case "choice":
      return shape.choice.name;
    case "list":
      return `readonly (${valueType(shape.element)})[]`;
    case "object":
      return shape.name;
    case "either":
      return shape.members.map(valueType).join(" | ");
  }
}
