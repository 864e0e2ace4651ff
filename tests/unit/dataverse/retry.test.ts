import { expect } from "chai";
import {
  BadResponseError,
  NetworkError,
  RowExistsError,
  ServiceUnavailableError,
  ThrottledError,
  UnauthorizedError,
} from "../../../provider/dataverse/errors.ts";
import { cachedTokenSource } from "../../../provider/dataverse/sign-in/token-source.ts";
import { ROOT, ROW, bench, failure, workstreams } from "./fixtures.ts";
import { refusal, startScriptedServer } from "./scripted-server.ts";
import type { ScriptedServer, Step } from "./scripted-server.ts";

const OK: Step = { status: 200, json: { msdyn_name: "A" } };
const DROP: Step = (response) => response.socket?.destroy();
const THROTTLED = refusal(429, "0x80072322", "Number of requests exceeded the limit of 6000.", { "Retry-After": "12" });
const BUSY: Step = { status: 503, text: "<html>busy</html>" };

describe("dataverse retries", () => {
  let server: ScriptedServer;
  beforeEach(async () => {
    server = await startScriptedServer();
  });
  afterEach(() => server.close());

  const read = ({ client }: ReturnType<typeof bench>) => client.retrieve(workstreams, ROW, { select: ["a"] });

  it("waits as long as the service asks, and says so once", async () => {
    server.answer(THROTTLED, OK);
    const tools = bench(server.url);
    expect(await read(tools)).to.deep.equal({ msdyn_name: "A" });
    expect(tools.clock.waits).to.deep.equal([12_000]);
    expect(tools.messages).to.deep.equal([
      `The service asks to slow down (429) on the request to read workstream ${ROW}; attempt 2 of 8 in 12 s.`,
    ]);
  });

  it("reads a date to wait for by the clock of the service", async () => {
    const tools = bench(server.url);
    // Ten minutes ahead of this machine.
    const there = tools.clock.now() + 600_000;
    const headers = { Date: new Date(there).toUTCString(), "Retry-After": new Date(there + 20_000).toUTCString() };
    server.answer({ status: 503, headers }, OK);
    await read(tools);
    expect(tools.clock.waits).to.deep.equal([20_000]);
  });

  it("says how long the service asked for where it is not waited for", async () => {
    server.answer(
      refusal(429, "0x80072321", "Too much.", { "Retry-After": "7200" }),
      refusal(429, "0x80072321", "Too much.", { "Retry-After": "999999999" }),
      { status: 503, headers: { "Retry-After": "700" } },
    );
    const tools = bench(server.url);
    const throttled = [await failure(read(tools), ThrottledError), await failure(read(tools), ThrottledError)];
    const unavailable = await failure(read(tools), ServiceUnavailableError);
    expect([...throttled, unavailable].map((error) => error.why)).to.deep.equal([
      "Too much. (0x80072321) The service asked to wait 7200 seconds, which is about 2 hours.",
      "Too much. (0x80072321) The service asked to wait 999999999 seconds, which is about 11574 days.",
      "Status 503, no text. The service asked to wait 700 seconds, which is about 12 minutes.",
    ]);
    expect(tools.clock.waits).to.deep.equal([]);
  });

  it("waits longer each time where the service asks for nothing", async () => {
    server.answer({ status: 408 }, { status: 502 }, BUSY, { status: 504 }, OK);
    const tools = bench(server.url);
    await read(tools);
    expect(tools.clock.waits).to.deep.equal([1000, 2000, 4000, 8000]);
    expect(tools.messages.map((message) => /attempt \d of \d in \d s/.exec(message)?.[0])).to.deep.equal([
      "attempt 2 of 8 in 1 s",
      "attempt 3 of 8 in 2 s",
      "attempt 4 of 8 in 4 s",
      "attempt 5 of 8 in 8 s",
    ]);
  });

  it("repeats reads and writes alike when the connection breaks", async () => {
    server.answer(DROP, OK, DROP, { status: 204 }, DROP, { status: 204 }, DROP, { status: 204 });
    const tools = bench(server.url);
    await read(tools);
    await tools.client.create(workstreams, ROW, { a: 1 });
    await tools.client.update(workstreams, ROW, { a: 1 });
    await tools.client.delete(workstreams, ROW);
    const row = `${ROOT}msdyn_liveworkstreams(${ROW})`;
    expect(server.log()).to.deep.equal([
      `GET ${row}?$select=a`,
      `GET ${row}?$select=a`,
      `PATCH ${row}`,
      `PATCH ${row}`,
      `PATCH ${row}`,
      `PATCH ${row}`,
      `DELETE ${row}`,
      `DELETE ${row}`,
    ]);
    expect(server.seen.slice(2, 4).map((seen) => [seen.body, seen.headers["if-none-match"]])).to.deep.equal([
      ['{"a":1}', "*"],
      ['{"a":1}', "*"],
    ]);
  });

  it("repeats a read whose answer was cut off", async () => {
    server.answer((response) => {
      response.writeHead(200, { "Content-Type": "application/json", "Content-Length": "100" });
      response.write('{"msdyn_name":');
      setImmediate(() => response.socket?.destroy());
    }, OK);
    expect(await read(bench(server.url))).to.deep.equal({ msdyn_name: "A" });
    expect(server.seen.length).to.equal(2);
  });

  it("leaves it to the caller whether a create that now meets its row was its own", async () => {
    server.answer(DROP, refusal(412, "0x80040237", "A record with matching key values already exists."));
    const error = await failure(bench(server.url).client.create(workstreams, ROW, {}), RowExistsError);
    expect(error.code).to.equal("row-exists");
    expect(server.seen.length).to.equal(2);
  });

  it("takes a repeated delete that finds nothing for done", async () => {
    server.answer(DROP, refusal(404, "0x80040217", "It Does Not Exist"));
    expect(await bench(server.url).client.delete(workstreams, ROW)).to.equal("missing");
  });

  it("gives up after its attempts", async () => {
    server.answer(...Array<Step>(8).fill(BUSY));
    const tools = bench(server.url);
    const error = await failure(read(tools), ServiceUnavailableError);
    expect(error.what).to.equal(`Could not read workstream ${ROW}: the service answered 503 after 8 attempts`);
    expect(server.seen.length).to.equal(8);
    expect(tools.clock.waits).to.deep.equal([1000, 2000, 4000, 8000, 16_000, 30_000, 30_000]);
  });

  it("gives up at once where the service asks for more than the budget", async () => {
    server.answer(refusal(429, "0x80072321", "Too much.", { "Retry-After": "700" }));
    const tools = bench(server.url);
    expect((await failure(read(tools), ThrottledError)).serviceCode).to.equal("0x80072321");
    expect(tools.clock.waits).to.deep.equal([]);
  });

  for (const status of [400, 403, 404, 405, 409, 413, 500, 501]) {
    it(`does not repeat a ${status}`, async () => {
      server.answer(refusal(status, "0x80040216", "An unexpected error occurred."));
      await failure(read(bench(server.url)), Error);
      expect(server.seen.length).to.equal(1);
    });
  }

  it("keeps every other request back while the service asks to slow down", async () => {
    let release: () => void = () => undefined;
    const asked = new Promise<void>((resolve) => (release = resolve));
    server.answer(THROTTLED, OK, OK);
    const tools = bench(server.url);
    const sleep = tools.clock.sleep.bind(tools.clock);
    const order: string[] = [];
    tools.clock.sleep = async (milliseconds) => {
      order.push(`wait ${milliseconds}, ${server.seen.length} sent`);
      release();
      await new Promise((resolve) => setImmediate(resolve));
      await new Promise((resolve) => setImmediate(resolve));
      if (milliseconds > 0) await sleep(milliseconds);
    };
    const first = read(tools);
    await asked;
    await Promise.all([first, read(tools)]);
    expect(order[0]).to.equal("wait 12000, 1 sent");
    expect(order[1]).to.equal("wait 12000, 1 sent");
    expect(tools.messages.length).to.equal(1);
  });

  it("tells the same trouble of many requests once", async () => {
    server.answer(...Array<Step>(5).fill(BUSY), ...Array<Step>(5).fill(OK));
    const tools = bench(server.url);
    tools.clock.sleep = () => new Promise((resolve) => setImmediate(resolve));
    await Promise.all(Array.from({ length: 5 }, () => read(tools)));
    expect(new Set(tools.messages).size).to.equal(tools.messages.length);
    expect(tools.messages[0]).to.contain("The service is not ready (503) on the request to read workstream");
  });

  it("tells a wait where the clock of this machine was put back since the last one", async () => {
    const busy: Step = { status: 503 };
    const done: Step = { status: 200, json: {} };
    server.answer(busy, done, busy, done);
    const { client, clock, messages } = bench(server.url);
    await client.retrieve(workstreams, ROW, { select: ["a"] });
    clock.advance(-3_600_000);
    await client.retrieve(workstreams, ROW, { select: ["a"] });
    expect(messages.length).to.equal(2);
  });

  describe("sign-in", () => {
    it("renews a refused token once", async () => {
      let issued = 0;
      const clock = { now: () => 0 };
      const credential = cachedTokenSource(async () => {
        issued += 1;
        return { token: `token-number-${issued}`, expiresOnTimestamp: 3_600_000 };
      }, clock);
      server.answer({ status: 401 }, OK, { status: 401 }, { status: 401 });
      const tools = bench(server.url, { credential });
      await read(tools);
      const error = await failure(read(tools), UnauthorizedError);
      expect(error.status).to.equal(401);
      expect(server.seen.map((seen) => seen.headers.authorization)).to.deep.equal([
        "Bearer token-number-1",
        "Bearer token-number-2",
        "Bearer token-number-2",
        "Bearer token-number-3",
      ]);
      expect(tools.clock.waits).to.deep.equal([]);
    });

    it("does not send a ready token twice", async () => {
      server.answer({ status: 401 });
      await failure(read(bench(server.url)), UnauthorizedError);
      expect(server.seen.length).to.equal(1);
    });
  });

  it("lowers the number of requests under way as the service hints, never above its own limit", async () => {
    let current = 0;
    let most = 0;
    const slow: Step = (response) => {
      current += 1;
      most = Math.max(most, current);
      setTimeout(() => {
        current -= 1;
        response.writeHead(200, { "Content-Type": "application/json", "x-ms-dop-hint": "2" }).end('{"a":1}');
      }, 100);
    };
    server.answer(...Array<Step>(13).fill(slow));
    const tools = bench(server.url, { maxConcurrency: 4 });
    await Promise.all(Array.from({ length: 6 }, () => read(tools)));
    expect(most).to.equal(4);
    most = 0;
    await Promise.all(Array.from({ length: 6 }, () => read(tools)));
    expect(most).to.equal(2);
  });

  describe("network", () => {
    it("says that nobody listens", async () => {
      await server.close();
      const error = await failure(read(bench(server.url)), NetworkError);
      expect(error.failure).to.equal("refused");
      expect(error.why).to.equal(`${new URL(server.url).host} refuses connections (ECONNREFUSED).`);
      server = await startScriptedServer();
    });

    it("says that a host name is wrong, without trying again", async () => {
      const tools = bench("https://contoso.crm4.dynamics.invalid");
      const error = await failure(read(tools), NetworkError);
      expect(error.failure).to.equal("host-name");
      expect(error.message).to.contain("contoso.crm4.dynamics.invalid");
    });

    it("never follows a redirect with the token", async () => {
      server.answer({ status: 307, headers: { Location: `${server.url}/elsewhere` } });
      const error = await failure(read(bench(server.url)), BadResponseError);
      expect(error.why).to.equal("The request was redirected; Dataverse never redirects.");
      expect(server.seen.length).to.equal(1);
    });
  });
});
