import { expect } from "chai";
import { cloudOf } from "../../../provider/dataverse/sign-in/clouds.ts";
import {
  EnvironmentUrlError,
  isLoopback,
  normalizeEnvironmentUrl,
} from "../../../provider/dataverse/environment-url.ts";

describe("environment URL", () => {
  for (const [given, expected] of [
    ["https://contoso.crm4.dynamics.com", "https://contoso.crm4.dynamics.com"],
    ["https://contoso.crm4.dynamics.com/", "https://contoso.crm4.dynamics.com"],
    ["  HTTPS://Contoso.CRM4.dynamics.com/main.aspx?appid=1#x ", "https://contoso.crm4.dynamics.com"],
    ["contoso.crm.dynamics.com", "https://contoso.crm.dynamics.com"],
    ["https://contoso.api.crm4.dynamics.com/api/data/v9.2", "https://contoso.crm4.dynamics.com"],
    ["https://contoso.crm.microsoftdynamics.us./main.aspx", "https://contoso.crm.microsoftdynamics.us"],
    ["https://contoso.crm4.dynamics.com.:8443", "https://contoso.crm4.dynamics.com:8443"],
    ["http://127.0.0.1:4000/api/data/v9.2/", "http://127.0.0.1:4000"],
    ["http://localhost:4000", "http://localhost:4000"],
    ["http://[::1]:4000", "http://[::1]:4000"],
  ] as const) {
    it(`cuts ${given.trim()} to its origin`, () => {
      expect(normalizeEnvironmentUrl(given)).to.equal(expected);
    });
  }

  for (const [given, why] of [
    [
      "https://make.powerapps.com/environments/x/home",
      "It is the maker portal, which is the same for all environments.",
    ],
    ["https://make.gov.powerapps.us/", "It is the maker portal, which is the same for all environments."],
    ["https://admin.powerplatform.microsoft.com/x", "It is an admin center, which is the same for all environments."],
    ["https://portal.azure.com/#home", "It is the Azure portal."],
    [
      "https://m-x.uk.omnichannelengagementhub.com/",
      "It is where channels receive messages, not where they are configured.",
    ],
    ["http://contoso.crm4.dynamics.com", "It does not begin with https://."],
    ["http://127.0.0.1.example.com", "It does not begin with https://."],
    ["ftp://contoso.crm4.dynamics.com", "It does not begin with https://."],
    ["https://user:hunter2@contoso.crm4.dynamics.com", "It holds a user name or a password."],
    ["contoso", "It has no domain."],
    ["https://contoso", "It has no domain."],
    ["", "It cannot be read as a URL."],
    ["https://", "It cannot be read as a URL."],
    ["my environment", "It cannot be read as a URL."],
    ["https://contoso.crm.dynamics.com,https://fabrikam.crm.dynamics.com", "It cannot be read as a URL."],
    ["https://contoso..crm.dynamics.com", "It cannot be read as a URL."],
    ['"https://contoso.crm.dynamics.com"', "It cannot be read as a URL."],
  ] as const) {
    it(`refuses '${given}' and says why`, () => {
      expect(() => normalizeEnvironmentUrl(given))
        .to.throw(EnvironmentUrlError)
        .with.property("why", why);
    });
  }

  it("does not repeat a password in its error", () => {
    expect(() => normalizeEnvironmentUrl("https://user:hunter2@contoso.crm4.dynamics.com"))
      .to.throw(EnvironmentUrlError)
      .with.property("message")
      .that.does.not.contain("hunter2");
  });

  it("tells the cloud by the host", () => {
    const hosts = ["contoso.crm.dynamics.com", "contoso.crm21.dynamics.com", "contoso.crm9.dynamics.com"];
    expect(hosts.map((host) => cloudOf(`https://${host}`))).to.deep.equal(["public", "public", "public"]);
    expect(cloudOf("https://contoso.crm.microsoftdynamics.us")).to.equal("usgovernment");
    expect(cloudOf("https://contoso.crm.appsplatform.us")).to.equal("dod");
    expect(cloudOf("https://contoso.crm.dynamics.cn")).to.equal("china");
    expect(cloudOf("http://127.0.0.1:4000")).to.equal(undefined);
  });

  it("takes only addresses of this machine for loopback", () => {
    const urls = [
      "http://127.0.0.1",
      "http://127.9.9.9:1",
      "http://localhost",
      "http://127.0.0.1.evil.example",
      "http://10.0.0.1",
    ];
    expect(urls.map(isLoopback)).to.deep.equal([true, true, true, false, false]);
  });
});
