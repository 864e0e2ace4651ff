import { expect } from "chai";
import { proveBotCredentials } from "../../../provider/dataverse/sign-in/bot-sign-in.ts";
import { BadResponseError, ServiceUnavailableError } from "../../../provider/dataverse/errors.ts";
import { ROOT, ROW, TestClock, bench, failure, workstreams } from "./fixtures.ts";
import { startScriptedServer } from "./scripted-server.ts";
import type { ScriptedServer, Step } from "./scripted-server.ts";

const NOT_UTF8 = "Its body is not valid UTF-8.";

/** The text in Latin-1, where a letter beyond ASCII is one byte, which is no UTF-8. */
function latin1(status: number, text: string, type = "application/json; odata.metadata=minimal"): Step {
  return (response) => response.writeHead(status, { "Content-Type": type }).end(Buffer.from(text, "latin1"));
}

describe("bytes of an answer", () => {
  let server: ScriptedServer;
  beforeEach(async () => {
    server = await startScriptedServer();
  });
  afterEach(() => server.close());

  const read = () => bench(server.url).client.retrieve(workstreams, ROW, { select: ["a"] });
  const list = () => bench(server.url).client.list(workstreams, { select: ["a"] });

  it("are refused where they are no UTF-8, not repaired, and not asked for again", async () => {
    server.answer(latin1(200, '{"a":"Grüße"}'), latin1(200, '{"value":[{"a":"Grüße"}]}'));
    expect((await failure(read(), BadResponseError)).why).to.equal(NOT_UTF8);
    expect((await failure(list(), BadResponseError)).why).to.equal(NOT_UTF8);
    expect(server.seen.length).to.equal(2);
  });

  for (const [name, bytes] of [
    ["half a character at the end", [0xe2, 0x82]],
    ["a surrogate", [0xed, 0xa0, 0x80]],
    ["an overlong form", [0xc0, 0xaf]],
    ["a character beyond Unicode", [0xf5, 0x80, 0x80, 0x80]],
  ] as const) {
    it(`are refused for ${name}`, async () => {
      server.answer((response) => {
        const body = Buffer.concat([Buffer.from('{"a":"'), Buffer.from(bytes), Buffer.from('"}')]);
        response.writeHead(200, { "Content-Type": "application/json" }).end(body);
      });
      expect((await failure(read(), BadResponseError)).why).to.equal(NOT_UTF8);
    });
  }

  it("are text as it was sent, a replacement character and a byte order mark included", async () => {
    server.answer(
      { status: 200, text: '{"a":"what was lost before: \ufffd"}' },
      { status: 200, text: '\ufeff{"a":1}' },
    );
    expect([await read(), await read()]).to.deep.equal([{ a: "what was lost before: \ufffd" }, { a: 1 }]);
  });

  it("are refused in the answer to a change set", async () => {
    server.answer(latin1(200, "--b\r\n\r\nHTTP/1.1 200 OK\r\n\r\nü\r\n--b--", "multipart/mixed; boundary=b"));
    const writes = [{ kind: "create", table: workstreams, id: ROW, columns: {} }] as const;
    expect((await failure(bench(server.url).client.changeSet(writes), BadResponseError)).why).to.equal(NOT_UTF8);
  });

  it("of a refusal count for nothing where they are no UTF-8; its status stands", async () => {
    const missing = JSON.stringify({ error: { code: "0x80040217", message: "Das Objekt wurde nicht gefunden: ü" } });
    server.answer(latin1(404, missing), ...Array<Step>(8).fill(latin1(503, "Dienst nicht verfügbar", "text/html")));
    expect((await failure(read(), BadResponseError)).status).to.equal(404);
    expect((await failure(read(), ServiceUnavailableError)).why).to.equal("Status 503, no text.");
  });

  it("are refused from the sign-in of a bot, too", async () => {
    server.answer(latin1(200, '{"access_token":"tökenofthebot"}'));
    const bot = { appId: "a", clientSecret: "secret~of~bot", botType: "MultiTenant", cloud: "public" } as const;
    const silent = { info: () => undefined, warn: () => undefined };
    const proof = proveBotCredentials({ ...bot, authorityHost: server.url }, silent, new TestClock());
    expect((await failure(proof, BadResponseError)).why).to.equal(NOT_UTF8);
  });

  describe("that come twice", () => {
    const id = (digit: number) => `${digit}1111111-2222-3333-4444-555555555555`;
    const row = (digit: number, a: string) => ({ msdyn_liveworkstreamid: id(digit), a });

    it("as rows of two pages are one row, as the later page has it", async () => {
      const next = `${server.url}${ROOT}msdyn_liveworkstreams?page=2`;
      server.answer(
        { status: 200, json: { value: [row(1, "one"), row(2, "two")], "@odata.nextLink": next } },
        { status: 200, json: { value: [row(2, "two, renamed"), row(3, "three")] } },
      );
      expect(await list()).to.deep.equal([row(1, "one"), row(2, "two, renamed"), row(3, "three")]);
    });

    it("are as many rows as there are where no id tells", async () => {
      server.answer({ status: 200, json: { value: [{ a: 1 }, { a: 1 }] } });
      expect(await list()).to.deep.equal([{ a: 1 }, { a: 1 }]);
    });
  });
});
