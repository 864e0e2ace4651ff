import { expect } from "chai";
import { signInWay } from "../../../provider/dataverse/authentication.ts";
import {
  ConfigurationError,
  configurationVariables,
  resolveConfiguration,
} from "../../../provider/dataverse/configuration.ts";
import { scrub } from "../../../provider/dataverse/secrets.ts";

const URL_VALUE = { environmentUrl: "https://contoso.crm4.dynamics.com/main.aspx" };

describe("dataverse configuration", () => {
  it("prefers the stack's setting, then ARM_, then AZURE_", () => {
    const environment = { ARM_CLIENT_ID: "arm", AZURE_CLIENT_ID: "azure", AZURE_TENANT_ID: "azure", ARM_TENANT_ID: "" };
    const own = resolveConfiguration({ ...URL_VALUE, clientId: "own" }, environment);
    const fallen = resolveConfiguration({ ...URL_VALUE, clientId: undefined }, environment);
    expect(own.clientId).to.equal("own");
    expect(fallen.clientId).to.equal("arm");
    expect(fallen.tenantId).to.equal("azure");
  });

  it("reads each key from each of its variables", () => {
    const examples: Record<string, string> = {
      environmentUrl: "https://contoso.crm4.dynamics.com",
      useOidc: "true",
      useMsi: "true",
      useCli: "true",
      cloud: "china",
      authorityHost: "https://login.example",
    };
    for (const [key, variables] of Object.entries(configurationVariables)) {
      for (const variable of variables) {
        const text = examples[key] ?? "some-value";
        const values = key === "environmentUrl" ? {} : URL_VALUE;
        const resolved = resolveConfiguration(values, { [variable]: text }) as unknown as Record<string, unknown>;
        expect(String(resolved[key]), variable).to.equal(text);
      }
    }
  });

  it("takes cloud and sign-in host from the environment's own host", () => {
    const government = resolveConfiguration({ environmentUrl: "https://contoso.crm.microsoftdynamics.us" }, {});
    expect([government.cloud, government.authorityHost, government.authorityHostGiven]).to.deep.equal([
      "usgovernment",
      "https://login.microsoftonline.us",
      false,
    ]);
    const given = resolveConfiguration(URL_VALUE, { AZURE_AUTHORITY_HOST: "https://login.example/" });
    expect([given.authorityHost, given.authorityHostGiven]).to.deep.equal(["https://login.example", true]);
  });

  for (const [values, key, what] of [
    [{}, "environmentUrl", "The setting dynamics365:environmentUrl is not set."],
    [{ ...URL_VALUE, useMsi: "perhaps" }, "useMsi", "The setting dynamics365:useMsi is 'perhaps'."],
    [
      { ...URL_VALUE, clientId: "/applications/0d1cfb50" },
      "clientId",
      "The setting dynamics365:clientId is '/applications/0d1cfb50'.",
    ],
    [{ ...URL_VALUE, cloud: "moon" }, "cloud", "The setting dynamics365:cloud is 'moon'."],
    [{ ...URL_VALUE, maxConcurrency: "53" }, "maxConcurrency", "The setting dynamics365:maxConcurrency is '53'."],
    [{ ...URL_VALUE, maxConcurrency: "0.5" }, "maxConcurrency", "The setting dynamics365:maxConcurrency is '0.5'."],
    [
      { ...URL_VALUE, authorityHost: "http://login.example" },
      "authorityHost",
      "The setting dynamics365:authorityHost is 'http://login.example'.",
    ],
  ] as const) {
    it(`refuses ${key} where it ${what.split(key)[1] ?? ""}`, () => {
      const attempt = () => resolveConfiguration(values, {});
      expect(attempt).to.throw(ConfigurationError).with.property("what", what);
      expect(attempt).to.throw(ConfigurationError).with.property("key", key);
    });
  }

  it("remembers every secret before anything can fail", () => {
    const secrets = {
      clientSecret: "secret-of-client",
      clientCertificatePassword: "secret-of-certificate",
      oidcToken: "secret-of-oidc",
      oidcRequestToken: "secret-of-request",
      accessToken: "secret-of-access",
    };
    expect(() => resolveConfiguration(secrets, {})).to.throw(ConfigurationError);
    expect(scrub(Object.values(secrets).join(","))).to.equal(Array(5).fill("[secret]").join(","));
  });

  for (const [values, way] of [
    [{}, "Azure CLI session"],
    [{ useCli: "false" }, undefined],
    [{ clientSecret: "a-secret" }, "client secret"],
    [{ clientSecret: "a-secret", clientCertificatePath: "a.pem" }, "certificate"],
    [{ clientSecret: "a-secret", useCli: "true" }, "Azure CLI session"],
    [{ clientSecret: "a-secret", useMsi: "true" }, "managed identity"],
    [{ clientSecret: "a-secret", useMsi: "true", useOidc: "true" }, "federated token"],
    [{ oidcTokenFilePath: "token" }, "federated token"],
    [{ oidcTokenFilePath: "token", clientSecret: "a-secret" }, "client secret"],
    [{ accessToken: "a-token", useOidc: "true" }, "access token"],
  ] as const) {
    it(`signs in by ${way ?? "nothing"} given ${Object.keys(values).join(", ") || "nothing"}`, () => {
      expect(signInWay(resolveConfiguration({ ...URL_VALUE, ...values }, {}))).to.equal(way);
    });
  }
});
