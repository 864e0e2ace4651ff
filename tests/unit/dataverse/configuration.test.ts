import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { ConfigurationError } from "../../../provider/dataverse/configuration-error.ts";
import { settings } from "../../../schema/config.ts";
import { resolveConfiguration } from "../../../provider/dataverse/configuration.ts";
import { redact } from "../../../provider/secrets.ts";
import { signInWay } from "../../../provider/dataverse/sign-in/sign-in-way.ts";
import { UnsupportedVariableError } from "../../../provider/dataverse/sign-in/unsupported-variables.ts";

const GUID = "0b8c2c1e-3d1e-4a52-9a55-7d6f3e2b9c22";
const OTHER_GUID = "6d7e1d6c-6f0b-4c58-8d4e-0f4f2a1b7c11";
const URL_VALUE = { environmentUrl: "https://contoso.crm4.dynamics.com/main.aspx" };

describe("dataverse configuration", () => {
  it("prefers the stack's setting, then ARM_, then AZURE_", () => {
    const environment = {
      ARM_CLIENT_ID: GUID,
      AZURE_CLIENT_ID: OTHER_GUID,
      AZURE_TENANT_ID: "azure.example",
      ARM_TENANT_ID: "",
    };
    const own = resolveConfiguration({ ...URL_VALUE, clientId: OTHER_GUID }, environment);
    const fallen = resolveConfiguration({ ...URL_VALUE, clientId: undefined }, environment);
    expect([own.clientId, own.credentialsNamed]).to.deep.equal([OTHER_GUID, true]);
    expect([fallen.clientId, fallen.credentialsNamed]).to.deep.equal([GUID, false]);
    expect(fallen.tenantId).to.equal("azure.example");
  });

  it("reads each key from each of its variables", () => {
    const examples: Record<string, string> = {
      environmentUrl: "https://contoso.crm4.dynamics.com",
      tenantId: GUID,
      clientId: GUID,
      sendCertificateChain: "true",
      useOidc: "true",
      useMsi: "true",
      useCli: "true",
      cloud: "china",
      authorityHost: "https://login.example",
    };
    const { clientIdFilePath: _id, clientSecretFilePath: _secret, ...read } = settings;
    for (const [key, { variables }] of Object.entries(read)) {
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
    const absolute = resolveConfiguration(URL_VALUE, { AZURE_AUTHORITY_HOST: "https://login.example.:8443/" });
    expect(absolute.authorityHost).to.equal("https://login.example:8443");
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
    [{ ...URL_VALUE, clientId: "my app" }, "clientId", "The setting dynamics365:clientId is no GUID."],
    [{ ...URL_VALUE, tenantId: "Contoso" }, "tenantId", "The setting dynamics365:tenantId is 'Contoso'."],
    [{ ...URL_VALUE, tenantId: "common" }, "tenantId", "The setting dynamics365:tenantId is 'common'."],
    [{ ...URL_VALUE, useCli: "yes" }, "useCli", "The setting dynamics365:useCli is 'yes'."],
    [{ ...URL_VALUE, cloud: "moon" }, "cloud", "The setting dynamics365:cloud is 'moon'."],
    [{ ...URL_VALUE, cloud: "germany" }, "cloud", "The setting dynamics365:cloud is 'germany'."],
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

  for (const key of ["tenantId", "cloud", "useMsi", "useCli", "maxConcurrency", "solution"]) {
    it(`does not show ${key} where it may be a secret that was given in the wrong place`, () => {
      for (const secret of [
        "Zq8~kL3.pWabcdefgh_1234567890mNoPqRstUvw",
        "eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiIxIn0.c2ln\u200b",
      ]) {
        expect(() => resolveConfiguration({ ...URL_VALUE, [key]: `${secret}\u200b` }, {}))
          .to.throw(ConfigurationError, `dynamics365:${key} holds what may be a secret, and is not shown.`)
          .with.property("message")
          .that.does.not.contain(secret.slice(0, 12));
      }
    });
  }

  it("names the clouds there are where it refuses one", () => {
    expect(() => resolveConfiguration(URL_VALUE, { ARM_ENVIRONMENT: "moon" }))
      .to.throw(ConfigurationError)
      .with.property("why", "It must be one of public, usgovernment, dod, china.");
  });

  for (const [cloud, names] of Object.entries({
    public: ["public", "global", "AzureCloud", "AZUREPUBLICCLOUD"],
    usgovernment: ["usgovernment", "USGov", "usgovernmentl4", "AzureUSGovernment", "AZUREUSGOVERNMENTCLOUD"],
    dod: ["dod", "usgovernmentl5"],
    china: ["china", "AzureChinaCloud", "AZURECHINACLOUD"],
  })) {
    it(`knows the cloud ${cloud} by every name of Pulumi's Azure providers`, () => {
      const read = names.flatMap((name) =>
        ["ARM_ENVIRONMENT", "AZURE_ENVIRONMENT"].map((variable) =>
          resolveConfiguration(URL_VALUE, { [variable]: name }),
        ),
      );
      expect(read.map((resolved) => resolved.cloud)).to.deep.equal(Array(names.length * 2).fill(cloud));
    });
  }

  it("reads true and false in every form of Go", () => {
    const read = (texts: readonly string[]) =>
      texts.map((text) => resolveConfiguration(URL_VALUE, { ARM_USE_OIDC: text }).useOidc);
    expect(read(["true", "True", "TRUE", "t", "T", "1"])).to.deep.equal(Array(6).fill(true));
    expect(read(["false", "False", "FALSE", "f", "F", "0"])).to.deep.equal(Array(6).fill(false));
  });

  it("takes identities with the white space around them that the azuread package takes them with", () => {
    const variables = { ARM_CLIENT_ID: ` ${GUID}\n`, ARM_TENANT_ID: `${OTHER_GUID}\r\n` };
    const { clientId, tenantId } = resolveConfiguration(URL_VALUE, variables);
    expect([clientId, tenantId]).to.deep.equal([GUID, OTHER_GUID]);
  });

  describe("in files", () => {
    let folder: string;
    beforeEach(() => {
      folder = mkdtempSync(join(tmpdir(), "settings-"));
      writeFileSync(join(folder, "id"), `${GUID}\n`);
      writeFileSync(join(folder, "secret"), "secret-of-a-file\r\n");
    });
    afterEach(() => rmSync(folder, { recursive: true }));
    const files = () => ({
      ARM_CLIENT_ID_FILE_PATH: join(folder, "id"),
      ARM_CLIENT_SECRET_FILE_PATH: join(folder, "secret"),
    });

    it("is client id and secret, which is remembered", () => {
      const { clientId, clientSecret } = resolveConfiguration(URL_VALUE, files());
      expect([clientId, clientSecret]).to.deep.equal([GUID, "secret-of-a-file"]);
      expect(redact("a secret-of-a-file")).to.equal("a [secret]");
    });

    for (const [what, bytes] of [
      ["UTF-16, as PowerShell writes it", Buffer.from("\ufeffsecret-of-a-file", "utf16le")],
      ["UTF-16 without its mark", Buffer.from("secret-of-a-file", "utf16le")],
      ["Latin-1", Buffer.from("secret-größe", "latin1")],
    ] as const) {
      it(`are refused in ${what}: no byte is repaired`, () => {
        writeFileSync(join(folder, "secret"), bytes);
        expect(() => resolveConfiguration(URL_VALUE, files()))
          .to.throw(ConfigurationError)
          .with.property("what", "The setting dynamics365:clientSecretFilePath names a file that is no text in UTF-8.");
      });
    }

    it("may stand twice, and not with two values", () => {
      const same = resolveConfiguration({ ...URL_VALUE, clientId: GUID }, files());
      expect(same.clientId).to.equal(GUID);
      expect(() => resolveConfiguration({ ...URL_VALUE, clientId: OTHER_GUID }, files()))
        .to.throw(ConfigurationError)
        .with.property(
          "what",
          "The setting dynamics365:clientIdFilePath names a file with another value than dynamics365:clientId or its variable has.",
        );
    });
  });

  describe("does not pass over a variable that it cannot follow", () => {
    const unknownHost = { environmentUrl: "https://contoso.crm.example" };
    for (const [variable, value, values] of [
      ["ARM_USE_DEFAULT_AZURE_CREDENTIAL", "true", URL_VALUE],
      ["ARM_MSI_ENDPOINT", "http://127.0.0.1:50342/oauth2/token", { ...URL_VALUE, useMsi: "true" }],
      ["ARM_METADATA_HOSTNAME", "management.local.azurestack.external", unknownHost],
      ["ARM_METADATA_HOST", "management.local.azurestack.external", unknownHost],
    ] as const) {
      it(`${variable}, where it would decide the sign-in`, () => {
        expect(() => resolveConfiguration(values, { [variable]: value }))
          .to.throw(UnsupportedVariableError)
          .that.includes({
            code: "configuration",
            what: `The variable ${variable} is set, and this provider does not support it.`,
          });
      });
    }

    it("and passes over it where something else decides", () => {
      const variables = {
        ARM_USE_DEFAULT_AZURE_CREDENTIAL: "true",
        ARM_MSI_ENDPOINT: "http://127.0.0.1:50342/oauth2/token",
        ARM_METADATA_HOSTNAME: "management.azure.com",
      };
      expect(signInWay(resolveConfiguration({ ...URL_VALUE, useCli: "true" }, variables))).to.equal(
        "Azure CLI session",
      );
      const { authorityHost } = resolveConfiguration(
        { ...unknownHost, useCli: "true", authorityHost: "https://login.example" },
        variables,
      );
      expect(authorityHost).to.equal("https://login.example");
    });
  });

  it("remembers every secret before anything can fail", () => {
    const secrets = {
      clientSecret: "secret-of-client",
      clientCertificate: "c2VjcmV0LW9mLXBmeA==",
      clientCertificatePassword: "secret-of-certificate",
      oidcToken: "secret-of-oidc",
      oidcRequestToken: "secret-of-request",
      accessToken: "secret-of-access",
    };
    expect(() => resolveConfiguration(secrets, {})).to.throw(ConfigurationError);
    expect(redact(Object.values(secrets).join(","))).to.equal(Array(6).fill("[secret]").join(","));
  });

  for (const [values, way] of [
    [{}, "Azure CLI session"],
    [{ useCli: "false" }, undefined],
    [{ clientSecret: "a-secret" }, "client secret"],
    [{ clientSecret: "a-secret", clientCertificatePath: "a.pem" }, "certificate"],
    [{ clientSecret: "a-secret", clientCertificate: "cGZ4" }, "certificate"],
    [{ clientId: GUID }, undefined],
    [{ clientId: GUID, useCli: "true" }, "Azure CLI session"],
    [{ clientId: GUID, useMsi: "true" }, "managed identity"],
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
