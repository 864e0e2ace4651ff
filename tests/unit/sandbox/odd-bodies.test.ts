import { expect } from "chai";
import { tokens } from "../../../provider/sandbox/index.ts";
import { withSandbox } from "../../support/sandbox.ts";

describe("odd bodies that the sandbox is sent", function () {
  this.timeout(60_000);

  const sandbox = withSandbox();
  const post = async (path: string, body: string, type = "application/json") => {
    const response = await fetch(sandbox().url + path, {
      method: "POST",
      headers: { "Content-Type": type, Authorization: `Bearer ${tokens.administrator}` },
      body,
    });
    return { status: response.status, text: await response.text() };
  };

  it("are refused where they are too large, and leave nothing in the log", async () => {
    const { status, text } = await post("/api/data/v9.2/queues", `{"name":"${"x".repeat(129 * 1024 * 1024)}"}`);
    expect([status, text]).to.deep.equal([413, "The sandbox takes bodies of at most 128 MiB."]);
    const { status: long } = await post("/api/data/v9.2/queues", `{"name":"${"x".repeat(2 * 1024 * 1024)}"}`);
    expect(long).to.equal(400);
    expect(
      sandbox()
        .requests.list({ operation: "create" })
        .map(({ body }) => body),
    ).to.deep.equal([`[${2 * 1024 * 1024 + 11} characters, not kept]`]);
  });

  it("are bounded in the log with their headers and addresses", async () => {
    sandbox().requests.clear();
    const bound = 64 * 1024 * 1024;
    const [header, address] = ["h".repeat(90_000), "a".repeat(30_000)];
    for (let sent = 0; sent * (header.length + address.length) < bound * 1.2; sent++) {
      const url = `${sandbox().url}/api/data/v9.2/WhoAmI?${address}`;
      await (await fetch(url, { headers: { "X-Long": header } })).text();
    }
    const kept = sandbox().requests.list();
    const characters = kept.reduce((sum, entry) => sum + JSON.stringify(entry).length, 0);
    expect(kept.at(-1)?.headers["x-long"]).to.equal(header);
    expect(characters).to.be.within(1, bound);
  });

  for (const [title, body] of [
    ["lists", "[".repeat(200_000)],
    ["objects", `${'{"a":'.repeat(200_000)}1${"}".repeat(200_000)}`],
  ] as const) {
    it(`may be ${title} of any depth`, async () => {
      expect((await post("/api/data/v9.2/queues", body)).status).to.equal(400);
      expect((await post("/sandbox/faults", body)).status).to.equal(400);
    });
  }

  it("may have a boundary of any length", async () => {
    const { status, text } = await post(
      "/api/data/v9.2/$batch",
      "--x",
      `multipart/mixed; boundary=${"b".repeat(5000)}`,
    );
    expect(status).to.equal(400);
    expect(text).to.include("A boundary has at most 70 characters.");
  });

  for (const [body, says] of [
    ["7", "A fault is a JSON object."],
    ["{}", 'A fault needs \\"action\\".'],
    ['{"action":"refuse"}', "A fault's action is a JSON object."],
    ['{"action":{"kind":"explode"}}', '\\"kind\\" of a fault\'s action must be one of refuse, throttle'],
    ['{"action":{"kind":"refuse"}}', 'A fault\'s action needs \\"status\\".'],
    ['{"action":{"kind":"refuse","status":"500"}}', '\\"status\\" of a fault\'s action must be a number'],
    ['{"action":{"kind":"refuse","status":9999}}', "must be a whole number from 200 to 599"],
    ['{"action":{"kind":"refuse","status":500,"headers":{"a b":"x"}}}', "Header name must be a valid HTTP token"],
    ['{"action":{"kind":"hold","ms":5}}', 'A fault\'s action has no \\"ms\\".'],
    ['{"tabel":"queue","action":{"kind":"hold"}}', 'A fault has no \\"tabel\\".'],
    ['{"path":7,"action":{"kind":"hold"}}', '\\"path\\" of a fault must be a text.'],
  ] as const) {
    it(`arm no fault where they are ${body}`, async () => {
      const { status, text } = await post("/sandbox/faults", body);
      expect(status).to.equal(400);
      expect(text).to.include(says);
      expect(sandbox().faults.armed).to.deep.equal([]);
    });
  }

  it("set no limit and no latency that is none", async () => {
    const put = async (path: string, body: string) => {
      const headers = { Authorization: `Bearer ${tokens.administrator}` };
      const response = await fetch(`${sandbox().url}/sandbox/${path}`, { method: "PUT", headers, body });
      return response.status;
    };
    expect(await put("limits", '{"requests":"many","concurrent":1,"windowSeconds":1}')).to.equal(400);
    expect(await put("latency", '{"ms":"long"}')).to.equal(400);
    expect(await put("switches", "[]")).to.equal(400);
    expect((await fetch(`${sandbox().url}/api/data/v9.2/WhoAmI`)).status).to.equal(200);
  });
});
