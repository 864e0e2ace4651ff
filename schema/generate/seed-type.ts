import { z } from "zod";
import { sandboxSeed } from "../sandbox-seed.ts";
import { comment, formatted, generatedFrom } from "./source-text.ts";

type Schema = z.core.JSONSchema._JSONSchema;

/** The names of JSON schema and of TypeScript. */
const plainTypes: ReadonlyMap<unknown, string> = new Map([
  ["string", "string"],
  ["boolean", "boolean"],
  ["integer", "number"],
]);

/**
 * The type of a seed, with its descriptions. Written out, because `z.infer` would lead every program that imports the
 * sandbox to the declarations of zod.
 */
export function seedType(path: string): Promise<string> {
  const schema = z.toJSONSchema(sandboxSeed, { io: "input", target: "draft-7" });
  const type = `/** A user's own rows for the sandbox. */\nexport interface SandboxSeed ${typeOf(schema)}`;
  return formatted([generatedFrom("schema/sandbox-seed.ts"), type], path);
}

function typeOf(schema: Schema): string {
  if (typeof schema === "boolean") throw new Error("A seed has no schema that is true or false.");
  if (schema.enum !== undefined) return schema.enum.map((value) => JSON.stringify(value)).join(" | ");
  if (schema.type === "array") return `readonly (${elementsOf(schema)})[]`;
  if (schema.type === "object") return `{\n${membersOf(schema).join("\n")}\n}`;
  const plain = plainTypes.get(schema.type);
  if (plain === undefined) throw new Error(`A seed has no values of the type ${String(schema.type)}.`);
  return plain;
}

function elementsOf({ items }: z.core.JSONSchema.BaseSchema): string {
  if (items === undefined || Array.isArray(items)) throw new Error("The lists of a seed have elements of one type.");
  return typeOf(items);
}

function membersOf({ properties = {}, required = [] }: z.core.JSONSchema.BaseSchema): string[] {
  return Object.entries(properties).map(([name, schema]) => {
    const description = typeof schema === "boolean" ? undefined : schema.description;
    const type = required.includes(name) ? `: ${typeOf(schema)}` : `?: ${typeOf(schema)} | undefined`;
    return `${description === undefined ? "" : `${comment([description])}\n`}readonly ${name}${type};`;
  });
}
