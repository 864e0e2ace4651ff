import { expect } from "chai";
import { isDeepStrictEqual } from "node:util";
import { v5 } from "uuid";
import type { Properties } from "../../provider/core/definition.ts";
import { apply, readBack, remove } from "../../provider/core/lifecycle.ts";
import { diff } from "../../provider/core/diff.ts";
import { ProviderError } from "../../provider/core/errors.ts";
import { NotReadyError } from "../../provider/core/failures.ts";
import { openSession } from "../../provider/core/open-session.ts";
import { Run } from "../../provider/core/run.ts";
import { routingRule } from "../../provider/resources/routing-rule.ts";
import type { Row, Sandbox, SandboxOrganization } from "../../provider/sandbox/index.ts";
import { withFreshSandbox } from "../support/sandbox.ts";

const namespace = "b4a9a1f2-6a0e-5c67-9e2b-3d7f0c5a81d4";
const workstream = "0d1cfb50-6f0f-4d0d-8f0a-0b7f9f0e4a11";

describe("routing rules", () => {
  const sandbox = withFreshSandbox();
  let organization: SandboxOrganization;

  beforeEach(() => {
    [organization] = sandbox().organizations as [SandboxOrganization];
    organization.insert(
      "msdyn_liveworkstream",
      { msdyn_name: "Telephone of the web", msdyn_streamsource: 192350002, msdyn_mode: 717210001 },
      workstream,
    );
    sandbox().requests.clear();
  });

  const newRun = (): Run => runAgainst(sandbox());

  const ruleOf = (name: string, more: Properties = {}): Properties => ({
    workstream,
    name,
    kind: "routeToQueue",
    order: 10,
    queue: "Support",
    rowId: v5(name, namespace),
    organizationId: organization.id,
    ...more,
  });

  const classificationOf = (name: string, more: Properties = {}): Properties => {
    const { queue: _queue, ...rest } = ruleOf(name);
    return {
      ...rest,
      kind: "classification",
      ruleset: { name: "Priorities", order: 1 },
      set: { attributes: [{ conversation: "PriorityScore", value: 10 }] },
      ...more,
    };
  };

  const rowsOf = (table: string): readonly Row[] => organization.rows(table);
  const counts = (): number[] =>
    ["msdyn_routingconfiguration", "msdyn_routingconfigurationstep", "msdyn_decisionruleset"].map(
      (table) => rowsOf(table).length,
    );
  const documentOf = (at = 0): string => String(rowsOf("msdyn_decisionruleset")[at]?.["msdyn_rulesetdefinition"]);
  const namesIn = (document: string): string[] =>
    [...document.matchAll(/<rule [^>]*name="([^"]*)"/g)].map(([, name]) => name ?? "");

  const foreignDocument =
    '<decision hit-policy="first" version="1">\r\n  <rules>\r\n    <rule id="11111111-1111-4111-8111-111111111111" name="By hand"><action/></rule>\r\n    <rule id="22222222-2222-4222-8222-222222222222" name="By hand too"><unknown/><action/></rule>\r\n  </rules>\r\n</decision>';

  /** As the rule designer leaves it: rows with ids of its own. */
  const madeByHand = (document = foreignDocument, more: Record<string, unknown> = {}): string => {
    const [contract] = rowsOf("msdyn_decisioncontract");
    const ids = ["configuration", "ruleset", "step"].map((part) => v5(part, workstream));
    const [configuration = "", ruleset = "", step = ""] = ids;
    organization.plant("msdyn_routingconfiguration", configuration, {
      msdyn_name: "By hand",
      msdyn_uniquename: "new_configuration",
      msdyn_isactiveconfiguration: true,
      msdyn_liveworkstreamid: workstream,
    });
    organization.plant("msdyn_decisionruleset", ruleset, {
      msdyn_name: "Made by hand",
      msdyn_uniquename: "new_ruleset",
      msdyn_rulesetdefinition: document,
      msdyn_inputcontractid: contract?.["msdyn_decisioncontractid"] ?? null,
      ...(more as Record<string, string>),
    });
    organization.plant("msdyn_routingconfigurationstep", step, {
      msdyn_name: "Made by hand",
      msdyn_uniquename: "new_step",
      msdyn_steporder: 1,
      msdyn_type: 192350002,
      msdyn_routingconfigurationid: configuration,
      msdyn_rulesetid: ruleset,
    });
    return ruleset;
  };

  it("make rule set, configuration and step with the first rule", async () => {
    const inputs = ruleOf("Everybody");
    const made = await apply(routingRule, newRun(), inputs);
    expect(made.state).to.deep.equal(inputs);
    expect(made.id).to.match(new RegExp(`^${workstream}/routeToQueue/[0-9a-f]{15}$`));
    expect(counts()).to.deep.equal([1, 1, 1]);
    const [configuration] = rowsOf("msdyn_routingconfiguration");
    const [step] = rowsOf("msdyn_routingconfigurationstep");
    const [ruleset] = rowsOf("msdyn_decisionruleset");
    expect(configuration?.["msdyn_isactiveconfiguration"]).to.equal(true);
    expect(configuration?.["msdyn_liveworkstreamid"]).to.equal(workstream);
    expect(step?.["msdyn_type"]).to.equal(192350002);
    expect(step?.["msdyn_routingconfigurationid"]).to.equal(configuration?.["msdyn_routingconfigurationid"]);
    expect(step?.["msdyn_rulesetid"]).to.equal(ruleset?.["msdyn_decisionrulesetid"]);
    const contract = organization.row("msdyn_liveworkstream", workstream)?.["msdyn_routingcontractid"];
    expect(contract).to.be.a("string");
    expect(ruleset?.["msdyn_inputcontractid"]).to.equal(contract);
    const output = organization.row("msdyn_decisioncontract", String(ruleset?.["msdyn_outputcontractid"]));
    expect(output?.["msdyn_uniquename"]).to.equal("msdyn_demandqueueidentificationoutput");
    expect(documentOf()).to.match(/^<decision hit-policy="all" version="1"><rules><rule id="0000000a-d365-8b0c-9/);
  });

  it("are empty in the next preview", async () => {
    const run = newRun();
    for (const inputs of everyForm()) {
      const { id, state } = await apply(routingRule, run, inputs);
      const again = await readBack(routingRule, newRun(), id, state);
      expect(again?.state).to.deep.equal(state);
      expect(diff(routingRule.schema, again?.state ?? {}, inputs).changes).to.deep.equal([]);
    }
  });

  const everyForm = (): Properties[] =>
    [
      ruleOf("Percent", {
        queue: undefined,
        queues: [
          { queue: "Support", percent: 60 },
          { queue: "sales", percent: 40 },
        ],
      }),
      ruleOf("Conditions <&>", {
        order: 20,
        when: {
          any: [
            { contextVariable: "A & B", value: 1 },
            {
              all: [
                { customer: "Name", operator: "In", values: ["x", 2] },
                { conversation: "CreatedOn", operator: "GreaterThan", value: "2026-08-01T00:00:00Z" },
              ],
            },
          ],
        },
      }),
      classificationOf("Skilled", {
        when: { contextVariable: "Tier", value: "gold" },
        set: {
          attributes: [{ contextVariable: "Level", value: 3 }],
          skills: [{ skill: "French", rating: "Expert" }],
        },
      }),
      classificationOf("Odd name", { ruleset: { name: "a/b c%", order: 2 } }),
      classificationOf("Same word", { ruleset: { name: "routeToQueue", order: 3 } }),
    ].map((inputs) => JSON.parse(JSON.stringify(inputs)) as Properties);

  it("share one document, in the order of the program", async () => {
    const run = newRun();
    await apply(routingRule, run, ruleOf("second", { order: 20 }));
    await apply(routingRule, newRun(), ruleOf("first", { order: 10 }));
    expect(counts()).to.deep.equal([1, 1, 1]);
    expect(namesIn(documentOf())).to.deep.equal(["first", "second"]);
    const before = ruleOf("second", { order: 20 });
    await apply(routingRule, newRun(), { ...before, order: 5 }, before);
    expect(namesIn(documentOf())).to.deep.equal(["second", "first"]);
  });

  it("merge the changes of one process", async () => {
    const run = newRun();
    const rules = Array.from({ length: 60 }, (_, index) => ruleOf(`rule ${index}`, { order: index }));
    await Promise.all(rules.map((rule) => apply(routingRule, run, rule)));
    expect(namesIn(documentOf())).to.deep.equal(rules.map(({ name }) => name));
    expect(counts()).to.deep.equal([1, 1, 1]);
    expect(sandbox().requests.writes().length).to.be.at.most(5);
    expect(sandbox().requests.list({ status: 412 })).to.deep.equal([]);
  });

  it("write nothing where nothing changed", async () => {
    const inputs = ruleOf("Everybody");
    await apply(routingRule, newRun(), inputs);
    sandbox().requests.clear();
    await apply(routingRule, newRun(), inputs, inputs);
    expect(sandbox().requests.writes()).to.deep.equal([]);
  });

  it("join what people made, and leave their rules where they are", async () => {
    const ruleset = madeByHand();
    const inputs = ruleOf("Ours");
    const { id } = await apply(routingRule, newRun(), inputs);
    expect(counts()).to.deep.equal([1, 1, 1]);
    expect(namesIn(documentOf())).to.deep.equal(["Ours", "By hand", "By hand too"]);
    await remove(routingRule, newRun(), id, inputs);
    expect(organization.row("msdyn_decisionruleset", ruleset)?.["msdyn_rulesetdefinition"]).to.equal(foreignDocument);
    expect(counts()).to.deep.equal([1, 1, 1]);
  });

  it("leave disabled rules as they are", async () => {
    const ruleset = madeByHand(foreignDocument, { msdyn_disabledrules: "11111111-1111-4111-8111-111111111111" });
    await apply(routingRule, newRun(), ruleOf("Ours"));
    expect(organization.row("msdyn_decisionruleset", ruleset)?.["msdyn_disabledrules"]).to.equal(
      "11111111-1111-4111-8111-111111111111",
    );
  });

  it("run classification in its order and route to queue last", async () => {
    const run = newRun();
    await apply(routingRule, run, ruleOf("Route"));
    await apply(routingRule, run, classificationOf("Late", { ruleset: { name: "B", order: 7 } }));
    await apply(routingRule, run, classificationOf("Early", { ruleset: { name: "A", order: 3 } }));
    expect(stepNames()).to.deep.equal(["A", "B", "Route to queues"]);
    expect(counts()).to.deep.equal([1, 3, 3]);
    const before = classificationOf("Early", { ruleset: { name: "A", order: 3 } });
    await apply(routingRule, newRun(), { ...before, ruleset: { name: "A", order: 9 } }, before);
    expect(stepNames()).to.deep.equal(["B", "A", "Route to queues"]);
  });

  const stepNames = (): unknown[] =>
    rowsOf("msdyn_routingconfigurationstep")
      .toSorted((left, right) => Number(left["msdyn_steporder"]) - Number(right["msdyn_steporder"]))
      .map((row) => row["msdyn_name"]);

  it("take the last rule away with the rows made for it, and no others", async () => {
    const run = newRun();
    const [one, two] = [ruleOf("one"), ruleOf("two")];
    const classification = classificationOf("three");
    const made = await Promise.all([one, two, classification].map((inputs) => apply(routingRule, run, inputs)));
    expect(counts()).to.deep.equal([1, 2, 2]);
    await remove(routingRule, newRun(), made[0]?.id ?? "", one);
    expect(counts()).to.deep.equal([1, 2, 2]);
    await remove(routingRule, newRun(), made[1]?.id ?? "", two);
    expect(counts()).to.deep.equal([1, 1, 1]);
    await remove(routingRule, newRun(), made[2]?.id ?? "", classification);
    expect(counts()).to.deep.equal([0, 0, 0]);
    await remove(routingRule, newRun(), made[2]?.id ?? "", classification);
  });

  it("take all rules away at once", async () => {
    const run = newRun();
    const all = [
      ...Array.from({ length: 20 }, (_, index) => ruleOf(`rule ${index}`)),
      classificationOf("c"),
      classificationOf("d", { ruleset: { name: "Other", order: 2 } }),
    ];
    const made = await Promise.all(all.map((inputs) => apply(routingRule, run, inputs)));
    const destroying = newRun();
    await Promise.all(made.map(({ id, state }) => remove(routingRule, destroying, id, state)));
    expect(counts()).to.deep.equal([0, 0, 0]);
  });

  it("keep a rule set of ours that a queue overflows by", async () => {
    const inputs = ruleOf("one");
    const { id } = await apply(routingRule, newRun(), inputs);
    const ruleset = String(rowsOf("msdyn_decisionruleset")[0]?.["msdyn_decisionrulesetid"]);
    const queue = rowsOf("queue").find((row) => row["name"] === "VIP")?.["queueid"];
    organization.plant("queue", String(queue), { name: "VIP", msdyn_inqueueoverflowrulesetid: ruleset });
    await remove(routingRule, newRun(), id, inputs);
    expect(rowsOf("queue").some((row) => row["name"] === "VIP")).to.equal(true);
    expect(namesIn(documentOf())).to.deep.equal([]);
  });

  it("see what changed, property by property, and repair it", async () => {
    const inputs = ruleOf("Everybody", { when: { contextVariable: "Tier", value: "gold" } });
    const { id, state } = await apply(routingRule, newRun(), inputs);
    const sales = String(rowsOf("queue").find((row) => row["name"] === "Sales")?.["queueid"]);
    const document = documentOf();
    const drifted = document
      .replace('name="Everybody"', 'name="Renamed"')
      .replace('operator="=="', 'operator="begins-with"')
      .replace(/(assign_to.queue<\/lhs><rhs type="staticvalue">)[^<]*/, `$1{${sales.toUpperCase()}}`);
    organization.saveInDesigner(String(rowsOf("msdyn_decisionruleset")[0]?.["msdyn_decisionrulesetid"]), drifted);
    const seen = await readBack(routingRule, newRun(), id, state);
    expect(seen?.state["name"]).to.equal("Renamed");
    expect(seen?.state["queue"]).to.equal("Sales");
    expect(seen?.state["when"]).to.contain("begins-with");
    expect(diff(routingRule.schema, seen?.state ?? {}, inputs)).to.deep.equal({
      changes: ["name", "when", "queue"],
      replaces: [],
    });
    await apply(routingRule, newRun(), inputs, seen?.state);
    expect(documentOf()).to.equal(document);
  });

  it("see a rule that was dragged out of order, and put it back", async () => {
    const [one, two] = [ruleOf("one", { order: 1 }), ruleOf("two", { order: 2 })];
    const { id, state } = await apply(routingRule, newRun(), one);
    await apply(routingRule, newRun(), two);
    const document = documentOf();
    const [first = "", second = ""] = document.match(/<rule .*?<\/rule>/g) ?? [];
    organization.saveInDesigner(
      String(rowsOf("msdyn_decisionruleset")[0]?.["msdyn_decisionrulesetid"]),
      document.replace(first + second, second + first),
    );
    const seen = await readBack(routingRule, newRun(), id, state);
    expect(diff(routingRule.schema, seen?.state ?? {}, one).changes).to.deep.equal(["order"]);
    await apply(routingRule, newRun(), one, seen?.state);
    expect(documentOf()).to.equal(document);
  });

  it("leave conditions alone that the program never mentions, and take back those it no longer does", async () => {
    const inputs = ruleOf("one");
    const { state } = await apply(routingRule, newRun(), inputs);
    const ruleset = String(rowsOf("msdyn_decisionruleset")[0]?.["msdyn_decisionrulesetid"]);
    const byHand = '<condition operator="begins-with"><lhs type="attribute">liveworkitemcontext.a</lhs></condition>';
    organization.saveInDesigner(ruleset, documentOf().replace(/<condition .*<\/condition>/, byHand));
    await apply(routingRule, newRun(), { ...inputs, queue: "Sales" }, state);
    expect(documentOf()).to.contain(`<logical operator="AND">${byHand}</logical>`);
    await apply(routingRule, newRun(), inputs, { ...inputs, when: { contextVariable: "a", value: "1" } });
    expect(documentOf()).to.contain("msdyn_ocliveworkitem.msdyn_createdon");
  });

  it("stay in state as created but not ready where rows were made and no step yet", async () => {
    const action = { kind: "refuse", status: 403, code: "0x80040220" } as const;
    sandbox().faults.add({ table: "msdyn_routingconfigurationstep", method: "PATCH", action });
    const inputs = ruleOf("one");
    const error = await failureOf(apply(routingRule, newRun(), inputs));
    expect(error).to.be.instanceOf(NotReadyError);
    expect((error as NotReadyError).properties).to.deep.equal(inputs);
    await remove(routingRule, newRun(), (error as NotReadyError).id, inputs);
    expect(counts()).to.deep.equal([0, 0, 0]);
  });

  it("are gone where somebody deleted the rule or its rows, and come back", async () => {
    const inputs = ruleOf("one");
    const { id, state } = await apply(routingRule, newRun(), inputs);
    const ruleset = String(rowsOf("msdyn_decisionruleset")[0]?.["msdyn_decisionrulesetid"]);
    organization.saveInDesigner(ruleset, '<decision hit-policy="all" version="1"><rules /></decision>');
    expect(await readBack(routingRule, newRun(), id, state)).to.equal(undefined);
    await apply(routingRule, newRun(), inputs);
    expect(namesIn(documentOf())).to.deep.equal(["one"]);
    organization.remove(
      "msdyn_routingconfiguration",
      String(rowsOf("msdyn_routingconfiguration")[0]?.["msdyn_routingconfigurationid"]),
    );
    expect(await readBack(routingRule, newRun(), id, state)).to.equal(undefined);
    await apply(routingRule, newRun(), inputs);
    expect(counts()).to.deep.equal([1, 1, 1]);
    expect((await readBack(routingRule, newRun(), id, state))?.state).to.deep.equal(state);
  });

  it("are known by name where the designer writes new ids, and get theirs back", async () => {
    sandbox().switches.set({ ruleIds: "rewritten" });
    const inputs = ruleOf("one");
    const { id, state } = await apply(routingRule, newRun(), inputs);
    const document = documentOf();
    organization.saveInDesigner(String(rowsOf("msdyn_decisionruleset")[0]?.["msdyn_decisionrulesetid"]), document);
    expect(documentOf()).to.not.equal(document);
    const seen = await readBack(routingRule, newRun(), id, state);
    expect(diff(routingRule.schema, seen?.state ?? {}, inputs).changes).to.deep.equal(["order"]);
    await apply(routingRule, newRun(), inputs, seen?.state);
    expect(documentOf()).to.equal(document);
    organization.saveInDesigner(String(rowsOf("msdyn_decisionruleset")[0]?.["msdyn_decisionrulesetid"]), document);
    await remove(routingRule, newRun(), id, state);
    expect(counts()).to.deep.equal([0, 0, 0]);
  });

  it("are never taken for gone on 401, 403, a 404 of a proxy or its page", async () => {
    const { id, state } = await apply(routingRule, newRun(), ruleOf("one"));
    for (const action of [
      { kind: "refuse", status: 401 },
      { kind: "refuse", status: 403, code: "0x80040220" },
      { kind: "refuse", status: 404 },
      { kind: "htmlPage" },
    ] as const) {
      sandbox().faults.clear();
      sandbox().faults.add({ method: "GET", table: "msdyn_routingconfiguration", times: Infinity, action });
      const error = await failureOf(readBack(routingRule, newRun(), id, state));
      expect(error, action.kind).to.be.instanceOf(ProviderError);
    }
  });

  for (const optimisticConcurrency of [true, false]) {
    it(`survive writers in two pipelines, optimistic concurrency ${optimisticConcurrency ? "on" : "off"}`, async () => {
      sandbox().switches.set({ optimisticConcurrency });
      const runs = [newRun(), newRun(), newRun()];
      const rules = Array.from({ length: 12 }, (_, index) => ruleOf(`rule ${index}`, { order: index }));
      const interleaved = rules.map((rule, index) => apply(routingRule, runs[index % 3] as Run, rule));
      await Promise.all(interleaved);
      expect(counts()).to.deep.equal([1, 1, 1]);
      // Without versions a write may be lost; the next run of its pipeline puts it right.
      if (!optimisticConcurrency) for (const rule of rules) await apply(routingRule, newRun(), rule, rule);
      expect(namesIn(documentOf())).to.deep.equal(rules.map(({ name }) => name));
    });
  }

  it("keep what a person saves between our read and our write", async () => {
    const ruleset = madeByHand();
    const other = foreignDocument.replace("By hand too", "Renamed meanwhile");
    sandbox().faults.add({
      method: "PATCH",
      table: "msdyn_decisionruleset",
      when: () => {
        if (organization.row("msdyn_decisionruleset", ruleset)?.["msdyn_rulesetdefinition"] === foreignDocument)
          organization.saveInDesigner(ruleset, other);
        return false;
      },
      action: { kind: "dropAnswer" },
    });
    await apply(routingRule, newRun(), ruleOf("Ours"));
    expect(namesIn(documentOf())).to.deep.equal(["Ours", "By hand", "Renamed meanwhile"]);
    expect(sandbox().requests.list({ status: 412 }).length).to.equal(1);
  });

  it("end in the same rows whichever answer is lost", async () => {
    const rules = [ruleOf("Route", { order: 2 }), classificationOf("Classify")];
    const everything = async (run: Run): Promise<void> => {
      for (const rule of rules) await apply(routingRule, run, rule);
    };
    await everything(newRun());
    const expected = withoutProvenance(sandbox());
    const requests = sandbox().requests.list().length;
    expect(requests).to.be.greaterThan(10);
    for (const kind of ["dropAnswer", "closeSocket"] as const) {
      for (let at = 1; at <= requests; at++) {
        await clean();
        // Longer than the client retries, so that the run is really interrupted.
        sandbox().faults.add({ at, times: 1, action: { kind } });
        sandbox().faults.add({ at: at + 1, times: 1000, action: { kind: "refuse", status: 403, code: "0x80040220" } });
        await failureOf(everything(newRun()));
        sandbox().faults.clear();
        await everything(newRun());
        expect(isDeepStrictEqual(withoutProvenance(sandbox()), expected), `${kind} of request ${at}`).to.equal(true);
      }
    }
  });

  it("leave nothing behind whichever answer of a removal is lost", async () => {
    const inputs = ruleOf("Route");
    const { id } = await apply(routingRule, newRun(), inputs);
    sandbox().requests.clear();
    await remove(routingRule, newRun(), id, inputs);
    const requests = sandbox().requests.list().length;
    expect(requests).to.be.greaterThan(5);
    for (let at = 1; at <= requests; at++) {
      await apply(routingRule, newRun(), inputs);
      sandbox().faults.add({ at, times: 1, action: { kind: "dropAnswer" } });
      sandbox().faults.add({ at: at + 1, times: 1000, action: { kind: "refuse", status: 403, code: "0x80040220" } });
      await failureOf(remove(routingRule, newRun(), id, inputs));
      sandbox().faults.clear();
      await remove(routingRule, newRun(), id, inputs);
      expect(counts(), `request ${at}`).to.deep.equal([0, 0, 0]);
    }
  });

  /** Takes the rows of all rules away as an administrator would. */
  const clean = async (): Promise<void> => {
    for (const [table, key] of [
      ["msdyn_routingconfigurationstep", "msdyn_routingconfigurationstepid"],
      ["msdyn_routingconfiguration", "msdyn_routingconfigurationid"],
      ["msdyn_decisionruleset", "msdyn_decisionrulesetid"],
    ] as const) {
      for (const row of [...rowsOf(table)]) organization.remove(table, String(row[key]));
    }
  };

  it("refuse what no rule of the environment shows, before anything is written", async () => {
    const inputs = ruleOf("Not", { when: { all: [{ contextVariable: "a", operator: "NotEquals", value: "1" }] } });
    const operation = await operationOf(newRun());
    const faults = await routingRule.judge(operation, inputs, { inState: false, rowBefore: undefined });
    expect(faults.map(({ path }) => path)).to.deep.equal(["when.all[0].operator"]);
    const error = await failureOf(apply(routingRule, newRun(), inputs));
    expect((error as ProviderError).propertyPath).to.equal("when.all[0].operator");
    expect(sandbox().requests.writes()).to.deep.equal([]);
  });

  it("write such an operator as rules of the environment do", async () => {
    madeByHand(
      '<decision version="1"><rules><rule id="1" name="x"><condition operator="&lt;&gt;"><lhs type="attribute">a</lhs></condition><action/></rule></rules></decision>',
    );
    const inputs = ruleOf("Not", { when: { contextVariable: "a", operator: "NotEquals", value: "1" } });
    const { id, state } = await apply(routingRule, newRun(), inputs);
    expect(documentOf()).to.contain('<condition operator="&lt;&gt;"><lhs type="attribute">liveworkitemcontext.a</lhs>');
    expect((await readBack(routingRule, newRun(), id, state))?.state).to.deep.equal(state);
  });

  it("refuse a character that XML cannot hold, with its place", async () => {
    const inputs = ruleOf("one", { when: { contextVariable: "a", value: "bell\u0007" } });
    const faults = await routingRule.judge(await operationOf(newRun()), inputs, {
      inState: true,
      rowBefore: undefined,
    });
    expect(faults.map(({ path }) => path)).to.deep.equal(["when.value"]);
    expect(((await failureOf(apply(routingRule, newRun(), inputs))) as ProviderError).code).to.equal("rule-refused");
    expect(sandbox().requests.writes()).to.deep.equal([]);
  });

  it("refuse the 201st rule of a document, people's rules included", async () => {
    const rules = Array.from({ length: 200 }, (_, index) => `<rule id="r${index}" name="r${index}"/>`).join("");
    madeByHand(`<decision version="1"><rules>${rules}</rules></decision>`);
    const operation = await operationOf(newRun());
    const faults = await routingRule.judge(operation, ruleOf("one"), { inState: false, rowBefore: undefined });
    expect(faults.map(({ path }) => path)).to.deep.equal(["name"]);
    expect(((await failureOf(apply(routingRule, newRun(), ruleOf("one")))) as ProviderError).code).to.equal(
      "rule-refused",
    );
    expect(sandbox().requests.writes()).to.deep.equal([]);
  });

  it("refuse the eleventh classification rule set", async () => {
    const run = newRun();
    const rules = Array.from({ length: 10 }, (_, index) =>
      classificationOf(`r${index}`, { ruleset: { name: `set ${index}`, order: index + 1 } }),
    );
    await Promise.all(rules.map((rule) => apply(routingRule, run, rule)));
    const more = classificationOf("more", { ruleset: { name: "set 11", order: 11 } });
    expect(((await failureOf(apply(routingRule, newRun(), more))) as ProviderError).propertyPath).to.equal("ruleset");
    expect(counts()).to.deep.equal([1, 10, 10]);
  });

  it("refuse one rule without holding up the others of the process", async () => {
    const run = newRun();
    const bad = ruleOf("bad", { when: { contextVariable: "a", operator: "Contains", value: "1" } });
    const results = await Promise.allSettled(
      [ruleOf("a"), bad, ruleOf("b")].map((rule) => apply(routingRule, run, rule)),
    );
    expect(results.map(({ status }) => status)).to.deep.equal(["fulfilled", "rejected", "fulfilled"]);
    expect(namesIn(documentOf()).toSorted()).to.deep.equal(["a", "b"]);
  });

  it("do not touch a rule set of a managed solution, and name the solution", async () => {
    const ruleset = madeByHand(foreignDocument, { ismanaged: true });
    const solution = String(organization.row("msdyn_decisionruleset", ruleset)?.["solutionid"]);
    organization.plant("solution", solution, { friendlyname: "Contoso base" });
    const error = await failureOf(apply(routingRule, newRun(), ruleOf("one")));
    expect((error as ProviderError).code).to.equal("managed-row");
    expect((error as ProviderError).what).to.contain("Contoso base");
    expect(documentOf()).to.equal(foreignDocument);
  });

  it("stop at a document that is none", async () => {
    madeByHand("<decision><rules>");
    const error = await failureOf(apply(routingRule, newRun(), ruleOf("one")));
    expect((error as ProviderError).code).to.equal("unreadable-rules");
    expect(documentOf()).to.equal("<decision><rules>");
  });

  it("are listed, and found by their id alone", async () => {
    const run = newRun();
    const inputs = classificationOf("Classify");
    const { id } = await apply(routingRule, run, inputs);
    madeByHand();
    const { rowId: _row, ...others } = inputs;
    const listed = await routingRule.list(await operationOf(newRun()));
    expect(listed.length).to.equal(1);
    const { rowId, ...rest } = listed[0] ?? {};
    const text = { set: { attributes: [{ conversation: "PriorityScore", value: "10" }] } };
    expect(JSON.parse(JSON.stringify(rest))).to.deep.equal({ ...others, ...text });
    const found = await readBack(routingRule, newRun(), id, {});
    expect(found?.state["rowId"]).to.equal(rowId);
    expect(found?.id).to.equal(id);
  });

  it("read all rules of an environment with two requests", async () => {
    const run = newRun();
    const made = await Promise.all(
      Array.from({ length: 30 }, (_, index) => apply(routingRule, run, ruleOf(`rule ${index}`))),
    );
    const refreshing = newRun();
    sandbox().requests.clear();
    await Promise.all(made.map(({ id, state }) => readBack(routingRule, refreshing, id, state)));
    const tables = sandbox()
      .requests.list({ method: "GET" })
      .map(({ table }) => table);
    expect(tables.filter((table) => table?.startsWith("msdyn_")).toSorted()).to.deep.equal([
      "msdyn_routingconfiguration",
      "msdyn_routingconfigurationstep",
    ]);
  });

  const operationOf = async (run: Run): Promise<Parameters<typeof routingRule.list>[0]> => {
    const session = await run.session();
    if (session === undefined) throw new Error("the session is not open");
    return { session, label: "RoutingRule", touched: run.touched };
  };
});

function runAgainst(sandbox: Sandbox): Run {
  const quiet = { info: () => undefined, warn: () => undefined };
  const session = openSession({}, { ...process.env, ...sandbox.environment }, quiet);
  return new Run(() => Promise.resolve(session));
}

async function failureOf(work: Promise<unknown>): Promise<unknown> {
  return work.then(
    () => undefined,
    (error: unknown) => error,
  );
}

/** Everything about the rows of routing but who wrote them when. */
function withoutProvenance({ organizations }: Sandbox): unknown {
  return ["msdyn_routingconfiguration", "msdyn_routingconfigurationstep", "msdyn_decisionruleset"].map((table) =>
    (organizations[0]?.rows(table) ?? [])
      .map((row) =>
        Object.fromEntries(
          Object.entries(row).filter(
            ([column]) => !/createdon|modifiedon|version|overwritetime|etag|unique$/.test(column),
          ),
        ),
      )
      .toSorted((left, right) => (JSON.stringify(left) < JSON.stringify(right) ? -1 : 1)),
  );
}
