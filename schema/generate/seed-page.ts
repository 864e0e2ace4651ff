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

/** How to give the sandbox rows, make it another organization, and list what it has. */
export const seedSections: readonly string[] = [
  "## Rows of your own",
  "`--seed` gives the sandbox more rows, such as those of your environment, so that you can try your programs against them.",
  "```sh\nnpx pulumi-dynamics365 sandbox --seed seed.json -- pulumi up\n```",
  `\`\`\`json\n${JSON.stringify(example, undefined, 2)}\n\`\`\``,
  [
    "- The JSON schema [sandbox-seed.json](../schema/sandbox-seed.json) comes with the package. With `$schema` in the file, editors complete and check it.",
    "- If anything in the file is wrong, the sandbox refuses all of it and names each place, such as `queues[1].name`.",
    "- A row without an `id` gets one that is derived from its kind and its name. It is the same at every start and on every machine. Rows of the same name need ids.",
    "- A row with the name or the id of one of the sandbox's own rows replaces it. The tables below say what identifies a row.",
    "- Refer to queues by name or id. The sandbox's own queues work, too.",
    "- A program takes over a workstream of the seed with `adopt: true`. The seed's rules stay beside the program's, as rules made by people do.",
    "- With `--data`, the sandbox adds the rows when the directory is new, and the directory remembers the seed. After that you can give the same seed again or leave it out. The sandbox refuses another seed, and it refuses a seed for a directory that started without one. Delete the directory to start over.",
    '- In process: `startSandbox({ seed: { queues: [{ name: "Night shift" }] } })`.',
  ].join("\n"),
  ...propertyTables(),
  "## Another organization",
  "The sandbox is the organization _Contoso_ unless `--organization` names another one, by id (GUID) or by name. A name has the same id at every start. The rows have the same ids as in _Contoso_, as they do in an environment that was copied.",
  "```sh\nnpx pulumi-dynamics365 sandbox --data .sandbox -- pulumi up\nnpx pulumi-dynamics365 sandbox --data .sandbox --organization Fabrikam -- pulumi preview\n```",
  "The second command fails with `other-organization`, because the stack belongs to the first organization. A data directory keeps the rows of each organization. For a new organization, give the seed again.",
  "## Listing rows",
  "`sandbox list` shows the rows that programs can name: `queues`, `skills`, `proficiencies`, `languages`, `capacity-profiles`. It works on a sandbox and on a real environment. It only reads.",
  [
    "```sh",
    "npx pulumi-dynamics365 sandbox list queues --environment http://127.0.0.1:8080",
    "npx pulumi-dynamics365 sandbox list queues --environment https://contoso.crm4.dynamics.com",
    "npx pulumi-dynamics365 sandbox -- npx pulumi-dynamics365 sandbox list languages",
    "```",
  ].join("\n"),
  [
    "- `--environment` is the address that the sandbox prints, or the address of a Dataverse environment. Without it, the variable `DATAVERSE_URL` gives the address.",
    "- The command signs in as the provider does, with the variables of the [configuration](configuration.md). A sandbox that accepts every token needs none.",
    "- `--json` prints the list in the form of a seed. So you can list a real environment, and use its queues in the sandbox.",
    "- The exit code is 0 even if there are no rows, 2 if the command line is wrong, and 1 if the environment cannot be read.",
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
