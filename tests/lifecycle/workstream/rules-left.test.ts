import { expect } from "chai";
import { rowIdOf, defaultIdNamespace } from "../../../provider/core/identity.ts";
import type { Properties } from "../../../provider/core/definition.ts";
import { DependentRowsError } from "../../../provider/core/errors.ts";
import { compare } from "../../../provider/core/diff.ts";
import { apply, remove } from "../../../provider/core/lifecycle.ts";
import type { Run } from "../../../provider/core/run.ts";
import { routingRule } from "../../../provider/resources/routing-rule/index.ts";
import { workstream as definition } from "../../../provider/resources/workstream/index.ts";
import { withFreshSandbox } from "../../support/sandbox.ts";
import { namesIn, RoutingEnvironment } from "../routing-rule/environment.ts";
import { failureOf } from "../support/failure.ts";

const urn = (stack: string, name: string): string => `urn:pulumi:${stack}::program::dynamics365:index:Thing::${name}`;
const idIn = (stack: string, name: string): string => rowIdOf(defaultIdNamespace, urn(stack, name), name);
const byHand = (name: string): string =>
  `<rule id="${crypto.randomUUID()}" name="${name}"><action><setattribute><lhs type="attribute">assign_to.queue</lhs><rhs type="staticvalue">1</rhs></setattribute></action></rule>`;

