import type { z } from "zod";
import { condition } from "../condition.ts";
import { propertyFacts, type PropertyFacts } from "../property.ts";
import type { ResourceSchema } from "../resource-schema.ts";
import { fileNameOf, type Choice, type NestedObject, type Property, type ResourceModel, type Shape } from "./model.ts";

/** Objects that have a name of their own; the others are named after their place in the arguments. */
const ownNames = new Map<z.core.$ZodType, string>([[condition, "Condition"]]);

type KnownSchema = z.core.$ZodTypes;

export function readModel(schema: ResourceSchema, example: string): ResourceModel {
  const reader = new ModelReader();
  const properties = reader.properties(schema.arguments, schema.type);
  const outputs = reader.properties(schema.outputs, schema.type);
  return {
    type: schema.type,
    file: fileNameOf(schema.type),
    description: schema.description,
    source: schema.source,
    example: example.trim(),
    arguments: properties,
    outputs,
    objects: [...reader.objects.values()],
    choices: [...reader.choices.values()],
  };
}

/** The properties of an object without nested ones, such as the provider's configuration. */
export function readProperties(object: z.core.$ZodObject, owner: string): Property[] {
  return new ModelReader().properties(object, owner);
}

class ModelReader {
  readonly objects = new Map<string, NestedObject>();
  readonly choices = new Map<string, Choice>();
  readonly #names = new Map<z.core.$ZodType, string>(ownNames);

  properties(object: z.core.$ZodObject, owner: string): Property[] {
    return Object.entries(object._zod.def.shape).map(([name, schema]) => this.#property(name, schema, owner));
  }

  #property(name: string, schema: z.core.$ZodType, owner: string): Property {
    const facts = propertyFacts.get(schema as z.ZodType);
    if (facts === undefined) throw new Error(`${owner}.${name} has no facts: wrap its shape in property()`);
    const known = schema as KnownSchema;
    const required = known._zod.def.type !== "optional";
    return { name, required, facts, shape: this.#shape(known, `${owner}${capitalised(name)}`, facts) };
  }

  #shape(schema: KnownSchema, name: string, facts: PropertyFacts): Shape {
    const definition = schema._zod.def;
    if (definition.type === "optional") return this.#shape(definition.innerType as KnownSchema, name, facts);
    if (definition.type === "string") return { kind: "text" };
    if (definition.type === "number") return { kind: "format" in definition ? "integer" : "number" };
    if (definition.type === "boolean") return { kind: "truth" };
    if (definition.type === "enum") {
      return { kind: "choice", choice: this.#choice(name, facts, Object.values(definition.entries).map(String)) };
    }
    if (definition.type === "array") {
      return { kind: "list", element: this.#shape(definition.element as KnownSchema, singular(name), facts) };
    }
    if (definition.type === "union") {
      const members = definition.options.map((member) => this.#shape(member as KnownSchema, name, facts));
      return { kind: "either", members };
    }
    if (definition.type === "object") {
      return { kind: "object", name: this.#object(schema as z.core.$ZodObject, name, facts) };
    }
    throw new Error(`${name}: no generated form for a schema of type ${definition.type}`);
  }

  #choice(name: string, facts: PropertyFacts, values: string[]): Choice {
    const choice = { name, description: facts.description, values };
    this.choices.set(name, choice);
    return choice;
  }

  /** The name is kept before the members are read, because a condition holds conditions. */
  #object(schema: z.core.$ZodObject, placeName: string, facts: PropertyFacts): string {
    const name = this.#names.get(schema) ?? placeName;
    if (this.objects.has(name)) return name;
    this.#names.set(schema, name);
    this.objects.set(name, { name, description: facts.description, properties: [] });
    this.objects.set(name, { name, description: facts.description, properties: this.properties(schema, name) });
    return name;
  }
}

function capitalised(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}

/** Every list here is named by a regular English plural. */
function singular(name: string): string {
  return name.endsWith("s") ? name.slice(0, -1) : name;
}
