import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { packageDirectory } from "../../examples/runner/package-directory.ts";
import { deployer } from "../../provider/sandbox/entra/seed.ts";
import { startSandbox } from "../../provider/sandbox/index.ts";
import { sandboxSeed } from "../../schema/sandbox-seed.ts";
import { type CommandResult, startCommand } from "../support/running-command.ts";
import { withSandbox } from "../support/sandbox.ts";
import { selfSignedCertificate } from "../unit/stand-ins/self-signed-certificate.ts";

const main = join(packageDirectory, "provider", "cli", "main.ts");
const clouds = /^(ARM|AZURE|DATAVERSE|DYNAMICS365|ACTIONS_ID_TOKEN|SYSTEM)_/;
const withoutClouds = Object.fromEntries(Object.entries(process.env).filter(([name]) => !clouds.test(name)));

function list(args: readonly string[], variables: NodeJS.ProcessEnv = {}): Promise<CommandResult> {
  return startCommand(process.execPath, [main, "sandbox", "list", ...args], {
    environment: { ...withoutClouds, ...variables },
    directory: packageDirectory,
  }).result;
}

describe("pulumi-dynamics365 sandbox list", function () {
  this.timeout(60_000);

  const sandbox = withSandbox({ access: "strict", standIns: true });
  beforeEach(() => {
    sandbox().faults.clear();
    sandbox().requests.clear();
  });
  const listed = async (...args: string[]): Promise<unknown> => {
    const { exitCode, stdout, stderr } = await list([...args, "--json"], sandbox().environment);
    expect({ exitCode, stderr }).to.deep.equal({ exitCode: 0, stderr: "" });
    return JSON.parse(stdout);
  };

  it("shows the queues as a table, with what the provider would say of each", async () => {
    const { exitCode, stdout, stderr } = await list(["queues"], sandbox().environment);
    expect({ exitCode, stderr }).to.deep.equal({ exitCode: 0, stderr: "" });
    const idOf = (name: string) =>
      String(
        sandbox()
          .organizations[0]?.rows("queue")
          .find((row) => row["name"] === name)?.["queueid"],
      );
    expect(stdout.split("\n")).to.deep.equal([
      "Name                     Type       Group       Id                                    Remark",
      `Default entity queue     Entity     2147483647  ${idOf("Default entity queue")}  cannot be used: its type is Entity, and a messaging workstream needs Messaging`,
      `Default messaging queue  Messaging  2147483647  ${idOf("Default messaging queue")}  default`,
      `Default voice queue      Voice      2147483647  ${idOf("Default voice queue")}  cannot be used: its type is Voice, and a messaging workstream needs Messaging`,
      `Sales                    Messaging  1           ${idOf("Sales")}`,
      `Support                  Messaging  1           ${idOf("Support")}`,
      `VIP                      Messaging  1           ${idOf("VIP")}`,
      "",
    ]);
  });

  it("shows skills, proficiencies, languages and capacity profiles", async () => {
    const names = async (what: string) => ((await listed(what)) as { name: string }[]).map(({ name }) => name);
    expect(await names("skills")).to.deep.equal(["Billing", "French"]);
    expect(await names("proficiencies")).to.deep.equal(["Beginner", "Expert", "Good"]);
    expect(await names("languages"))
      .to.include("German - Germany")
      .and.have.length(14);
    expect(await names("capacity-profiles")).to.deep.equal([
      "Messaging - Default",
      "Premium messaging",
      "Voice inbound - Default",
    ]);
  });

  it("prints as JSON what a seed takes: the rows of one environment, to try in another", async () => {
    const seed = sandboxSeed.parse({
      queues: await listed("queues"),
      skills: await listed("skills"),
      proficiencies: await listed("proficiencies"),
      languages: await listed("languages"),
      capacityProfiles: await listed("capacity-profiles"),
    });
    const other = await startSandbox({ seed });
    try {
      const args = ["queues", "--json", "--environment", other.url];
      expect(JSON.parse((await list(args)).stdout)).to.deep.equal(seed.queues);
    } finally {
      await other.close();
    }
  });

  it("only reads", async () => {
    for (const what of ["queues", "skills", "languages"]) await list([what], sandbox().environment);
    const methods = new Set(
      sandbox()
        .requests.list({})
        .map(({ method }) => method),
    );
    expect([...methods]).to.deep.equal(["GET"]);
  });

  it("signs in as the provider does, by the variables of an application", async () => {
    const directory = mkdtempSync(join(tmpdir(), "sandbox-list-"));
    const certificate = selfSignedCertificate();
    const authority = join(directory, "cert.pem");
    writeFileSync(authority, certificate.cert);
    const secured = await startSandbox({ access: "strict", tls: certificate });
    try {
      const { DYNAMICS365_ACCESS_TOKEN: _token, ...others } = secured.environment;
      const variables = {
        ...others,
        NODE_EXTRA_CA_CERTS: authority,
        ARM_CLIENT_ID: deployer.clientId,
        ARM_CLIENT_SECRET: deployer.clientSecret,
      };
      // Entra knows the application, and the environment has no user of it.
      const refused = await list(["skills"], variables);
      expect(refused.exitCode).to.equal(1);
      expect(refused.stderr).to.match(/^\S.* \[not-a-member\]\n {2}Why: .+\n {2}Do this: .+/);
      const user = { fullname: "Deployment", applicationid: deployer.clientId };
      secured.organizations[0]?.insertRaw("systemuser", "5f0f6b7a-0d0e-4e8e-8a7e-1d5c3b2a1f00", user);
      const { exitCode, stdout } = await list(["skills", "--json"], variables);
      const names = (JSON.parse(stdout) as { name: string }[]).map(({ name }) => name);
      expect({ exitCode, names }).to.deep.equal({ exitCode: 0, names: ["Billing", "French"] });
    } finally {
      await secured.close();
      rmSync(directory, { recursive: true });
    }
  });

  it("reads a sandbox by its address alone where that takes every token", async () => {
    const open = await startSandbox();
    try {
      const { exitCode, stdout } = await list(["skills", "--environment", open.url]);
      expect({ exitCode, first: stdout.split("\n")[1]?.split(" ")[0] }).to.deep.equal({
        exitCode: 0,
        first: "Billing",
      });
    } finally {
      await open.close();
    }
  });

  it("goes by --environment, not by the variable, where both are given", async () => {
    const variables = { ...sandbox().environment, DATAVERSE_URL: "https://contoso.invalid" };
    expect((await list(["skills", "--environment", sandbox().url], variables)).exitCode).to.equal(0);
  });

  it("says where an environment has no such table", async () => {
    sandbox().faults.add({
      path: "characteristics",
      times: 9,
      action: {
        kind: "refuse",
        status: 404,
        code: "0x80060888",
        message: "Resource not found for the segment 'characteristics'.",
      },
    });
    const { exitCode, stdout, stderr } = await list(["skills"], sandbox().environment);
    expect({ exitCode, stdout }).to.deep.equal({ exitCode: 1, stdout: "" });
    expect(stderr.split("\n")).to.deep.equal([
      `Could not list skills: ${sandbox().url} has no skill-based routing. [list-absent]`,
      "  Why: The table that holds each skill is not there, or lacks its columns.",
      "  Do this: Install skill-based routing in this environment, or list another one.",
      "",
    ]);
  });

  it("says that there are none, and prints an empty list", async () => {
    const empty = await startSandbox({ seed: false });
    try {
      const args = ["queues", "--environment", empty.url];
      expect(await list(args)).to.deep.equal({ exitCode: 0, stdout: "", stderr: `${empty.url} has no queues.\n` });
      expect(await list([...args, "--json"])).to.deep.equal({ exitCode: 0, stdout: "[]\n", stderr: "" });
    } finally {
      await empty.close();
    }
  });

  it("lets no name of a row give orders to the terminal, or begin a line", async () => {
    sandbox().organizations[0]?.insert("characteristic", { name: "\u001b[2JZebra\nName" });
    const { stdout } = await list(["skills"], sandbox().environment);
    expect(stdout.split("\n").filter((line) => line.includes("Zebra"))[0]).to.match(/^Zebra Name +[0-9a-f-]{36}$/);
  });

  describe("refuses", () => {
    const cases: readonly (readonly [string, string[], NodeJS.ProcessEnv, number, readonly string[]])[] = [
      [
        "what cannot be listed, with the nearest",
        ["queue"],
        {},
        2,
        [
          'Could not list "queue": there is no such list. [list-kind]',
          "  Why: There are lists of queues, skills, proficiencies, languages and capacity-profiles.",
          '  Did you mean "queues"?',
        ],
      ],
      [
        "no environment at all",
        ["queues"],
        {},
        2,
        [
          "Could not list anything: no environment is given. [list-environment]",
          "  Why: Neither --environment nor the variable DATAVERSE_URL names one.",
          "  Do this: Give --environment the address that the sandbox prints, or that of a Dataverse environment; or run it inside the sandbox: `pulumi-dynamics365 sandbox -- pulumi-dynamics365 sandbox list queues`.",
        ],
      ],
      [
        "a setting that cannot be used, with its variable",
        ["queues"],
        { DATAVERSE_URL: "https://contoso.crm4.dynamics.com", ARM_TENANT_ID: "common" },
        1,
        [
          "The setting dynamics365:tenantId is 'common'. [configuration]",
          "  Why: It must be a tenant's id (GUID) or one of its domain names.",
          "  Do this: Set it by the variable ARM_TENANT_ID or AZURE_TENANT_ID; no stack is read here.",
        ],
      ],
    ];
    for (const [title, args, variables, exitCode, lines] of cases) {
      it(title, async () => {
        const result = await list(args, variables);
        expect({ exitCode: result.exitCode, stdout: result.stdout }).to.deep.equal({ exitCode, stdout: "" });
        expect(result.stderr.trimEnd().split("\n")).to.deep.equal(lines);
      });
    }

    for (const [args, given] of [
      [["--data", "kept", "list", "queues"], "--data"],
      [["list", "queues", "--", "pulumi", "up"], "-- pulumi up"],
    ] as const) {
      it(`what is for a sandbox that it does not start: ${args.join(" ")}`, async () => {
        const { exitCode, stderr } = await startCommand(process.execPath, [main, "sandbox", ...args], {
          environment: withoutClouds,
          directory: packageDirectory,
        }).result;
        expect(exitCode).to.equal(2);
        expect(stderr.split("\n")[0]).to.equal(
          `Could not list anything: \`sandbox list\` does not take ${given}. [list-option]`,
        );
      });
    }

    it("a token that the sandbox does not know", async () => {
      const { exitCode, stderr } = await list(["queues"], {
        ...sandbox().environment,
        DYNAMICS365_ACCESS_TOKEN: "another",
      });
      expect(exitCode).to.equal(1);
      expect(stderr).to.match(/^\S.* \[unauthorized\]\n {2}Why: .+\n {2}Do this: .+\n/);
    });

    it("as JSON when asked to", async () => {
      const { stderr } = await list(["queue", "--json"]);
      const { event, code } = JSON.parse(stderr) as Record<string, string>;
      expect({ event, code }).to.deep.equal({ event: "error", code: "list-kind" });
    });
  });

  it("leaves a command of that name to the user", async () => {
    const { exitCode, stderr } = await startCommand(process.execPath, [main, "sandbox", "--", "list", "queues"], {
      environment: withoutClouds,
      directory: packageDirectory,
    }).result;
    expect(exitCode).to.equal(127);
    expect(stderr).to.include('Could not start the command "list". [command-not-found]');
  });
});
