import { entityType, relationshipType, structure, type DefinitionType } from "../metadata/definition-types.ts";
import { implementedQueryFunctions } from "../odata/query-functions.ts";
import { bulkMessages } from "../server/bulk.ts";
import { boundMessages, functions } from "../server/messages.ts";
import { serviceHeaders } from "./headers.ts";
import { refusedMessages } from "./messages.ts";
import { implementedPreferences } from "./preferences.ts";
import { refusedQueryFunctions } from "./query-functions.ts";
import { implementedOptions } from "./query-options.ts";
import { unimplementedCode } from "../unimplemented.ts";

/** One feature of the service, which the sandbox implements or refuses. */
export interface Support {
  readonly name: string;
  readonly done: boolean;
}

const supports = (done: readonly string[], refused: readonly string[]): Support[] =>
  [...done.map((name) => ({ name, done: true })), ...refused.map((name) => ({ name, done: false }))].toSorted(
    (left, right) => left.name.localeCompare(right.name),
  );

const parts = [...entityType.parts.values()];
const definitionTypes: readonly DefinitionType[] = [
  ...new Set([entityType, ...parts.flatMap((type) => [type, ...type.casts.values()]), relationshipType]),
];

/** The facts for the page about the sandbox, taken from the code that decides them. */
export const sandboxFacts = {
  code: unimplementedCode,
  options: [...implementedOptions].map(([operation, names]) => ({ operation, names })),
  headers: serviceHeaders.map(({ name, values, says }) => ({ name, done: values !== undefined, says })),
  preferences: [...implementedPreferences.keys()],
  queryFunctions: supports(implementedQueryFunctions, refusedQueryFunctions),
  messages: supports(
    [...functions.keys(), ...[...boundMessages.keys()].map((key) => key.replace(/^.*\//, "")), ...bulkMessages],
    refusedMessages,
  ),
  definitions: definitionTypes.map(({ name, properties, parts: expandable }) => ({
    name,
    properties: [...properties].filter(([path]) => !path.includes("/")).map(([path]) => path),
    filtered: [...properties].filter(([, type]) => type !== structure).map(([path]) => path),
    parts: [...expandable.keys()],
  })),
} as const;
