import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { packageDirectory } from "../../examples/runner/package-directory.ts";
import { type CommandResult, startCommand } from "../support/running-command.ts";

const main = join(packageDirectory, "provider", "cli", "main.ts");

describe("pulumi-dynamics365 sandbox with --seed and --organization", function () {
  this.timeout(60_000);

  let directory: string;
  before(() => {
    directory = mkdtempSync(join(tmpdir(), "sandbox-seed-"));
  });
  after(() => rmSync(directory, { recursive: true, force: true }));

  const run = (...args: string[]): Promise<CommandResult> =>
    startCommand(process.execPath, [main, "sandbox", ...args], { environment: process.env, directory }).result;
  const seedFile = (name: string, content: unknown): string => {
    writeFileSync(join(directory, name), typeof content === "string" ? content : JSON.stringify(content));
    return name;
  };
  /** Runs inside the sandbox and prints what the request was answered. */
  const ask = (path: string): string[] => [
    "sh",
    "-c",
    `curl -s -H "Authorization: Bearer $DYNAMICS365_ACCESS_TOKEN" "$DATAVERSE_URL/api/data/v9.2/${path}"`,
  ];
  const queueNames = async (...flags: string[]): Promise<string[]> => {
    const { stdout } = await run(...flags, "--", ...ask("queues?\\$select=name&\\$orderby=name"));
    return (JSON.parse(stdout) as { value: { name: string }[] }).value.map(({ name }) => name);
  };

  it("serves the rows of the file beside its own", async () => {
    const file = seedFile("queues.json", { queues: [{ name: "Night shift" }] });
    expect(await queueNames("--seed", file)).to.deep.equal([
      "Default entity queue",
      "Default messaging queue",
      "Default voice queue",
      "Night shift",
      "Sales",
      "Support",
      "VIP",
    ]);
  });

  it("says nothing of it where a command runs, and the command's exit code is its own", async () => {
    const file = seedFile("quiet.json", { skills: [{ name: "Danish" }] });
    const { exitCode, stdout, stderr } = await run("--seed", file, "--", "sh", "-c", "exit 5");
    expect({ exitCode, stdout, stderr }).to.deep.equal({ exitCode: 5, stdout: "", stderr: "" });
  });

  describe("refuses with exit code 2, and starts no command,", () => {
    const refusals: readonly (readonly [string, unknown, string, string])[] = [
      [
        "a misspelt property, with the one that was meant",
        { queues: [{ name: "Night" }, { nmae: "Day" }] },
        "queues[1].nmae: unknown property. queues[1].name: is required.",
        'queues[1].nmae: did you mean "name"? queues[1].name: give a string.',
      ],
      ["a misspelt list", { queue: [] }, "queue: unknown property.", 'Did you mean "queues"?'],
      [
        "a value that is none of the allowed",
        { queues: [{ name: "Night", type: "Chat" }] },
        'queues[0].type: "Chat" is not one of the allowed values.',
        'Use "Messaging", "Entity" or "Voice".',
      ],
      ["a value of another type", { skills: "French" }, "skills: must be a list.", "Give a list."],
      ["what is no object", [], "The file: must be an object.", "Give an object."],
      [
        "an id that is none",
        { skills: [{ id: "7", name: "French" }] },
        "skills[0].id: is not a GUID such as 4e5dc4e5-2a5c-4f6f-9f0c-0d3c2f1d7a11.",
        "Correct the value.",
      ],
      [
        "what refers to a row that is not there",
        { workstreams: [{ name: "Chat", fallbackQueue: "Suport" }] },
        'workstreams[0].fallbackQueue: there is no queue "Suport".',
        'Did you mean "Support"?',
      ],
      [
        "a key that stands twice, of which JSON would lose the first",
        '{ "queues": [{ "name": "Night:, {" }, { "name": "Night", "type": "Voice", "n\\u0061me": "Day" }] }',
        "queues[1].name: stands there twice.",
        "Keep one of the two.",
      ],
    ];
    for (const [title, content, why, remedy] of refusals) {
      it(title, async () => {
        const file = seedFile("wrong.json", content);
        const { exitCode, stdout, stderr } = await run("--seed", file, "--", "echo", "started");
        expect({ exitCode, stdout, lines: stderr.split("\n") }).to.deep.equal({
          exitCode: 2,
          stdout: "",
          lines: [
            "Could not use the seed wrong.json; nothing of it is applied. [seed-invalid]",
            `  Why: ${why}`,
            remedy.endsWith("?") ? `  ${remedy}` : `  Do this: ${remedy}`,
            "",
          ],
        });
      });
    }

    it("what is no JSON, with the place", async () => {
      const { exitCode, stderr } = await run("--seed", seedFile("half.json", "{\n  queues: []\n}"));
      expect(exitCode).to.equal(2);
      expect(stderr).to.match(/^ {2}Why: The file: .*JSON.*position 4 \(line 2 column 3\)\.$/m);
    });

    it("a file that is not there", async () => {
      const { exitCode, stderr } = await run("--seed", "none.json");
      expect(exitCode).to.equal(2);
      expect(stderr).to.match(
        /^Could not read none\.json, which --seed names\. \[file-not-readable\]\n {2}Why: ENOENT.*\n {2}Do this: Give --seed the path of a JSON file\.\n$/,
      );
    });
  });

  it("does not apply another seed to a data directory that has begun", async () => {
    const [first, second] = [
      seedFile("first.json", { queues: [{ name: "First" }] }),
      seedFile("second.json", { queues: [{ name: "Second" }] }),
    ];
    const kept = ["--data", join(directory, "kept")];
    expect(await queueNames(...kept, "--seed", first)).to.include("First");
    expect(await queueNames(...kept, "--seed", first)).to.include("First");
    expect(await queueNames(...kept)).to.include("First");
    const { exitCode, stdout, stderr } = await run(...kept, "--seed", second, "--", "echo", "started");
    expect({ exitCode, stdout }).to.deep.equal({ exitCode: 1, stdout: "" });
    expect(stderr.split("\n")).to.deep.equal([
      `The data directory ${join(directory, "kept")} was begun with another seed. [sandbox-data]`,
      "  Why: A seed is planted once, in a new directory; its rows may have changed since.",
      "  Do this: Leave the seed out to go on with the rows that are there, delete the directory to begin anew, or give another one.",
      "",
    ]);
    expect(await queueNames(...kept))
      .to.include("First")
      .and.not.include("Second");
  });

  describe("--organization", () => {
    const whoAmI = async (...flags: string[]): Promise<string> => {
      const { stdout } = await run(...flags, "--", ...ask("WhoAmI"));
      return (JSON.parse(stdout) as { OrganizationId: string }).OrganizationId;
    };
    const id = "0b7e2d1c-5a55-4b1e-9d56-3f1a2b3c4d5e";

    it("takes an id, which WhoAmI answers", async () => {
      expect(await whoAmI("--organization", id.toUpperCase())).to.equal(id);
    });

    it("takes a name, whose id is the same in every start and that of no other name", async () => {
      const [contoso, fabrikam, again] = [
        await whoAmI(),
        await whoAmI("--organization", "Fabrikam"),
        await whoAmI("--organization", "fabrikam"),
      ];
      expect(fabrikam).to.equal(again).and.not.equal(contoso);
      expect(await whoAmI("--organization", "Contoso")).to.equal(contoso);
    });

    it("shows the name where the organization is described", async () => {
      const path = "RetrieveCurrentOrganization(AccessType=Microsoft.Dynamics.CRM.EndpointAccessType'Default')";
      const { stdout } = await run("--organization", "Fabrikam", "--", ...ask(path));
      expect(stdout).to.include('"FriendlyName":"Fabrikam"').and.include('"UrlName":"fabrikam"');
    });

    for (const [given, why] of [
      ["", "It is empty."],
      ["0b7e2d1c-5a55-4b1e-9d56-3f1a2b3c4d", "It looks like an id, and is no GUID."],
    ] as const) {
      it(`refuses '${given}' with exit code 2`, async () => {
        const { exitCode, stderr } = await run("--organization", given);
        expect(exitCode).to.equal(2);
        expect(stderr.split("\n")).to.deep.equal([
          `Could not start the sandbox: '${given}' is not an organization. [organization]`,
          `  Why: ${why}`,
          "  Do this: Give --organization the id (GUID) or the name of an organization, such as Fabrikam.",
          "",
        ]);
      });
    }
  });
});
