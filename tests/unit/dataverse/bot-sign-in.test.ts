import { expect } from "chai";
import { BotSignInError, BotTenantMissingError } from "../../../provider/dataverse/sign-in/bot-sign-in-errors.ts";
import { proveBotCredentials } from "../../../provider/dataverse/sign-in/bot-sign-in.ts";
import type { BotCredentials } from "../../../provider/dataverse/sign-in/bot-sign-in.ts";
import { BadResponseError, NetworkError, ServiceUnavailableError } from "../../../provider/dataverse/errors.ts";
import { TestClock, failure } from "./fixtures.ts";
import { startScriptedServer } from "./scripted-server.ts";
import type { ScriptedServer, Step } from "./scripted-server.ts";

const SECRET = "canary~secret.of+the&bot";
const TOKEN: Step = { status: 200, json: { token_type: "Bearer", expires_in: 3600, access_token: "token-of-the-bot" } };

function entra(status: number, code: number, error: string, text: string): Step {
  const description = `AADSTS${code}: ${text}\r\nTrace ID: trace-1`;
  return { status, json: { error, error_description: description, error_codes: [code], trace_id: "trace-1" } };
}
const WRONG = entra(401, 7000215, "invalid_client", `Invalid client secret ${SECRET}.`);

describe("bot sign-in", () => {
  let server: ScriptedServer;
  let clock: TestClock;
  let messages: string[];
  beforeEach(async () => {
    server = await startScriptedServer();
    clock = new TestClock();
    messages = [];
  });
  afterEach(() => server.close());

  const prove = (more: Partial<BotCredentials> = {}) =>
    proveBotCredentials(
      {
        appId: "app-1",
        clientSecret: SECRET,
        tenantId: "tenant-1",
        botType: "SingleTenant",
        cloud: "public",
        authorityHost: server.url,
        ...more,
      },
      { info: (message) => void messages.push(message), warn: (message) => void messages.push(message) },
      clock,
    );

  it("asks for the connector's token in the app's own directory", async () => {
    server.answer(TOKEN);
    await prove();
    const [seen] = server.seen;
    expect(server.log()).to.deep.equal(["POST /tenant-1/oauth2/v2.0/token"]);
    expect(seen?.headers["content-type"]).to.equal("application/x-www-form-urlencoded");
    expect(Object.fromEntries(new URLSearchParams(seen?.body))).to.deep.equal({
      grant_type: "client_credentials",
      client_id: "app-1",
      client_secret: SECRET,
      scope: "https://api.botframework.com/.default",
    });
    expect(messages).to.deep.equal([]);
  });

  it("asks in the directory of multi-tenant bots of its cloud", async () => {
    server.answer(TOKEN, TOKEN);
    await prove({ botType: "MultiTenant" });
    await prove({ botType: "MultiTenant", cloud: "usgovernment" });
    expect(server.log()).to.deep.equal([
      "POST /botframework.com/oauth2/v2.0/token",
      "POST /MicrosoftServices.onmicrosoft.us/oauth2/v2.0/token",
    ]);
    expect(new URLSearchParams(server.seen[1]?.body).get("scope")).to.equal("https://api.botframework.us/.default");
  });

  it("gives a new secret time to be known everywhere", async () => {
    server.answer(WRONG, entra(400, 700016, "unauthorized_client", "Not found."), TOKEN);
    await prove();
    expect(clock.waits).to.deep.equal([2000, 4000]);
    expect(messages).to.deep.equal([
      "Entra does not accept the credentials of app app-1 yet (AADSTS7000215), which passes if they are new; attempt 2 in 2 s.",
      "Entra does not accept the credentials of app app-1 yet (AADSTS700016), which passes if they are new; attempt 3 in 4 s.",
    ]);
  });

  it("says that a secret is wrong after a bounded wait, without showing it", async () => {
    server.answer(WRONG, WRONG, WRONG, WRONG, WRONG);
    const error = await failure(prove(), BotSignInError);
    expect(clock.waits).to.deep.equal([2000, 4000, 8000, 16_000]);
    expect(error.message.split("\n")).to.deep.equal([
      "clientSecret: the client secret is wrong. [bot-sign-in]",
      "  Why: Entra, asked for the app app-1 in the directory 'tenant-1', says: AADSTS7000215: Invalid client secret [secret].",
      "  Do this: Give the secret's value, not its id; a secret made just now may need a minute more.",
      "  Request id: trace-1",
    ]);
    expect(JSON.stringify(error, Object.getOwnPropertyNames(error))).to.not.contain("canary");
  });

  for (const [code, what, argument] of [
    [7000222, "the client secret has expired", "clientSecret"],
    [90002, "there is no such directory", "tenantId"],
    [900023, "it does not name a directory", "tenantId"],
    [7000229, "the app has no service principal in its directory", "appId"],
    [70011, "the sign-in service does not know the Bot Framework of this cloud", undefined],
    [53003, "Entra refused the credentials of the bot", undefined],
  ] as const) {
    it(`explains AADSTS${code} at once`, async () => {
      server.answer(entra(400, code, "x", "Text."));
      const error = await failure(prove(), BotSignInError);
      expect([error.signInCode, error.what, error.propertyPath]).to.deep.equal([code, what, argument]);
      expect(server.seen.length).to.equal(1);
    });
  }

  it("points a single-tenant app at its tenant when asked among multi-tenant ones", async () => {
    server.answer(...Array<Step>(5).fill(entra(400, 700016, "unauthorized_client", "Not found.")));
    const error = await failure(prove({ botType: "MultiTenant" }), BotSignInError);
    expect(error.remedy).to.equal(
      "The app is probably a single-tenant one: set `botType` to SingleTenant and give `tenantId`.",
    );
  });

  it("needs the tenant of a single-tenant app", async () => {
    const error = await failure(prove({ tenantId: undefined }), BotTenantMissingError);
    expect(error.propertyPath).to.equal("tenantId");
    expect(server.seen.length).to.equal(0);
  });

  it("takes any other refusal for one", async () => {
    server.answer({ status: 403, text: "<html>blocked</html>" });
    const error = await failure(prove(), BotSignInError);
    expect(error.why).to.equal(
      "Entra, asked for the app app-1 in the directory 'tenant-1', says: Status 403, no text.",
    );
  });

  it("blames nobody's credentials when Entra is busy or gone", async () => {
    server.answer({ status: 429, headers: { "Retry-After": "3" } }, TOKEN, ...Array<Step>(8).fill({ status: 503 }));
    await prove();
    expect(clock.waits).to.deep.equal([3000]);
    expect((await failure(prove(), ServiceUnavailableError)).status).to.equal(503);
    await server.close();
    expect((await failure(prove(), NetworkError)).failure).to.equal("refused");
    server = await startScriptedServer();
  });

  it("proves nothing by a page with status 200", async () => {
    server.answer({ status: 200, text: "<html>Welcome to the hotel</html>" });
    expect((await failure(prove(), BadResponseError)).why).to.equal("It holds no token.");
  });
});
