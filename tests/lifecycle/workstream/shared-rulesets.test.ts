import { expect } from "chai";
import type { Properties } from "../../../provider/core/definition.ts";
import { compare } from "../../../provider/core/diff.ts";
import { DependentRowsError } from "../../../provider/core/errors.ts";
import { defaultIdNamespace, rowIdOf } from "../../../provider/core/identity.ts";
import { apply, remove } from "../../../provider/core/lifecycle.ts";
import { routingRule } from "../../../provider/resources/routing-rule/index.ts";
import { workstream as definition } from "../../../provider/resources/workstream/index.ts";
import { withFreshSandbox } from "../../support/sandbox.ts";
import { foreignDocument, namesIn, RoutingEnvironment, workstream as elsewhere } from "../routing-rule/environment.ts";
import { failureOf } from "../support/failure.ts";

const idIn = (stack: string, name: string): string =>
  rowIdOf(defaultIdNamespace, `urn:pulumi:${stack}::program::dynamics365:index:Thing::${name}`, name);
const stepTable = "msdyn_routingconfigurationstep";
const theirs = {
  configuration: "3f1d2c5e-0000-4000-8000-000000000002",
  step: "3f1d2c5e-0000-4000-8000-000000000003",
};

describe("a workstream that goes while it runs a ruleset of several workstreams", () => {
  const sandbox = withFreshSandbox();
  let environment: RoutingEnvironment;
  const rowId = idIn("dev", "Chat");
  let inputs: Properties;

  beforeEach(async () => {
    environment = new RoutingEnvironment(sandbox());
    inputs = { name: "Chat", distributionMode: "Push", rowId, organizationId: environment.organization.id };
    await apply(definition, environment.newRun(), inputs);
    environment.insertByHand(undefined, {}, rowId);
    const [step] = environment.rows(stepTable);
    environment.organization.update(stepTable, String(step?.[`${stepTable}id`]), { msdyn_type: 192350000 });
  });

  const insertTemplate = (link = "msdyn_publishedruleset"): unknown =>
    environment.organization.insert("msdyn_templateruleset", {
      msdyn_name: "Contoso base",
      msdyn_type: 2,
      msdyn_channel: 0,
      [link]: environment.rulesetId,
    });
  /** Makes the other workstream run the ruleset too. */
  const runElsewhere = (ofWorkstream: string | null = elsewhere): void => {
    environment.organization.insertRaw("msdyn_routingconfiguration", theirs.configuration, {
      msdyn_name: "Other",
      msdyn_uniquename: "new_other",
      msdyn_isactiveconfiguration: true,
      msdyn_liveworkstreamid: ofWorkstream,
    });
    environment.organization.insertRaw(stepTable, theirs.step, {
      msdyn_name: "Other",
      msdyn_uniquename: "new_other_step",
      msdyn_steporder: 1,
      msdyn_type: 192350000,
      msdyn_routingconfigurationid: theirs.configuration,
      msdyn_rulesetid: environment.rulesetId,
    });
  };
  const stepsOf = (column: string): unknown[] => environment.rows(stepTable).map((row) => row[column]);
  const isThere = (): boolean => environment.organization.row("msdyn_liveworkstream", rowId) !== undefined;

  for (const link of ["msdyn_publishedruleset", "msdyn_draftruleset"]) {
    it(`is deleted and unlinked from a template that names the ruleset as ${link}, whose rules stay`, async () => {
      insertTemplate(link);
      await remove(definition, environment.newRun(), rowId, inputs);
      expect(isThere()).to.equal(false);
      expect(environment.document).to.equal(foreignDocument);
      expect(environment.rows(stepTable)).to.deep.equal([]);
    });
  }

  it("is deleted where another workstream runs the ruleset, which stays linked there", async () => {
    runElsewhere();
    await remove(definition, environment.newRun(), rowId, inputs);
    expect(isThere()).to.equal(false);
    expect(environment.document).to.equal(foreignDocument);
    expect(stepsOf("msdyn_name")).to.deep.equal(["Other"]);
  });

  it("is not deleted where the other configuration has no workstream: nothing would run the rules", async () => {
    runElsewhere(null);
    await failureOf(remove(definition, environment.newRun(), rowId, inputs), DependentRowsError);
    expect(isThere()).to.equal(true);
    expect(environment.rows(stepTable)).to.have.length(2);
  });

  it("is not deleted together with the last other workstream that runs the ruleset", async () => {
    runElsewhere();
    const other = { ...inputs, name: "Web", rowId: elsewhere };
    const run = environment.newRun();
    const results = await Promise.allSettled([
      remove(definition, run, rowId, inputs),
      remove(definition, run, elsewhere, other),
    ]);
    expect(results.map(({ status }) => status).toSorted()).to.deep.equal(["fulfilled", "rejected"]);
    expect(environment.rows("msdyn_liveworkstream")).to.have.length(1);
    expect(environment.rows(stepTable)).to.have.length(1);
  });

  it("names only the rulesets that no other workstream runs", async () => {
    insertTemplate();
    const document = foreignDocument.replaceAll("By hand", "Alone");
    const [configuration] = environment.rows("msdyn_routingconfiguration");
    const alone = environment.organization.insert("msdyn_decisionruleset", {
      msdyn_name: "Alone",
      msdyn_uniquename: "new_alone",
      msdyn_rulesetdefinition: document,
    });
    environment.organization.insert(stepTable, {
      msdyn_name: "Alone",
      msdyn_uniquename: "new_alone_step",
      msdyn_steporder: 2,
      msdyn_type: 192350000,
      msdyn_routingconfigurationid: String(configuration?.["msdyn_routingconfigurationid"]),
      msdyn_rulesetid: String(alone["msdyn_decisionrulesetid"]),
    });
    const refusal = await failureOf(remove(definition, environment.newRun(), rowId, inputs), DependentRowsError);
    expect(refusal.what).to.contain('"Alone"').and.to.not.contain('"Made by hand"');
    expect(environment.rows(stepTable)).to.have.length(2);
  });

  it("leaves rules of its own stack there that belong to the other workstream", async () => {
    const rule = environment.classificationOf("Ours", {
      workstream: elsewhere,
      rowId: idIn("dev", "Ours"),
      ruleset: { name: "Made by hand", order: 1 },
    });
    runElsewhere();
    environment.organization.remove(stepTable, String(stepsOf(`${stepTable}id`).find((id) => id !== theirs.step)));
    await apply(routingRule, environment.newRun(), rule);
    environment.organization.insert(stepTable, {
      msdyn_name: "Again",
      msdyn_uniquename: "new_again",
      msdyn_steporder: 1,
      msdyn_type: 192350000,
      msdyn_routingconfigurationid: String(
        environment.rows("msdyn_routingconfiguration").find((row) => row["msdyn_name"] === "By hand")?.[
          "msdyn_routingconfigurationid"
        ],
      ),
      msdyn_rulesetid: environment.rulesetId,
    });
    await remove(definition, environment.newRun(), rowId, inputs);
    expect(isThere()).to.equal(false);
    expect(namesIn(environment.document)).to.deep.equal(["Ours", "By hand", "By hand too"]);
    expect(stepsOf("msdyn_name")).to.deep.equal(["Other"]);
  });

  it("takes the configuration along that was made for its rules, where nothing but the template is left in it", async () => {
    environment.removeAllRouting();
    const rule = environment.ruleOf("Ours", { workstream: rowId, rowId: idIn("dev", "Ours") });
    const { id } = await apply(routingRule, environment.newRun(), rule);
    const [configuration] = environment.rows("msdyn_routingconfiguration");
    const ruleset = environment.organization.insert("msdyn_decisionruleset", {
      msdyn_name: "Base",
      msdyn_uniquename: "new_base",
      msdyn_rulesetdefinition: foreignDocument,
    });
    environment.organization.insert(stepTable, {
      msdyn_name: "Base",
      msdyn_uniquename: "new_base_step",
      msdyn_steporder: 1,
      msdyn_type: 192350000,
      msdyn_routingconfigurationid: String(configuration?.["msdyn_routingconfigurationid"]),
      msdyn_rulesetid: String(ruleset["msdyn_decisionrulesetid"]),
    });
    environment.organization.insert("msdyn_templateruleset", {
      msdyn_name: "Contoso base",
      msdyn_publishedruleset: String(ruleset["msdyn_decisionrulesetid"]),
    });
    const run = environment.newRun();
    await remove(routingRule, run, id, rule);
    await remove(definition, run, rowId, inputs);
    expect(environment.counts()).to.deep.equal([0, 0, 1]);
    expect(environment.document).to.equal(foreignDocument);
  });

  it("keeps the link where it is made again in the same run", async () => {
    insertTemplate();
    const pick = { ...inputs, distributionMode: "Pick" };
    const run = environment.newRun();
    await compare(definition, run, rowId, inputs, pick);
    await remove(definition, run, rowId, inputs);
    await apply(definition, run, pick);
    expect(environment.counts()).to.deep.equal([1, 1, 1]);
    expect(environment.rows("msdyn_routingconfiguration")[0]?.["msdyn_liveworkstreamid"]).to.equal(rowId);
    expect(environment.document).to.equal(foreignDocument);
  });
});
