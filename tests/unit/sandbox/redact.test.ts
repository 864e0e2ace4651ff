import { expect } from "chai";
import { redactBody, redactUrl, redactValueOf } from "../../../provider/sandbox/server/redact.ts";

const canary = "canary";
const batch = [
  "--part",
  "Content-Type: application/http",
  "",
  "PUT /api/data/v9.2/secrets(1)/msdyn_securemsappsecret HTTP/1.1",
  "",
  `{"value":"${canary}"}`,
  "--part",
  "",
  "PUT /api/data/v9.2/accounts(1)/msdyn_name HTTP/1.1",
  "",
  '{"value":"Chat"}',
].join("\r\n");

describe("the sandbox's request log", () => {
  for (const [title, body] of [
    ["a column", `{"msdyn_securemsappsecret":"${canary}"}`],
    ["a column with blanks before its colon", `{"clientSecret"${" ".repeat(50)}: "${canary}"}`],
    ["a list", `{"secrets":["one","${canary}"]}`],
    ["a string that is never closed", `{"secret":"${canary}`],
    ["a string with quotes in it", `{"secret":"a\\"${canary}"}`],
    ["a column that is escaped", `{"client\\u0053ecret":"${canary}"}`],
    ["a form whose names are escaped", `grant_type=client_credentials&client%5Fsecret=${canary}&scope=x`],
    ["a form", `grant_type=client_credentials&client_secret=${canary}&scope=x`],
    ["a part of a batch", batch],
  ] as const) {
    it(`keeps no secret of ${title}`, () => {
      expect(redactBody(body)).not.to.include(canary);
      expect(redactBody(body)).to.include("[redacted]");
    });
  }

  it("keeps what is no secret", () => {
    expect(redactBody('{"msdyn_name":"Chat","value":"x"}')).to.equal('{"msdyn_name":"Chat","value":"x"}');
    expect(redactBody(batch)).to.include('{"value":"Chat"}');
  });

  it("keeps no value whose path names a secret", () => {
    expect(redactValueOf("/rows(1)/msdyn_securemsappsecret", `{"value":"${canary}"}`)).to.equal(
      '{"value":"[redacted]"}',
    );
    expect(redactUrl(`/rows?$filter=secret eq '${canary}'`)).to.equal("/rows?$filter=secret eq '[redacted]'");
  });

  it("is redacted in one pass, whatever the text", () => {
    for (const text of [
      '"'.repeat(200_001),
      '"secret'.repeat(50_000),
      "/secret".repeat(50_000),
      '\\"'.repeat(100_001),
    ]) {
      expect(redactValueOf("/secret", redactBody(text)).length).to.be.greaterThan(100_000);
    }
  });
});
