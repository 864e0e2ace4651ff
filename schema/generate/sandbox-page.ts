import { sandboxFacts, type Support } from "../../provider/sandbox/implemented/facts.ts";
import { tables } from "../tables/index.ts";
import { seedSections } from "./seed-page.ts";
import { formatted } from "./source-text.ts";

/** The page about the sandbox: how to run it, and what it implements of the Web API. */
export function sandboxPage(path: string): Promise<string> {
  const { code, options, headers, preferences, queryFunctions, messages, definitions } = sandboxFacts;
  const sections = [
    "<!-- Generated from provider/sandbox/implemented/facts.ts by `npm run generate`. Do not edit. -->",
    "# The sandbox",
    "The sandbox is a stand-in for Dataverse and for the sign-in. It also stands in for Entra and Azure, as far as a bot needs them. It listens on this machine only, needs no account, and says that it is a sandbox.",
    ...runningSections,
    ...seedSections,
    "## What it implements",
    "The sandbox implements a part of the Dataverse Web API. It refuses every other part by name, and ignores none:",
    [
      "```json",
      `{ "error": { "code": "${code}", "message": "The sandbox refuses this request: it does not implement the query option 'fetchXml'. …" } }`,
      "```",
    ].join("\n"),
    `Such an answer has the status 501 and the code \`${code}\`, which the real service never sends. A refusal that the real service would give, too, keeps the service's status and code.`,
    "### Query options",
    "Each kind of request takes its own options. You can use a parameter alias (`@p1`) in `$filter`, in `$orderby` and in the parameters of functions.",
    table(
      ["Request", "Options"],
      options.map(({ operation, names }) => [operation, listed(names)]),
    ),
    "### Headers",
    "The sandbox ignores headers that the service does not define. It honours `If-Match` and `If-None-Match` where the service documents them. It writes JSON with minimal metadata only.",
    table(
      ["Header", "", "Meaning here"],
      headers.map(({ name, done, says }) => [
        `\`${name}\``,
        done ? "done" : "refused",
        done ? says : says.replace(/^refused:? ?/, ""),
      ]),
    ),
    `Preferences: ${listed(preferences)}.`,
    "### Query functions",
    "Put `Microsoft.Dynamics.CRM.` before each name. Users of the sandbox live in UTC, and their weeks begin on Sunday.",
    supportTable(queryFunctions),
    "### Messages",
    "Functions and actions. A name that is missing here gets the status 404, even if the real service has it.",
    supportTable(messages),
    "### Table definitions",
    "`EntityDefinitions` and `RelationshipDefinitions` are read-only. You can select properties, and filter by those that hold plain values.",
    table(
      ["Type", "Properties", "Filters go further into", "Expansions"],
      definitions.map(({ name, properties, filtered, parts }) => [
        `\`${name}\``,
        listed(properties),
        listed(filtered.filter((each) => each.includes("/"))),
        listed(parts),
      ]),
    ),
    "### Tables",
    "Beside these tables, `sdkmessagefilters` answers one question: whether a table supports a message, such as `CreateMultiple`.",
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

const runningSections: readonly string[] = [
  "## Running it",
  "Run any command inside it:",
  "```sh\nnpx pulumi-dynamics365 sandbox -- pulumi up\n```",
  "Without a command it runs until you stop it, and prints the variables that point a program to it. `--banner` prints them with a command, too.",
  "**Keeping rows.** With `--data` the sandbox keeps its rows, so the next preview has something to compare with. Only one sandbox at a time can use a data directory.",
  "```sh\nnpx pulumi-dynamics365 sandbox --data .sandbox -- pulumi up\nnpx pulumi-dynamics365 sandbox --data .sandbox -- pulumi preview --expect-no-changes\n```",
  "**Which stack to use.** The sandbox points programs to itself by variables, and a key of the stack wins over a variable. So use a stack without `dynamics365:environmentUrl` and without `azure-native:` or `azuread:` keys.",
  "**Your credentials.** A command inside the sandbox gets none of your `ARM_`, `AZURE_`, `DATAVERSE_` and `DYNAMICS365_` variables, so it holds no secret of a real cloud.",
  "**Open questions.** Much of what is [not known about the service](not-proven.md) has a switch. Try your program with the other answers before you meet them:",
  "```sh\nnpx pulumi-dynamics365 sandbox --help\nnpx pulumi-dynamics365 sandbox --switch secretInForce=afterValidation --switch endpointFill=async -- pulumi up\n```",
  "**Who may use it.** Web pages cannot reach the sandbox: it refuses requests that a web page sends. It answers only to the names of this machine and to names that you add with `--host-name`. If it runs a command, it accepts only one token, which the command gets and which is new at each start. With `--access any`, and if it runs no command, it accepts every token.",
  '**Other options.** `--latency` delays every answer, `--port` fixes the port, `--tls-cert` and `--tls-key` serve https, `--json` prints one line for programs. Tests can run the sandbox in process: `import { startSandbox } from "pulumi-dynamics365/sandbox"`.',
];

const supportTable = (supports: readonly Support[]): string =>
  table(
    ["Name", ""],
    supports.map(({ name, done }) => [`\`${name}\``, done ? "done" : "refused"]),
  );

const listed = (names: readonly string[]): string => names.map((name) => `\`${name}\``).join(", ");

const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => "---"), ...rows].map((cells) => `| ${cells.join(" | ")} |`).join("\n");
