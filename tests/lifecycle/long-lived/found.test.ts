import { expect } from "chai";
import { withFreshSandbox } from "../../support/sandbox.ts";
import { RefusedArguments } from "../support/deployment.ts";
import type { Change } from "./changes.ts";
import type { Edit } from "./edits.ts";
import { InProcessStack } from "./engine.ts";
import type { Declared } from "./estate.ts";
import { LongLife } from "./run.ts";
import { readRuleSet } from "./rule-text.ts";
import { ruleSets, workstreams } from "./tables.ts";

/* Failures that random rounds found, each made as short as possible. */

const deletesWorkstream: Edit = { edit: "delete", table: workstreams, at: 0 };
const set = (at: number, argument: string, value: unknown): Change => ({
  do: "set",
  type: "RoutingRule",
  at,
  argument,
  value,
});

describe("a long-lived stack", () => {
  const sandbox = withFreshSandbox();

  const run = async (changes: readonly Change[], edits: readonly Edit[]) => {
    const life = new LongLife(new InProcessStack(sandbox()), sandbox());
    await life.run({ changes, edits, inOne: false });
  };

  const rules = (ruleSet: string) =>
    sandbox()
      .organizations[0]?.rows(ruleSets)
      .flatMap((row) => (row["msdyn_name"] === ruleSet ? readRuleSet(row["msdyn_rulesetdefinition"]).own : []));

  it("reads its rules beside a routing configuration whose workstream people deleted", async () => {
    await run([], [deletesWorkstream]);
    expect(rules("Route to queues")?.map(({ name }) => name)).to.deep.equal(["One", "Two"]);
  });

  it("gives both rule sets of a workstream that people deleted the new contract", async () => {
    await run([set(0, "kind", "classification")], [deletesWorkstream]);
    const [organization] = sandbox().organizations;
    const contracts = new Map(
      organization?.rows(workstreams).map((row) => [row["msdyn_routingcontractid"], row["msdyn_name"]]),
    );
    const workstreamOf = organization?.rows(ruleSets).map((row) => contracts.get(row["msdyn_inputcontractid"] ?? null));
    expect(workstreamOf?.toSorted()).to.deep.equal(["App", "Web", "Web"]);
  });

  it("holds a renamed rule once after people switched its configuration off", async () => {
    const stack = new InProcessStack(sandbox());
    const [organization] = sandbox().organizations;
    await stack.up(programWith(rule("One", "Scores", 1)));
    const renamed = programWith({
      ...rule("One", "Scores", 1),
      args: { ...rule("One", "Scores", 1).args, name: "Renamed" },
    });
    await stack.up(renamed);
    const [configuration] = organization?.rows("msdyn_routingconfiguration") ?? [];
    organization?.update("msdyn_routingconfiguration", String(configuration?.["msdyn_routingconfigurationid"]), {
      msdyn_isactiveconfiguration: false,
    });
    await stack.refresh();
    await stack.up(renamed);
    expect(rules("Scores")?.map(({ name }) => name)).to.deep.equal(["Renamed"]);
  });

  it("refuses two rule sets of a workstream on one number, or comes to rest with them", async () => {
    const stack = new InProcessStack(sandbox());
    const estate = programWith(rule("One", "Scores", 1), rule("Two", "Regions", 1));
    const settle = async (): Promise<readonly string[]> => {
      await stack.up(estate.slice(0, 2));
      await stack.up(estate);
      await stack.refresh();
      return stack.planned(estate);
    };
    const planned = await settle().catch((error: unknown) => {
      if (error instanceof RefusedArguments) return [];
      throw error;
    });
    expect(planned).to.deep.equal([]);
  });
});

function programWith(...several: readonly Declared[]): readonly Declared[] {
  return [{ type: "Workstream", name: "chat", args: { name: "Chat", distributionMode: "Push" } }, ...several];
}

function rule(name: string, ruleset: string, order: number): Declared {
  const args = {
    workstream: "chat",
    name,
    kind: "classification",
    order: 1,
    ruleset: { name: ruleset, order },
    set: { attributes: [{ conversation: "PriorityScore", value: 1 }] },
  };
  return { type: "RoutingRule", name, args };
}