describe("a workstream that goes while rules stand in it", () => {
  const sandbox = withFreshSandbox();
  let environment: RoutingEnvironment;
  const rowId = idIn("dev", "Chat");
  let inputs: Properties;

  beforeEach(async () => {
    environment = new RoutingEnvironment(sandbox());
    environment.organization.remove("msdyn_liveworkstream", "0d1cfb50-6f0f-4d0d-8f0a-0b7f9f0e4a11");
    inputs = { name: "Chat", distributionMode: "Push", rowId, organizationId: environment.organization.id };
    await apply(definition, environment.newRun(), inputs);
  });

  const ruleOf = (name: string, more: Properties = {}, stack = "dev"): Properties =>
    environment.ruleOf(name, { workstream: rowId, rowId: idIn(stack, name), ...more });
  const classificationOf = (name: string, ruleset: string, order: number): Properties =>
    environment.classificationOf(name, {
      workstream: rowId,
      rowId: idIn("dev", name),
      ruleset: { name: ruleset, order },
    });
  const put = async (run: Run, ...rules: readonly Properties[]): Promise<string[]> => {
    const ids: string[] = [];
    for (const rule of rules) ids.push((await apply(routingRule, run, rule)).id);
    return ids;
  };
  const removeAll = async (run: Run, ids: readonly string[], rules: readonly Properties[]): Promise<void> => {
    await Promise.all(ids.map((id, index) => remove(routingRule, run, id, rules[index] ?? {})));
  };
  /** Inserts a hand-made rule after the rule of that name, or before all rules. */
  const insert = (name: string, behind?: string): void => {
    const { document } = environment;
    const at = behind === undefined ? /<rules>/ : new RegExp(`<rule [^>]*name="${behind}".*?</rule>`);
    environment.saveInDesigner(document.replace(at, (whole) => whole + byHand(name)));
  };
  const workstreams = (): number => environment.rows("msdyn_liveworkstream").length;

  it("is not deleted under rules of people, which are named with their ruleset", async () => {
    const rules = [ruleOf("Ours"), classificationOf("Score", "Priorities", 1)];
    const ids = await put(environment.newRun(), ...rules);
    insert("Lunch break");
    const destroying = environment.newRun();
    await removeAll(destroying, ids, rules);
    const before = environment.routingRows();
    const refusal = await failureOf(remove(definition, destroying, rowId, inputs), DependentRowsError);
    expect(refusal.code).to.equal("rules-left");
    expect(refusal.what).to.contain('"Route to queues"').and.to.contain('"Lunch break"');
    expect(workstreams()).to.equal(1);
    expect(environment.routingRows()).to.deep.equal(before);
  });

  it("is not deleted under rules of another stack, nor under rules in rows of people", async () => {
    await put(environment.newRun(), ruleOf("Theirs", {}, "prod"));
    const refusal = await failureOf(remove(definition, environment.newRun(), rowId, inputs), DependentRowsError);
    expect(refusal.what).to.contain('"Theirs" (of another stack)');
    environment.removeAllRouting();
    environment.insertByHand(undefined, {}, rowId);
    const again = await failureOf(remove(definition, environment.newRun(), rowId, inputs), DependentRowsError);
    expect(again.what).to.contain('"Made by hand": "By hand", "By hand too"');
  });

  it("takes its own stack's rules along, with all rows made for them", async () => {
    await put(environment.newRun(), ruleOf("One"), ruleOf("Two"), classificationOf("Score", "Priorities", 1));
    expect(environment.counts()).to.deep.equal([1, 2, 2]);
    await remove(definition, environment.newRun(), rowId, inputs);
    expect(environment.counts()).to.deep.equal([0, 0, 0]);
    expect(workstreams()).to.equal(0);
    const contracts = environment.rows("msdyn_decisioncontract").map((row) => row["msdyn_uniquename"]);
    expect(contracts.filter((name) => String(name).startsWith("new_"))).to.have.length(1);
  });

  it("takes its own stack's rules along where somebody deleted the workstream", async () => {
    await put(environment.newRun(), ruleOf("One"));
    environment.organization.remove("msdyn_liveworkstream", rowId);
    await remove(definition, environment.newRun(), rowId, inputs);
    expect(environment.counts()).to.deep.equal([0, 0, 0]);
  });

  it("takes the rows along that stood empty since people deleted their rule from them", async () => {
    const rules = [ruleOf("One")];
    const ids = await put(environment.newRun(), ...rules);
    insert("P");
    await removeAll(environment.newRun(), ids, rules);
    environment.saveInDesigner('<decision hit-policy="all" version="1"><rules></rules></decision>');
    await remove(definition, environment.newRun(), rowId, inputs);
    expect(environment.counts()).to.deep.equal([0, 0, 0]);
  });

  it("takes nothing along where it would be refused", async () => {
    await put(environment.newRun(), ruleOf("One"), ruleOf("Theirs", {}, "prod"));
    const before = environment.routingRows();
    await failureOf(remove(definition, environment.newRun(), rowId, inputs), DependentRowsError);
    expect(environment.routingRows()).to.deep.equal(before);
  });

  it("takes nothing along where a channel points here", async () => {
    await put(environment.newRun(), ruleOf("One"));
    const channel = { msdyn_name: "Website", msdyn_liveworkstreamid: rowId };
    environment.organization.insert("msdyn_occustommessagingchannel", channel);
    const before = environment.routingRows();
    const refusal = await failureOf(remove(definition, environment.newRun(), rowId, inputs), DependentRowsError);
    expect(refusal.code).to.equal("channels-point-here");
    expect(environment.routingRows()).to.deep.equal(before);
  });

  it("asks nothing more about rules that this process took away", async () => {
    const rules = [ruleOf("One"), classificationOf("Score", "Priorities", 1)];
    const ids = await put(environment.newRun(), ...rules);
    const destroying = environment.newRun();
    await removeAll(destroying, ids, rules);
    environment.sandbox.requests.clear();
    await remove(definition, destroying, rowId, inputs);
    const tables = environment.sandbox.requests.list({ method: "GET" }).map(({ table }) => table);
    expect(tables.filter((table) => table?.startsWith("msdyn_routingconfiguration"))).to.deep.equal([]);
    expect(workstreams()).to.equal(0);
  });

  describe("to be made again in the same run", () => {
    const pick = (): Properties => ({ ...inputs, distributionMode: "Pick" });

    /** Does what the engine does: `diff`, deletes of the dependents, the delete, the creates. */
    async function replace(rules: readonly Properties[], ids: readonly string[]): Promise<void> {
      const run = environment.newRun();
      expect((await compare(definition, run, rowId, inputs, pick())).replaces).to.deep.equal(["distributionMode"]);
      await removeAll(run, ids, rules);
      await remove(definition, run, rowId, inputs);
      await apply(definition, run, pick());
      await Promise.all(rules.map((rule) => apply(routingRule, run, rule)));
    }

    it("keeps rules of people with their neighbours", async () => {
      const rules = [ruleOf("First", { order: 1 }), ruleOf("Second", { order: 2 }), ruleOf("Rest", { order: 9 })];
      const ids = await put(environment.newRun(), ...rules);
      insert("P0");
      insert("P1", "First");
      insert("P2", "Second");
      insert("P3", "Rest");
      const before = namesIn(environment.document);
      expect(before).to.deep.equal(["P0", "First", "P1", "Second", "P2", "Rest", "P3"]);
      await replace(rules, ids);
      expect(namesIn(environment.document)).to.deep.equal(before);
      expect(environment.counts()).to.deep.equal([1, 1, 1]);
      const [configuration] = environment.rows("msdyn_routingconfiguration");
      expect(configuration?.["msdyn_liveworkstreamid"]).to.equal(rowId);
    });

    for (const workstreamDeleteCleansUp of [false, true]) {
      it(`keeps the rows that people made for rules, and their variables, clean-up ${workstreamDeleteCleansUp ? "on" : "off"}`, async () => {
        environment.sandbox.switches.set({ workstreamDeleteCleansUp });
        const contract = environment.organization.row("msdyn_liveworkstream", rowId)?.["msdyn_routingcontractid"];
        environment.insertByHand(undefined, { msdyn_inputcontractid: String(contract) }, rowId);
        environment.organization.insert("msdyn_ocliveworkstreamcontextvariable", {
          msdyn_name: "ByHand",
          msdyn_datatype: 192350000,
          msdyn_liveworkstreamid: rowId,
        });
        const rules = [ruleOf("Ours")];
        const ids = await put(environment.newRun(), ...rules);
        await replace(rules, ids);
        expect(environment.counts()).to.deep.equal([1, 1, 1]);
        expect(namesIn(environment.document)).to.deep.equal(["Ours", "By hand", "By hand too"]);
        const [configuration] = environment.rows("msdyn_routingconfiguration");
        expect(configuration?.["msdyn_liveworkstreamid"]).to.equal(rowId);
        const [variable] = environment.rows("msdyn_ocliveworkstreamcontextvariable");
        expect(variable).to.include({ msdyn_name: "ByHand", msdyn_liveworkstreamid: rowId });
        const made = environment.organization.row("msdyn_liveworkstream", rowId)?.["msdyn_routingcontractid"];
        const [ruleset] = environment.rows("msdyn_decisionruleset");
        expect(ruleset?.["msdyn_inputcontractid"]).to.equal(made);
        expect(made).to.not.equal(contract);
        const definitionOf = environment.organization.row("msdyn_decisioncontract", String(made));
        expect(definitionOf?.["msdyn_contractdefinition"]).to.contain('name="ByHand"');
        expect(environment.organization.row("msdyn_decisioncontract", String(contract))).to.equal(undefined);
      });
    }

    it("keeps a single rule's neighbours, whatever asked for the replacement", async () => {
      const rules = [ruleOf("First", { order: 1 }), ruleOf("Rest", { order: 9 })];
      const [, last = ""] = await put(environment.newRun(), ...rules);
      insert("P1", "First");
      const run = environment.newRun();
      await remove(routingRule, run, last, rules[1] ?? {});
      await apply(routingRule, run, rules[1] ?? {});
      expect(namesIn(environment.document)).to.deep.equal(["First", "P1", "Rest"]);
    });
  });
});
