import { expect } from "chai";
import { BadResponseError } from "../../../provider/dataverse/errors.ts";
import { parseExactJson } from "../../../provider/dataverse/json.ts";
import { ROW, bench, failure, workstreams } from "./fixtures.ts";
import { startScriptedServer } from "./scripted-server.ts";
import type { ScriptedServer } from "./scripted-server.ts";

describe("numbers of an answer", () => {
  let server: ScriptedServer;
  beforeEach(async () => {
    server = await startScriptedServer();
  });
  afterEach(() => server.close());

  const read = () => bench(server.url).client.retrieve(workstreams, ROW, { select: ["a"] });
  const list = () => bench(server.url).client.list(workstreams, { select: ["a"] });

  for (const number of ["9007199254740993", "-9007199254740993", "12345678901234567890", "1e400", "-1E+400", "1e21"]) {
    it(`are refused, not rounded, where none of JavaScript is the same: ${number}`, async () => {
      server.answer({ status: 200, text: `{"a":${number}}` }, { status: 200, text: `{"value":[{"a":[ ${number}]}]}` });
      const fault = `holds the number ${number}, which cannot be read exactly.`;
      expect((await failure(read(), BadResponseError)).why).to.contain(fault);
      expect((await failure(list(), BadResponseError)).why).to.contain(fault);
      expect(server.seen.length, "not asked again").to.equal(2);
    });
  }

  it("are named in a message as far as a name goes", async () => {
    server.answer({ status: 200, text: `{"a":${"9".repeat(100_000)}}` });
    expect((await failure(read(), BadResponseError)).why).to.contain(`holds the number ${"9".repeat(200)}…, which`);
  });

  it("are refused in the row that a write shows", async () => {
    server.answer({ status: 200, text: '{"msdyn_order":9007199254740993}', headers: { "OData-Version": "4.0" } });
    const shown = bench(server.url).client.createAndShow(workstreams, ROW, {}, { select: ["msdyn_order"] });
    expect((await failure(shown, BadResponseError)).why).to.contain("holds the number 9007199254740993");
  });

  it("are what they are where JavaScript has the same, and where they stand in a text", () => {
    const text =
      '{"a":9007199254740991,"b":-9007199254740991,"c":0.1,"d":1.5e3,"e":"9007199254740993","f":": 1e400","g":0,"h":4294967295}';
    expect(parseExactJson(text)).to.deep.equal({
      a: 9007199254740991,
      b: -9007199254740991,
      c: 0.1,
      d: 1500,
      e: "9007199254740993",
      f: ": 1e400",
      g: 0,
      h: 4294967295,
    });
  });
});
