import { expect } from "chai";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { type LoggedRequest, type Sandbox, startSandbox } from "../../provider/sandbox/index.ts";
import { documentedLimits, type LimitSettings } from "../../provider/sandbox/server/service-limits.ts";
import { makeEstate } from "../bench/estate.ts";
import { PulumiProject } from "../support/pulumi.ts";
import { firstOrganization, succeeds } from "./support/outcomes.ts";

/** Milliseconds in which a request that was already on its way may still arrive. */
const onTheWay = 1000;

const tables = {
  accounts: "msdyn_ocbotchannelregistration",
  channels: "msdyn_occustommessagingchannel",
  workstreams: "msdyn_liveworkstream",
};

interface Deployed {
  readonly output: string;
  readonly requests: readonly LoggedRequest[];
  readonly refused: readonly LoggedRequest[];
}

describe("a deployment under service protection limits", function () {
  this.timeout(1_000_000);

  let sandbox: Sandbox;

  before(async () => {
    sandbox = await startSandbox();
  });

  afterEach(() => {
    sandbox.faults.latencyMs = 0;
  });

  after(() => sandbox.close());

  /** Deploys an estate at once. `limits` apply from the first write on, so that the start does not affect the times. */
  async function deploy(resources: number, limits?: LimitSettings): Promise<Deployed> {
    sandbox.reset();
    sandbox.limitTo(undefined);
    const estate = makeEstate(resources, "interleaved");
    const project = await PulumiProject.create({
      program: { directory: join(import.meta.dirname, "..", "bench", "ours") },
      environment: sandbox.environment,
      timeLimitSeconds: 900,
    });
    try {
      writeFileSync(join(project.directory, "estate.json"), JSON.stringify(estate));
      let isLimited = false;
      sandbox.faults.add({
        when: ({ method }) => {
          if (method === "PATCH" && !isLimited && limits !== undefined) sandbox.limitTo(limits);
          isLimited ||= method === "PATCH";
          return false;
        },
        action: { kind: "closeSocket" },
      });
      const output = await succeeds(project.up(["--parallel", "64"]));
      const organization = firstOrganization(sandbox);
      const made = Object.fromEntries(
        Object.entries(tables).map(([name, table]) => [name, organization.rows(table).length]),
      );
      const rules = organization
        .rows("msdyn_decisionruleset")
        .flatMap((row) => String(row["msdyn_rulesetdefinition"]).match(/<rule /g) ?? []);
      expect({ ...made, rules: rules.length }).to.deep.equal({
        accounts: estate.accounts.length,
        channels: estate.channels.length,
        workstreams: estate.workstreams.length,
        rules: estate.rules.length,
      });
      const requests = sandbox.requests.list();
      return { output, requests, refused: requests.filter(({ status }) => status === 429) };
    } finally {
      sandbox.limitTo(undefined);
      project.remove();
    }
  }

  it("makes 1,000 resources where another client has used up most of the window, with the documented numbers", async () => {
    const before = { requests: 5950, secondsAgo: 280 };
    const { output, requests, refused } = await deploy(1000, { ...documentedLimits, before });
    expect(refused.length).to.be.greaterThan(0);
    expect(earlyRequests(requests)).to.deep.equal([]);
    expect(output).to.match(
      /The service asks to slow down \(429\) on the request to .*; attempt 2 of 8 in \d+(\.\d)? s\./,
    );
    expect(excessOf(requests)).to.be.at.most(0.02);
  });

  for (const retryAfter of ["seconds", "date"] as const) {
    it(`asks for little more than it needs where Retry-After is told as ${retryAfter}`, async () => {
      const before = { requests: 180, secondsAgo: 0 };
      const limits = { requests: 200, concurrent: 52, windowSeconds: 10, retryAfter, before };
      const { output, requests, refused } = await deploy(200, limits);
      expect(refused.length).to.be.greaterThan(0);
      expect(earlyRequests(requests)).to.deep.equal([]);
      expect(output).to.match(
        /The service asks to slow down \(429\) on the request to .*; attempt 2 of 8 in \d+(\.\d)? s\./,
      );
      expect(excessOf(requests)).to.be.at.most(0.02);
    });
  }

  it("stays below the number of requests that may run at once, however many resources the engine makes at once", async () => {
    sandbox.faults.latencyMs = 100;
    expect((await deploy(200, documentedLimits)).refused).to.deep.equal([]);
  });

  it("finds its share where others leave it few of the requests at once", async () => {
    sandbox.faults.latencyMs = 300;
    const { output, refused } = await deploy(50, { ...documentedLimits, concurrent: 2 });
    expect(refused.length).to.be.greaterThan(0);
    expect(output).to.match(/The service asks to slow down \(429\)/);
  });

  it("waits where its requests have taken all the time that they may take together", async () => {
    sandbox.faults.latencyMs = 100;
    const limits = { requests: 6000, concurrent: 52, windowSeconds: 10, executionSeconds: 1 };
    const { output, requests, refused } = await deploy(50, limits);
    expect(refused.length).to.be.greaterThan(0);
    expect(earlyRequests(requests)).to.deep.equal([]);
    expect(output).to.match(/The service asks to slow down \(429\)/);
  });
});

/**
 * Refused requests in proportion to the others. Each refused request is sent again. How many requests a deployment
 * needs without limits varies between runs, because changes of one document collide.
 */
function excessOf(requests: readonly LoggedRequest[]): number {
  const refused = requests.filter(({ status }) => status === 429).length;
  return refused / (requests.length - refused);
}

/** Requests that arrived although an earlier 429 told the client to wait longer. */
function earlyRequests(requests: readonly LoggedRequest[]): string[] {
  const early: string[] = [];
  for (const { sequence, answeredAt, retryAfter } of requests) {
    if (retryAfter === undefined) continue;
    const until = /^\d+$/.test(retryAfter) ? answeredAt + Number(retryAfter) * 1000 : Date.parse(retryAfter);
    for (const { method, path, receivedAt } of requests) {
      if (receivedAt <= answeredAt + onTheWay || receivedAt >= until) continue;
      early.push(`${method} ${path} ${until - receivedAt} ms before the end of the wait of request ${sequence}`);
    }
  }
  return early;
}
