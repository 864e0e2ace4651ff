import { connect } from "node:net";
import { expect } from "chai";
import { tokens } from "../../../provider/sandbox/index.ts";
import { withSandbox } from "../../support/sandbox.ts";

/** The status line and the body that a request is answered with, byte by byte as it is written here. */
function raw(url: string, lines: readonly string[]): Promise<{ status: number; body: string }> {
  const { port } = new URL(url);
  return new Promise((resolve, reject) => {
    let answer = "";
    const socket = connect(Number(port), "127.0.0.1", () => socket.write(`${lines.join("\r\n")}\r\n\r\n`));
    socket.on("data", (chunk) => (answer += chunk.toString()));
    socket.on("error", reject);
    socket.on("close", () => {
      const [head = "", body = ""] = answer.split("\r\n\r\n");
      resolve({ status: Number(head.split(" ")[1]), body });
    });
  });
}

describe("who may ask the sandbox", () => {
  const sandbox = withSandbox({ hostNames: ["contoso.test"] });
  const ask = (target: string, host: string, ...headers: string[]) =>
    raw(sandbox().url, [`GET ${target} HTTP/1.1`, `Host: ${host}`, "Connection: close", ...headers]);
  const whoAmI = "/api/data/v9.2/WhoAmI";
  const port = (): string => new URL(sandbox().url).port;

  for (const name of ["localhost", "LOCALHOST.", "127.0.0.1", "127.1", "[::1]", "contoso.localhost", "contoso.test"]) {
    it(`is answered as ${name}, with links of that name`, async () => {
      const { status, body } = await ask(whoAmI, `${name}:${port()}`);
      expect(status).to.equal(200);
      const { hostname } = new URL(`http://${name}`);
      expect(body).to.include(`"@odata.context":"http://${hostname}:${port()}/api/data/v9.2/$metadata`);
    });
  }

  for (const name of ["evil.example", "localhost.evil.example", "127.0.0.1.evil.example", "0.0.0.0", "192.168.1.1"]) {
    it(`is not answered as ${name}, which a web page may have resolved to this machine`, async () => {
      const { status, body } = await ask(whoAmI, `${name}:${port()}`);
      expect(status).to.equal(421);
      expect(body).to.include("Give it another name with --host-name.");
    });
  }

  for (const header of [
    "Origin: https://evil.example",
    "Origin: null",
    "Sec-Fetch-Site: cross-site",
    "Sec-Fetch-Site: same-site",
  ]) {
    it(`is no web page (${header})`, async () => {
      expect((await ask(whoAmI, `localhost:${port()}`, header)).status).to.equal(403);
      expect((await ask("/sandbox/switches", `localhost:${port()}`, header)).status).to.equal(403);
    });
  }

  it("may be a person who types the address", async () => {
    expect((await ask(whoAmI, `localhost:${port()}`, "Sec-Fetch-Site: none")).status).to.equal(200);
  });

  it("needs the token to set it or to look at all of it", async () => {
    const without = await ask("/sandbox/requests", `localhost:${port()}`);
    expect([without.status, without.body]).to.deep.equal([
      401,
      '{"error":"What begins with /sandbox/ wants the token of DYNAMICS365_ACCESS_TOKEN: `Authorization: Bearer <token>`."}',
    ]);
    const reader = await ask("/sandbox/requests", `localhost:${port()}`, `Authorization: Bearer ${tokens.reader}`);
    expect(reader.status).to.equal(401);
    const own = await ask("/sandbox/switches", `localhost:${port()}`, `Authorization: Bearer ${tokens.administrator}`);
    expect(own.status).to.equal(200);
  });

  for (const [target, status] of [
    ["//", 404],
    ["/\\", 404],
    ["//[", 404],
    ["http://[bad", 400],
    ["*", 400],
    ["/api/data/v9.2/%", 400],
  ] as const) {
    it(`gets an answer to the target ${target}`, async () => {
      expect((await ask(target, `localhost:${port()}`)).status).to.equal(status);
      expect((await ask(whoAmI, `localhost:${port()}`)).status).to.equal(200);
    });
  }

  it("may leave the host out, as HTTP/1.0 allows", async () => {
    const { status, body } = await raw(sandbox().url, [`GET ${whoAmI} HTTP/1.0`]);
    expect(status).to.equal(200);
    expect(body).to.include(`"@odata.context":"${sandbox().url}/api`);
  });
});
