import { expect } from "chai";
import { AxiosError } from "axios";
import { mayPass, networkError, networkFailure } from "../../../provider/dataverse/network.ts";

describe("network failures", () => {
  for (const [code, failure, passing] of [
    ["ENOTFOUND", "host-name", false],
    ["EAI_AGAIN", "host-name", true],
    ["ECONNREFUSED", "refused", true],
    ["ETIMEDOUT", "timeout", true],
    ["ECONNRESET", "broken-off", true],
    ["SELF_SIGNED_CERT_IN_CHAIN", "tls", false],
    ["CERT_HAS_EXPIRED", "tls", false],
  ] as const) {
    it(`takes ${code} for ${failure}, which ${passing ? "may pass" : "stays"}`, () => {
      const error = new AxiosError("text", code);
      expect(networkFailure(error)).to.equal(failure);
      expect(mayPass(failure, error)).to.equal(passing);
      const shown = networkError(error, { action: "list queues" }, "https://contoso.crm4.dynamics.com/api");
      expect(shown.what).to.equal("Could not list queues: contoso.crm4.dynamics.com gave no answer");
      expect(shown.why).to.contain(`(${code})`);
    });
  }
});
