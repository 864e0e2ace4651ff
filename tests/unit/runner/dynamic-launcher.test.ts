import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect } from "chai";
import { writeDynamicLauncher } from "../../../examples/runner/pulumi/dynamic-launcher.ts";
import { runToEnd } from "../../../examples/runner/pulumi/run-to-end.ts";
import { FakeMachine } from "../../support/fake-executables.ts";

describe("the launcher of the dynamic provider", () => {
  let machine: FakeMachine;

  beforeEach(() => {
    machine = new FakeMachine();
    writeDynamicLauncher(machine.binaries);
  });

  afterEach(() => machine.remove());

  const launch = (...args: string[]) =>
    runToEnd(join(machine.binaries, "pulumi-resource-pulumi-nodejs"), args, {
      directory: machine.root,
      environment: { ...process.env, NODE_PATH: "" },
      timeLimitSeconds: 20,
    });

  it("runs the SDK of the program's folder with the engine's arguments", async () => {
    const script = join(machine.root, "node_modules", "@pulumi", "pulumi", "cmd", "dynamic-provider", "index.js");
    mkdirSync(dirname(script), { recursive: true });
    writeFileSync(script, "process.stdout.write(JSON.stringify(process.argv.slice(2)))");
    const { exitCode, stdout } = await launch("127.0.0.1:1", "a b");
    expect({ exitCode, stdout }).to.deep.equal({ exitCode: 0, stdout: '["127.0.0.1:1","a b"]' });
  });

  it("fails when there is no SDK, so that the engine does not wait", async () => {
    const { exitCode, stdout } = await launch("127.0.0.1:1");
    expect({ exitCode, stdout }).to.deep.equal({ exitCode: 1, stdout: "" });
  });
});
