import { once } from "node:events";
import { createServer, type Http2Server, type ServerHttp2Session } from "node:http2";
import type { AddressInfo } from "node:net";
import { expect } from "chai";
import { endWithEngine, engineAddressIn } from "../../../provider/hosts/dynamic/engine-watch.ts";

const listening = async (): Promise<{ readonly engine: Http2Server; readonly address: string }> => {
  const engine = createServer().listen(0, "127.0.0.1");
  await once(engine, "listening");
  return { engine, address: `127.0.0.1:${(engine.address() as AddressInfo).port}` };
};

describe("the watch for the engine", () => {
  it("ends when the engine's process is gone", async () => {
    const { engine, address } = await listening();
    const connected = once(engine, "session") as Promise<[ServerHttp2Session]>;
    const ended = new Promise<string>((resolve) => endWithEngine(address, () => resolve("ended")));
    const [session] = await connected;
    engine.close();
    session.destroy();
    expect(await ended).to.equal("ended");
  });

  it("connects again to an engine that only closed the connection", async () => {
    const { engine, address } = await listening();
    const sessions: ServerHttp2Session[] = [];
    let ends = 0;
    const again = new Promise<void>((resolve) => {
      engine.on("session", (session) => {
        if (sessions.push(session) === 1) session.destroy();
        else resolve();
      });
    });
    endWithEngine(address, () => ends++);
    await again;
    expect([sessions.length, ends]).to.deep.equal([2, 0]);
    engine.close();
    for (const session of sessions) session.destroy();
  });

  it("takes the engine's address where Pulumi's plugin gets it, and nothing else for one", () => {
    const addresses = [["node", "index.js", "127.0.0.1:41727"], ["node", "mocha", "tests/a.test.ts"], ["node"]];
    expect(addresses.map(engineAddressIn)).to.deep.equal(["127.0.0.1:41727", undefined, undefined]);
  });
});
