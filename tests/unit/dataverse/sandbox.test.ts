import { expect } from "chai";
import { BotSignInError } from "../../../provider/dataverse/sign-in/bot-sign-in-errors.ts";
import { proveBotCredentials } from "../../../provider/dataverse/sign-in/bot-sign-in.ts";
import {
  InvalidValueError,
  MissingPrivilegeError,
  NotAMemberError,
  RowExistsError,
  RowMissingError,
  ThrottledError,
  UnauthorizedError,
  UnknownPropertyError,
  UnknownTableError,
  VersionMismatchError,
} from "../../../provider/dataverse/errors.ts";
import type { TableName } from "../../../provider/dataverse/types.ts";
import { equals, oneOf } from "../../../provider/dataverse/filter.ts";
import { fixedTokenSource } from "../../../provider/dataverse/sign-in/token-source.ts";
import { startSandbox, tokens } from "../../../provider/sandbox/index.ts";
import type { Sandbox, SandboxOrganization } from "../../../provider/sandbox/index.ts";
import { ROW, bench, failure, workstreams } from "./fixtures.ts";
import type { Bench } from "./fixtures.ts";

const queues: TableName = { noun: "queue", set: "queues", logicalName: "queue", primaryId: "queueid" };
const OTHER = "99999999-8888-4777-8666-555555555555";

