import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { text as readText } from "node:stream/consumers";
import { expect } from "chai";
import type { Directory } from "../../../provider/sandbox/entra/directory.ts";
import { contoso, existingBotApplication, seededDirectory } from "../../../provider/sandbox/entra/seed.ts";
import { createSignIn, type SignIn, type SignInSettings } from "../../../provider/sandbox/sign-in/sign-in.ts";

const botFrameworkScope = "https://api.botframework.com/.default";
const dataverseUrl = "https://contoso.crm4.example";
const { clientId, clientSecret } = existingBotApplication;

interface Answer {
  readonly status: number;
  readonly body: Record<string, unknown>;
}

describe("sign-in stand-in", () => {
  let directory: Directory;
  let settings: SignInSettings;
  let signIn: SignIn;
  let server: Server;
  let origin: string;

  beforeEach(async () => {
    directory = seededDirectory();
    settings = { replicationDelay: 0 };
    signIn = createSignIn(directory, { isEnvironment: (address) => address === dataverseUrl, settings });
    server = createServer((incoming, outgoing) => {
      void signIn.handle(incoming, outgoing).then((handled) => {
        if (!handled) outgoing.writeHead(418).end("{}");
      });
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });

  afterEach(async () => {
    await new Promise((resolve) => {
      server.close(resolve);
      server.closeAllConnections();
    });
  });

  const send = async (path: string, init: RequestInit = {}): Promise<Answer> => {
    const response = await fetch(`${origin}${path}`, init);
    return { status: response.status, body: (await response.json()) as Record<string, unknown> };
  };
  const ask = (
    changed: Record<string, string | undefined> = {},
    tenant: string = contoso.tenantId,
  ): Promise<Answer> => {
    const form = {
      grant_type: "client_credentials",
      client_id: clientId,
      client_secret: clientSecret,
      scope: botFrameworkScope,
    };
    const entries = Object.entries({ ...form, ...changed }).filter(
      (entry): entry is [string, string] => entry[1] !== undefined,
    );
    return send(`/${tenant}/oauth2/v2.0/token`, { method: "POST", body: new URLSearchParams(entries) });
  };
  const tokenOf = ({ body }: Answer): string => String(body["access_token"]);
  const claimsOf = (token: string): unknown =>
    JSON.parse(Buffer.from(token.split(".")[1] ?? "", "base64url").toString());

  it("gives a Bot Framework token for the right secret", async () => {
    const answer = await ask();
    expect(answer.status).to.equal(200);
    expect(answer.body).to.include({ token_type: "Bearer", expires_in: 3600, ext_expires_in: 3600 });
    expect(claimsOf(tokenOf(answer))).to.include({
      aud: "https://api.botframework.com",
      appid: clientId,
      tid: contoso.tenantId,
    });
  });

  it("gives a token of the environment, and tells whose it is", async () => {
    const answer = await ask({ scope: `${dataverseUrl}/.default` });
    expect(signIn.userFor(tokenOf(answer))).to.deep.equal({
      applicationId: clientId,
      tenantId: contoso.tenantId,
      audience: dataverseUrl,
    });
  });

  it("takes the resource with its own closing slash for the same", async () => {
    const answer = await ask({ scope: `${dataverseUrl}//.default` });
    expect(claimsOf(tokenOf(answer))).to.include({ aud: dataverseUrl });
  });

  it("finds the tenant by its domain", async () => {
    const answer = await ask({}, contoso.domain);
    expect(claimsOf(tokenOf(answer))).to.include({ tid: contoso.tenantId });
  });

  it("takes an assertion in place of a secret", async () => {
    const answer = await ask({
      client_secret: undefined,
      client_assertion: "eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJ4In0.c2ln",
      client_assertion_type: "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
    });
    expect(answer.status).to.equal(200);
  });

  it("knows no user for tokens that it did not write", () => {
    expect(signIn.userFor("not-a-token")).to.equal(undefined);
    expect(signIn.userFor("e30.e30.c2ln")).to.equal(undefined);
    const ending = Buffer.from("sandbox").toString("base64url");
    for (const payload of ["null", "{}", "[]", '{"exp":1}', "{"]) {
      const token = `e30.${Buffer.from(payload).toString("base64url")}.${ending}`;
      expect(signIn.userFor(token), payload).to.equal(undefined);
    }
  });

  it("knows no user once the application is gone", async () => {
    const token = tokenOf(await ask());
    directory.deleteApplication(directory.applicationByClientId(clientId)?.objectId ?? "");
    expect(signIn.userFor(token)).to.equal(undefined);
  });

  it("takes a body that the server has read before", async () => {
    server.removeAllListeners("request");
    server.on("request", (incoming: IncomingMessage, outgoing: ServerResponse) => {
      void readText(incoming).then((body) => signIn.handle(incoming, outgoing, body));
    });
    expect((await ask()).status).to.equal(200);
  });

  it("leaves other paths alone", async () => {
    expect((await send("/api/data/v9.2/WhoAmI")).status).to.equal(418);
  });

  describe("refuses", () => {
    const expectRefusal = (answer: Answer, number: number, error: string) => {
      expect(answer.body["error_codes"]).to.deep.equal([number]);
      expect(answer.body["error"]).to.equal(error);
      expect(String(answer.body["error_description"])).to.match(new RegExp(`^AADSTS${number}: .+\\r\\nTrace ID: `));
      expect(Object.keys(answer.body)).to.include.members(["timestamp", "trace_id", "correlation_id", "error_uri"]);
    };

    it("a wrong secret, without repeating it", async () => {
      const answer = await ask({ client_secret: "guessed-secret" });
      expectRefusal(answer, 7000215, "invalid_client");
      expect(JSON.stringify(answer.body)).not.to.contain("guessed-secret");
    });

    it("an expired secret", async () => {
      const application = directory.addApplication({ displayName: "old" });
      directory.addServicePrincipal(application.clientId);
      const { secretText } = directory.addPassword(application, { endDate: "2020-01-01T00:00:00Z" });
      expectRefusal(
        await ask({ client_id: application.clientId, client_secret: secretText }),
        7000222,
        "invalid_client",
      );
    });

    it("an application that the tenant does not have, naming the directory", async () => {
      const answer = await ask({ client_id: "99999999-0000-4000-8000-000000000000" });
      expectRefusal(answer, 700016, "unauthorized_client");
      expect(answer.body["error_description"]).to.contain("'Contoso'");
    });

    it("a single-tenant application at the authority of multi-tenant bots", async () => {
      const answer = await ask({}, "botframework.com");
      expectRefusal(answer, 700016, "unauthorized_client");
      expect(answer.body["error_description"]).to.contain("'Bot Framework'");
    });

    it("a tenant that does not exist", async () => {
      expectRefusal(await ask({}, "99999999-0000-4000-8000-000000000000"), 90002, "invalid_request");
    });

    it("a tenant that cannot exist", async () => {
      expectRefusal(await ask({}, "contoso"), 900023, "invalid_request");
    });

    it("an application without a service principal", async () => {
      directory.deleteServicePrincipal(directory.servicePrincipalOf(clientId)?.objectId ?? "");
      expectRefusal(await ask(), 7000229, "unauthorized_client");
    });

    it("the scope of another cloud, and a scope without its suffix", async () => {
      expectRefusal(await ask({ scope: "https://api.botframework.us/.default" }), 70011, "invalid_scope");
      expectRefusal(await ask({ scope: "https://api.botframework.com" }), 70011, "invalid_scope");
    });

    it("a request without its parameters", async () => {
      expectRefusal(await ask({ scope: undefined }), 900144, "invalid_request");
      expectRefusal(await ask({ client_secret: undefined }), 7000216, "invalid_client");
      expectRefusal(await ask({ grant_type: "password" }), 70003, "unsupported_grant_type");
      expectRefusal(await ask({ client_id: "x".repeat(70_000) }), 9002313, "invalid_request");
    });
  });

  it("lets a multi-tenant application in at both authorities", async () => {
    const application = directory.addApplication({ displayName: "third form", signInAudience: "AzureADMultipleOrgs" });
    directory.addServicePrincipal(application.clientId);
    const { secretText } = directory.addPassword(application, {});
    const credentials = { client_id: application.clientId, client_secret: secretText };
    expect((await ask(credentials)).status).to.equal(200);
    expect((await ask(credentials, "botframework.com")).status).to.equal(200);
  });

  it("does not know a new application and then a new secret for a number of requests", async () => {
    settings.replicationDelay = 2;
    const application = directory.addApplication({ displayName: "new" });
    directory.addServicePrincipal(application.clientId);
    const { secretText } = directory.addPassword(application, {});
    const answers: unknown[] = [];
    for (let request = 0; request < 5; request += 1) {
      const { body } = await ask({ client_id: application.clientId, client_secret: secretText });
      answers.push(body["error_codes"] ?? "token");
    }
    expect(answers).to.deep.equal([[700016], [700016], [7000215], [7000215], "token"]);
    expect((await ask()).status).to.equal(200);
  });

  it("answers discovery for client libraries", async () => {
    const instance = await send("/common/discovery/instance?api-version=1.1");
    const configuration = await send(`/${contoso.tenantId}/v2.0/.well-known/openid-configuration`);
    expect(instance.body["tenant_discovery_endpoint"]).to.equal(
      `${origin}/common/v2.0/.well-known/openid-configuration`,
    );
    expect(configuration.body).to.include({
      issuer: `${origin}/${contoso.tenantId}/v2.0`,
      token_endpoint: `${origin}/${contoso.tenantId}/oauth2/v2.0/token`,
    });
  });
});
