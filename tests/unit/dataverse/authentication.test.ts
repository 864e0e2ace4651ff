import { execFile } from "node:child_process";
import { chmod, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { promisify } from "node:util";
import { expect } from "chai";
import {
  CredentialsExpiredError,
  CredentialsMissingError,
  CredentialsRefusedError,
  SignInUnreachableError,
  signInError,
} from "../../../provider/dataverse/sign-in/authentication-errors.ts";
import { createTokenSource } from "../../../provider/dataverse/sign-in/authentication.ts";
import { ConfigurationError } from "../../../provider/dataverse/configuration-error.ts";
import { resolveConfiguration } from "../../../provider/dataverse/configuration.ts";
import type { Reporter } from "../../../provider/dataverse/types.ts";
import { federatedToken } from "../../../provider/dataverse/sign-in/federated-token.ts";
import { defaultRetryLimits } from "../../../provider/dataverse/limits.ts";
import { cachedTokenSource } from "../../../provider/dataverse/sign-in/token-source.ts";
import { CLIENT, TENANT } from "./entra-server.ts";
import { TestClock, failure } from "./fixtures.ts";
import { startScriptedServer } from "./scripted-server.ts";
import type { ScriptedServer } from "./scripted-server.ts";

const silent: Reporter = { info: () => undefined, warn: () => undefined };
const ENVIRONMENT = "https://contoso.crm4.dynamics.com";
const configured = (values: Record<string, string>) =>
  resolveConfiguration({ environmentUrl: ENVIRONMENT, ...values }, {});

describe("dataverse sign-in", () => {
  let folder: string;
  const path = process.env["PATH"];
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "sign-in-"));
  });
  afterEach(async () => {
    process.env["PATH"] = path;
    await rm(folder, { recursive: true });
  });

  describe("token cache", () => {
    it("asks once for many at a time, and again ahead of expiry", async () => {
      const clock = new TestClock();
      let issued = 0;
      const source = cachedTokenSource(async () => {
        issued += 1;
        return { token: `cached-token-${issued}`, expiresOnTimestamp: clock.now() + 3_600_000 };
      }, clock);
      expect(await Promise.all([source.token(), source.token()])).to.deep.equal(["cached-token-1", "cached-token-1"]);
      clock.advance(3_299_999);
      expect(await source.token()).to.equal("cached-token-1");
      clock.advance(1);
      expect(await source.token()).to.equal("cached-token-2");
    });

    it("forgets a refused token once, however many requests it was refused to", async () => {
      let issued = 0;
      const source = cachedTokenSource(
        async () => ({ token: `refused-token-${(issued += 1)}`, expiresOnTimestamp: 3_600_000 }),
        { now: () => 0 },
      );
      const first = await source.token();
      expect(source.discard(first)).to.equal(true);
      const second = await source.token();
      source.discard(first);
      expect([second, await source.token()]).to.deep.equal(["refused-token-2", "refused-token-2"]);
    });

    it("does not remember a failure", async () => {
      let fails = true;
      const source = cachedTokenSource(
        async () => {
          if (fails) throw new Error("not now");
          return { token: "late-token", expiresOnTimestamp: 3_600_000 };
        },
        { now: () => 0 },
      );
      expect((await failure(source.token(), Error)).message).to.equal("not now");
      fails = false;
      expect(await source.token()).to.equal("late-token");
    });
  });

  describe("Azure CLI", () => {
    async function installAzureCli(script: string): Promise<void> {
      await writeFile(join(folder, "az"), `#!/bin/sh\n${script}\n`);
      await chmod(join(folder, "az"), 0o755);
      process.env["PATH"] = `${folder}${delimiter}/usr/bin${delimiter}/bin`;
    }

    it("is asked for a token of this environment", async () => {
      await installAzureCli(
        `echo "$@" > "${folder}/arguments"; ` +
          `echo '{"accessToken":"token-of-the-cli","expiresOn":"2099-01-01 00:00:00.000000","expires_on":4070908800}'`,
      );
      const source = createTokenSource(configured({}), silent);
      expect(await source.token()).to.equal("token-of-the-cli");
      expect(await readFile(join(folder, "arguments"), "utf8")).to.contain(`--resource ${ENVIRONMENT}`);
    });

    it("without a session means that there are no credentials", async () => {
      await installAzureCli(`echo "Please run 'az login' to setup account." >&2; exit 1`);
      const error = await failure(createTokenSource(configured({}), silent).token(), CredentialsMissingError);
      expect(error.code).to.equal("no-credentials");
      expect(error.remedy).to.contain("`az login`");
    });
  });

  describe("what is configured", () => {
    it("is used as it is where it is an access token", async () => {
      const source = createTokenSource(configured({ accessToken: "ready-made-token" }), silent);
      expect(await source.token()).to.equal("ready-made-token");
      expect(source.discard("ready-made-token")).to.equal(false);
    });

    it("may be nothing at all", () => {
      expect(() => createTokenSource(configured({ useCli: "false" }), silent)).to.throw(CredentialsMissingError);
    });

    it("must be complete", async () => {
      const source = createTokenSource(configured({ clientSecret: "a-client-secret", tenantId: TENANT }), silent);
      const error = await failure(source.token(), ConfigurationError);
      expect(error.what).to.equal("The setting dynamics365:clientId is not set.");
      expect(error.why).to.equal("It must be given to sign in with the client secret.");
    });

    for (const [useCli, remedy] of [
      [
        undefined,
        "Set clientSecret, clientCertificatePath, useOidc or useMsi beside it; or useCli: true, to sign in as the user of the Azure CLI.",
      ],
      ["false", "Set clientSecret, clientCertificatePath, useOidc or useMsi beside it."],
    ] as const) {
      it(`is no session of the Azure CLI where an application is named and useCli is ${useCli}`, () => {
        const values = { clientId: CLIENT, tenantId: TENANT, ...(useCli !== undefined && { useCli }) };
        expect(() => createTokenSource(configured(values), silent))
          .to.throw(ConfigurationError)
          .that.includes({
            key: "clientId",
            what: "The setting dynamics365:clientId names an application, and nothing says how it signs in.",
            remedy,
          });
      });
    }
  });

  describe("federated token", () => {
    let server: ScriptedServer;
    beforeEach(async () => {
      server = await startScriptedServer();
    });
    afterEach(() => server.close());

    const ask = (values: Record<string, string>) =>
      federatedToken(configured({ useOidc: "true", ...values }), {
        limits: defaultRetryLimits,
        deadline: 10_000,
        clock: new TestClock(),
        reporter: silent,
      });

    it("comes from the setting, or from a file read each time", async () => {
      const file = join(folder, "token");
      await writeFile(file, "first-token\n");
      expect(await ask({ oidcToken: "given-token", oidcTokenFilePath: file })).to.equal("given-token");
      expect(await ask({ oidcTokenFilePath: file })).to.equal("first-token");
      await writeFile(file, "second-token");
      expect(await ask({ oidcTokenFilePath: file })).to.equal("second-token");
    });

    it("is requested for Entra's audience, repeatedly where the issuer is busy", async () => {
      server.answer({ status: 503 }, { status: 200, json: { value: "issued-token" } });
      const values = { oidcRequestUrl: `${server.url}/token?api-version=2.0`, oidcRequestToken: "request-token" };
      expect(await ask(values)).to.equal("issued-token");
      expect(server.log()).to.deep.equal(
        Array(2).fill("GET /token?api-version=2.0&audience=api://AzureADTokenExchange"),
      );
      expect(server.seen[1]?.headers.authorization).to.equal("Bearer request-token");
    });

    it("is requested of Azure Pipelines for a service connection", async () => {
      server.answer({ status: 200, json: { oidcToken: "issued-token" } });
      const values = {
        oidcRequestUrl: `${server.url}/p/_apis/distributedtask/hubs/build/plans/1/jobs/2/oidctoken`,
        oidcRequestToken: "request-token",
        adoPipelineServiceConnectionId: CLIENT,
      };
      expect(await ask(values)).to.equal("issued-token");
      expect(server.log()).to.deep.equal([
        `POST /p/_apis/distributedtask/hubs/build/plans/1/jobs/2/oidctoken?api-version=7.1&serviceConnectionId=${CLIENT}`,
      ]);
    });

    for (const [status, more, what] of [
      [403, {}, "oidcRequestToken was refused by"],
      [404, {}, "oidcRequestUrl was refused by"],
      [404, { adoPipelineServiceConnectionId: CLIENT }, "adoPipelineServiceConnectionId was refused by"],
    ] as const) {
      it(`may be refused by its issuer: ${what} (${status})`, async () => {
        server.answer({ status, json: { message: "no" } });
        const values = { oidcRequestUrl: `${server.url}/token`, oidcRequestToken: "request-token", ...more };
        const { host } = new URL(server.url);
        expect((await failure(ask(values), ConfigurationError)).what).to.equal(
          `The setting dynamics365:${what} ${host} (${status}).`,
        );
      });
    }

    it("is not refused by a page that something in between shows", async () => {
      server.answer({ status: 403, text: "<html>blocked</html>", headers: { "Content-Type": "text/html" } });
      const values = { oidcRequestUrl: `${server.url}/token`, oidcRequestToken: "request-token" };
      expect((await failure(ask(values), SignInUnreachableError)).why).to.equal("It answered 403.");
    });

    const pipelines = "https://dev.azure.com/p/_apis/distributedtask/hubs/build/plans/1/jobs/2/oidctoken";
    for (const [name, values, what, remedy] of [
      ["no source", {}, "oidcRequestUrl is not set", "give the job `permissions: id-token: write`"],
      [
        "an open address",
        { oidcRequestUrl: "http://issuer.example", oidcRequestToken: "x" },
        "oidcRequestUrl is not an https address",
        "ACTIONS_ID_TOKEN_REQUEST_URL",
      ],
      [
        "no request token",
        { oidcRequestUrl: "https://issuer.example" },
        "oidcRequestToken is not set",
        "ACTIONS_ID_TOKEN_REQUEST_TOKEN",
      ],
      [
        "no service connection in Azure Pipelines",
        { oidcRequestUrl: pipelines, oidcRequestToken: "x" },
        "adoPipelineServiceConnectionId is not set",
        "ARM_ADO_PIPELINE_SERVICE_CONNECTION_ID",
      ],
      [
        "no token of the job in Azure Pipelines",
        { oidcRequestUrl: pipelines, adoPipelineServiceConnectionId: CLIENT },
        "oidcRequestToken is not set",
        "SYSTEM_ACCESSTOKEN: $(System.AccessToken)",
      ],
    ] as const) {
      it(`says what is wrong given ${name}`, async () => {
        const error = await failure(ask(values), ConfigurationError);
        expect(error.what).to.equal(`The setting dynamics365:${what}.`);
        expect(error.remedy).to.contain(remedy);
      });
    }

    for (const [name, put, what] of [
      ["a missing file", () => undefined, "names a file that does not exist"],
      ["a directory", (file: string) => mkdir(file), "names a directory"],
      [
        "a pipe that nobody writes to",
        (file: string) => promisify(execFile)("mkfifo", [file]),
        "names a pipe, not a file",
      ],
      ["an empty file", (file: string) => writeFile(file, " \n"), "names an empty file"],
      ["a file without an end", (file: string) => symlink("/dev/zero", file), "names a file of more than 1 MiB"],
      [
        "a large file",
        (file: string) => writeFile(file, Buffer.alloc(2 ** 20 + 1, "x")),
        "names a file of more than 1 MiB",
      ],
      [
        "a file of something else",
        (file: string) => writeFile(file, "a\nb"),
        "names a file that holds something else than a token",
      ],
    ] as const) {
      it(`says what is wrong given ${name}`, async () => {
        await put(join(folder, "token"));
        const error = await failure(ask({ oidcTokenFilePath: join(folder, "token") }), ConfigurationError);
        expect(error.what).to.equal(`The setting dynamics365:oidcTokenFilePath ${what}.`);
      });
    }
  });

  describe("errors", () => {
    const map = (text: string) => signInError(new Error(text), "client secret", "login.example");

    it("tell expired from refused from unreachable", () => {
      expect(map("invalid_client: AADSTS7000222: The keys are expired.\r\nTrace ID: x")).to.be.instanceOf(
        CredentialsExpiredError,
      );
      expect(map("AADSTS7000215: Invalid client secret provided.")).to.be.instanceOf(CredentialsRefusedError);
      expect(map("endpoints_resolution_error")).to.be.instanceOf(SignInUnreachableError);
    });

    it("keep Entra's number, leave its trace out, and name the way", () => {
      const error = map("AADSTS700016: Application 'c' was not found.\r\nTrace ID: x");
      expect(error).to.be.instanceOf(CredentialsRefusedError).with.property("signInCode", 700016);
      expect(error.what).to.equal("Could not sign in to Dataverse: Entra refused the client secret.");
      expect(error.why).to.equal("Entra says: AADSTS700016: Application 'c' was not found.");
    });
  });
});
