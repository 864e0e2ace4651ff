import { fileNameOf, type NestedObject, type Property, type ResourceModel, type Shape } from "./model.ts";
import type { Permissions } from "./permissions.ts";
import type { Variables } from "./provider-class.ts";
import type { Table } from "../tables/table.ts";

const notice = (file: string) => `<!-- Generated from schema/${file}.ts by \`npm run generate\`. Do not edit. -->`;

/** The page of one resource. */
export function documentationPage(model: ResourceModel, permissions: Permissions): string {
  const sections = [
    notice(model.file),
    `# ${model.type}`,
    model.description,
    `Source: ${link(model.source)}`,
    "## Example",
    `\`\`\`ts\n${model.example}\n\`\`\``,
    "## Arguments",
    argumentTable(model.arguments),
    ...(model.objects.length === 0 ? [] : ["## Nested objects", ...model.objects.flatMap(nestedObject)]),
    "## Outputs",
    "Every argument is an output of the same name. The service adds:",
    outputTable(model.outputs),
    "## Permissions",
    permissionNote(permissions),
  ];
  return `${sections.join("\n\n")}\n`;
}

/** The page of the provider's configuration. */
export function configurationPage(settings: readonly Property[], variables: Variables): string {
  const sections = [
    notice("config"),
    "# Configuration",
    "Set with `pulumi config set dynamics365:<name>`, or given to `Provider` for several environments in one program. A setting that is missing there comes from the first of its variables that is set.",
    settingTable(settings, variables),
  ];
  return `${sections.join("\n\n")}\n`;
}

function argumentTable(properties: readonly Property[]): string {
  return table(
    ["Name", "Type", "Required", "Default", "Replaces", "Secret", "Meaning", "Source"],
    properties.map(({ name, shape, required, facts }) => [
      `\`${name}\``,
      typeOf(shape, facts),
      yes(required),
      facts.default ?? "",
      yes(facts.replaces),
      yes(facts.secret),
      facts.description,
      link(facts.source),
    ]),
  );
}

function settingTable(settings: readonly Property[], variables: Variables): string {
  return table(
    ["Name", "Else the variable", "Default", "Secret", "Meaning"],
    settings.map(({ name, facts }) => [
      `\`${name}\``,
      (variables[name] ?? []).map((variable) => `\`${variable}\``).join(", then "),
      facts.default ?? "",
      yes(facts.secret),
      facts.description,
    ]),
  );
}

function outputTable(properties: readonly Property[]): string {
  return table(
    ["Name", "Type", "Always there", "Meaning", "Source"],
    properties.map(({ name, shape, required, facts }) => [
      `\`${name}\``,
      typeOf(shape, facts),
      yes(required),
      facts.description,
      link(facts.source),
    ]),
  );
}

function nestedObject(object: NestedObject): string[] {
  return [`### ${object.name}`, object.description, argumentTable(object.properties)];
}

function permissionNote({ writes, reads }: Permissions): string {
  const lines = [
    "The deploying identity is an application user of the environment. *System Administrator* is the security role known to suffice. A role of your own needs at least:",
    "",
    `- Create, Read, Write, Delete, Append and Append To on ${names(writes)}`,
    ...(reads.length === 0 ? [] : [`- Read and Append To on ${names(reads)}`]),
    "",
    "That this shorter list is enough is assumed; try it in an environment where failing is cheap.",
  ];
  return lines.join("\n");
}

function names(tables: readonly Table[]): string {
  return tables.map(({ displayName }) => `*${displayName}*`).join(", ");
}

function typeOf(shape: Shape, facts: Property["facts"]): string {
  return facts.resource === undefined
    ? shapeText(shape)
    : `[${facts.resource}](${fileNameOf(facts.resource)}.md) or its rowId`;
}

function shapeText(shape: Shape): string {
  switch (shape.kind) {
    case "text":
      return "text";
    case "integer":
      return "whole number";
    case "number":
      return "number";
    case "truth":
      return "`true` or `false`";
    case "choice":
      return shape.choice.values.map((value) => `\`"${value}"\``).join(", ");
    case "list":
      return `list of ${shapeText(shape.element)}`;
    case "object":
      return `[${shape.name}](#${shape.name.toLowerCase()})`;
    case "either":
      return shape.members.map(shapeText).join(" or ");
  }
}

/** A column that says nothing in any row is left out. */
function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const telling = head.map((_, column) => rows.some((row) => row[column] !== ""));
  const line = (cells: readonly string[]) => {
    const shown = cells.filter((_, column) => telling[column]);
    return `| ${shown.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
  };
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}

function yes(value: boolean | undefined): string {
  return value === true ? "yes" : "";
}

/** Pages are long addresses, so the table shows their last part. */
function link(source: string): string {
  return source.startsWith("https://") ? `[${source.split("/").at(-1)}](${source})` : source;
}
