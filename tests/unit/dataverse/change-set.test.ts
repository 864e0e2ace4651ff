import { expect } from "chai";
import {
  BadResponseError,
  InvalidValueError,
  RowExistsError,
  ServiceUnavailableError,
} from "../../../provider/dataverse/errors.ts";
import type { Write } from "../../../provider/dataverse/types.ts";
import { ROOT, ROW, bench, failure, workstreams } from "./fixtures.ts";
import { refusal, startScriptedServer } from "./scripted-server.ts";
import type { ScriptedServer, Step } from "./scripted-server.ts";

const OTHER = "99999999-8888-7777-6666-555555555555";
const writes: readonly Write[] = [
  { kind: "create", table: workstreams, id: ROW, columns: { msdyn_name: "Grüße" } },
  { kind: "update", table: workstreams, id: OTHER, columns: { msdyn_name: "B" } },
  { kind: "delete", table: workstreams, id: OTHER },
];

/** A multipart answer of the service, lines ended as given. */
function multipart(status: number, inner: readonly string[][], eol = "\r\n", ids = [1, 2, 3]): Step {
  const done = inner.every((lines) => /^HTTP\/1.1 2/.test(lines[0] ?? ""));
  const part = (lines: readonly string[], id: number) => [
    "Content-Type: application/http",
    "Content-Transfer-Encoding: binary",
    `Content-ID: ${id}`,
    "",
    ...lines,
  ];
  const body = done
    ? [
        "--batchresponse_b",
        "Content-Type: multipart/mixed; boundary=changesetresponse_c",
        "",
        ...inner.flatMap((lines, index) => ["--changesetresponse_c", ...part(lines, ids[index] ?? 0)]),
        "--changesetresponse_c--",
        "--batchresponse_b--",
        "",
      ]
    : [
        "--batchresponse_b",
        ...inner.flatMap((lines) => part(lines, 1).filter((line) => !line.startsWith("Content-ID"))),
        "--batchresponse_b--",
        "",
      ];
  return (response) =>
    response.writeHead(status, { "Content-Type": "multipart/mixed; boundary=batchresponse_b" }).end(body.join(eol));
}

const NO_CONTENT = ["HTTP/1.1 204 No Content", "OData-Version: 4.0", "", ""];
const refused = (status: string, code: string, message: string) => [
  `HTTP/1.1 ${status}`,
  "REQ_ID: 77777777-0000-0000-0000-000000000000",
  "Content-Type: application/json; odata.metadata=minimal",
  "",
  JSON.stringify({ error: { code, message } }),
];

