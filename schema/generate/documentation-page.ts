import { fileNameOf, type NestedObject, type Property, type ResourceModel, type Shape } from "./model.ts";
import type { Permissions } from "./permissions.ts";
import { configurationKeys, settingFacts } from "../config.ts";
import { lookUpClassOf, pages } from "../property.ts";
import type { Table } from "../tables/table.ts";

const notice = (file: string) => `<!-- Generated from schema/${file}.ts by \`npm run generate\`. Do not edit. -->`;

/** The page of one resource. It names Microsoft's page once, and again only beside what comes from another page. */
export function documentationPage(model: ResourceModel, permissions: Permissions): string {
  const { source } = model;
  const sections = [
    notice(model.file),
    `# ${model.type}`,
    model.description,
    `Microsoft's page: ${link(source)}. If a property comes from another page, its row links to that page. _This provider_ marks what this provider adds.`,
    "## Example",
    `\`\`\`ts\n${model.example}\n\`\`\``,
    "## Arguments",
    argumentTable(model.arguments, source),
    ...(model.objects.length === 0
      ? []
      : ["## Nested objects", ...model.objects.flatMap((object) => nestedObject(object, source))]),
    "## Outputs",
    "Every argument is also an output of the same name. The service adds:",
    outputTable(model.outputs, source),
    "## Permissions",
    permissionNote(permissions),
  ];
  return `${sections.join("\n\n")}\n`;
}

/** The page of the provider's configuration. */
export function configurationPage(): string {
  const sections = [
    notice("config"),
    "# Configuration",
    "Set a key with `pulumi config set dynamics365:<name>`, or give it to `Provider` when one program deploys to several environments.",
    configurationRules.map((rule) => `- ${rule}`).join("\n"),
    settingTable(),
    "If two backends deploy a stack of the same project and name to one environment, give each backend an `idNamespace` of its own. Otherwise both give their rows the same ids. Within a day, each backend then takes the other's rows for its own interrupted run, unless somebody else changed them. Do not change `idNamespace` once rows exist.",
  ];
  return `${sections.join("\n\n")}\n`;
}

const configurationRules = [
  "The key wins. If it is not set, the provider reads the variables beside it in the table, and the first one that is set wins. The variables are those of Pulumi's Azure providers, in the same forms, so one sign-in serves Azure and Dataverse.",
  "A key that is set must have a value. An empty key of the stack is an error, and so is an output that turns out empty. An argument of `Provider` that is `undefined` counts as not set, and so does an empty variable.",
  "An unknown key under `dynamics365:` is an error if it looks like a misspelling, and a warning otherwise.",
  "A `clientId` needs a secret, a certificate or a federated token. If it has none, the provider refuses it unless `useCli` is `true`, because the Azure CLI may be signed in as anybody.",
];

function argumentTable(properties: readonly Property[], source: string): string {
  return table(
    ["Name", "Type", "Required", "Default", "Replaces", "Secret", "Meaning"],
    properties.map(({ name, shape, required, facts }) => [
      `\`${name}\``,
      typeOf(shape, facts),
      yes(required),
      facts.default ?? "",
      yes(facts.replaces),
      yes(facts.secret),
      meaning(facts, source),
    ]),
  );
}

function settingTable(): string {
  return table(
    ["Name", "Else the variable", "Default", "Secret", "Meaning"],
    configurationKeys.map((key) => {
      const { variables, default: otherwise = "", secret, description } = settingFacts[key];
      const inOrder = variables.map((variable) => `\`${variable}\``).join(", then ");
      return [`\`${key}\``, inOrder, otherwise, yes(secret), description];
    }),
  );
}

function outputTable(properties: readonly Property[], source: string): string {
  return table(
    ["Name", "Type", "Always there", "Meaning"],
    properties.map(({ name, shape, required, facts }) => [
      `\`${name}\``,
      typeOf(shape, facts),
      yes(required),
      meaning(facts, source),
    ]),
  );
}

/** If all properties of the object come from one page, that page is named once above them. */
function nestedObject({ name, description, properties }: NestedObject, sourceOfPage: string): string[] {
  const [first = sourceOfPage, ...others] = new Set(properties.map(({ facts }) => facts.source));
  const source = others.length === 0 ? first : sourceOfPage;
  const note = source === sourceOfPage ? [] : [`Microsoft's page: ${link(source)}.`];
  return [`### ${name}`, description, ...note, argumentTable(properties, source)];
}

function meaning({ description, source }: Property["facts"], sourceOfSection: string): string {
  if (source === sourceOfSection) return description;
  return `${description} (${source === pages.provider ? `_${source}_` : link(source)})`;
}

function permissionNote({ writes, reads }: Permissions): string {
  const lines = [
    "The deploying identity must be an application user of the environment. The security role _System Administrator_ is known to be enough. A smaller role needs at least:",
    "",
    `- Create, Read, Write, Delete, Append and Append To on ${names(writes)}`,
    ...(reads.length === 0 ? [] : [`- Read and Append To on ${names(reads)}`]),
    "",
    "That this list is enough is assumed. Try it first in an environment where a failure costs little.",
  ];
  return lines.join("\n");
}

function names(tables: readonly Table[]): string {
  return tables.map(({ displayName }) => `_${displayName}_`).join(", ");
}

function typeOf(shape: Shape, facts: Property["facts"]): string {
  if (facts.resource !== undefined) return `[${facts.resource}](${fileNameOf(facts.resource)}.md) or its rowId`;
  const lookUp = lookUpClassOf(facts);
  return lookUp === undefined ? shapeText(shape) : `${shapeText(shape)} or \`get${lookUp}(…)\``;
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

/** Leaves out a column that is empty in every row. */
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

/** Addresses are long, so the text of the link is the last part. */
function link(page: string): string {
  return `[${page.split("/").at(-1)}](${page})`;
}
