import { expect } from "chai";
import { type SandboxSeed, SeedError, startSandbox } from "../../../provider/sandbox/index.ts";
import { users } from "../../../provider/sandbox/seed/users.ts";
import { sandboxSeed } from "../../../schema/sandbox-seed.ts";

const guid = "5a0e3f0c-7d1b-4c55-9a77-0c1d2e3f4a5b";

describe("a seed of the sandbox is refused as a whole, with each place that is wrong,", () => {
  const administrator = users.find(([, { domainname }]) => String(domainname).startsWith("sandbox-admin@"))?.[0] ?? "";
  const rules = (kind: "routeToQueue" | "classification", ...list: object[]) =>
    sandboxSeed.parse({ workstreams: [{ name: "Web", rulesets: [{ name: "R", kind, rules: list }] }] });
  const place = "workstreams[0].rulesets[0]";
  const cases: readonly (readonly [string, SandboxSeed, string[]])[] = [
    [
      "where entries are alike",
      {
        queues: [{ name: "Night" }, { name: "night" }],
        skills: [
          { id: guid, name: "One" },
          { id: guid, name: "Two" },
        ],
        proficiencies: [
          { name: "Good", value: 1 },
          { name: "Good", value: 2 },
          { name: "Good", value: 2, model: "Other" },
        ],
        capacityProfiles: [
          { name: "A", uniqueName: "a", maxUnits: 1 },
          { name: "A too", uniqueName: "a", maxUnits: 1 },
          { id: guid, name: "B", uniqueName: "A", maxUnits: 1 },
        ],
      },
      [
        'queues[1].name: "night" is there twice',
        "skills[1].id: is the id of another entry, too",
        'proficiencies[1].name: "Good" is there twice',
        'capacityProfiles[1].uniqueName: "a" is there twice',
        'capacityProfiles[2].uniqueName: "A" is there twice',
      ],
    ],
    [
      "where it would take a user from the sandbox",
      { users: [{ id: administrator, name: "Robin" }] },
      ["users[0].id: is the id of a user that the sandbox needs"],
    ],
    [
      "where two users are one application's",
      {
        users: [
          { name: "One", applicationId: guid },
          { name: "Two", applicationId: guid },
        ],
      },
      [`users[1].applicationId: "${guid}" is there twice`],
    ],
    [
      "where a rule lacks what its kind needs",
      rules("routeToQueue", { name: "A", set: [] }, { name: "A", queue: "Nowhere" }),
      [
        `${place}.rules[0].queue: is required`,
        `${place}.rules[0].set: belongs to no routeToQueue rule`,
        `${place}.rules[1].name: is that of another rule of the ruleset, too`,
        `${place}.rules[1].queue: there is no queue "Nowhere"`,
      ],
    ],
    [
      "where a condition compares with nothing, or should not",
      rules("classification", {
        name: "A",
        set: [],
        conditions: [{ attribute: "a.b" }, { attribute: "a.b", operator: "not-null", value: "x" }],
      }),
      [
        `${place}.rules[0].conditions[0].value: is required`,
        `${place}.rules[0].conditions[1].value: is compared with nothing`,
      ],
    ],
    [
      "where the name of a rule cannot stand in XML",
      rules("classification", { name: "A\u0001", set: [] }),
      [`${place}.rules: holds a character that XML cannot hold`],
    ],
    [
      "where a definition is none",
      {
        workstreams: [
          {
            name: "Web",
            rulesets: [
              { name: "A", kind: "routeToQueue", definition: "<decision>" },
              { name: "C", kind: "classification", definition: "<rules/>" },
              { name: "B", kind: "routeToQueue", definition: "<rules/>", rules: [] },
            ],
          },
        ],
      },
      [
        "workstreams[0].rulesets[2].kind: is the second ruleset of this kind in the workstream",
        "workstreams[0].rulesets[1].definition: begins with <rules>, and not with <decision>",
        `${place}.definition: is no XML`,
        "workstreams[0].rulesets[2].definition: stands beside rules, and is all of them",
      ],
    ],
    [
      "where a name means several rows",
      {
        queues: [{ id: guid, name: "Night" }, { name: "Night" }],
        workstreams: [{ name: "Web", fallbackQueue: "Night" }],
      },
      ['workstreams[0].fallbackQueue: several rows are the queue "Night"'],
    ],
  ];
  for (const [title, seed, faults] of cases) {
    it(title, async () => {
      const found = await faultsOf(seed);
      // What the XML parser says of a text is its own.
      const told = Array.isArray(found)
        ? found.map((fault) => String(fault).replace(/(is no XML): .*$/s, "$1"))
        : found;
      expect(told).to.deep.equal(faults);
    });
  }
});

async function faultsOf(seed: SandboxSeed): Promise<unknown> {
  try {
    await (await startSandbox({ seed })).close();
    return undefined;
  } catch (error) {
    return error instanceof SeedError ? error.faults.map(({ path, reason }) => `${path}: ${reason}`) : error;
  }
}
