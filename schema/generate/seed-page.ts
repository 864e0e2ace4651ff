import { z } from "zod";
import { sandboxSeed } from "../sandbox-seed.ts";

const example = {
  $schema: "./node_modules/pulumi-dynamics365/schema/sandbox-seed.json",
  queues: [{ name: "Night shift", groupNumber: 2 }],
  skills: [{ name: "Danish" }],
  languages: [{ name: "Finnish - Finland", localeCode: "fi-FI", lcid: 1035 }],
  users: [{ name: "Robin", userName: "robin@contoso.onmicrosoft.com" }],
  workstreams: [
    {
      name: "Web",
      contextVariables: [{ name: "Tier" }],
      rulesets: [
        {
          name: "Made by hand",
          kind: "routeToQueue",
          rules: [
            {
              name: "Premium",
              conditions: [{ attribute: "liveworkitemcontext.Tier", value: "premium" }],
              queue: "VIP",
            },
          ],
        },
      ],
    },
  ],
} satisfies z.infer<typeof sandboxSeed>;

/** What a person can give the sandbox, and see of it. */
export const seedSections: readonly string[] = [
  "## Rows of your own",
  "`--seed` gives the sandbox rows beside its own: those of your environment, to try your programs against.",
  "```sh\nnpx pulumi-dynamics365 sandbox --seed seed.json -- pulumi up\n```",
  `\`\`\`json\n${JSON.stringify(example, undefined, 2)}\n\`\`\``,
  [
    "- The JSON schema [sandbox-seed.json](../schema/sandbox-seed.json) comes with the package: with `$schema`, editors complete and check the file.",
    "- The sandbox refuses a file with a fault as a whole, and names each place, such as `queues[1].name`.",
    "- A row without an `id` gets one that follows from its kind and its name, the same in every start and on every machine. Rows of the same name need ids.",
    "- A row with the name, or the id, of one that the sandbox has takes its place. What tells rows apart is said below.",
    "- Queues are referred to by name or id, those of the sandbox as well.",
    "- A program takes over a workstream of the seed with `adopt: true`; the rules of the seed stay beside the program's, as those of people do.",
    "- With `--data`, the sandbox adds the rows when the directory is new, and the directory remembers the seed. After that you can give the same seed again or leave it out. The sandbox refuses another seed, and a seed for a directory that started without one: delete the directory to start over.",
    '- In process: `startSandbox({ seed: { queues: [{ name: "Night shift" }] } })`.',
  ].join("\n"),
  ...propertyTables(),
  "## Another organization",
  "The sandbox is the organization _Contoso_ unless `--organization` names another one, by id (GUID) or by name. A name has the same id in every start; the rows have the same ids as in _Contoso_, as in an environment that was copied.",
  "```sh\nnpx pulumi-dynamics365 sandbox --data .sandbox -- pulumi up\nnpx pulumi-dynamics365 sandbox --data .sandbox --organization Fabrikam -- pulumi preview\n```",
  "The second command is refused with `other-organization`, because the stack belongs to the first organization. A data directory keeps the rows of each organization. For a new organization, give the seed again.",
  "## What is there",
  "`sandbox list` shows the rows that programs name, as the provider reads them: `queues`, `skills`, `proficiencies`, `languages`, `capacity-profiles`. It only reads.",
  [
    "```sh",
    "npx pulumi-dynamics365 sandbox list queues --environment http://127.0.0.1:8080",
    "npx pulumi-dynamics365 sandbox list queues --environment https://contoso.crm4.dynamics.com",
    "npx pulumi-dynamics365 sandbox -- npx pulumi-dynamics365 sandbox list languages",
    "```",
  ].join("\n"),
  [
    "- `--environment` is the address that the sandbox prints, or that of a Dataverse environment. Without it, the variable `DATAVERSE_URL` says which.",
    "- It signs in as the provider does, by the variables of [the configuration](../schema/docs/configuration.md). At a sandbox that takes every token it needs none.",
    "- `--json` prints a list in the form that a seed takes: list a real environment, and try with its queues in the sandbox.",
    "- It ends with 0 also where there are none; with 2 where the command line is wrong, and with 1 where the environment cannot be read.",
  ].join("\n"),
];

/** One table for each list of a seed, and for each list within its entries. */
function propertyTables(): string[] {
  return tablesOf(z.toJSONSchema(sandboxSeed, { io: "input", target: "draft-7" }), "");
}

function tablesOf({ properties = {} }: z.core.JSONSchema.BaseSchema, path: string): string[] {
  return Object.entries(properties).flatMap(([name, list]) => {
    if (typeof list === "boolean" || typeof list.items !== "object" || Array.isArray(list.items)) return [];
    const { properties: inner, required = [] } = list.items;
    if (inner === undefined) return [];
    const rows = Object.entries(inner).map(([property, facts]) => {
      const meaning = typeof facts === "boolean" ? "" : (facts.description ?? "");
      return `| \`${property}\` | ${required.includes(property) ? "required" : ""} | ${meaning} |`;
    });
    const place = `${path}${name}[]`;
    const table = ["| Property | | Meaning |", "| --- | --- | --- |", ...rows].join("\n");
    return [`\`${place}\`: ${list.description ?? ""}`, table, ...tablesOf(list.items, `${place}.`)];
  });
}
