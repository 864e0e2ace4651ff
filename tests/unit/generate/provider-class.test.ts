import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import { Provider } from "../../../provider/sdk/generated/provider.ts";

interface Registered {
  readonly type: string;
  readonly inputs: Record<string, unknown>;
}

/** What the engine would be told of the provider, secrets still wrapped. */
async function registered(make: () => Provider): Promise<Registered> {
  const told = Promise.withResolvers<Registered>();
  await pulumi.runtime.setMocks({
    call: () => ({}),
    newResource: ({ type, name, inputs }) => {
      told.resolve({ type, inputs: inputs as Record<string, unknown> });
      return { id: name, state: {} };
    },
  });
  make();
  return told.promise;
}

describe("class Provider", () => {
  it("is the provider of dynamic resources, with its settings as text under the namespace", async () => {
    const { type, inputs } = await registered(
      () =>
        new Provider("test", {
          environmentUrl: pulumi.output("https://contoso.crm4.dynamics.com"),
          useOidc: true,
          useCli: pulumi.output(false),
          maxConcurrency: 16,
          solution: undefined,
        }),
    );
    expect(type).to.equal("pulumi:providers:pulumi-nodejs");
    expect(inputs).to.deep.equal({
      "dynamics365:environmentUrl": "https://contoso.crm4.dynamics.com",
      "dynamics365:useOidc": "true",
      "dynamics365:useCli": "false",
      "dynamics365:maxConcurrency": "16",
    });
  });

  it("wraps its secrets, whatever the program gave", async () => {
    const { inputs } = await registered(
      () => new Provider("test", { clientId: "a", clientSecret: "plain", accessToken: pulumi.output("token") }),
    );
    const secret = (value: string) => ({ [pulumi.runtime.specialSigKey]: pulumi.runtime.specialSecretSig, value });
    expect(inputs).to.deep.equal({
      "dynamics365:clientId": "a",
      "dynamics365:clientSecret": secret("plain"),
      "dynamics365:accessToken": secret("token"),
    });
  });

  it("refuses a setting that it does not have, with the name that was meant", () => {
    const settings = { enviromentUrl: "https://contoso.crm4.dynamics.com" };
    expect(() => new Provider("test", settings as object)).to.throw(
      pulumi.RunError,
      `Provider "test" has no setting "enviromentUrl". Did you mean "environmentUrl"? [configuration]`,
    );
  });
});
