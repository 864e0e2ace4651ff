import type { ResourceType } from "../index.ts";
import type { PropertyMetadata } from "../property.ts";

/** A named set of words, such as the values of `botType`. */
export interface Choice {
  readonly name: string;
  readonly description: string;
  readonly values: readonly string[];
}

export type Shape =
  | { readonly kind: "text" | "integer" | "number" | "truth" }
  | { readonly kind: "choice"; readonly choice: Choice }
  | { readonly kind: "list"; readonly element: Shape }
  | { readonly kind: "object"; readonly name: string }
  | { readonly kind: "either"; readonly members: readonly Shape[] };

export interface Property {
  readonly name: string;
  readonly shape: Shape;
  readonly required: boolean;
  readonly facts: PropertyMetadata;
}

/** An object inside the arguments of a resource. */
export interface NestedObject {
  readonly name: string;
  readonly description: string;
  readonly properties: readonly Property[];
}

/** What all generated files say about one resource, read once from its schema. */
export interface ResourceModel {
  readonly type: ResourceType;
  /** Name of its files, without extension. */
  readonly file: string;
  readonly description: string;
  readonly source: string;
  /** A short program, without surrounding blank lines. */
  readonly example: string;
  readonly arguments: readonly Property[];
  /** What the service adds; an output of an argument's name stands for the argument, too. */
  readonly outputs: readonly Property[];
  readonly objects: readonly NestedObject[];
  readonly choices: readonly Choice[];
}

/** Everything that a created resource has: its arguments, then the outputs that only the service knows. */
export function stateOf(model: ResourceModel): readonly Property[] {
  const outputs = new Map(model.outputs.map((output) => [output.name, output]));
  const names = new Set(model.arguments.map(({ name }) => name));
  return [
    ...model.arguments.map((argument) => outputs.get(argument.name) ?? argument),
    ...model.outputs.filter((output) => !names.has(output.name)),
  ];
}

/** `MessagingAccount` → `messaging-account`: the name of every file about the resource. */
export function fileNameOf(type: string): string {
  return type.replaceAll(/(?<=[a-z])(?=[A-Z])/g, "-").toLowerCase();
}
