import { expect } from "chai";
import { ProviderError } from "../../../provider/errors.ts";
import { openSession, type ConfigurationValues } from "../../../provider/hosts/session.ts";
import { UNKNOWN } from "../../../schema/unknown.ts";

const environmentUrl = "https://contoso.crm4.dynamics.com";

const told: string[] = [];
const reporter = { info: (text: string) => void told.push(text), warn: (text: string) => void told.push(text) };

function open(values: ConfigurationValues) {
  return openSession({ environmentUrl, accessToken: "a-token-of-somebody", ...values }, {}, reporter);
}

function refusalOf(values: ConfigurationValues): ProviderError | undefined {
  try {
    open(values);
    return undefined;
  } catch (error) {
    return error instanceof ProviderError ? error : undefined;
  }
}

describe("openSession", () => {
  it("takes any GUID as the namespace of row ids", () => {
    const idNamespace = "b2a19cdd-88df-e311-b8e5-6c3be5a8b200";
    expect(open({ idNamespace })?.idNamespace).to.equal(idNamespace);
  });

  it("refuses a namespace that is no GUID, since every row id would hang on it", () => {
    const refusal = refusalOf({ idNamespace: "production" });
    expect(refusal?.code).to.equal("configuration");
    expect(refusal?.message).to.contain("dynamics365:idNamespace").and.to.contain("'production'");
  });

  it("takes a time to wait in seconds, zero too, and refuses everything else", () => {
    expect(open({ endpointTimeoutSeconds: "0" })?.endpointTimeoutSeconds).to.equal(0);
    for (const endpointTimeoutSeconds of ["-1", "2 min", " ", "\t"]) {
      expect(refusalOf({ endpointTimeoutSeconds })?.code).to.equal("configuration");
    }
  });

  it("tells what others wrote on one line, without colours and secrets", () => {
    const session = open({ clientSecret: "canary~0123456789-secret" });
    told.length = 0;
    session?.reporter.warn('row "\u001b[31mSupport\n  Do this: send canary~0123456789-secret" is in the way');
    session?.reporter.info("waiting\r\u202eerror: gone");
    expect(told).to.deep.equal(['row "Support   Do this: send [secret]" is in the way', "waiting error: gone"]);
  });

  it("opens nothing while a setting is not known", () => {
    expect(open({ clientId: UNKNOWN })).to.equal(undefined);
  });
});
