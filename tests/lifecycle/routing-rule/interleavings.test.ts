import { expect } from "chai";
import type { Properties } from "../../../provider/core/definition.ts";
import { apply, remove } from "../../../provider/core/lifecycle.ts";
import type { Run } from "../../../provider/core/run.ts";
import { routingRule } from "../../../provider/resources/routing-rule/index.ts";
import { withSandbox } from "../../support/sandbox.ts";
import { namesIn, RoutingEnvironment } from "./environment.ts";
import { inEverySchedule, interleave } from "./interleaving.ts";

interface Scenario {
  readonly does: string;
  /** Rules that exist before, by name. */
  readonly before: readonly string[];
  readonly first: readonly Step[];
  readonly second: readonly Step[];
  /** Rules that exist after, in their order. If there are none, no rows may be left at all. */
  readonly after: readonly string[];
}
interface Step {
  readonly puts?: string;
  readonly removes?: string;
  /** Moves the rule to another order. */
  readonly order?: number;
}

const scenarios: readonly Scenario[] = [
  {
    does: "both make the first rule",
    before: [],
    first: [{ puts: "1 A" }],
    second: [{ puts: "2 B" }],
    after: ["1 A", "2 B"],
  },
  {
    does: "one removes the last rule while the other adds one",
    before: ["1 A"],
    first: [{ removes: "1 A" }],
    second: [{ puts: "2 B" }],
    after: ["2 B"],
  },
  {
    does: "one adds a rule while the other removes the last one",
    before: ["2 B"],
    first: [{ puts: "1 A" }],
    second: [{ removes: "2 B" }],
    after: ["1 A"],
  },
  {
    does: "both remove the last rules",
    before: ["1 A", "2 B"],
    first: [{ removes: "1 A" }],
    second: [{ removes: "2 B" }],
    after: [],
  },
  {
    does: "both add a rule to those that stand there",
    before: ["2 B", "4 D"],
    first: [{ puts: "3 C" }],
    second: [{ puts: "1 A" }],
    after: ["1 A", "2 B", "3 C", "4 D"],
  },
  {
    does: "one moves its rule while the other removes its own",
    before: ["1 A", "2 B"],
    first: [{ puts: "1 A", order: 3 }],
    second: [{ removes: "2 B" }],
    after: ["1 A"],
  },
];

interface StepScenario {
  /** What it does with the classification ruleset "B". */
  readonly does: string;
  /** Classification rulesets that exist before. */
  readonly before: readonly (keyof typeof placesBefore)[];
  /** The place of "B" afterwards. */
  readonly order: number;
}

const placesBefore = { A: 2, B: 4 } as const;

const stepScenarios: readonly StepScenario[] = [
  { does: "makes the first classification", before: [], order: 7 },
  { does: "adds another classification", before: ["A"], order: 7 },
  { does: "moves a classification", before: ["A", "B"], order: 7 },
];

describe("two writers of routing rules, whoever is interrupted where", function () {
  this.timeout(120_000);

  const sandbox = withSandbox();

  for (const { does, before, first, second, after } of scenarios) {
    it(`end well and leave what both want where ${does}`, async () => {
      const { count, failures } = await inEverySchedule(async (turns) => {
        sandbox().reset();
        const environment = new RoutingEnvironment(sandbox());
        const rule = (name: string, order?: number): Properties =>
          environment.ruleOf(name, { order: order ?? Number.parseInt(name, 10) });
        const ids = new Map<string, string>();
        for (const name of before) ids.set(name, (await apply(routingRule, environment.newRun(), rule(name))).id);
        const work = (steps: readonly Step[]) => async (run: Run) => {
          for (const { puts, removes, order } of steps) {
            const stands = puts !== undefined && before.includes(puts);
            if (puts !== undefined) await apply(routingRule, run, rule(puts, order), stands ? rule(puts) : undefined);
            if (removes !== undefined) await remove(routingRule, run, ids.get(removes) ?? "", rule(removes));
          }
        };
        const interleaved = await interleave(() => environment.newRun(), [work(first), work(second)], turns);
        const wrong: string[] = [];
        const rows = after.length === 0 ? [0, 0, 0] : [1, 1, 1];
        const found = JSON.stringify([environment.counts(), after.length === 0 ? [] : namesIn(environment.document)]);
        if (found !== JSON.stringify([rows, after])) wrong.push(found);
        const [step] = environment.rows("msdyn_routingconfigurationstep");
        const [configuration] = environment.rows("msdyn_routingconfiguration");
        if (step?.["msdyn_routingconfigurationid"] !== configuration?.["msdyn_routingconfigurationid"])
          wrong.push("the step belongs to no configuration");
        return { interleaved, failures: wrong };
      });
      expect(count).to.be.greaterThan(10);
      expect({ failed: failures.length, first: failures.slice(0, 5) }).to.deep.equal({ failed: 0, first: [] });
    });
  }

  for (const { does, before, order } of stepScenarios) {
    for (const routesFirst of [true, false]) {
      it(`route last where ${routesFirst ? "the other" : "one"} ${does} and ${routesFirst ? "one" : "the other"} begins to route`, async () => {
        const { count, failures } = await inEverySchedule(async (turns) => {
          sandbox().reset();
          const environment = new RoutingEnvironment(sandbox());
          const classification = (name: string, place: number): Properties =>
            environment.classificationOf(name, { ruleset: { name, order: place } });
          for (const name of before)
            await apply(routingRule, environment.newRun(), classification(name, placesBefore[name]));
          const standing = before.includes("B") ? classification("B", placesBefore.B) : undefined;
          const route = (run: Run) => apply(routingRule, run, environment.ruleOf("Route"));
          const classify = (run: Run) => apply(routingRule, run, classification("B", order), standing);
          const work = routesFirst ? ([route, classify] as const) : ([classify, route] as const);
          const interleaved = await interleave(() => environment.newRun(), work, turns);
          const names = environment.stepNames().join(", ");
          const wanted = [...before.filter((name) => name !== "B"), "B", "Route to queues"].join(", ");
          return { interleaved, failures: names === wanted ? [] : [names] };
        });
        expect(count).to.be.greaterThan(10);
        expect({ failed: failures.length, first: failures.slice(0, 5) }).to.deep.equal({ failed: 0, first: [] });
      });
    }
  }
});
