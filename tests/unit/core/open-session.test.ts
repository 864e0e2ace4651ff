import { expect } from "chai";
import { ProviderError } from "../../../provider/core/errors.ts";
import { openSession, type ConfigurationValues } from "../../../provider/core/open-session.ts";
import { UNKNOWN } from "../../../schema/unknown.ts";

const environmentUrl = "https://contoso.crm4.dynamics.com";

function open(values: ConfigurationValues) {
  const reporter = { info: () => undefined, warn: () => undefined };
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
    for (const endpointTimeoutSeconds of ["-1", "2 min"]) {
      expect(refusalOf({ endpointTimeoutSeconds })?.code).to.equal("configuration");
    }
  });

  it("opens nothing while a setting is not known", () => {
    expect(open({ clientId: UNKNOWN })).to.equal(undefined);
  });
});
