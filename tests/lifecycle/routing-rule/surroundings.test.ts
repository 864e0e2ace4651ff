import { expect } from "chai";
import type { Properties } from "../../../provider/core/definition.ts";
import type { ProviderError } from "../../../provider/errors.ts";
import { defaultIdNamespace, rowIdOf } from "../../../provider/core/identity.ts";
import { apply, readBack, remove } from "../../../provider/core/lifecycle.ts";
import { routingRule } from "../../../provider/resources/routing-rule/index.ts";
import { workstream as workstreams } from "../../../provider/resources/workstream/index.ts";
import { withFreshSandbox } from "../../support/sandbox.ts";
import { failureOf, foreignDocument, namesIn, RoutingEnvironment, workstream } from "./environment.ts";

const elsewhere = "3f1d2c5e-0000-4000-8000-000000000001";
const idIn = (stack: string, name: string): string =>
  rowIdOf(defaultIdNamespace, `urn:pulumi:${stack}::program::dynamics365:index:Thing::${name}`, name);

describe("what stands around routing rules", () => {
  const sandbox = withFreshSandbox();
  let environment: RoutingEnvironment;

  beforeEach(() => {
    environment = new RoutingEnvironment(sandbox());
  });

  const failuresOf = async (rule: Properties): Promise<string[]> =>
    (await environment.check(environment.newRun(), rule)).failures.map(({ path, reason }) => `${path}: ${reason}`);

  const setStep = (values: { readonly msdyn_type: number }): void => {
    const row = environment.rows("msdyn_routingconfigurationstep")[0];
    environment.organization.update(
      "msdyn_routingconfigurationstep",
      String(row?.["msdyn_routingconfigurationstepid"]),
      values,
    );
  };

  describe("rules of others", () => {
    const rowId = idIn("dev", "Chat");
    const inputs = (): Properties => ({
      name: "Chat",
      distributionMode: "Push",
      rowId,
      organizationId: environment.organization.id,
    });

    beforeEach(async () => {
      await apply(workstreams, environment.newRun(), inputs());
    });

    it("are named by a refresh, once, with no more requests and no change", async () => {
      environment.insertByHand(undefined, {}, rowId);
      const ours = environment.ruleOf("Ours", { workstream: rowId, rowId: idIn("dev", "Ours") });
      const theirs = environment.ruleOf("Theirs", { workstream: rowId, rowId: idIn("prod", "Theirs") });
      const { id } = await apply(routingRule, environment.newRun(), ours);
      await apply(routingRule, environment.newRun(), theirs);
      const told: string[] = [];
      const run = environment.newRun(told);
      environment.sandbox.requests.clear();
      const rule = await readBack(routingRule, run, id, ours);
      const read = environment.sandbox.requests.list({ method: "GET" }).length;
      const seen = await Promise.all([1, 2].map(() => readBack(workstreams, run, rowId, inputs())));
      expect(seen[0]?.state).to.deep.include(inputs());
      expect(rule?.state).to.deep.equal(ours);
      expect(told).to.deep.equal([
        'Workstream "Chat": rules that this program does not manage are in the ruleset "Made by hand": "Theirs" (of another stack), "By hand", "By hand too"',
      ]);
      const routing = environment.sandbox.requests
        .list({ method: "GET" })
        .slice(read)
        .filter(({ table }) => table?.startsWith("msdyn_routing"));
      expect(routing).to.deep.equal([]);
    });

    it("are not told of where there are none, and fail no refresh that may not see them", async () => {
      const told: string[] = [];
      await readBack(workstreams, environment.newRun(told), rowId, inputs());
      expect(told).to.deep.equal([]);
      environment.sandbox.faults.add({
        table: "msdyn_routingconfiguration",
        times: Infinity,
        action: { kind: "refuse", status: 403, code: "0x80040220" },
      });
      const seen = await readBack(workstreams, environment.newRun(told), rowId, inputs());
      expect(seen?.state).to.deep.include(inputs());
    });
  });

  it("switched-off rules are warned of by name, and show no difference", async () => {
    const inputs = environment.ruleOf("Ours");
    const { id } = await apply(routingRule, environment.newRun(), inputs);
    const ruleId = /<rule id="([^"]+)"/.exec(environment.document)?.[1] ?? "";
    for (const stored of [
      JSON.stringify([ruleId]),
      `11111111-1111-4111-8111-111111111111, {${ruleId.toUpperCase()}}`,
    ]) {
      environment.organization.update("msdyn_decisionruleset", environment.rulesetId, { msdyn_disabledrules: stored });
      const told: string[] = [];
      expect((await readBack(routingRule, environment.newRun(told), id, inputs))?.state).to.deep.equal(inputs);
      expect(told.join()).to.contain('RoutingRule "Ours": switched off in the admin center');
    }
    environment.sandbox.switches.set({ disabledRulesColumn: false });
    const told: string[] = [];
    expect((await readBack(routingRule, environment.newRun(told), id, inputs))?.state).to.deep.equal(inputs);
    expect(told).to.deep.equal([]);
  });

  describe("a queue that can overflow, in a ruleset that ends at its first match", () => {
    const warning =
      'the queue "Support" can overflow, and the route-to-queue ruleset of the workstream ends at its first match (hit policy First), so a conversation that overflows goes on to no other matching rule. If it should, set the hit policy to All in the admin center';

    beforeEach(() => {
      environment.organization.insert(
        "msdyn_decisionruleset",
        { msdyn_name: "Overflow", msdyn_uniquename: "new_overflow" },
        elsewhere,
      );
      const support = environment.rows("queue").find((row) => row["name"] === "Support");
      environment.organization.update("queue", String(support?.["queueid"]), {
        msdyn_prequeueoverflowrulesetid: elsewhere,
      });
    });

    it("is warned of in the preview and when the rule is written, once for all rules of the run", async () => {
      environment.insertByHand();
      const told: string[] = [];
      const run = environment.newRun(told);
      await environment.check(run, environment.ruleOf("one"));
      await environment.check(run, environment.ruleOf("two"));
      expect(told).to.deep.equal([`RoutingRule "one": ${warning}`]);

      const written: string[] = [];
      const shares = [
        { queue: "VIP", percent: 50 },
        { queue: "Support", percent: 50 },
      ];
      const rule = environment.ruleOf("shares", { queue: undefined, queues: shares });
      await apply(routingRule, environment.newRun(written), rule);
      expect(written).to.deep.equal([`RoutingRule "shares": ${warning}`]);
    });

    it("is not warned of where all rules are looked at, or the queue does not overflow", async () => {
      const told: string[] = [];
      const run = environment.newRun(told);
      environment.insertByHand('<decision hit-policy="all" version="1"><rules></rules></decision>');
      await environment.check(run, environment.ruleOf("one"));
      await apply(routingRule, run, environment.ruleOf("one"));
      environment.saveInDesigner(foreignDocument);
      const calm = environment.newRun(told);
      await environment.check(calm, environment.ruleOf("two", { queue: "VIP" }));
      await apply(routingRule, calm, environment.ruleOf("two", { queue: "VIP" }));
      expect(told).to.deep.equal([]);
    });
  });

  describe("a ruleset of several workstreams", () => {
    const inTemplate = (): Properties =>
      environment.classificationOf("Ours", { ruleset: { name: "Made by hand", order: 1 } });

    beforeEach(() => {
      environment.insertByHand();
      setStep({ msdyn_type: 192350000 });
    });

    for (const link of ["msdyn_publishedruleset", "msdyn_draftruleset"]) {
      it(`is refused where a template names it as ${link}, in the preview and at write`, async () => {
        environment.organization.insert("msdyn_templateruleset", {
          msdyn_name: "Contoso base",
          msdyn_type: 2,
          msdyn_channel: 0,
          [link]: environment.rulesetId,
        });
        const [failure] = await failuresOf(inTemplate());
        expect(failure).to.contain('ruleset.name: the ruleset "Made by hand" belongs to template "Contoso base"');
        const error = await failureOf(apply(routingRule, environment.newRun(), inTemplate()));
        expect((error as ProviderError).propertyPath).to.equal("ruleset.name");
        expect(environment.document).to.equal(foreignDocument);
        expect(await failuresOf(environment.classificationOf("Ours"))).to.deep.equal([]);
      });
    }

    it("is refused where another configuration runs it, too", async () => {
      const [configuration, step] = ["3f1d2c5e-0000-4000-8000-000000000002", "3f1d2c5e-0000-4000-8000-000000000003"];
      environment.organization.insert("msdyn_liveworkstream", { msdyn_name: "Other" }, elsewhere);
      environment.organization.insertRaw("msdyn_routingconfiguration", configuration, {
        msdyn_name: "Other",
        msdyn_uniquename: "new_other",
        msdyn_isactiveconfiguration: true,
        msdyn_liveworkstreamid: elsewhere,
      });
      environment.organization.insertRaw("msdyn_routingconfigurationstep", step, {
        msdyn_name: "Other",
        msdyn_uniquename: "new_other_step",
        msdyn_steporder: 1,
        msdyn_type: 192350000,
        msdyn_routingconfigurationid: configuration,
        msdyn_rulesetid: environment.rulesetId,
      });
      const { failures } = await environment.check(environment.newRun(), inTemplate());
      expect(failures.map(({ reason }) => reason)).to.deep.equal([
        'another routing configuration also runs the ruleset "Made by hand"',
      ]);
      expect(failures[0]?.remedy).to.contain(configuration);
      const error = await failureOf(apply(routingRule, environment.newRun(), inTemplate()));
      expect((error as ProviderError).code).to.equal("ruleset-shared");
      expect(environment.document).to.equal(foreignDocument);
    });

    it("gives back a rule of ours that stood in it before it was shared", async () => {
      const { id, state } = await apply(routingRule, environment.newRun(), inTemplate());
      environment.organization.insert("msdyn_templateruleset", {
        msdyn_name: "Contoso base",
        msdyn_draftruleset: environment.rulesetId,
      });
      expect(namesIn(environment.document)).to.deep.equal(["Ours", "By hand", "By hand too"]);
      await remove(routingRule, environment.newRun(), id, state);
      expect(environment.document).to.equal(foreignDocument);
    });
  });

  describe("conditions on the customer", () => {
    const customer = (): Properties => environment.ruleOf("Ann", { when: { customer: "Name", value: "Ann" } });
    const contact = (): Properties =>
      environment.ruleOf("Swiss", { when: { any: [{ contact: "address1_country", value: "CH" }] } });

    it("are written where the decision contract of the workstream offers it", async () => {
      for (const rule of [customer(), contact()]) {
        expect(await failuresOf(rule)).to.deep.equal([]);
        const { id, state } = await apply(routingRule, environment.newRun(), rule);
        expect((await readBack(routingRule, environment.newRun(), id, state))?.state).to.deep.equal(rule);
      }
      expect(environment.document).to.contain(
        '<lhs type="attribute">msdyn_ocliveworkitem.msdyn_customer_msdyn_ocliveworkitem_contact.address1_country</lhs>',
      );
    });

    it("are refused where it does not, naming what it offers", async () => {
      environment.sandbox.switches.set({ customerContext: "absent" });
      environment.organization.remove("msdyn_liveworkstream", workstream);
      environment.organization.insert(
        "msdyn_liveworkstream",
        { msdyn_name: "Web", msdyn_streamsource: 192350002 },
        workstream,
      );
      const { failures } = await environment.check(environment.newRun(), customer());
      expect(failures.map(({ path }) => path)).to.deep.equal(["when.customer"]);
      expect(failures[0]?.remedy).to.contain('"msdyn_ocliveworkitem"').and.to.contain('"liveworkitemcontext"');
      const error = await failureOf(apply(routingRule, environment.newRun(), customer()));
      expect((error as ProviderError).propertyPath).to.equal("when.customer");
      expect(environment.counts()).to.deep.equal([0, 0, 0]);
      expect(await failuresOf(contact())).to.deep.equal([]);
    });
  });
});
