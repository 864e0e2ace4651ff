import { expect } from "chai";
import { isDeepStrictEqual } from "node:util";
import type { Properties } from "../../../provider/core/definition.ts";
import { apply, readBack, remove } from "../../../provider/core/lifecycle.ts";
import type { Run } from "../../../provider/core/run.ts";
import { routingRule } from "../../../provider/resources/routing-rule/index.ts";
import { startSandbox } from "../../../provider/sandbox/index.ts";
import { withFreshSandbox } from "../../support/sandbox.ts";
import { failureOf, foreignDocument, namesIn, RoutingEnvironment } from "./environment.ts";

describe("writers of routing rules", function () {
  this.timeout(60_000);

  const sandbox = withFreshSandbox();
  let environment: RoutingEnvironment;

  beforeEach(() => {
    environment = new RoutingEnvironment(sandbox());
  });

  for (const optimisticConcurrency of [true, false]) {
    it(`survive writers in two pipelines, optimistic concurrency ${optimisticConcurrency ? "on" : "off"}`, async () => {
      environment.sandbox.switches.set({ optimisticConcurrency });
      const runs = [environment.newRun(), environment.newRun(), environment.newRun()];
      const rules = Array.from({ length: 12 }, (_, index) => environment.ruleOf(`rule ${index}`, { order: index }));
      const interleaved = rules.map((rule, index) => apply(routingRule, runs[index % 3] as Run, rule));
      await Promise.all(interleaved);
      expect(environment.counts()).to.deep.equal([1, 1, 1]);
      // Without versions a write may be lost. The next run of its pipeline repairs it.
      if (!optimisticConcurrency) for (const rule of rules) await apply(routingRule, environment.newRun(), rule, rule);
      expect(namesIn(environment.document)).to.deep.equal(rules.map(({ name }) => name));
    });
  }

  it("come and go at once without taking each other's configuration away", async () => {
    const before = environment.classificationOf("one", { ruleset: { name: "Before", order: 1 } });
    const { id, state } = await apply(routingRule, environment.newRun(), before);
    const run = environment.newRun();
    const after = environment.classificationOf("two", { ruleset: { name: "After", order: 1 } });
    await Promise.all([remove(routingRule, run, id, state), apply(routingRule, run, after)]);
    expect(environment.counts()).to.deep.equal([1, 1, 1]);
    expect(environment.stepNames()).to.deep.equal(["After"]);
    const found = await readBack(
      routingRule,
      environment.newRun(),
      (await apply(routingRule, environment.newRun(), after)).id,
      after,
    );
    expect(found?.state).to.deep.equal(after);
  });

  it("keep what a person saves between our read and our write", async () => {
    const ruleset = environment.insertByHand();
    const other = foreignDocument.replace("By hand too", "Renamed meanwhile");
    environment.sandbox.faults.add({
      method: "PATCH",
      table: "msdyn_decisionruleset",
      when: () => {
        if (
          environment.organization.row("msdyn_decisionruleset", ruleset)?.["msdyn_rulesetdefinition"] ===
          foreignDocument
        )
          environment.saveInDesigner(other);
        return false;
      },
      action: { kind: "dropAnswer" },
    });
    await apply(routingRule, environment.newRun(), environment.ruleOf("Ours"));
    expect(namesIn(environment.document)).to.deep.equal(["Ours", "By hand", "Renamed meanwhile"]);
    expect(environment.sandbox.requests.list({ status: 412 }).length).to.equal(1);
  });

  it("end in the same rows whichever answer is lost", async () => {
    const rules = [environment.ruleOf("Route", { order: 2 }), environment.classificationOf("Classify")];
    const everything = async (run: Run): Promise<void> => {
      for (const rule of rules) await apply(routingRule, run, rule);
    };
    await everything(environment.newRun());
    const expected = environment.routingRows();
    const requests = environment.sandbox.requests.list().length;
    expect(requests).to.be.greaterThan(10);
    for (const kind of ["dropAnswer", "closeSocket"] as const) {
      for (let at = 1; at <= requests; at++) {
        environment.removeAllRouting();
        // Longer than the client retries, so that the run is really interrupted.
        environment.sandbox.faults.add({ at, times: 1, action: { kind } });
        environment.sandbox.faults.add({
          at: at + 1,
          times: 1000,
          action: { kind: "refuse", status: 403, code: "0x80040220" },
        });
        await failureOf(everything(environment.newRun()));
        environment.sandbox.faults.clear();
        await everything(environment.newRun());
        expect(isDeepStrictEqual(environment.routingRows(), expected), `${kind} of request ${at}`).to.equal(true);
      }
    }
  });

  it("end in the same rows whichever answer of an update is lost", async () => {
    const [first, second] = [environment.ruleOf("First", { order: 1 }), environment.ruleOf("Second", { order: 2 })];
    const changed = { ...first, name: "First, moved", order: 3 };
    const anew = async (): Promise<Properties> => {
      environment.removeAllRouting();
      const { state } = await apply(routingRule, environment.newRun(), first);
      await apply(routingRule, environment.newRun(), second);
      return state;
    };
    const before = await anew();
    environment.sandbox.requests.clear();
    await apply(routingRule, environment.newRun(), changed, before);
    const requests = environment.sandbox.requests.list().length;
    const expected = environment.routingRows();
    expect(namesIn(environment.document)).to.deep.equal(["Second", "First, moved"]);
    expect(requests).to.be.greaterThan(3);
    for (let at = 1; at <= requests; at++) {
      const state = await anew();
      environment.sandbox.faults.add({ at, times: 1, action: { kind: "dropAnswer" } });
      environment.sandbox.faults.add({
        at: at + 1,
        times: 1000,
        action: { kind: "refuse", status: 403, code: "0x80040220" },
      });
      await failureOf(apply(routingRule, environment.newRun(), changed, state));
      environment.sandbox.faults.clear();
      await apply(routingRule, environment.newRun(), changed, state);
      expect(isDeepStrictEqual(environment.routingRows(), expected), `request ${at}`).to.equal(true);
    }
  });

  it("leave nothing behind whichever answer of a removal is lost", async () => {
    const inputs = environment.ruleOf("Route");
    const { id } = await apply(routingRule, environment.newRun(), inputs);
    environment.sandbox.requests.clear();
    await remove(routingRule, environment.newRun(), id, inputs);
    const requests = environment.sandbox.requests.list().length;
    expect(requests).to.be.greaterThan(5);
    for (let at = 1; at <= requests; at++) {
      await apply(routingRule, environment.newRun(), inputs);
      environment.sandbox.faults.add({ at, times: 1, action: { kind: "dropAnswer" } });
      environment.sandbox.faults.add({
        at: at + 1,
        times: 1000,
        action: { kind: "refuse", status: 403, code: "0x80040220" },
      });
      await failureOf(remove(routingRule, environment.newRun(), id, inputs));
      environment.sandbox.faults.clear();
      await remove(routingRule, environment.newRun(), id, inputs);
      expect(environment.counts(), `request ${at}`).to.deep.equal([0, 0, 0]);
    }
  });

  for (const switches of [
    { workstreamFillIns: "async", fillDelayMs: 50 },
    { dependencyRows: "server" },
    { ruleLimits: "enforced" },
    { uniqueNameKey: "undeclared" },
    { missingLookup: "0x80060891" },
  ] as const) {
    it(`make and remove the same rows with ${JSON.stringify(switches)}`, async () => {
      const patient = await startSandbox({ switches });
      try {
        const there = new RoutingEnvironment(patient);
        const inputs = there.classificationOf("one");
        const { id, state } = await apply(routingRule, there.newRun(), inputs);
        expect(there.counts()).to.deep.equal([1, 1, 1]);
        expect((await readBack(routingRule, there.newRun(), id, state))?.state).to.deep.equal(inputs);
        await remove(routingRule, there.newRun(), id, state);
        expect(there.counts()).to.deep.equal([0, 0, 0]);
      } finally {
        await patient.close();
      }
    });
  }
});
