import { expect } from "chai";
import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startSandbox, tokens, type Sandbox, type SandboxOptions } from "../../provider/sandbox/index.ts";
import { Client, namePrefix } from "./client.ts";
import { accounts, channels } from "./rows.ts";

const clientOf = ({ url }: { readonly url: string }, sandbox: Sandbox, token = "any"): Client =>
  new Client({ url, token, isSandbox: true, sandbox, setSwitch: (changes) => sandbox.switches.set(changes) });

async function within(
  options: SandboxOptions,
  run: (sandbox: Sandbox, client: Client) => Promise<void>,
): Promise<void> {
  const sandbox = await startSandbox(options);
  try {
    await run(sandbox, clientOf(sandbox, sandbox));
  } finally {
    await sandbox.close();
  }
}

const failureOf = (promise: Promise<unknown>): Promise<string> =>
  promise.then(
    () => "answered",
    () => "connection lost",
  );

describe("sandbox", () => {
  it("listens on loopback only", async () => {
    const refusal = await startSandbox({ host: "0.0.0.0" }).then(
      () => "started",
      (error: Error) => error.message,
    );
    expect(refusal).to.equal('The sandbox listens on loopback only, not on "0.0.0.0".');
  });

  it("says on every answer that it is one", () =>
    within({}, async ({ url }, client) => {
      expect((await client.get("WhoAmI")).headers.get("x-sandbox")).to.equal("pulumi-dynamics365");
      expect((await client.get("")).text).to.contain("It is not Microsoft Dataverse.");
      expect(await (await fetch(url)).text()).to.contain("It is not Microsoft Dataverse.");
    }));

  it("keeps a log that can be asked, without secrets", () =>
    within({}, async (sandbox, client) => {
      const headers = { "User-Agent": "contract-test/1", "x-ms-client-request-id": "7" };
      await client.send("POST", accounts, { msdyn_name: "A", msdyn_securemsappsecret: 'canary"one' }, headers);
      await client.get(`${accounts}?$filter=msdyn_securemsappsecret eq 'canary-two'`);
      await fetch(`${sandbox.url}/common/oauth2/v2.0/token`, {
        method: "POST",
        body: new URLSearchParams({ client_secret: "canary-three" }),
      });
      const [created] = sandbox.requests.list({ table: "msdyn_ocbotchannelregistration", operation: "create" });
      expect(created).to.include({ method: "POST", status: 204, userAgent: "contract-test/1", clientRequestId: "7" });
      expect(JSON.stringify(sandbox.requests.list())).to.not.contain("canary").and.not.contain("Bearer");
      expect(sandbox.requests.list({ operation: "signIn" }).length).to.equal(1);
      sandbox.requests.clear();
      expect(sandbox.requests.list()).to.deep.equal([]);
    }));

  it("loses answers after the work, and connections before it", () =>
    within({}, async (sandbox, client) => {
      sandbox.faults.add({ operation: "create", at: 2, action: { kind: "dropAnswer" } });
      sandbox.faults.add({ operation: "create", at: 3, action: { kind: "closeSocket" } });
      const outcomes: string[] = [];
      for (const name of ["one", "two", "three"]) {
        outcomes.push(await failureOf(client.send("POST", channels, { msdyn_name: name })));
      }
      expect(outcomes).to.deep.equal(["answered", "connection lost", "connection lost"]);
      const rows = sandbox.organizations[0]?.rows("msdyn_occustommessagingchannel") ?? [];
      expect(rows.map((row) => row["msdyn_name"])).to.deep.equal(["one", "two"]);
    }));

  it("holds requests without doing them, whole change sets too, until their sender gives up", () =>
    within({}, async (sandbox, client) => {
      sandbox.faults.add({ operation: "create", times: Infinity, action: { kind: "hold" } });
      const giveUp = () => AbortSignal.timeout(200);
      const boundary = "part";
      const body = [`--${boundary}`, 'Content-Type: multipart/mixed; boundary="set"', "", "--set"]
        .concat("Content-Type: application/http", "Content-Transfer-Encoding: binary", "Content-ID: 1", "")
        .concat(`POST /api/data/v9.2/${channels} HTTP/1.1`, "Content-Type: application/json", "")
        .concat('{"msdyn_name":"in a change set"}', "--set--", `--${boundary}--`, "");
      const headers = { Authorization: "Bearer any" };
      const alone = fetch(`${sandbox.url}/api/data/v9.2/${channels}`, {
        method: "POST",
        headers: { ...headers, "Content-Type": "application/json" },
        body: '{"msdyn_name":"alone"}',
        signal: giveUp(),
      });
      const batch = fetch(`${sandbox.url}/api/data/v9.2/$batch`, {
        method: "POST",
        headers: { ...headers, "Content-Type": `multipart/mixed; boundary=${boundary}` },
        body: body.join("\r\n"),
        signal: giveUp(),
      });
      expect([await failureOf(alone), await failureOf(batch)]).to.deep.equal(["connection lost", "connection lost"]);
      expect(sandbox.organizations[0]?.rows("msdyn_occustommessagingchannel")).to.deep.equal([]);
      sandbox.faults.clear();
      expect((await client.send("POST", channels, { msdyn_name: "after" })).status).to.equal(204);
    }));

  it("throttles, refuses, breaks and replaces answers as told", () =>
    within({}, async (sandbox, client) => {
      sandbox.faults.add({ action: { kind: "throttle", retryAfter: 3 } });
      sandbox.faults.add({ at: 2, action: { kind: "refuse", status: 503 } });
      sandbox.faults.add({ at: 3, action: { kind: "brokenJson" } });
      sandbox.faults.add({ at: 4, action: { kind: "htmlPage" } });
      const throttled = await client.get("WhoAmI");
      expect([throttled.status, throttled.headers.get("retry-after"), throttled.code]).to.deep.equal([
        429,
        "3",
        "0x80072322",
      ]);
      expect((await client.get("WhoAmI")).status).to.equal(503);
      const broken = await client.get("WhoAmI");
      expect([broken.status, broken.json]).to.deep.equal([200, {}]);
      expect((await client.get("WhoAmI")).text).to.contain("<html>");
      expect((await client.get("WhoAmI")).status).to.equal(200);
    }));

  it("protects itself with limits", () =>
    within({}, async (sandbox, client) => {
      sandbox.limitTo({ requests: 2, concurrent: 52, windowSeconds: 300 });
      const answers = [await client.get("WhoAmI"), await client.get("WhoAmI"), await client.get("WhoAmI")];
      expect(answers.map(({ status }) => status)).to.deep.equal([200, 200, 429]);
      expect(answers[2]?.message).to.equal(
        "Number of requests exceeded the limit of 2 over time window of 300 seconds.",
      );
      sandbox.limitTo({ requests: 6000, concurrent: 2, windowSeconds: 300 });
      sandbox.faults.latencyMs = 50;
      const atOnce = await Promise.all(Array.from({ length: 5 }, () => client.get("WhoAmI")));
      expect(new Set(atOnce.map(({ status, code }) => `${status} ${code}`))).to.deep.equal(
        new Set(["200 ", "429 0x80072326"]),
      );
      sandbox.limitTo(undefined);
      expect((await client.get("WhoAmI")).status).to.equal(200);
    }));

  it("limits the time that requests take together, and tells what is left", () =>
    within({ latencyMs: 30 }, async (sandbox, client) => {
      sandbox.limitTo({ requests: 6000, concurrent: 52, windowSeconds: 300, executionSeconds: 1200 });
      const left = (await client.get("WhoAmI")).headers;
      expect(left.get("x-ms-ratelimit-burst-remaining-xrm-requests")).to.equal("5999");
      expect(left.get("x-ms-ratelimit-time-remaining-xrm-requests")).to.match(/^1,1\d\d\.\d+$/);
      sandbox.limitTo({ requests: 6000, concurrent: 52, windowSeconds: 300, executionSeconds: 0.02 });
      const answers = [await client.get("WhoAmI"), await client.get("WhoAmI")];
      expect(answers.map(({ status, code }) => `${status} ${code}`)).to.deep.equal(["200 ", "429 0x80072321"]);
      expect(answers[1]?.message).to.equal(
        "Combined execution time of incoming requests exceeded limit of 20 milliseconds over time window of 300 seconds. Decrease number of concurrent requests or reduce the duration of requests and try again later.",
      );
      expect(answers[1]?.headers.get("retry-after")).to.equal("300");
    }));

  it("counts what another client of the user has sent, and lets in what its window has forgotten", () =>
    within({}, async (sandbox, client) => {
      sandbox.limitTo({
        requests: 6000,
        concurrent: 52,
        windowSeconds: 300,
        before: { requests: 5999, secondsAgo: 297 },
      });
      expect((await client.get("WhoAmI")).status).to.equal(200);
      const refused = await client.get("WhoAmI");
      expect(refused.status).to.equal(429);
      const seconds = Number(refused.headers.get("retry-after"));
      expect(seconds).to.be.within(1, 3);
      const [logged] = sandbox.requests.list({ status: 429 });
      expect(logged?.retryAfter).to.equal(String(seconds));
      await new Promise((resolve) => setTimeout(resolve, (logged?.answeredAt ?? 0) + seconds * 1000 - Date.now()));
      expect((await client.get("WhoAmI")).status).to.equal(200);
    }));

  it("tells a date instead of seconds where it is set to", () =>
    within({}, async (sandbox, client) => {
      sandbox.limitTo({ requests: 0, concurrent: 52, windowSeconds: 300, retryAfter: "date" });
      const told = (await client.get("WhoAmI")).headers.get("retry-after") ?? "";
      expect(told).to.match(/^[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT$/);
      const [logged] = sandbox.requests.list({ status: 429 });
      expect(Date.parse(told) - (logged?.receivedAt ?? 0)).to.be.within(300_000, 310_000);
    }));

  it("serves two organizations that share no row they did not begin with", () =>
    within({ organizations: 2 }, async (sandbox, client) => {
      const [first, second] = sandbox.organizations;
      if (first === undefined || second === undefined) throw new Error("Two organizations were asked for.");
      const id = await client.create(channels, { msdyn_name: namePrefix });
      const elsewhere = clientOf(second, sandbox);
      expect((await elsewhere.get(`${channels}(${id})`)).status).to.equal(404);
      const organizations = await Promise.all([client.get("WhoAmI"), elsewhere.get("WhoAmI")]);
      expect(organizations.map(({ json }) => json["OrganizationId"])).to.deep.equal([first.id, second.id]);
      expect(first.id).to.not.equal(second.id);
    }));

  it("gives a snapshot that later changes do not reach", () =>
    within({}, async (sandbox, client) => {
      const before = sandbox.snapshot();
      await client.create(channels, { msdyn_name: namePrefix });
      expect(sandbox.snapshot()).to.not.deep.equal(before);
      sandbox.reset();
      const tables = Object.keys(sandbox.snapshot()["Contoso"] ?? {});
      expect(tables).to.deep.equal(Object.keys(before["Contoso"] ?? {}));
    }));

  it("keeps its rows from one start to the next", async () => {
    const dataDirectory = mkdtempSync(join(tmpdir(), "sandbox-"));
    try {
      let id = "";
      await within({ dataDirectory }, async (_sandbox, client) => {
        id = await client.create(channels, { msdyn_name: namePrefix });
      });
      expect(statSync(join(dataDirectory, "sandbox.json")).mode & 0o777).to.equal(0o600);
      await within({ dataDirectory }, async (_sandbox, client) => {
        const { json } = await client.get(`${channels}(${id})?$select=msdyn_name`);
        expect(json["msdyn_name"]).to.equal(namePrefix);
      });
    } finally {
      rmSync(dataDirectory, { recursive: true });
    }
  });

  it("can be set and looked at from another process", () =>
    within({}, async (sandbox, client) => {
      const control = (method: string, path: string, body?: unknown) =>
        fetch(`${sandbox.url}/sandbox/${path}`, {
          method,
          headers: { Authorization: `Bearer ${tokens.administrator}` },
          ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        });
      expect((await control("PUT", "switches", { endpointFill: "off" })).status).to.equal(200);
      expect(sandbox.switches.current.endpointFill).to.equal("off");
      const wrong = await control("PUT", "switches", { endpointFill: "perhaps" });
      expect([wrong.status, await wrong.text()].join(" ")).to.contain("It takes: sync, async, onValidate, off.");
      await control("POST", "faults", { operation: "WhoAmI", action: { kind: "refuse", status: 500 } });
      expect((await client.get("WhoAmI")).status).to.equal(500);
      const requests = (await (await control("GET", "requests?operation=WhoAmI")).json()) as { status: number }[];
      expect(requests.map(({ status }) => status)).to.deep.equal([500]);
      const queues = (await (await control("GET", "rows?table=queue")).json()) as { name: string }[];
      expect(queues.map(({ name }) => name)).to.include.members(["Support", "Sales", "VIP"]);
      expect((await control("POST", "reset")).status).to.equal(204);
      expect(sandbox.switches.current.endpointFill).to.equal("sync");
    }));

  it("takes tokens of its sign-in for users, and only for the environment they name", () =>
    within({}, async (sandbox) => {
      const token = async (scope: string): Promise<string> => {
        const answer = await fetch(`${sandbox.url}/${sandbox.environment["ARM_TENANT_ID"] ?? ""}/oauth2/v2.0/token`, {
          method: "POST",
          body: new URLSearchParams({
            grant_type: "client_credentials",
            client_id: "11111111-aaaa-4bbb-8ccc-0000000000b1",
            client_secret: "sandbox-only.secret.of-the-existing-bot.",
            scope,
          }),
        });
        return ((await answer.json()) as { access_token: string }).access_token;
      };
      const user = clientOf(sandbox, sandbox, await token(`${sandbox.url}/.default`));
      const { json } = await user.get("WhoAmI");
      const row = await user.get(`systemusers(${String(json["UserId"])})?$select=applicationid`);
      expect(row.json["applicationid"]).to.equal("11111111-aaaa-4bbb-8ccc-0000000000b1");
      const bot = clientOf(sandbox, sandbox, await token("https://api.botframework.com/.default"));
      expect((await bot.get("WhoAmI")).status).to.equal(401);
    }));
});
