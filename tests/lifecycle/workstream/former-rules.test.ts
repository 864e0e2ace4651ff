import { expect } from "chai";
import { defaultIdNamespace, formerRowIdOf } from "../../../provider/core/identity.ts";
import type { Properties } from "../../../provider/core/definition.ts";
import { DependentRowsError } from "../../../provider/core/errors.ts";
import { apply, remove } from "../../../provider/core/lifecycle.ts";
import { routingRule } from "../../../provider/resources/routing-rule/index.ts";
import { workstream as definition } from "../../../provider/resources/workstream/index.ts";
import { withFreshSandbox } from "../../support/sandbox.ts";
import { namesIn, RoutingEnvironment } from "../routing-rule/environment.ts";
import { failureOf } from "../support/failure.ts";

const formerId = (type: string, name: string): string =>
  formerRowIdOf(defaultIdNamespace, `urn:pulumi:dev::program::dynamics365:index:${type}::${name}`, name);

/** Their ids do not name a stack, so only the resource that made them can say whose they are. */
describe("rules that version 0.1.0 made", () => {
  const sandbox = withFreshSandbox();
  let environment: RoutingEnvironment;
  const rowId = formerId("Workstream", "Chat");
  let chat: Properties;

  beforeEach(async () => {
    environment = new RoutingEnvironment(sandbox());
    chat = { name: "Chat", distributionMode: "Push", rowId, organizationId: environment.organization.id };
    await apply(definition, environment.newRun(), chat);
  });

  const ruleOf = (name: string): Properties =>
    environment.ruleOf(name, { workstream: rowId, rowId: formerId("RoutingRule", name) });
  const workstreams = (): number => environment.rows("msdyn_liveworkstream").length;

  it("stop the delete of their workstream where deletedWith took them out of state, and the text says the way back", async () => {
    await apply(routingRule, environment.newRun(), ruleOf("Everyone"));
    // For a resource with `deletedWith`, the engine only drops the state, before it deletes the workstream.
    const refusal = await failureOf(remove(definition, environment.newRun(), rowId, chat), DependentRowsError);
    expect(refusal.code).to.equal("rules-left");
    expect(refusal.what).to.contain('"Everyone" (made by version 0.1.0 of this package)');
    expect(refusal.remedy).to.match(
      /^if this stack made rules with version 0\.1\.0, run `pulumi up`, which takes them into its state again, and then `pulumi destroy`; /,
    );

    const told: string[] = [];
    const run = environment.newRun(told);
    const { inputs, failures } = await environment.check(run, ruleOf("Everyone"));
    expect(failures).to.deep.equal([]);
    expect(inputs["rowId"]).to.equal(formerId("RoutingRule", "Everyone"));
    expect(told.join()).to.contain("the update takes that rule over");
    const { id, state } = await apply(routingRule, run, inputs);
    expect(namesIn(environment.document)).to.deep.equal(["Everyone"]);

    const destroying = environment.newRun();
    await remove(routingRule, destroying, id, state);
    await remove(definition, destroying, rowId, chat);
    expect(environment.counts()).to.deep.equal([0, 0, 0]);
    expect(workstreams()).to.equal(1);
  });

  it("are those of their resource only: another one of the same name is refused", async () => {
    await apply(routingRule, environment.newRun(), ruleOf("Everyone"));
    const { failures } = await environment.check(environment.newRun(), ruleOf("Everyone"), {}, "dev", "other");
    expect(failures.map(({ code }) => code)).to.deep.equal(["name-taken"]);
  });

  it("get an id that tells the stack when they are replaced", async () => {
    const { inputs: olds } = await environment.check(environment.newRun(), ruleOf("Everyone"));
    const former = { ...olds, rowId: formerId("RoutingRule", "Everyone") };
    await apply(routingRule, environment.newRun(), former);
    const run = environment.newRun();
    const moved = { ...ruleOf("Everyone"), kind: "classification", queue: undefined };
    await environment.check(run, { ...moved, set: { attributes: [] }, ruleset: { name: "P", order: 1 } }, former);
    const { inputs, failures } = await environment.check(run, ruleOf("Everyone"));
    expect(failures).to.deep.equal([]);
    expect(inputs["rowId"]).to.match(/^[0-9a-f]{8}-[0-9a-f]{4}-8/);
  });
});
