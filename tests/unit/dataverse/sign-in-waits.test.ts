import { chmod, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { expect } from "chai";
import {
  CredentialsMissingError,
  CredentialsRefusedError,
  SignInUnreachableError,
} from "../../../provider/dataverse/sign-in/authentication-errors.ts";
import { createTokenSource } from "../../../provider/dataverse/sign-in/authentication.ts";
import { proveBotCredentials } from "../../../provider/dataverse/sign-in/bot-sign-in.ts";
import { resolveConfiguration } from "../../../provider/dataverse/configuration.ts";
import { NetworkError, ServiceUnavailableError } from "../../../provider/dataverse/errors.ts";
import { responseValues } from "../../../provider/dataverse/limits.ts";
import { CLIENT, TENANT, TOKEN, startEntra } from "./entra-server.ts";
import type { EntraServer } from "./entra-server.ts";
import { TestClock, failure } from "./fixtures.ts";
import { startScriptedServer } from "./scripted-server.ts";
import type { ScriptedServer, Step } from "./scripted-server.ts";

const ENVIRONMENT = "https://contoso.crm4.dynamics.com";
/** Milliseconds; nothing that answers at all takes so long here. */
const DEADLINE = 400;
const never: Step = () => undefined;
const asking = (status: number, seconds: string): Step => ({
  status,
  headers: { "Retry-After": seconds },
  json: { error: "temporarily_unavailable" },
});

describe("waits of the sign-in", function () {
  this.timeout(60_000);

  let entra: EntraServer;
  let host: string;
  let steps: Step[];
  let asked: readonly string[];
  let clock: TestClock;
  let messages: string[];
  const reporter = {
    info: (message: string) => void messages.push(message),
    warn: (message: string) => void messages.push(message),
  };

  beforeEach(async () => {
    messages = [];
    clock = new TestClock();
    entra = await startEntra();
    ({ host, steps, asked } = entra);
  });
  afterEach(() => entra.close());

  const signIn = (values: Record<string, string> = {}, deadline = 10_000) => {
    const given = { environmentUrl: ENVIRONMENT, authorityHost: `https://${host}`, tenantId: TENANT, ...values };
    const secret = { clientId: CLIENT, clientSecret: "secret~of~the~app" };
    return createTokenSource(resolveConfiguration({ ...secret, ...given }, {}), reporter, clock, deadline).token();
  };

  it("end for a token endpoint that never answers", async () => {
    steps.push(...Array<Step>(8).fill(never));
    const error = await failure(signIn({}, DEADLINE), SignInUnreachableError);
    expect([error.what, error.why]).to.deep.equal([
      `Could not sign in to Dataverse: no token came from ${host}.`,
      `${host} did not answer in time (ETIMEDOUT).`,
    ]);
    expect(asked.length).to.equal(8);
  });

  it("end for a token that arrives byte by byte", async () => {
    const drip: Step = (response) => {
      response.writeHead(200, { "Content-Type": "application/json" });
      const timer = setInterval(() => response.write(" "), 20);
      response.once("close", () => clearInterval(timer));
    };
    steps.push(drip, TOKEN);
    expect(await signIn({}, DEADLINE)).to.equal("token-of-entra");
    expect(asked.length).to.equal(2);
  });

  it("are as long as Entra asks, and told", async () => {
    steps.push(asking(429, "60"), TOKEN);
    expect(await signIn()).to.equal("token-of-entra");
    expect(clock.waits).to.deep.equal([60_000]);
    expect(messages).to.deep.equal([
      "The service asks to slow down (429) on the request to sign in with the client secret; attempt 2 of 8 in 60 s.",
    ]);
  });

  for (const status of [429, 503]) {
    it(`are not begun where they would outlast the run (${status})`, async () => {
      steps.push(asking(status, "999999999"));
      const error = await failure(signIn(), SignInUnreachableError);
      expect(error.why).to.equal(
        `It answered ${status}. The service asked to wait 999999999 seconds, which is about 11574 days.`,
      );
      expect([asked.length, clock.waits, messages]).to.deep.equal([1, [], []]);
    });
  }

  it("follow on a refusal of nothing: wrong credentials are told at once", async () => {
    const description = "AADSTS7000215: Invalid client secret provided.";
    steps.push({
      status: 401,
      json: { error: "invalid_client", error_description: description, error_codes: [7000215] },
    });
    const error = await failure(signIn(), CredentialsRefusedError);
    expect(error.signInCode).to.equal(7000215);
    expect(asked).to.deep.equal([`POST /${TENANT}/oauth2/v2.0/token`]);
  });

  it("never lead anywhere else: a redirect is not followed with the secret", async () => {
    steps.push({ status: 307, headers: { Location: `https://${host}/elsewhere` } }, TOKEN);
    expect((await failure(signIn(), SignInUnreachableError)).why).to.equal("It answered 307.");
    expect(asked.length).to.equal(1);
  });

  it("never send the secret unencrypted, whatever address the sign-in service names", async () => {
    const elsewhere = await startScriptedServer();
    elsewhere.answer(TOKEN);
    entra.leadTo(`${elsewhere.url}/token`);
    const error = await failure(signIn(), SignInUnreachableError).finally(() => elsewhere.close());
    expect(error.why).to.equal(
      `The sign-in service leads to ${elsewhere.url}, where everybody on the way could read the credentials.`,
    );
    expect(elsewhere.log()).to.deep.equal([]);
  });

  it("end with an answer of more values than anybody reads", async () => {
    steps.push({ status: 200, json: { ext_expires_in: Array.from({ length: responseValues }, () => ({})) } });
    const error = await failure(signIn(), SignInUnreachableError);
    expect(error.why).to.equal(
      "It gave an answer that cannot be read. As JSON, it holds more than 4000000 values, the most that are read.",
    );
  });

  it("end with a web page, which proves nothing about credentials", async () => {
    steps.push(
      { status: 200, text: "<html>Welcome to the hotel</html>" },
      { status: 403, text: "<html>blocked</html>" },
    );
    const errors = [await failure(signIn(), SignInUnreachableError), await failure(signIn(), SignInUnreachableError)];
    expect(errors.map((error) => error.why)).to.deep.equal([
      "It gave an answer that cannot be read. It is a web page, as proxies and the portals of public networks show.",
      "It answered 403.",
    ]);
  });

  it("say why there is no connection to Entra", async () => {
    entra.distrust();
    const error = await failure(signIn(), SignInUnreachableError);
    expect(error.why).to.equal(`The certificate of ${host} is not trusted here (DEPTH_ZERO_SELF_SIGNED_CERT).`);
    expect(error.remedy).to.contain("NODE_EXTRA_CA_CERTS");
  });

  it("refuse a token that no header can carry", async () => {
    steps.push({ status: 200, json: { token_type: "Bearer", expires_in: 3600, access_token: "tok\r\nX-Injected: 1" } });
    const error = await failure(signIn(), SignInUnreachableError);
    expect([error.what, error.why]).to.deep.equal([
      "Could not sign in to Dataverse: no token came from the client secret.",
      "What it returned is not a token.",
    ]);
  });

  describe("for the proof of a bot's credentials", () => {
    const prove = (deadline = 10_000) =>
      proveBotCredentials(
        {
          appId: "app-1",
          clientSecret: "secret~of~bot",
          botType: "MultiTenant",
          cloud: "public",
          authorityHost: `https://${host}`,
        },
        reporter,
        clock,
        deadline,
      );

    it("end, are told, and are not begun where they would outlast the run", async () => {
      steps.push(...Array<Step>(8).fill(never), asking(503, "30"), TOKEN, asking(503, "7200"));
      expect((await failure(prove(DEADLINE), NetworkError)).failure).to.equal("timeout");
      clock.waits.length = 0;
      await prove();
      expect(clock.waits).to.deep.equal([30_000]);
      const error = await failure(prove(), ServiceUnavailableError);
      expect(error.why).to.equal(
        "temporarily_unavailable The service asked to wait 7200 seconds, which is about 2 hours.",
      );
    });
  });

  describe("for a federated token", () => {
    let issuer: ScriptedServer;
    beforeEach(async () => {
      issuer = await startScriptedServer();
    });
    afterEach(() => issuer.close());

    const federated = (deadline = 10_000) =>
      signIn(
        { useOidc: "true", oidcRequestUrl: `${issuer.url}/token`, oidcRequestToken: "token-of-the-job" },
        deadline,
      );

    it("end for an issuer that never answers", async () => {
      issuer.answer(...Array<Step>(8).fill(never));
      const error = await failure(federated(DEADLINE), SignInUnreachableError);
      expect(error.why).to.equal(`${new URL(issuer.url).host} did not answer in time (ETIMEDOUT).`);
    });

    it("are told, and bounded", async () => {
      issuer.answer({ status: 200, json: { value: "" } });
      expect((await failure(federated(), SignInUnreachableError)).why).to.equal("The answer holds no token.");
      issuer.answer(asking(503, "5"), { status: 200, json: { value: "federated-token" } }, asking(503, "86400"));
      steps.push(TOKEN);
      expect(await federated()).to.equal("token-of-entra");
      expect(messages).to.deep.equal([
        "The service is not ready (503) on the request to get a federated token; attempt 2 of 8 in 5 s.",
      ]);
      expect((await failure(federated(), SignInUnreachableError)).why).to.equal(
        "It answered 503. The service asked to wait 86400 seconds, which is about 24 hours.",
      );
    });
  });

  describe("for the Azure CLI", () => {
    let folder: string;
    const path = process.env["PATH"];
    beforeEach(async () => {
      folder = await mkdtemp(join(tmpdir(), "az-"));
      process.env["PATH"] = `${folder}${delimiter}/usr/bin${delimiter}/bin`;
    });
    afterEach(async () => {
      process.env["PATH"] = path;
      await rm(folder, { recursive: true });
    });

    it("end where it never answers, even when what it started lives on", async () => {
      await writeFile(join(folder, "az"), "#!/bin/sh\nsleep 4\necho '{}'\n");
      await chmod(join(folder, "az"), 0o755);
      const error = await failure(signIn({ useCli: "true" }, DEADLINE), SignInUnreachableError);
      expect(error.message.split("\n")).to.deep.equal([
        "Could not sign in to Dataverse: no token came from the Azure CLI. [sign-in-unreachable]",
        "  Why: `az account get-access-token` did not answer in 0.4 seconds.",
        "  Do this: Run it in a terminal to see what it waits for.",
      ]);
    });
  });

  describe("for a managed identity", () => {
    let agent: ScriptedServer;
    beforeEach(async () => {
      agent = await startScriptedServer();
      process.env["IDENTITY_ENDPOINT"] = `${agent.url}/msi`;
      process.env["IDENTITY_HEADER"] = "header-of-the-agent";
    });
    afterEach(async () => {
      delete process.env["IDENTITY_ENDPOINT"];
      delete process.env["IDENTITY_HEADER"];
      await agent.close();
    });

    it("are told, and end", async () => {
      const expires = String(Math.floor(Date.now() / 1000) + 3600);
      const json = { access_token: "token-of-the-agent", expires_on: expires, resource: "r", token_type: "Bearer" };
      agent.answer(asking(503, "3"), { status: 200, json }, ...Array<Step>(8).fill(never));
      expect(await signIn({ useMsi: "true" })).to.equal("token-of-the-agent");
      expect(messages).to.deep.equal([
        "The service is not ready (503) on the request to sign in with the managed identity; attempt 2 of 8 in 3 s.",
      ]);
      const error = await failure(signIn({ useMsi: "true" }, DEADLINE), CredentialsMissingError);
      expect(error.why).to.equal(
        `The managed identity was tried: ${new URL(agent.url).host} did not answer in time (ETIMEDOUT).`,
      );
    });
  });
});
