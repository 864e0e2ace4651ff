import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import { ProviderError } from "../../../provider/errors.ts";
import { openSession } from "../../../provider/hosts/session.ts";
import { MessagingAccount, Provider } from "../../../provider/index.ts";
import { configurationKeys, type ConfigurationKey } from "../../../schema/config.ts";
import { MockedEngine, valueOf } from "./mocked-engine.ts";

const environment = { DATAVERSE_URL: "https://another.crm4.dynamics.com", ARM_TENANT_ID: "another.example" };
const later = (value: unknown): pulumi.Output<never> => pulumi.output(Promise.resolve(value as never));

/** What the plugin makes of the settings that a provider was registered with. */
function refusalOf(inputs: Readonly<Record<string, unknown>>): ProviderError | undefined {
  const values = Object.fromEntries(
    configurationKeys.flatMap((key) => {
      const given = inputs[`dynamics365:${key}`];
      if (given === undefined) return [];
      const plain = typeof given === "object" && given !== null && "value" in given ? given.value : given;
      return [[key, String(plain)]];
    }),
  );
  try {
    openSession(values, environment, { info: () => undefined, warn: () => undefined });
    return undefined;
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error;
    return error;
  }
}

async function inputsOf(settings: object, preview = false): Promise<Readonly<Record<string, unknown>>> {
  const engine = await new MockedEngine().start({ preview });
  await valueOf(new Provider("eu", settings).urn);
  return engine.resource("eu").inputs;
}

describe("a setting of a Provider", () => {
  const url = "https://contoso.crm4.dynamics.com";

  for (const key of configurationKeys) {
    it(`${key} that comes out empty is an error that names it, and no variable takes its place`, async () => {
      const others = key === "environmentUrl" ? {} : { environmentUrl: url };
      for (const empty of [later(undefined), Promise.resolve(undefined), later(null), later("")]) {
        const refusal = refusalOf(await inputsOf({ ...others, [key]: empty }));
        expect(refusal?.code).to.equal("configuration");
        expect(refusal?.what).to.equal(`The setting ${key} of the Provider "eu" came out empty.`);
      }
    });
  }

  it("that comes out as an object is an error", async () => {
    const refusal = refusalOf(await inputsOf({ environmentUrl: later({ url }) }));
    expect(refusal?.what).to.equal('The setting environmentUrl of the Provider "eu" came out as an object.');
  });

  it("that comes out without a value in a preview is not known yet", async () => {
    expect(await inputsOf({ environmentUrl: later(undefined), clientId: later("") }, true)).to.deep.equal({
      "dynamics365:environmentUrl": pulumi.unknown,
      "dynamics365:clientId": 'dynamics365:unusable:{"provider":"eu","fault":"came out empty"}',
    });
  });

  it("that is undefined in the program is not named, so the variables apply", async () => {
    const inputs = await inputsOf({ environmentUrl: undefined, accessToken: later("token-of-the-test") });
    expect(Object.keys(inputs)).to.deep.equal(["dynamics365:accessToken"]);
    expect(refusalOf(inputs)).to.equal(undefined);
  });

  it("that the program names without a value is refused at once, each in a line", () => {
    const wrong = { environmentUrl: null, tenantId: "", clientId: { id: 1 }, useOIDC: true };
    expect(() => new Provider("eu", wrong as object)).to.throw(
      pulumi.RunError,
      [
        'Provider "eu" environmentUrl: is null, and what the program names takes no value from elsewhere. Do this: Give it a value, or leave it out so that the variables apply. [configuration]',
        'Provider "eu" tenantId: is empty, and what the program names takes no value from elsewhere. Do this: Give it a value, or leave it out so that the variables apply. [configuration]',
        'Provider "eu" clientId: is neither text nor a number nor true or false. Do this: Give it a value, or leave it out so that the variables apply. [configuration]',
        'Provider "eu" has no setting "useOIDC". Did you mean "useOidc"? [configuration]',
      ].join("\n"),
    );
  });
});

describe("a key of stack configuration", () => {
  for (const key of configurationKeys) {
    it(`${key} that is empty is an error that names it`, () => {
      const refusal = refusalOf({
        "dynamics365:environmentUrl": "https://a.crm.dynamics.com",
        [`dynamics365:${key}`]: "",
      });
      expect(refusal?.code).to.equal("configuration");
      expect(refusal?.what).to.equal(`The setting dynamics365:${key satisfies ConfigurationKey} is empty.`);
    });
  }

  it("may be left to a variable, and an empty variable is none", () => {
    const open = (variables: NodeJS.ProcessEnv) =>
      openSession({ accessToken: "a-token-of-somebody" }, variables, { info: () => undefined, warn: () => undefined });
    expect(open({ DATAVERSE_URL: "https://a.crm.dynamics.com", ARM_TENANT_ID: "" })?.tenantId).to.equal(undefined);
    expect(() => open({ DATAVERSE_URL: "" })).to.throw(ProviderError, "dynamics365:environmentUrl is not set");
  });
});

describe("an account's tenant", () => {
  const given = { name: "Contoso", appId: "11111111-aaaa-4bbb-8ccc-0000000000b1", clientSecret: "x" };

  it("that comes out empty does not fall back to the provider's", async () => {
    const engine = await new MockedEngine().start();
    const account = new MessagingAccount("account", { ...given, tenantId: later(undefined) });
    await valueOf(account.urn);
    expect(engine.resource("account").inputs["tenantId"]).to.equal("");
  });

  it("that has no value in a preview is not known yet", async () => {
    const engine = await new MockedEngine().start({ preview: true });
    const account = new MessagingAccount("account", { ...given, tenantId: later(undefined) });
    await valueOf(account.urn);
    expect(engine.resource("account").inputs["tenantId"]).to.equal(pulumi.unknown);
  });
});
