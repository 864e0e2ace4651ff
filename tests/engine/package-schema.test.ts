import { delimiter, join } from "node:path";
import { expect } from "chai";
import { packageDirectory } from "../../examples/runner/package-directory.ts";
import { locatePulumi } from "../../examples/runner/pulumi/locate.ts";
import { startCommand } from "../support/running-command.ts";

describe("the package schema", () => {
  it("is accepted by `pulumi schema check`", async function () {
    this.timeout(60_000);
    const { directories } = await locatePulumi(() => undefined);
    const path = [...directories, process.env["PATH"] ?? ""].join(delimiter);
    const environment = { ...process.env, PATH: path, PULUMI_SKIP_UPDATE_CHECK: "true", NO_COLOR: "1" };
    const check = startCommand("pulumi", ["schema", "check", join("schema", "schema.json")], {
      environment,
      directory: packageDirectory,
    });
    const { exitCode, stderr } = await check.result;
    expect({ exitCode, stderr }).to.deep.equal({ exitCode: 0, stderr: "" });
  });
});
