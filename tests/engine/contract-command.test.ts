import { expect } from "chai";
import { packageDirectory } from "../../examples/runner/package-directory.ts";
import { startCommand } from "../support/running-command.ts";
import { withSandbox } from "../support/sandbox.ts";

describe("npm run contract -- --environment", function () {
  this.timeout(180_000);
  const sandbox = withSandbox();

  it("asks an environment each open question, and leaves it as it was", async () => {
    const before = sandbox().snapshot();
    const { exitCode, stdout, stderr } = await contract(sandbox().url, {
      DYNAMICS365_ACCESS_TOKEN: "sandbox-admin",
    });
    expect(exitCode, `${stdout}\n${stderr}`).to.equal(0);
    const answers = [...stdout.matchAll(/^ +(question \d+|a question without number), (\w+): /gm)].map(
      ([, , name]) => name,
    );
    expect(answers).to.include.members(["endpointFill", "duplicateAppId", "workstreamFillIns", "missingLookup"]);
    expect(sandbox().snapshot()).to.deep.equal(before);
  });

  it("says how to sign in where nobody is signed in", async () => {
    const { exitCode, stderr } = await contract("https://contoso-test.crm4.dynamics.com", { ARM_USE_CLI: "false" });
    expect(exitCode).to.equal(2);
    expect(stderr).to.contain("[no-credentials]");
  });
});

function contract(address: string, variables: Readonly<Record<string, string>>) {
  const environment = { ...process.env, ...variables };
  return startCommand("npm", ["run", "--silent", "contract", "--", "--environment", address], {
    directory: packageDirectory,
    environment,
    timeLimitSeconds: 150,
  }).result;
}
