import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { type Sandbox, startSandbox } from "../../provider/sandbox/index.ts";
import { PulumiProject } from "../support/pulumi.ts";
import { startCommand } from "../support/running-command.ts";
import { textOf } from "./support/outcomes.ts";

/** Runs two inline programs at the same time, as a portal or a test suite might, and prints how each ended. */
const runner = `
import { LocalWorkspace } from "@pulumi/pulumi/automation/index.js";
import * as pulumi from "@pulumi/pulumi";
import { MessagingAccount, Workstream } from "pulumi-dynamics365";

const events = [];
process.on("uncaughtExceptionMonitor", (error, origin) => events.push(origin + ": " + error.message));
process.on("unhandledRejection", (reason) => events.push("unhandledRejection: " + String(reason)));

const faulty = async () => {
  const account = new MessagingAccount("account", { name: "", appId: "contoso-bot", clientSecret: "x" });
  class Bot extends pulumi.ComponentResource {}
  const endpoint = pulumi.interpolate\`\${account.messagingEndpoint}/messages\`;
  new Bot("contoso:index:Bot", "bot", { endpoint });
  await Promise.resolve();
  new Workstream("later", { name: "Later", distributionMode: "Push" });
};
const sound = async () => {
  const workstream = new Workstream("chat", { name: "Chat of the sound program", distributionMode: "Push" });
  return { rowId: workstream.rowId };
};
const end = async (stackName, program) => {
  const stack = await LocalWorkspace.createOrSelectStack(
    { stackName, projectName: "test", program },
    { workDir: import.meta.dirname },
  );
  const told = [];
  const onEvent = ({ diagnosticEvent: event }) => event?.severity === "error" && told.push(event.message);
  try {
    const { outputs } = await stack.up({ onEvent });
    return { outputs: Object.keys(outputs), told };
  } catch (error) {
    const { deployment } = await stack.exportStack();
    return { error: error.message, told, types: deployment.resources?.map(({ type }) => type) ?? [] };
  }
};
const [first, second] = await Promise.all([end("faulty", faulty), end("sound", sound)]);
console.log("ends: " + JSON.stringify({ faulty: first, sound: second, events }));
process.exit(0);
`;

interface End {
  readonly told: readonly string[];
  readonly outputs?: readonly string[];
  readonly error?: string;
  readonly types?: readonly string[];
}

interface Ends {
  readonly faulty: End;
  readonly sound: End;
  readonly events: readonly string[];
}

describe("two inline programs in one process, one of them with faults", function () {
  this.timeout(120_000);

  let sandbox: Sandbox;
  let project: PulumiProject;
  let ends: Ends;

  before(async () => {
    sandbox = await startSandbox();
    project = await PulumiProject.create({ program: "", environment: sandbox.environment });
    writeFileSync(join(project.directory, "runner.mjs"), runner);
    const { directory, environment } = project;
    const command = startCommand("node", ["runner.mjs"], { directory, environment, timeLimitSeconds: 60 });
    const result = await command.result;
    const [, told] = /^ends: (.*)$/m.exec(result.stdout) ?? [];
    if (told === undefined) throw new Error(textOf(result));
    ends = JSON.parse(told) as Ends;
  });

  after(async () => {
    project.remove();
    await sandbox.close();
  });

  it("rejects the faulty one with all its faults, told once", () => {
    const { error = "", told, types } = ends.faulty;
    expect(
      told.map((text) =>
        text
          .trim()
          .replace(/^\S+ resource '\w+' has a problem: /, "")
          .split("\n"),
      ),
    ).to.deep.equal([
      [
        "The program has 2 faults; nothing was deployed.",
        '  MessagingAccount "account" name: must not be empty. Do this: Use at least 1 character. [required]',
        '  MessagingAccount "account" appId: is not a GUID such as 4e5dc4e5-2a5c-4f6f-9f0c-0d3c2f1d7a11. Do this: Correct the value. [invalid-value]',
      ],
    ]);
    expect(error).to.contain("The program has 2 faults; nothing was deployed.");
    expect(types?.filter((type) => type.includes("dynamics365"))).to.deep.equal([]);
  });

  it("lets the sound one deploy", () => {
    expect(ends.sound).to.deep.equal({ outputs: ["rowId"], told: [] });
    expect(sandbox.organizations[0]?.rows("msdyn_liveworkstream").map(({ msdyn_name }) => msdyn_name)).to.include(
      "Chat of the sound program",
    );
  });

  it("leaves nothing uncaught", () => {
    expect(ends.events).to.deep.equal([]);
  });
});