describe("dataverse client and the sandbox", () => {
  let sandbox: Sandbox;
  let organization: SandboxOrganization;
  beforeEach(async () => {
    sandbox = await startSandbox({ access: "strict" });
    const [first] = sandbox.organizations;
    if (first === undefined) throw new Error("The sandbox has no organization.");
    organization = first;
  });
  afterEach(() => sandbox.close());

  const connect = (token: string = tokens.administrator, more: Parameters<typeof bench>[1] = {}): Bench =>
    bench(sandbox.url, { credential: fixedTokenSource(token), ...more });
  const name = { select: ["name"] };

  it("agree on who is signed in and where", async () => {
    const { organizationId } = await connect().client.whoAmI();
    expect(organizationId).to.equal(organization.id);
  });

  it("agree on the life of a row", async () => {
    const { client } = connect();
    expect(await client.retrieve(queues, ROW, name)).to.equal(undefined);
    await client.create(queues, ROW, { name: "It's new" });
    expect((await client.retrieve(queues, ROW, name))?.["name"]).to.equal("It's new");
    expect((await failure(client.create(queues, ROW, { name: "Again" }), RowExistsError)).code).to.equal("row-exists");
    await client.update(queues, ROW, { name: "Changed" });
    expect(await client.delete(queues, ROW)).to.equal("deleted");
    expect(await client.delete(queues, ROW)).to.equal("missing");
    const error = await failure(client.update(queues, ROW, { name: "Gone" }), RowMissingError);
    expect(error.isAbout(ROW)).to.equal(true);
  });

  for (const optimisticConcurrency of [true, false]) {
    it(`agree on versions where tables ${optimisticConcurrency ? "keep" : "do not keep"} them`, async () => {
      sandbox.switches.set({ optimisticConcurrency });
      const { client } = connect();
      await client.create(queues, ROW, { name: "A" });
      const etag = String((await client.retrieve(queues, ROW, name))?.["@odata.etag"]);
      await client.update(queues, ROW, { name: "B" }, { ifMatch: etag });
      const stale = client.update(queues, ROW, { name: "C" }, { ifMatch: etag });
      if (optimisticConcurrency) expect((await failure(stale, VersionMismatchError)).status).to.equal(412);
      else await stale;
      const row = await client.retrieve(queues, ROW, name);
      expect(row?.["name"]).to.equal(optimisticConcurrency ? "B" : "C");
    });
  }

  it("agree on filters with quotes, lists and pages", async () => {
    const { client } = connect();
    const ids = Array.from({ length: 3 }, (_, index) => `00000000-0000-4000-8000-00000000000${index}`);
    await Promise.all(ids.map((id, index) => client.create(queues, id, { name: `O'Brien & "${index}"` })));
    const found = await client.list(queues, { ...name, filter: equals("name", `O'Brien & "1"`) });
    expect(found.map((row) => row["queueid"])).to.deep.equal([ids[1]]);
    const several = await client.list(queues, {
      ...name,
      filter: oneOf("name", [`O'Brien & "0"`, `O'Brien & "2"`]),
      orderBy: "name desc",
    });
    expect(several.map((row) => row["name"])).to.deep.equal([`O'Brien & "2"`, `O'Brien & "0"`]);
    expect(await client.list(queues, { ...name, filter: oneOf("name", []) })).to.deep.equal([]);
  });

  it("agree on what a table is", async () => {
    const { client } = connect();
    const metadata = await client.tableMetadata(workstreams);
    expect(metadata?.columns.get("msdyn_name")).to.deep.equal({ logicalName: "msdyn_name", isSecured: false });
    expect(await client.tableMetadata({ noun: "x", set: "x", logicalName: "contoso_x", primaryId: "x" })).to.equal(
      undefined,
    );
  });

  it("agree on names that do not exist", async () => {
    const { client } = connect();
    const column = client.list(queues, { select: ["name"], filter: equals("contoso_x", 1) });
    expect((await failure(column, UnknownPropertyError)).property).to.equal("contoso_x");
    const bound = client.create(queues, ROW, { name: "A", "Contoso_X@odata.bind": `/queues(${OTHER})` });
    expect((await failure(bound, UnknownPropertyError)).property).to.equal("Contoso_X");
    const table = client.list({ noun: "x", set: "contoso_xes", logicalName: "contoso_x", primaryId: "x" }, name);
    expect((await failure(table, UnknownTableError)).status).to.equal(404);
  });

  it("agree on values that are refused", async () => {
    const long = connect().client.create(queues, ROW, { name: "x".repeat(500) });
    expect((await failure(long, InvalidValueError)).column).to.equal("name");
    const option = connect().client.create(queues, ROW, { name: "A", msdyn_queuetype: 5 });
    expect((await failure(option, InvalidValueError)).column).to.equal("msdyn_queuetype");
  });

  describe("change sets", () => {
    it("are done as a whole", async () => {
      const { client } = connect();
      await client.create(queues, OTHER, { name: "B" });
      await client.changeSet([
        { kind: "create", table: queues, id: ROW, columns: { name: "Grüße" } },
        { kind: "delete", table: queues, id: OTHER },
      ]);
      expect(organization.row("queue", ROW)?.["name"]).to.equal("Grüße");
      expect(organization.row("queue", OTHER)).to.equal(undefined);
    });

    it("are refused as a whole, with the error of the write that failed", async () => {
      const { client } = connect();
      await client.create(queues, OTHER, { name: "B" });
      const promise = client.changeSet([
        { kind: "create", table: queues, id: ROW, columns: { name: "A" } },
        { kind: "create", table: queues, id: OTHER, columns: { name: "C" } },
      ]);
      expect((await failure(promise, RowExistsError)).status).to.equal(412);
      expect(organization.row("queue", ROW)).to.equal(undefined);
      expect(organization.row("queue", OTHER)?.["name"]).to.equal("B");
    });

    it("whose answer is lost are found done by the repetition", async () => {
      sandbox.faults.add({ operation: "batch", action: { kind: "dropAnswer" } });
      const promise = connect().client.changeSet([{ kind: "create", table: queues, id: ROW, columns: { name: "A" } }]);
      expect((await failure(promise, RowExistsError)).code).to.equal("row-exists");
      expect(organization.row("queue", ROW)?.["name"]).to.equal("A");
    });
  });

  describe("who may not", () => {
    it("is told which privilege is missing", async () => {
      const error = await failure(
        connect(tokens.reader).client.create(queues, ROW, { name: "A" }),
        MissingPrivilegeError,
      );
      expect([error.status, error.table]).to.deep.equal([403, "queue"]);
      expect(error.privilege?.toLowerCase()).to.equal("prvcreatequeue");
    });

    it("is told apart: no member, no valid token", async () => {
      const stranger = connect(tokens.stranger).client.retrieve(queues, ROW, name);
      expect((await failure(stranger, NotAMemberError)).status).to.equal(403);
      const expired = connect(tokens.expired).client.retrieve(queues, ROW, name);
      expect((await failure(expired, UnauthorizedError)).status).to.equal(401);
    });
  });

  describe("trouble", () => {
    it("passes where the service only asks to wait", async () => {
      sandbox.faults.add({ table: "queue", times: 2, action: { kind: "throttle", retryAfter: 7 } });
      const tools = connect();
      await tools.client.create(queues, ROW, { name: "A" });
      expect(tools.clock.waits).to.deep.equal([7000, 7000]);
      expect(organization.row("queue", ROW)?.["name"]).to.equal("A");
    });

    it("does not pass for ever", async () => {
      sandbox.faults.add({ table: "queue", times: 99, action: { kind: "throttle", retryAfter: 1 } });
      const tools = connect();
      const error = await failure(tools.client.create(queues, ROW, { name: "A" }), ThrottledError);
      expect(error.what).to.contain("after 8 attempts");
      expect(sandbox.requests.list({ table: "queue" }).length).to.equal(8);
    });

    for (const [trouble, action, expected] of [
      ["a cut connection", { kind: "closeSocket" }, "A"],
      ["a lost answer", { kind: "dropAnswer" }, "A"],
      ["a proxy's page for a gateway that is down", { kind: "htmlPage", status: 502 }, "A"],
      ["a proxy's page for a place that is not there", { kind: "htmlPage", status: 404 }, "BadResponseError"],
      ["a proxy's page instead of the answer", { kind: "htmlPage", status: 200 }, "BadResponseError"],
      ["half an answer", { kind: "brokenJson" }, "BadResponseError"],
      ["a server's fault", { kind: "refuse", status: 500 }, "ServiceUnavailableError"],
    ] as const) {
      it(`never makes a row missing: ${trouble}`, async () => {
        const { client } = connect();
        await client.create(queues, ROW, { name: "A" });
        sandbox.faults.add({ operation: "retrieve", action });
        const outcome = await client.retrieve(queues, ROW, name).then(
          (row) => row?.["name"],
          (error: Error) => error.name,
        );
        expect(outcome).to.equal(expected);
      });
    }
  });

  it("agree on a bot's sign-in that Entra refuses", async () => {
    const bot = { appId: ROW, clientSecret: "canary-secret", cloud: "public", authorityHost: sandbox.url } as const;
    const { clock } = connect();
    const silent = { info: () => undefined, warn: () => undefined };
    const nowhere = proveBotCredentials({ ...bot, botType: "SingleTenant", tenantId: OTHER }, silent, clock);
    expect((await failure(nowhere, BotSignInError)).signInCode).to.equal(90002);
    const unknown = proveBotCredentials({ ...bot, botType: "MultiTenant" }, silent, clock);
    expect((await failure(unknown, BotSignInError)).signInCode).to.equal(700016);
    expect(clock.waits).to.deep.equal([2000, 4000, 8000, 16_000]);
  });
});
