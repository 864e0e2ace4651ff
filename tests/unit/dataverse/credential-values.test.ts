import { expect } from "chai";
import { createTokenSource } from "../../../provider/dataverse/sign-in/authentication.ts";
import { resolveConfiguration } from "../../../provider/dataverse/configuration.ts";
import { DataverseError } from "../../../provider/dataverse/errors.ts";
import { resourceSchemas } from "../../../schema/index.ts";
import { validate } from "../../../provider/core/validate.ts";
import { CLIENT, TENANT } from "./entra-server.ts";
import { failure } from "./fixtures.ts";

const silent = { info: () => undefined, warn: () => undefined };
const OBJECT = "c1a7e0d9-5b3e-4f68-a92d-7e41b6c08f35";
const KEY = "4e5dc4e5-2a5c-4f6f-9f0c-0d3c2f1d7a11";

/** What a person may have at hand beside the value. */
const ids = [
  KEY,
  `{${KEY.toUpperCase()}}`,
  `${OBJECT}/password/${KEY}`,
  `/applications/${OBJECT}/passwords/${KEY}`,
  `/servicePrincipals/${OBJECT}/passwords/${KEY}\n`,
  "https://kv-7f3a.vault.azure.net/secrets/kv-7f3a/9f86d081884c7d659a2feaa0c55ad015",
  "/subscriptions/s/resourceGroups/g/providers/Microsoft.KeyVault/vaults/v/secrets/deployer",
];

const signIn = async (values: Record<string, string>): Promise<string> => {
  const identity = { tenantId: TENANT, clientId: CLIENT, environmentUrl: "https://contoso.crm4.dynamics.com" };
  return createTokenSource(resolveConfiguration({ ...identity, ...values }, {}), silent).token();
};

/** How each secret comes to be used. */
const uses = {
  clientSecret: {},
  accessToken: {},
  oidcToken: { useOidc: "true" },
  oidcRequestToken: { useOidc: "true", oidcRequestUrl: "https://issuer.invalid/token" },
} as const;

describe("a credential that cannot be one is refused before anybody is asked", () => {
  for (const [key, use] of Object.entries(uses)) {
    for (const id of ids) {
      it(`${key}: ${JSON.stringify(id)}`, async () => {
        const refused = await failure(signIn({ ...use, [key]: id }), DataverseError);
        expect([refused.code, refused.what]).to.deep.equal([
          "configuration",
          `The setting dynamics365:${key} has the form of a secret's id.`,
        ]);
        expect(refused.message).not.to.contain(id.trim());
      });
    }

    for (const [text, fault] of [
      ["value~of~a~file\n", "ends in a line break"],
      ["value~of~a~file\r\n", "ends in a line break"],
      ["value~of~\n~two~lines", "holds a line break"],
      [" value~after~a~blank", "begins or ends with white space"],
      ["value~before~a~tab\t", "begins or ends with white space"],
      ["value~of~a~page\u200b", "holds a character that nobody sees"],
      ["\u202avalue~of~a~dialog\u202c", "holds a character that nobody sees"],
      ["value~before~a\u0000", "holds a character that nobody sees"],
      ["value~before~a\ttab", "holds a character that nobody sees"],
    ] as const) {
      it(`${key}: ${JSON.stringify(text)}`, async () => {
        const refused = await failure(signIn({ ...use, [key]: text }), DataverseError);
        expect([refused.code, refused.what]).to.deep.equal([
          "configuration",
          `The setting dynamics365:${key} ${fault}.`,
        ]);
      });
    }
  }

  for (const key of ["accessToken", "oidcToken", "oidcRequestToken"] as const) {
    for (const text of [
      '"value-in-quotes"',
      "Bearer value-of-a-header",
      '{"value":"of-an-answer"}',
      "<html>page</html>",
    ]) {
      it(`${key}: ${text}`, async () => {
        const refused = await failure(signIn({ ...uses[key], [key]: text }), DataverseError);
        expect([refused.code, refused.what]).to.deep.equal([
          "configuration",
          `The setting dynamics365:${key} holds characters that no token has.`,
        ]);
      });
    }
  }

  it("clientSecret of an account, in the program", () => {
    const faults = [...ids, "value~of~a~file\n", "value~of~\n~two~lines"].map((clientSecret) =>
      validate(resourceSchemas.MessagingAccount, { name: "Bot", appId: CLIENT, clientSecret }).map(
        ({ path, reason }) => `${path} ${reason}`,
      ),
    );
    expect(faults).to.deep.equal([
      ...ids.map(() => ["clientSecret has the form of a secret's id"]),
      ["clientSecret ends in a line break"],
      ["clientSecret holds a line break"],
    ]);
  });

  it("is nobody's concern while another way signs in", async () => {
    expect(await signIn({ accessToken: "ready-token", clientSecret: "value~of~a~file\n" })).to.equal("ready-token");
  });
});
