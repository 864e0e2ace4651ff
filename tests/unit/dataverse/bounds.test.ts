import { createServer } from "node:net";
import type { AddressInfo, Server, Socket } from "node:net";
import { gzipSync } from "node:zlib";
import { expect } from "chai";
import { BadResponseError, NetworkError } from "../../../provider/dataverse/errors.ts";
import { responseBytes, responseDepth, responseValues, listPages } from "../../../provider/dataverse/limits.ts";
import { ROOT, ROW, bench, failure, workstreams } from "./fixtures.ts";
import { startScriptedServer } from "./scripted-server.ts";
import type { ScriptedServer, Step } from "./scripted-server.ts";

/** Milliseconds; nothing that answers at all takes so long here. */
const DEADLINE = 300;
const ONCE = { attempts: 1, budget: 60_000, firstDelay: 1000, longestDelay: 30_000 };
const OK: Step = { status: 200, json: { a: 1 } };

describe("bounds of an answer", function () {
  this.timeout(60_000);

  let server: ScriptedServer;
  beforeEach(async () => {
    server = await startScriptedServer();
  });
  afterEach(() => server.close());

  const read = (options: Parameters<typeof bench>[1] = {}) =>
    bench(server.url, options).client.retrieve(workstreams, ROW, { select: ["a"] });
  const list = () => bench(server.url).client.list(workstreams, { select: ["a"] });

  describe("time", () => {
    it("ends for a body that never ends, however often a byte arrives", async () => {
      server.answer(drip({ "Content-Type": "application/json" }));
      const error = await failure(read({ timeout: DEADLINE, retry: ONCE }), NetworkError);
      expect(error.failure).to.equal("timeout");
    });

    it("is given to each attempt, and a late answer is asked for once more", async () => {
      server.answer(drip({ "Content-Type": "application/json" }), OK);
      expect(await read({ timeout: DEADLINE })).to.deep.equal({ a: 1 });
      expect(server.seen.length).to.equal(2);
    });

    it("ends for the body of a refusal, too", async () => {
      server.answer((response) => {
        response.writeHead(404, { "Content-Type": "application/json" });
        keepWriting(response);
      });
      const error = await failure(read({ timeout: DEADLINE, retry: ONCE }), NetworkError);
      expect(error.failure).to.equal("timeout");
    });

    it("leaves a connection that is done for the next request", async () => {
      server.answer(OK, OK);
      const { client } = bench(server.url);
      await client.retrieve(workstreams, ROW, { select: ["a"] });
      await client.retrieve(workstreams, ROW, { select: ["a"] });
      expect(new Set(server.seen.map((seen) => seen.port)).size).to.equal(1);
    });

    for (const [name, start] of [
      ["headers that never end", "HTTP/1.1 200 OK\r\nX-A: "],
      ["interim answers without end", "HTTP/1.1 102 Processing\r\n\r\n"],
      ["a status line that never ends", "HTTP/1.1 200 "],
    ] as const) {
      it(`ends for ${name}`, async () => {
        await withRawServer(
          (socket) => {
            const more = name.startsWith("interim") ? start : "a";
            socket.write(start);
            repeat(socket, () => socket.write(more));
          },
          async (url) => {
            const { client } = bench(url, { timeout: DEADLINE, retry: ONCE });
            const error = await failure(client.retrieve(workstreams, ROW, { select: ["a"] }), NetworkError);
            expect(error.failure).to.equal("timeout");
          },
        );
      });
    }

    it("is not spent on a body that turns out to be none", async () => {
      let asked = 0;
      await withRawServer(
        (socket) => {
          asked += 1;
          socket.write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n-7\r\n{}\r\n0\r\n\r\n");
        },
        async (url) => {
          const { client } = bench(url);
          const error = await failure(client.retrieve(workstreams, ROW, { select: ["a"] }), BadResponseError);
          expect(error.why).to.equal("It is not HTTP, or its headers are too long (HPE_INVALID_CHUNK_SIZE).");
          expect(asked).to.equal(1);
        },
      );
    });

    it("is not spent on an answer that switches protocols", async () => {
      let asked = 0;
      await withRawServer(
        (socket) => {
          asked += 1;
          socket.write("HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n");
        },
        async (url) => {
          const { client } = bench(url);
          const error = await failure(client.retrieve(workstreams, ROW, { select: ["a"] }), BadResponseError);
          expect(error.why).to.equal("It switches to another protocol (101), which nobody asked for.");
          expect(asked).to.equal(1);
        },
      );
    });
  });

  describe("size", () => {
    let bomb: Buffer;
    before(() => {
      bomb = gzipSync(Buffer.alloc(responseBytes + 1, " "));
    });

    it("is that of the body after decompression, and no second attempt brings it again", async () => {
      server.answer(zipped(200, bomb), OK);
      const error = await failure(read(), BadResponseError);
      expect(error.why).to.equal("Its body is larger than 64 MiB, the most that is read.");
      expect(server.seen.length).to.equal(1);
    });

    it("bounds the text of a refusal, too", async () => {
      server.answer(zipped(503, bomb), OK);
      expect((await failure(read(), BadResponseError)).status).to.equal(503);
      expect(server.seen.length).to.equal(1);
    });

    it("is not changed by the size of its chunks", async () => {
      const letters = 200_000;
      const body = `{"a":"${"x".repeat(letters)}"}`;
      const chunks = Array.from(body, (letter) => `1\r\n${letter}\r\n`).join("");
      await withRawServer(
        (socket) => {
          const head = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n";
          socket.write(`${head}${chunks}0\r\n\r\n`);
        },
        async (url) => {
          const { client } = bench(url);
          const row = await client.retrieve(workstreams, ROW, { select: ["a"] });
          expect(row).to.deep.equal({ a: "x".repeat(letters) });
        },
      );
    });

    it("is judged by what arrives, not by what compression claims", async () => {
      server.answer(zipped(200, Buffer.from("no gzip at all")), OK);
      const error = await failure(read(), BadResponseError);
      expect(error.why).to.equal("Its compressed body is damaged (Z_DATA_ERROR).");
      expect(server.seen.length).to.equal(1);
    });
  });

  describe("depth", () => {
    const nested = (levels: number): Step => ({
      status: 200,
      text: `{"a":"[[[[${"[".repeat(200)}\\"","b":${"[".repeat(levels - 1)}${"]".repeat(levels - 1)}}`,
    });

    it("is that of lists and objects in each other, brackets of texts not among them", async () => {
      server.answer(nested(responseDepth), nested(responseDepth + 1));
      expect(Object.keys((await read()) ?? {})).to.deep.equal(["a", "b"]);
      const error = await failure(read(), BadResponseError);
      expect(error.why).to.equal(
        "A body of type text/html, 347 characters, is not readable as JSON: it is nested deeper than 64 levels, the most that are read.",
      );
    });
  });

  describe("status", () => {
    it("is none of success where it is 000", async () => {
      await withRawServer(
        (socket) => socket.write('HTTP/1.1 000 OK\r\nContent-Length: 7\r\n\r\n{"a":1}'),
        async (url) => {
          const { client } = bench(url);
          const error = await failure(client.retrieve(workstreams, ROW, { select: ["a"] }), BadResponseError);
          expect([error.what, error.why]).to.deep.equal([
            `Could not read workstream ${ROW}: the answer is not one of Dataverse`,
            "Its status is no number of HTTP.",
          ]);
        },
      );
    });
  });

  describe("number of values", () => {
    const ofValues = (count: number): Step => ({
      status: 200,
      text: `{"a":",,,[[[","b":[${"0,".repeat(count - 4)}0]}`,
    });

    it("is that of members and lists, commas of texts not among them", async () => {
      server.answer(ofValues(responseValues), ofValues(responseValues + 1));
      expect(Object.keys((await read()) ?? {})).to.deep.equal(["a", "b"]);
      const error = await failure(read(), BadResponseError);
      expect(error.why).to.equal(
        "A body of type text/html, 8000016 characters, is not readable as JSON: it holds more than 4000000 values, the most that are read.",
      );
    });

    it("bounds the text of a refusal, too, and its status stands", async () => {
      const many = `{"error":{"code":"0x80040217","message":"gone","details":[${"{},".repeat(responseValues)}{}]}}`;
      server.answer({ status: 404, text: many });
      expect((await failure(read(), BadResponseError)).status).to.equal(404);
    });
  });

  describe("length of a list", () => {
    it("ends a chain of pages that never repeats", async () => {
      const page = (number: number): Step => ({
        status: 200,
        json: { value: [], "@odata.nextLink": `${server.url}${ROOT}msdyn_liveworkstreams?page=${number}` },
      });
      server.answer(...Array.from({ length: 2 * listPages }, (_, number) => page(number)));
      const error = await failure(list(), BadResponseError);
      expect(error.why).to.equal("It links to yet another page after 500 pages, the most that are read.");
      expect(server.seen.length).to.equal(500);
    });

    it("ends a list of more rows than any environment has", async () => {
      const row = (page: number, at: number) => ({ msdyn_liveworkstreamid: `${page}-${at}` });
      const page = (number: number): Step => ({
        status: 200,
        json: {
          value: Array.from({ length: 50_000 }, (_, at) => row(number, at)),
          "@odata.nextLink": `${server.url}${ROOT}msdyn_liveworkstreams?page=${number}`,
        },
      });
      server.answer(...Array.from({ length: 8 }, (_, number) => page(number)));
      const error = await failure(list(), BadResponseError);
      expect(error.why).to.equal("It is one of a list of more than 250000 rows, the most that are read.");
    });
  });

  function drip(headers: Record<string, string>): Step {
    return (response) => {
      response.writeHead(200, headers);
      keepWriting(response);
    };
  }
});

function keepWriting(response: Parameters<Extract<Step, (...parameters: never[]) => void>>[0]): void {
  const timer = setInterval(() => response.write(" "), 20);
  response.once("close", () => clearInterval(timer));
}

function zipped(status: number, body: Buffer): Step {
  return (response) =>
    response.writeHead(status, { "Content-Type": "application/json", "Content-Encoding": "gzip" }).end(body);
}

function repeat(socket: Socket, write: () => void): void {
  const timer = setInterval(write, 20);
  socket.once("close", () => clearInterval(timer));
}

/** A server below HTTP. */
async function withRawServer(answer: (socket: Socket) => void, use: (url: string) => Promise<void>): Promise<void> {
  const sockets = new Set<Socket>();
  const server: Server = createServer((socket) => {
    sockets.add(socket);
    socket.on("error", () => undefined);
    socket.once("data", () => answer(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  try {
    await use(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  } finally {
    for (const socket of sockets) socket.destroy();
    await new Promise((resolve) => server.close(resolve));
  }
}
