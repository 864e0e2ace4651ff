import { sandboxFacts, type Support } from "../../provider/sandbox/implemented/facts.ts";
import { tables } from "../tables/index.ts";
import { seedSections } from "./seed-page.ts";
import { formatted } from "./source-text.ts";

/** The page of what the sandbox implements of the Web API. */
export function sandboxPage(path: string): Promise<string> {
  const { code, options, headers, preferences, queryFunctions, messages, definitions } = sandboxFacts;
  const sections = [
    "<!-- Generated from provider/sandbox/implemented/facts.ts by `npm run generate`. Do not edit. -->",
    "# The sandbox",
    "The sandbox implements a part of the Dataverse Web API. It refuses every other part by name and never passes over one in silence:",
    [
      "```json",
      `{ "error": { "code": "${code}", "message": "The sandbox refuses this request: it does not implement the query option 'fetchXml'. …" } }`,
      "```",
    ].join("\n"),
    `Such an answer has the status 501 and the code \`${code}\`, which the service does not have. What the service itself refuses keeps the service's status and code.`,
    ...seedSections,
    "## Query options",
    "Options of one request are those of its kind. A parameter alias (`@p1`) may stand in `$filter`, in `$orderby` and in the parameters of functions.",
    table(
      ["Request", "Options"],
      options.map(({ operation, names }) => [operation, listed(names)]),
    ),
    "## Headers",
    "Headers that are none of the service's pass. `If-Match` and `If-None-Match` are honoured where the service documents them. The sandbox writes JSON with minimal metadata only.",
    table(
      ["Header", "", "Meaning here"],
      headers.map(({ name, done, says }) => [
        `\`${name}\``,
        done ? "done" : "refused",
        done ? says : says.replace(/^refused:? ?/, ""),
      ]),
    ),
    `Preferences: ${listed(preferences)}.`,
    "## Query functions",
    "Full names begin with `Microsoft.Dynamics.CRM.` Users of the sandbox live in UTC, and their weeks begin on Sunday.",
    supportTable(queryFunctions),
    "## Messages",
    "Functions and actions. The sandbox does not tell a name that is missing here from one that does not exist: both are answered with 404.",
    supportTable(messages),
    "## Table definitions",
    "`EntityDefinitions` and `RelationshipDefinitions` are read-only. Properties can be selected and, where they hold plain values, be filtered by.",
    table(
      ["Type", "Properties", "Filters go further into", "Expansions"],
      definitions.map(({ name, properties, filtered, parts }) => [
        `\`${name}\``,
        listed(properties),
        listed(filtered.filter((each) => each.includes("/"))),
        listed(parts),
      ]),
    ),
    "## Tables",
    "`sdkmessagefilters` answers one question beside them: whether a table takes a message, such as `CreateMultiple`.",
    table(
      ["Table", "Set", "Name"],
      [...tables.values()].map(({ logicalName, entitySet, displayName }) => [
        `\`${logicalName}\``,
        `\`${entitySet}\``,
        displayName,
      ]),
    ),
  ];
  return formatted(sections, path);
}

const supportTable = (supports: readonly Support[]): string =>
  table(
    ["Name", ""],
    supports.map(({ name, done }) => [`\`${name}\``, done ? "done" : "refused"]),
  );

const listed = (names: readonly string[]): string => names.map((name) => `\`${name}\``).join(", ");

const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => "---"), ...rows].map((cells) => `| ${cells.join(" | ")} |`).join("\n");
