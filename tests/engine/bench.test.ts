import { expect } from "chai";
import { bench } from "../bench/bench.ts";
import { makeEstate } from "../bench/estate.ts";
import { readSettings } from "../bench/options.ts";
import { report } from "../bench/report.ts";
import type { ResultRow, Results } from "../bench/results.ts";

describe("benchmark of a handful of resources", function () {
  this.timeout(300_000);

  const kept: Results[] = [];
  let results: Results;

  before(async () => {
    const part = ["--latency", "0", "--rounds", "1", "--resources", "26", "--parallel", "4"];
    const settings = readSettings([...part, "--operations", "up,change", "--declared", "by-workstream"]);
    results = await bench(
      settings,
      () => undefined,
      (sofar) => kept.push(sofar),
    );
  });

  const rowsOf = (variant: string) => results.rows.filter((row) => row.variant === variant);

  it("brings ours and plain to the same rows", () => {
    expect(results.problems).to.deep.equal([]);
  });

  it("measures each operation of each variant once", () => {
    expect(results.rows.map(({ variant, operation }) => `${variant} ${operation}`)).to.deep.equal(
      ["ours", "plain", "floor"].flatMap((variant) => [`${variant} up`, `${variant} change`]),
    );
  });

  it("tells what was measured with what", () => {
    expect(Object.keys(results)).to.deep.equal(["date", "versions", "machine", "latencyMs", "problems", "rows"]);
    expect(Object.keys(results.versions)).to.deep.equal(["pulumi-dynamics365", "node", "pulumi", "@pulumi/pulumi"]);
    expect(results.latencyMs).to.equal(0);
  });

  it("counts requests and writes of those who make some", () => {
    const [up, change] = rowsOf("plain");
    // Two accounts and channels, a workstream with its routing, a write per rule, and repeats where rules collided.
    expect(up?.writes).to.be.at.least(27);
    expect(change?.writesPerTenRules).to.be.at.least(10);
    expect(rowsOf("floor").map(({ requests, writes }) => [requests, writes])).to.deep.equal([
      [0, 0],
      [0, 0],
    ]);
  });

  it("never writes a rule of ours twice", () => {
    const [up] = rowsOf("ours");
    expect(up?.writesPerTenRules).to.be.at.most(10);
    expect(up?.requestsByKind["upsert msdyn_ocbotchannelregistration"]).to.equal(2);
  });

  it("finds state and, where the system tells, the plugin's memory", () => {
    for (const { stateBytes, pluginMemoryBytes } of results.rows) {
      expect(stateBytes).to.be.above(1000);
      if (process.platform === "linux") expect(pluginMemoryBytes).to.be.above(10_000_000);
    }
  });

  it("keeps what is measured as it goes, and prints a table of it", () => {
    expect(kept.map(({ rows }) => rows.length)).to.deep.equal([2, 4, 6]);
    const text = report(results);
    expect(text).to.contain("26 resources, rules declared by-workstream, --parallel 4");
    // One table of times and requests, one of sizes.
    const operations = text.split("\n").flatMap((line) => /^ *(up|change) /.exec(line)?.[1] ?? []);
    expect(operations).to.deep.equal(["up", "change", "up", "change"]);
  });
});

describe("requests of fifty resources", function () {
  this.timeout(300_000);

  let rows: ReadonlyMap<string, ResultRow>;

  before(async () => {
    const part = ["--rounds", "1", "--resources", "50", "--parallel", "16", "--variants", "ours"];
    const settings = readSettings([...part, "--declared", "interleaved"]);
    const { problems, rows: measured } = await bench(
      settings,
      () => undefined,
      () => undefined,
    );
    expect(problems).to.deep.equal([]);
    rows = new Map(measured.map((row) => [row.operation, row]));
  });

  const requestsOf = (operation: string): number => rows.get(operation)?.requests ?? Infinity;

  it("are six at most where nothing changes", () => {
    expect(requestsOf("unchanged")).to.be.at.most(6);
    expect(requestsOf("preview")).to.be.at.most(6);
  });

  it("are 25 at most in a refresh, which does not grow with the estate", () => {
    expect(requestsOf("refresh")).to.be.at.most(25);
  });

  it("are one for each write of a first deployment, and one for each workstream and rule set", () => {
    const { accounts, channels, workstreams } = makeEstate(50, "interleaved");
    const documents = rows.get("up")?.requestsByKind["upsert msdyn_decisionruleset"] ?? Infinity;
    expect(documents).to.be.at.most(40);
    // An account has a row for its secret. One request creates a ruleset, its step and its configuration.
    const writes = 2 * accounts.length + channels.length + workstreams.length + documents;
    const once = 9;
    expect(requestsOf("up")).to.be.at.most(writes + 2 * workstreams.length + once);
  });

  it("write a document once for each rule at most", () => {
    for (const operation of ["up", "change"]) {
      expect(rows.get(operation)?.writesPerTenRules, operation).to.be.within(0.1, 10);
    }
    const { "delete msdyn_decisionruleset": deleted, "upsert msdyn_decisionruleset": written = 0 } =
      rows.get("destroy")?.requestsByKind ?? {};
    expect(deleted).to.equal(2);
    expect(written).to.be.at.most(38);
  });
});