describe("change set", function () {
  this.timeout(60_000);

  let server: ScriptedServer;
  beforeEach(async () => {
    server = await startScriptedServer();
  });
  afterEach(() => server.close());

  it("is written as the service wants it", async () => {
    server.answer(multipart(200, [NO_CONTENT, NO_CONTENT, NO_CONTENT]));
    await bench(server.url).client.changeSet(writes);
    const [seen] = server.seen;
    expect(server.log()).to.deep.equal([`POST ${ROOT}$batch`]);
    const batch = /boundary="(batch_[^"]+)"/.exec(seen?.headers["content-type"] ?? "")?.[1] ?? "";
    const changeSet = /boundary="(changeset_[^"]+)"/.exec(seen?.body ?? "")?.[1] ?? "";
    const { host } = new URL(server.url);
    const row = (id: string) => `${ROOT}msdyn_liveworkstreams(${id})`;
    const envelope = (id: number) => [
      `--${changeSet}`,
      "Content-Type: application/http",
      "Content-Transfer-Encoding: binary",
      `Content-ID: ${id}`,
      "",
    ];
    expect(seen?.body.split("\r\n")).to.deep.equal([
      `--${batch}`,
      `Content-Type: multipart/mixed; boundary="${changeSet}"`,
      "",
      ...envelope(1),
      `PATCH ${row(ROW)} HTTP/1.1`,
      `Host: ${host}`,
      "Accept: application/json",
      "Content-Type: application/json",
      "If-None-Match: *",
      "Content-Length: 24",
      "",
      '{"msdyn_name":"Grüße"}',
      ...envelope(2),
      `PATCH ${row(OTHER)} HTTP/1.1`,
      `Host: ${host}`,
      "Accept: application/json",
      "Content-Type: application/json",
      "If-Match: *",
      "Content-Length: 18",
      "",
      '{"msdyn_name":"B"}',
      ...envelope(3),
      `DELETE ${row(OTHER)} HTTP/1.1`,
      `Host: ${host}`,
      "Accept: application/json",
      "",
      "",
      `--${changeSet}--`,
      "",
      `--${batch}--`,
      "",
    ]);
    expect(seen?.body.replaceAll("\r\n", "")).to.not.contain("\n");
  });

  it("names the write that failed, with the error it would have alone", async () => {
    const inner = refused("412 Precondition Failed", "0x80040237", "A record with matching key values already exists.");
    server.answer(multipart(412, [inner]));
    const error = await failure(bench(server.url).client.changeSet(writes.slice(0, 1)), RowExistsError);
    expect(error.what).to.equal(`Could not create workstream ${ROW}: a row with its id exists already`);
    expect(error.requestId).to.equal("77777777-0000-0000-0000-000000000000");
  });

  it("finds the failure whatever the outer status and line ends", async () => {
    const inner = refused(
      "400 Bad Request",
      "0x80044331",
      "The length of the 'msdyn_name' attribute of the 'x' entity",
    );
    for (const [status, eol] of [
      [200, "\r\n"],
      [400, "\r\n"],
      [400, "\n"],
    ] as const) {
      server.answer(multipart(status, [inner], eol));
      const error = await failure(bench(server.url).client.changeSet(writes), InvalidValueError);
      expect(error.column).to.equal("msdyn_name");
      expect(error.status).to.equal(400);
    }
  });

  it("is repeated as a whole when the service is not ready", async () => {
    server.answer({ status: 503 }, multipart(200, [NO_CONTENT, NO_CONTENT, NO_CONTENT]));
    const tools = bench(server.url);
    await tools.client.changeSet(writes);
    expect(server.seen[1]?.body).to.equal(server.seen[0]?.body);
    expect(tools.clock.waits).to.deep.equal([1000]);
  });

  it("counts as done only where every write is confirmed", async () => {
    server.answer(multipart(200, [NO_CONTENT, NO_CONTENT]));
    const error = await failure(bench(server.url).client.changeSet(writes), BadResponseError);
    expect(error.why).to.equal("It confirms 2 of 3 writes.");
  });

  it("gives each write the row that came back for it, in whatever order they came", async () => {
    const row = (name: string) => ["HTTP/1.1 200 OK", "OData-Version: 4.0", "", JSON.stringify({ name }), ""];
    server.answer(multipart(200, [row("third"), row("first"), NO_CONTENT], "\r\n", [3, 1, 2]));
    const shown = (id: string): Write => ({ kind: "create", table: workstreams, id, columns: {}, show: ["name"] });
    const rows = await bench(server.url).client.changeSet([shown(ROW), ...writes.slice(2), shown(OTHER)]);
    expect(rows).to.deep.equal([{ name: "first" }, undefined, { name: "third" }]);
  });

  it("is not taken for done where one write is confirmed twice and another not at all", async () => {
    server.answer(multipart(200, [NO_CONTENT, NO_CONTENT, NO_CONTENT], "\r\n", [1, 1, 3]));
    const error = await failure(bench(server.url).client.changeSet(writes), BadResponseError);
    expect(error.why).to.equal("It confirms 2 of 3 writes.");
  });

  it("is not taken for done by a status of four digits", async () => {
    const odd = NO_CONTENT.map((line) => line.replace("204", "2040"));
    server.answer(multipart(200, [NO_CONTENT, odd, NO_CONTENT]));
    const error = await failure(bench(server.url).client.changeSet(writes), BadResponseError);
    expect(error.why).to.equal("A part of it says neither done nor refused.");
  });

  for (const [name, body] of [
    ["lines without an end", `--b\r\n${"\r\n".repeat(20 * 2 ** 20)}`],
    ["parts without an end", "--b\r\n".repeat(8 * 2 ** 20)],
    ["headers without an end", `--b\r\n${"a\r\n".repeat(16 * 2 ** 20)}`],
  ] as const) {
    it(`takes little more than the answer has for ${name}`, async () => {
      server.answer((response) =>
        response.writeHead(200, { "Content-Type": "multipart/mixed; boundary=b", "OData-Version": "4.0" }).end(body),
      );
      const before = process.memoryUsage().heapUsed;
      const { why } = await failure(bench(server.url).client.changeSet(writes), BadResponseError);
      expect(why).to.match(/^(A part of it says neither done nor refused|It confirms \d+ of 3 writes)\.$/);
      expect(process.memoryUsage().heapUsed - before).to.be.lessThan(500 * 2 ** 20);
    });
  }

  it("is not taken for done by a part without a status", async () => {
    server.answer(multipart(200, [["OData-Version: 4.0", "", ""]]));
    const error = await failure(bench(server.url).client.changeSet(writes), BadResponseError);
    expect(error.why).to.equal("A part of it says neither done nor refused.");
  });

  it("is not taken for done by a page that is not the service's", async () => {
    server.answer({ status: 200, text: "<html>welcome</html>" });
    const error = await failure(bench(server.url).client.changeSet(writes), BadResponseError);
    expect(error.why).to.equal("It confirms 0 of 3 writes.");
  });

  it("takes a refusal of the whole request for what it is", async () => {
    server.answer(refusal(500, "0x80040216", "An unexpected error occurred."));
    const error = await failure(bench(server.url).client.changeSet(writes), ServiceUnavailableError);
    expect(error.serviceCode).to.equal("0x80040216");
  });

  it("sends nothing for nothing", async () => {
    await bench(server.url).client.changeSet([]);
    expect(server.seen.length).to.equal(0);
  });

  describe("that shows rows", () => {
    const shown = (id: string | undefined) => [
      "HTTP/1.1 201 Created",
      "Content-Type: application/json; odata.metadata=minimal",
      "",
      JSON.stringify({ ...(id !== undefined && { msdyn_liveworkstreamid: id }), msdyn_name: "A" }),
    ];
    const make = (id: string): Write => ({
      kind: "create",
      table: workstreams,
      id,
      columns: { msdyn_name: "A" },
      show: ["msdyn_name"],
    });

    it("gives them in the order of its writes", async () => {
      server.answer(multipart(200, [shown(ROW.toUpperCase()), shown(OTHER)]));
      expect(await bench(server.url).client.changeSet([make(ROW), make(OTHER)])).to.deep.equal([
        { msdyn_liveworkstreamid: ROW.toUpperCase(), msdyn_name: "A" },
        { msdyn_liveworkstreamid: OTHER, msdyn_name: "A" },
      ]);
    });

    it("is refused where a row is not the one that the write made", async () => {
      server.answer(multipart(200, [shown(OTHER), shown(ROW)]));
      const error = await failure(bench(server.url).client.changeSet([make(ROW), make(OTHER)]), BadResponseError);
      expect(error.what).to.contain(`create workstream ${ROW}`);
      expect(error.why).to.equal(`It holds the row ${OTHER}, not the one that it was asked for.`);
    });

    it("gives no row of a write that was to show none", async () => {
      server.answer(multipart(200, [shown(OTHER)]));
      const update: Write = { kind: "update", table: workstreams, id: ROW, columns: {} };
      expect(await bench(server.url).client.changeSet([update])).to.deep.equal([undefined]);
    });
  });
});
