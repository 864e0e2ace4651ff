import { delimiter, join } from "node:path";
import { expect } from "chai";
import { privatePulumiEnvironment } from "../../../examples/runner/private-pulumi.ts";

describe("a private Pulumi", () => {
  const environment = (inherited: NodeJS.ProcessEnv) =>
    privatePulumiEnvironment({ directory: "/p", nodeModules: "/n", toolchain: ["/t1", "/t2"] }, inherited);

  it("has a home, state and passphrase of its own, and fetches nothing", () => {
    expect(environment({ PATH: "/usr/bin" })).to.deep.equal({
      PATH: ["/t1", "/t2", join("/n", ".bin"), join("/n", "@pulumi", "pulumi"), "/usr/bin"].join(delimiter),
      PULUMI_HOME: join("/p", "home"),
      PULUMI_BACKEND_URL: "file:///p/state?metadata=skip",
      PULUMI_CONFIG_PASSPHRASE: "sandbox",
      PULUMI_SKIP_UPDATE_CHECK: "true",
      PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
    });
  });

  it("leaves behind what leads to an account of the user", () => {
    const accounts = {
      PULUMI_ACCESS_TOKEN: "pul-1",
      PULUMI_STACK: "production",
      ARM_CLIENT_SECRET: "a",
      AZURE_CLIENT_SECRET: "b",
      DATAVERSE_URL: "https://contoso.crm4.dynamics.com",
      DYNAMICS365_ACCESS_TOKEN: "c",
    };
    const names = Object.keys(environment({ ...accounts, LANG: "C", PATH: "/usr/bin" }));
    expect(names.filter((name) => name in accounts)).to.deep.equal([]);
    expect(names).to.include("LANG");
  });
});
