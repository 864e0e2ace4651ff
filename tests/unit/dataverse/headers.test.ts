import { expect } from "chai";
import { createTokenSource } from "../../../provider/dataverse/sign-in/authentication.ts";
import { ConfigurationError } from "../../../provider/dataverse/configuration-error.ts";
import { resolveConfiguration } from "../../../provider/dataverse/configuration.ts";
import { HeaderValueError } from "../../../provider/dataverse/header-value.ts";
import { CLIENT, TENANT } from "./entra-server.ts";
import { ROW, TestClock, bench, failure, workstreams } from "./fixtures.ts";
import { startScriptedServer } from "./scripted-server.ts";
import type { ScriptedServer, Step } from "./scripted-server.ts";

const ENVIRONMENT = "https://contoso.crm4.dynamics.com";
const silent = { info: () => undefined, warn: () => undefined };
const METADATA: Step = {
  status: 200,
  json: {
    value: [
      {
        LogicalName: "msdyn_liveworkstream",
        IsOptimisticConcurrencyEnabled: true,
        Attributes: [{ LogicalName: "solutionid", IsSecured: false }],
      },
    ],
  },
};

describe("headers", () => {
  let server: ScriptedServer;
  beforeEach(async () => {
    server = await startScriptedServer();
  });
  afterEach(() => server.close());

  const configured = (values: Record<string, string>) =>
    resolveConfiguration({ environmentUrl: ENVIRONMENT, ...values }, {});

  for (const [name, solution] of [
    ["letters beyond ASCII", "Kontöse"],
    ["other scripts", "契約"],
    ["a line break", "Contoso\r\nMSCRM.BypassCustomPluginExecution: true"],
    ["a body of its own", 'Contoso\r\n\r\n{"msdyn_name":"other"}'],
    ["a space", "Contoso Solution"],
    ["white space around it", "Contoso "],
    ["a control character", "Contoso\u0007"],
  ] as const) {
    it(`carry no solution with ${name}: the setting is refused`, async () => {
      const error = await failure(
        Promise.resolve().then(() => configured({ solution })),
        ConfigurationError,
      );
      expect([error.key, error.what]).to.deep.equal([
        "solution",
        `The setting dynamics365:solution is ${JSON.stringify(solution)}.`,
      ]);
      expect(error.why).to.contain("It must be the unique name of a solution");
    });
  }

  it("carry a solution's unique name", () => {
    expect(configured({ solution: "Contoso_Core1" }).solution).to.equal("Contoso_Core1");
  });

  it("carry no solution, written in a change set or alone, that reaches the client by another way", async () => {
    server.answer(METADATA);
    const { client } = bench(server.url, { solution: "Contoso\r\nX-Injected: 1" });
    await failure(client.create(workstreams, ROW, {}), HeaderValueError);
    const writes = [{ kind: "create", table: workstreams, id: ROW, columns: {} }] as const;
    const error = await failure(client.changeSet(writes), HeaderValueError);
    expect([error.what, server.seen.length]).to.deep.equal([
      `Could not create workstream ${ROW}: the header MSCRM.SolutionUniqueName cannot be sent`,
      1,
    ]);
  });

  for (const [name, etag] of [
    ["line breaks", 'W/"1"\r\nX-Injected: 1'],
    ["letters beyond ASCII", 'W/"ä"'],
    ["no quotation marks", "1"],
    ["every version", "*"],
    ["a list", 'W/"1", W/"2"'],
    ["nothing", ""],
  ] as const) {
    it(`carry no version of ${name}, and nothing is written`, async () => {
      const { client } = bench(server.url);
      const writes = [
        { kind: "update", table: workstreams, id: ROW, columns: { a: 1 }, ifMatch: etag },
        { kind: "delete", table: workstreams, id: ROW, ifMatch: etag },
      ] as const;
      const errors = [
        await failure(client.update(workstreams, ROW, { a: 1 }, { ifMatch: etag }), HeaderValueError),
        await failure(client.delete(workstreams, ROW, { ifMatch: etag }), HeaderValueError),
        await failure(client.changeSet(writes), HeaderValueError),
      ];
      expect(new Set(errors.map((error) => error.why))).to.deep.equal(
        new Set(["What the service returned as the version of the row is not one."]),
      );
      expect(server.seen.length).to.equal(0);
    });
  }

  for (const [name, token, held] of [
    ["letters beyond ASCII", "tökenöfthetest", "characters beyond printable ASCII"],
    ["a line break inside", "token-of\r\nX-Injected: 1", "a line break"],
    ["a control character", "token-of\u0000the-test", "a character that nobody sees"],
    ["a zero-width space, as pages copy it", "token-of-the-test\u200b", "a character that nobody sees"],
  ] as const) {
    it(`carry no access token with ${name}: the setting is refused, and the token is not shown`, async () => {
      const error = await failure(
        Promise.resolve().then(() => createTokenSource(configured({ accessToken: token }), silent).token()),
        ConfigurationError,
      );
      expect([error.key, error.what]).to.deep.equal([
        "accessToken",
        `The setting dynamics365:accessToken holds ${held}.`,
      ]);
    });
  }

  it("carry no request token of a job with a line break", async () => {
    const values = {
      useOidc: "true",
      tenantId: TENANT,
      clientId: CLIENT,
      oidcRequestUrl: `${server.url}/token`,
      oidcRequestToken: "token-of\nthe-job",
    };
    const source = createTokenSource(configured(values), silent, new TestClock());
    const error = await failure(source.token(), ConfigurationError);
    expect([error.key, server.seen.length]).to.deep.equal(["oidcRequestToken", 0]);
  });
});
