import { createServer } from "node:net";
import { join } from "node:path";
import { expect } from "chai";
import { packageDirectory } from "../../examples/runner/package-directory.ts";
import { oldestPulumi } from "../../provider/cli/oldest-pulumi.ts";
import { FakeMachine } from "../support/fake-executables.ts";
import { type CommandResult, type RunningCommand, startCommand } from "../support/running-command.ts";

const main = join(packageDirectory, "provider", "cli", "main.ts");

function start(args: readonly string[], environment: NodeJS.ProcessEnv = process.env): RunningCommand {
  return startCommand(process.execPath, [main, ...args], { environment, directory: packageDirectory });
}

function run(...args: string[]): Promise<CommandResult> {
  return start(args).result;
}

describe("pulumi-dynamics365 sandbox", function () {
  this.timeout(60_000);

  describe("until stopped", () => {
    for (const signal of ["SIGINT", "SIGTERM"] as const) {
      it(`serves, and ends well at ${signal}`, async () => {
        const command = start(["sandbox", "--json"]);
        const ready = JSON.parse(await command.says(/"event":"ready"/)) as Ready;
        expect(ready.sandbox).to.equal(true);
        expect(ready.environment["DATAVERSE_URL"]).to.equal(ready.organizations[0]?.url);
        expect((await fetch(`${ready.url}/nothing-here`)).status).to.be.within(200, 499);
        command.signal(signal);
        expect((await command.result).exitCode).to.equal(0);
        expect(await refused(ready.url)).to.equal(true);
      });
    }

    it("says that it is a sandbox, where it is, and what programs need", async () => {
      const command = start(["sandbox"], { ...process.env, NO_COLOR: "1" });
      await command.says(/export DATAVERSE_URL=/);
      command.signal("SIGTERM");
      const { stdout } = await command.result;
      expect(stdout.split("\n")[0]).to.equal(
        "This is a sandbox. It is not Dynamics 365 and not Azure; nothing leaves this machine.",
      );
      expect(stdout).to.match(/^ {2}Address: https?:\/\/(127\.0\.0\.1|localhost):\d+$/m);
      expect(stdout).to.match(/^ {4}export DATAVERSE_URL='http[^']+'$/m);
    });
  });

  describe("around a command", () => {
    it("hands on its exit code", async () => {
      expect((await run("sandbox", "--", "sh", "-c", "exit 7")).exitCode).to.equal(7);
    });

    it("counts a signal as shells do", async () => {
      expect((await run("sandbox", "--", "sh", "-c", "kill -KILL $$")).exitCode).to.equal(137);
    });

    it("leaves standard output to it, and adds the environment to ours", async () => {
      const environment = { ...process.env, OF_OURS: "kept" };
      const command = start(["sandbox", "--json", "--", "sh", "-c", "echo $OF_OURS $DATAVERSE_URL"], environment);
      const { stdout, stderr } = await command.result;
      const ready = JSON.parse(stderr.split("\n")[0] ?? "") as Ready;
      expect(stdout).to.equal(`kept ${ready.environment["DATAVERSE_URL"]}\n`);
    });

    it("hands on no secret of a real cloud, and the user's Pulumi", async () => {
      const secrets = [
        "ARM_CLIENT_SECRET",
        "AZURE_CLIENT_SECRET",
        "DYNAMICS365_ACCESS_TOKEN",
        "ACTIONS_ID_TOKEN_REQUEST_TOKEN",
      ];
      const environment = {
        ...process.env,
        ...Object.fromEntries(secrets.map((name) => [name, "canary"])),
        PULUMI_BACKEND_URL: "file:///kept",
      };
      const { stdout } = await start(["sandbox", "--", "env"], environment).result;
      expect(stdout).not.to.include("canary");
      expect(stdout).to.include("PULUMI_BACKEND_URL=file:///kept\n");
    });

    it("hands on two dashes of the command's own", async () => {
      const script = ["sh", "-c", 'echo "$@"', "sh"];
      expect((await run("sandbox", "--", ...script, "a", "--", "--banner")).stdout).to.equal("a -- --banner\n");
      expect((await run("sandbox", ...script, "a", "--", "b")).stdout).to.equal("a -- b\n");
    });

    it("can be listed by the command", async () => {
      const script = `"$0" "$1" sandbox list skills`;
      const { exitCode, stdout, stderr } = await run("sandbox", "--", "sh", "-c", script, process.execPath, main);
      expect({ exitCode, stderr }).to.deep.equal({ exitCode: 0, stderr: "" });
      expect(stdout.split("\n").map((line) => line.split(" ")[0])).to.deep.equal(["Name", "Billing", "French", ""]);
    });

    it("takes the command's own options without the two dashes", async () => {
      expect((await run("sandbox", "sh", "-c", "exit 3")).exitCode).to.equal(3);
    });

    for (const [signal, exitCode] of [
      ["SIGINT", 41],
      ["SIGTERM", 42],
      ["SIGQUIT", 43],
      ["SIGUSR2", 44],
    ] as const) {
      it(`forwards ${signal} and waits for the command to end`, async () => {
        const script =
          "trap 'exit 41' INT; trap 'exit 42' TERM; trap 'exit 43' QUIT; trap 'exit 44' USR2; echo waiting; while :; do sleep 0.05; done";
        const command = start(["sandbox", "--", "sh", "-c", script]);
        await command.says(/^waiting$/);
        command.signal(signal);
        expect((await command.result).exitCode).to.equal(exitCode);
      });
    }

    it("ends with 127 when there is no such command, with 126 when it cannot be started", async () => {
      const missing = await run("sandbox", "--", "no-such-command");
      expect(missing.exitCode).to.equal(127);
      expect(missing.stderr).to.include('Could not start the command "no-such-command". [command-not-found]');
      expect((await run("sandbox", "--", join(packageDirectory, "package.json"))).exitCode).to.equal(126);
    });

    it("says where it is only when asked to, for the terminal is the command's", async () => {
      const quiet = await run("sandbox", "--", "true");
      expect({ stdout: quiet.stdout, stderr: quiet.stderr }).to.deep.equal({ stdout: "", stderr: "" });
      const { stderr } = await run("sandbox", "--banner", "--", "true");
      expect(stderr).to.include("This is a sandbox.");
      expect(stderr).to.match(/^ {4}curl -H 'Authorization: Bearer [\w-]{32}' 'http[^']+queues\?\$select=name'$/m);
    });

    it("answers nobody without the token of this start, which the command has", async () => {
      const ask = (header: string) =>
        `curl -s -o /dev/null -w '%{http_code} ' ${header} $DATAVERSE_URL/api/data/v9.2/WhoAmI`;
      const withToken = `-H "Authorization: Bearer $DYNAMICS365_ACCESS_TOKEN"`;
      const usual = "-H 'Authorization: Bearer sandbox-admin'";
      const script = [ask(""), ask(usual), ask(withToken)].join(";");
      expect((await run("sandbox", "--", "sh", "-c", script)).stdout).to.equal("401 401 200 ");
      expect((await run("sandbox", "--access", "any", "--", "sh", "-c", script)).stdout).to.equal("200 200 200 ");
    });

    it("ends the command where it fails by itself", async () => {
      const runner = JSON.stringify(join(packageDirectory, "provider", "cli", "run-command.ts"));
      const program = `
        import { runCommand } from ${runner};
        setTimeout(() => { throw new Error("broken"); }, 200);
        await runCommand("sh", ["-c", "trap 'echo ended; exit 0' TERM; while :; do sleep 0.05; done"], process.env)
          .catch((error) => { console.log(error.message); process.exitCode = 9; });`;
      const { exitCode, stdout } = await startCommand(process.execPath, ["--input-type=module", "-e", program], {
        environment: process.env,
        directory: packageDirectory,
      }).result;
      expect({ exitCode, stdout }).to.deep.equal({ exitCode: 9, stdout: "ended\nbroken\n" });
    });

    it("stops serving when the command has ended", async () => {
      const { stderr } = await run("sandbox", "--json", "--", "true");
      expect(await refused((JSON.parse(stderr.split("\n")[0] ?? "") as Ready).url)).to.equal(true);
    });

    it("says how to install Pulumi when PATH has none", async () => {
      const machine = new FakeMachine();
      try {
        const { exitCode, stdout, stderr } = await start(["sandbox", "--", "pulumi", "up"], machine.environment).result;
        expect({ exitCode, stdout }).to.deep.equal({ exitCode: 127, stdout: "" });
        const oldest = oldestPulumi.replace(/\.0$/, "");
        expect(stderr).to.contain(
          `Do this: Install Pulumi ${oldest} or newer (https://www.pulumi.com/docs/install/), and put it on PATH.`,
        );
      } finally {
        machine.remove();
      }
    });
  });

  describe("refuses with exit code 2", () => {
    const mistakes = [
      { args: ["--port", "70000"], says: "It takes a whole number from 0 to 65535." },
      { args: ["--latency", "-5"], says: "It takes a whole number from 0 to 600000." },
      { args: ["--switch", "endpointFil=off"], says: "[unknown-switch]" },
      { args: ["--switch", "endpointFill=never"], says: "[switch-value]" },
      { args: ["--tls-cert", "cert.pem"], says: "Could not start the sandbox: --tls-key is missing. [tls-incomplete]" },
      { args: ["--tls-cert", "none.pem", "--tls-key", "none.pem"], says: "[file-not-readable]" },
      { args: ["--tls-cert", "package.json", "--tls-key", "package.json"], says: "[tls-unusable]" },
      { args: ["--access", "nobody"], says: "Allowed choices are any, strict." },
      { args: ["--colour"], says: "unknown option '--colour'" },
    ];
    for (const { args, says } of mistakes) {
      it(args.join(" "), async () => {
        const { exitCode, stdout, stderr } = await run("sandbox", ...args);
        expect({ exitCode, stdout }).to.deep.equal({ exitCode: 2, stdout: "" });
        expect(stderr).to.include(says);
      });
    }

    it("a command that there is not, naming the nearest", async () => {
      const { exitCode, stderr } = await run("sandbx");
      expect(exitCode).to.equal(2);
      expect(stderr).to.include("Did you mean sandbox?");
    });
  });

  it("tells an error as JSON when asked to", async () => {
    const { stderr } = await run("sandbox", "--json", "--switch", "endpointFill=never");
    const { event, code, remedy } = JSON.parse(stderr) as Record<string, string>;
    expect({ event, code, remedy }).to.deep.equal({
      event: "error",
      code: "switch-value",
      remedy: "Write --switch endpointFill=sync|async|onValidate|off.",
    });
  });

  it("says so when the port is taken", async () => {
    const taken = createServer().listen(0, "127.0.0.1");
    await new Promise((resolve) => taken.once("listening", resolve));
    const { port } = taken.address() as { port: number };
    try {
      const { exitCode, stderr } = await run("sandbox", "--port", String(port));
      expect(exitCode).to.equal(1);
      expect(stderr.split("\n")[0]).to.equal(
        `Could not start the sandbox on port ${port}: the port is in use. [port-in-use]`,
      );
    } finally {
      taken.close();
    }
  });
});

interface Ready {
  readonly sandbox: boolean;
  readonly url: string;
  readonly organizations: readonly { readonly url: string }[];
  readonly environment: Readonly<Record<string, string>>;
}

async function refused(url: string): Promise<boolean> {
  try {
    await fetch(url);
    return false;
  } catch {
    return true;
  }
}
