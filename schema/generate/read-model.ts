import type { z } from "zod";
import { condition } from "../condition.ts";
import type { ResourceType } from "../index.ts";
import { propertyMetadata } from "../property.ts";
import type { ResourceSchema } from "../resource-schema.ts";
import { fileNameOf, type Choice, type NestedObject, type Property, type ResourceModel, type Shape } from "./model.ts";

/** Objects that have a name of their own. All others are named after their place in the arguments. */
const ownNames = new Map<z.core.$ZodType, string>([[condition, "Condition"]]);

type KnownSchema = z.core.$ZodTypes;

/** The place of a schema: the name of a type made from it, and its description. */
interface Place {
  readonly property: string;
  readonly typeName: string;
  readonly description: string;
}

export function readModel(
  schema: ResourceSchema<z.ZodObject, z.ZodObject, ResourceType>,
  example: string,
): ResourceModel {
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

class ModelReader {
  readonly objects = new Map<string, NestedObject>();
  readonly choices = new Map<string, Choice>();

  properties(object: z.core.$ZodObject, owner: string): Property[] {
    return Object.entries(object._zod.def.shape).map(([name, schema]) => this.#property(name, schema, owner));
  }

  #property(name: string, schema: z.core.$ZodType, owner: string): Property {
    const facts = propertyMetadata.get(schema as z.ZodType);
    if (facts === undefined) throw new Error(`${owner}.${name} has no facts: wrap its shape in property()`);
    const known = schema as KnownSchema;
    const required = known._zod.def.type !== "optional";
    const place = { property: name, typeName: `${owner}${capitalised(name)}`, description: facts.description };
    return { name, required, facts, shape: this.#shape(known, place) };
  }

  #shape(schema: KnownSchema, place: Place): Shape {
    const definition = schema._zod.def;
    if (definition.type === "optional") return this.#shape(definition.innerType as KnownSchema, place);
    if (definition.type === "string") return { kind: "text" };
    if (definition.type === "number") return { kind: "format" in definition ? "integer" : "number" };
    if (definition.type === "boolean") return { kind: "truth" };
    if (definition.type === "enum") {
      return { kind: "choice", choice: this.#choice(Object.values(definition.entries).map(String), place) };
    }
    if (definition.type === "array") {
      return { kind: "list", element: this.#shape(definition.element as KnownSchema, entryOf(place)) };
    }
    if (definition.type === "union") {
      return { kind: "either", members: definition.options.map((member) => this.#shape(member as KnownSchema, place)) };
    }
    if (definition.type === "object") {
      return { kind: "object", name: this.#object(schema as z.core.$ZodObject, place) };
    }
    throw new Error(`${place.typeName}: no generated form for a schema of type ${definition.type}`);
  }

  #choice(values: string[], { typeName: name, description }: Place): Choice {
    const choice = { name, description, values };
    this.choices.set(name, choice);
    return choice;
  }

  /** The name is set before the members are read, because a condition contains conditions. */
  #object(schema: z.core.$ZodObject, { typeName, description }: Place): string {
    const name = ownNames.get(schema) ?? typeName;
    if (this.objects.has(name)) return name;
    this.objects.set(name, { name, description, properties: [] });
    this.objects.set(name, { name, description, properties: this.properties(schema, name) });
    return name;
  }
}

/** The names of all lists here are regular English plurals. */
function entryOf({ property, typeName }: Place): Place {
  const singular = typeName.endsWith("s") ? typeName.slice(0, -1) : typeName;
  return { property, typeName: singular, description: `One entry of \`${property}\`.` };
}

function capitalised(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}
