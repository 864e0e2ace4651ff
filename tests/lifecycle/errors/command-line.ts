import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { locatePulumi } from "../../../examples/runner/pulumi/locate.ts";
import { withLock } from "../../../examples/runner/pulumi/lock.ts";
import { askEndpoint } from "../../../examples/runner/result.ts";
import { listCommand } from "../../../provider/cli/list-command.ts";
import { readOrganization } from "../../../provider/cli/organization-setting.ts";
import { packageDirectory } from "../../../examples/runner/package-directory.ts";
import { runCommand } from "../../../provider/cli/run-command.ts";
import { sandboxCommand } from "../../../provider/cli/sandbox-command.ts";
import { addSwitchSetting } from "../../../provider/cli/switch-setting.ts";
import type { CommandLineErrorCode } from "../../../provider/error-codes.ts";
import type { Sandbox } from "../../../provider/sandbox/index.ts";
import { FakeMachine } from "../../support/fake-executables.ts";
import { startCommand } from "../../support/running-command.ts";

/** How a command ends with a code: by throwing the error, or, of a process, by the text that it writes. */
export type CommandFixture = (sandbox: Sandbox, folder: string) => Promise<unknown>;

const nothing = (): undefined => undefined;
const pulumiSite = "http://127.0.0.1:9/sdk";

/** Looks for Pulumi on a machine that `prepare` furnished. */
function locating(prepare: (machine: FakeMachine) => unknown): CommandFixture {
  return async () => {
    const machine = new FakeMachine();
    try {
      prepare(machine);
      await locatePulumi(nothing, { environment: machine.environment, downloadSite: pulumiSite });
    } finally {
      machine.remove();
    }
  };
}

/** The text that a process of this package writes. */
async function written(script: readonly string[], args: readonly string[]): Promise<string> {
  const command = [join(packageDirectory, ...script), ...args];
  const { stderr } = await startCommand(process.execPath, command, {
    environment: { PATH: process.env["PATH"], HOME: process.env["HOME"] },
    directory: packageDirectory,
  }).result;
  return stderr.trimEnd();
}

/** A file of this text in the folder of the test. */
function fileIn(folder: string, name: string, text: string): string {
  const file = join(folder, name);
  writeFileSync(file, text, { mode: 0o644 });
  return file;
}

/** A text in the place of a fixture says why the code cannot be provoked here. */
export const commandLine: Readonly<Record<CommandLineErrorCode, CommandFixture | string>> = {
  "built-pulumi-unusable": locating((machine) => machine.add("go", `[ "$1" = env ] && echo go1.99.0; exit 0`)),
  "command-not-found": () => runCommand("no-such-command", [], process.env),
  "command-not-started": (_sandbox, folder) => runCommand(fileIn(folder, "text", "no program"), [], process.env),
  "file-not-readable": () => sandboxCommand({ seed: "none.json" }, ["true"]),
  "go-missing": locating(nothing),
  "go-too-old": locating((machine) => machine.add("go", "echo go1.21.3")),
  "list-absent": (sandbox) => {
    const action = { kind: "refuse", status: 404, code: "0x80060888", message: "Resource not found." } as const;
    sandbox.faults.add({ table: "characteristic", times: Infinity, action });
    return listCommand("skills", { environment: sandbox.url });
  },
  "list-environment": () => listCommand("queues", { environment: "" }),
  "list-kind": (sandbox) => listCommand("queue", { environment: sandbox.url }),
  "list-option": () => written(["provider", "cli", "main.ts"], ["sandbox", "--port", "1", "list", "queues"]),
  "named-pulumi-unusable": locating(({ environment }) => {
    environment["PULUMI_DYNAMICS365_PULUMI"] = "/nowhere/pulumi";
  }),
  "no-cache-directory": locating((machine) => {
    machine.environment["XDG_CACHE_HOME"] = machine.add("a-file", "exit 0");
  }),
  organization: async () => readOrganization(""),
  "port-in-use": (sandbox) => sandboxCommand({ port: Number(new URL(sandbox.url).port) }, ["true"]),
  "pulumi-build-failed": locating((machine) =>
    machine.add("go", `[ "$1" = env ] && echo go1.99.0 && exit 0; echo "proxy: 403 Forbidden" >&2; exit 1`),
  ),
  "quickstart-operation": () => written(["examples", "runner", "main.ts"], ["refresh"]),
  "quickstart-result": async () => {
    const machine = new FakeMachine();
    machine.add("pulumi", 'echo "error: no stack named dev found" >&2; exit 255');
    try {
      await askEndpoint(machine.root, "dev", machine.environment);
    } finally {
      machine.remove();
    }
  },
  "quickstart-stack": "it takes the folder in which the quickstart of this very checkout runs",
  "sandbox-data": (_sandbox, folder) => sandboxCommand({ data: fileIn(folder, "rows", "") }, ["true"]),
  "seed-invalid": (_sandbox, folder) => sandboxCommand({ seed: fileIn(folder, "seed.json", '{"queue":[]}') }, ["true"]),
  "switch-value": async () => addSwitchSetting("endpointFill=never"),
  "tls-incomplete": () => sandboxCommand({ tlsCert: "cert.pem" }, ["true"]),
  "tls-unusable": (_sandbox, folder) => {
    const pem = fileIn(folder, "cert.pem", "no certificate");
    return sandboxCommand({ tlsCert: pem, tlsKey: pem }, ["true"]);
  },
  "toolchain-locked": async (_sandbox, folder) => {
    const file = join(folder, "lock");
    const rhythm = { beat: 20, abandoned: 60_000, patience: 40 };
    await withLock(file, nothing, () => withLock(file, nothing, () => Promise.resolve(), rhythm), {
      ...rhythm,
      patience: 60_000,
    });
  },
  "unknown-switch": async () => addSwitchSetting("endpointFil=off"),
};

export async function inFolder<Result>(work: (folder: string) => Promise<Result>): Promise<Result> {
  const folder = mkdtempSync(join(tmpdir(), "errors-"));
  try {
    return await work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
