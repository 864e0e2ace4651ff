import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { oldestPulumi } from "../../provider/cli/oldest-pulumi.ts";
import { FakeMachine } from "../support/fake-executables.ts";
import { copyOfRepository } from "../support/repository-copy.ts";
import { startCommand, type CommandResult } from "../support/running-command.ts";

const endpoint = "https://m-1.uk.omnichannelengagementhub.com/botchannel/incoming?orgId=1";

/** With a Pulumi that does nothing and notes what it is asked for. */
describe("the commands of the quickstart", function () {
  this.timeout(60_000);

  let copy: string;
  let machine: FakeMachine;
  before(() => (copy = copyOfRepository()));
  after(() => rmSync(copy, { recursive: true, force: true }));
  beforeEach(() => (machine = new FakeMachine()));
  afterEach(() => machine.remove());

  const run = (...args: readonly string[]): Promise<CommandResult> =>
    startCommand(process.execPath, [join(copy, "examples", "runner", "main.ts"), ...args], {
      directory: copy,
      environment: machine.environment,
    }).result;

  function addPulumi(script: string): void {
    const pulumi = machine.addPulumi("pulumi", oldestPulumi);
    const notes = join(machine.root, "asked");
    machine.add(
      pulumi,
      `echo "$@" >> ${notes}
       case "$1 $2" in
         "version ") echo v${oldestPulumi};;
         "stack select") ;;
         "stack output") echo '{"botEndpoint":"${endpoint}","directLineKey":"[secret]"}';;
         *) ${script};;
       esac`,
    );
  }
  const asked = (): string[] => readFileSync(join(machine.root, "asked"), "utf8").trim().split("\n");
  const linesOf = (text: string): string[] => text.trimEnd().split("\n");

  it("say each step, then what Pulumi says, then the result once, then what to do next", async () => {
    addPulumi("echo of Pulumi; echo problem >&2");
    const { exitCode, stdout, stderr } = await run("up", "--diff");
    expect(exitCode).to.equal(0);
    expect(linesOf(stdout)).to.deep.equal([
      "of Pulumi",
      "Deployed to the sandbox.",
      `The bot sends its conversations to ${endpoint}`,
      "",
      "Edit examples/quickstart/index.ts, then see what would change:",
      "  npm run preview",
      "Take everything away again:",
      "  npm run destroy",
    ]);
    expect(linesOf(stderr.replace(/http:\S+/, "ADDRESS"))).to.deep.equal([
      "Loading the sandbox",
      "Looking for Pulumi",
      "Starting the sandbox (not Dynamics 365, not Azure)",
      "  It serves ADDRESS",
      `Opening the stack "dev" with Pulumi ${oldestPulumi}`,
      "Deploying the quickstart with Pulumi",
      "problem",
      "Reading the result",
    ]);
    expect(asked().filter((line) => line.startsWith("up "))).to.deep.equal([
      `up --yes --skip-preview --suppress-outputs --suppress-progress --cwd ${join(copy, ".pulumi-sandbox", "project")} ` +
        "--stack dev --color never --diff",
    ]);
  });

  for (const [operation, next] of [
    ["preview", ["Deploy it:", "  npm start"]],
    ["destroy", ["Deploy it again:", "  npm start"]],
  ] as const) {
    it(`say what comes after ${operation}, and no result`, async () => {
      addPulumi("echo of Pulumi");
      const { exitCode, stdout } = await run(operation);
      expect({ exitCode, lines: linesOf(stdout) }).to.deep.equal({ exitCode: 0, lines: ["of Pulumi", "", ...next] });
    });
  }

  it("end as Pulumi ends, with no next step where it failed", async () => {
    addPulumi("echo error: broken; exit 255");
    const { exitCode, stdout } = await run("up");
    expect({ exitCode, stdout }).to.deep.equal({ exitCode: 255, stdout: "error: broken\n" });
  });

  for (const [operation, command, of] of [
    ["up", "npm start", "pulumi up"],
    ["preview", "npm run preview", "pulumi preview"],
    ["destroy", "npm run destroy", "pulumi destroy"],
  ] as const) {
    it(`explain ${command} where asked for help, and do nothing else`, async () => {
      rmSync(join(copy, ".pulumi-sandbox"), { recursive: true, force: true });
      for (const option of ["--help", "-h"]) {
        const { exitCode, stdout, stderr } = await run(operation, "--fresh", option);
        expect({ exitCode, stderr }).to.deep.equal({ exitCode: 0, stderr: "" });
        expect(stdout).to.match(new RegExp(`^Usage: ${command} \\[-- options\\]\n`));
        expect(stdout).to.include("--fresh     forget").and.include(`goes to \`${of}\``);
        for (const name of ["npm start", "npm run preview", "npm run destroy"]) {
          expect(stdout).to.match(new RegExp(`^  ${name} {2,}[A-Z].*\\.$`, "m"));
        }
      }
      expect(existsSync(join(copy, ".pulumi-sandbox"))).to.equal(false);
    });
  }

  it("refuse what they do not know", async () => {
    const { exitCode, stderr } = await run("refresh");
    expect(exitCode).to.equal(2);
    expect(linesOf(stderr)).to.deep.equal([
      'Could not run the quickstart: it has no operation "refresh". [quickstart-operation]',
      "  Why: It knows up, preview, destroy.",
      "  Do this: Use npm start, npm run preview, or npm run destroy.",
    ]);
  });

  it("say in three lines that another one uses the rows", async () => {
    addPulumi("echo started; exec sleep 60");
    const first = startCommand(process.execPath, [join(copy, "examples", "runner", "main.ts"), "up"], {
      directory: copy,
      environment: { ...machine.environment, PATH: `${machine.binaries}:/bin:/usr/bin` },
    });
    await first.says(/^started$/);
    const { exitCode, stderr } = await run("up");
    first.signal("SIGTERM");
    await first.result;
    expect(exitCode).to.equal(1);
    expect(
      linesOf(stderr)
        .slice(-3)
        .map((line) => line.replace(/\(process \d+\)|held by.*/, ""))[0],
    ).to.equal("Another sandbox uses the data directory . [sandbox-data]");
    expect(stderr).to.not.include("    at ");
  });
});
