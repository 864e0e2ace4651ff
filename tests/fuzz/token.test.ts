import { expect } from "chai";
import { proveBotCredentials } from "../../provider/dataverse/sign-in/bot-sign-in.ts";
import type { DataverseClient } from "../../provider/dataverse/types.ts";
import { EnvironmentUrlError } from "../../provider/dataverse/environment-url.ts";
import { BadResponseError } from "../../provider/dataverse/errors.ts";
import { startSandbox } from "../../provider/sandbox/index.ts";
import { bench, failure, ROW, TestClock, workstreams } from "../unit/dataverse/fixtures.ts";
import { startScriptedServer, type ScriptedServer } from "../unit/dataverse/scripted-server.ts";

const columns = { msdyn_name: "x" };

const requests: Readonly<Record<string, (client: DataverseClient) => Promise<unknown>>> = {
  whoAmI: (client) => client.whoAmI(),
  tableMetadata: (client) => client.tableMetadata(workstreams),
  retrieve: (client) => client.retrieve(workstreams, ROW, { select: ["msdyn_name"] }),
  list: (client) => client.list(workstreams, { select: ["msdyn_name"] }),
  create: (client) => client.create(workstreams, ROW, columns),
  update: (client) => client.update(workstreams, ROW, columns),
  delete: (client) => client.delete(workstreams, ROW),
  changeSet: (client) => client.changeSet([{ kind: "delete", table: workstreams, id: ROW }]),
  call: (client) => client.call("RetrieveVersion", {}),
};

describe("the token", () => {
  let environment: ScriptedServer;
  let elsewhere: ScriptedServer;
  before(async () => {
    environment = await startScriptedServer();
    elsewhere = await startScriptedServer();
  });
  after(() => Promise.all([environment.close(), elsewhere.close()]));

  for (const [name, send] of Object.entries(requests)) {
    it(`never follows a redirect of ${name}`, async () => {
      const { client } = bench(environment.url);
      for (const status of [301, 302, 303, 307, 308]) {
        environment.answer({ status, headers: { Location: `${elsewhere.url}/api/data/v9.2/WhoAmI` } });
        await failure(send(client), BadResponseError);
      }
      expect(elsewhere.seen).to.deep.equal([]);
    });
  }

  it("has a companion that stays at home too: a bot's secret never follows a redirect", async () => {
    environment.answer({ status: 307, headers: { Location: `${elsewhere.url}/token` } });
    const bot = {
      appId: ROW,
      clientSecret: "canary~of-the-redirect",
      tenantId: ROW,
      botType: "SingleTenant",
      cloud: "public",
      authorityHost: environment.url,
    } as const;
    const reporter = { info: () => undefined, warn: () => undefined };
    const error = await failure(proveBotCredentials(bot, reporter, new TestClock()), Error);
    expect(error.message).to.not.contain("canary");
    expect(elsewhere.seen).to.deep.equal([]);
  });

  for (const url of [
    "http://contoso.crm4.dynamics.com",
    "http://192.168.0.1:5000",
    "http://127.0.0.1.example.com",
    "http://localhost.example.com",
    "ftp://contoso.crm4.dynamics.com",
    "http://[::2]:5000",
  ]) {
    it(`is not sent in the clear to ${url}`, () => {
      expect(() => bench(url)).to.throw(EnvironmentUrlError);
    });
  }

  for (const host of ["0.0.0.0", "::", "192.168.0.1", "contoso.example", "127.0.0.1.example.com", ""]) {
    it(`is taken by no sandbox that listens on "${host}"`, async () => {
      const error = await failure(startSandbox({ host }), RangeError);
      expect(error.message).to.equal(`The sandbox listens on loopback only, not on "${host}".`);
    });
  }
});
