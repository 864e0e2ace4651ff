import { expect } from "chai";
import { ProviderError } from "../../../provider/errors.ts";
import { apply, readBack } from "../../../provider/core/lifecycle.ts";
import { MissingPrivilegeError } from "../../../provider/dataverse/errors.ts";
import { routingRule } from "../../../provider/resources/routing-rule/index.ts";
import { withFreshSandbox } from "../../support/sandbox.ts";
import { failureOf, RoutingEnvironment } from "./environment.ts";

describe("routing rules that a list does not show", () => {
  const sandbox = withFreshSandbox();
  let environment: RoutingEnvironment;

  beforeEach(() => {
    environment = new RoutingEnvironment(sandbox());
  });

  it("are gone where the rows can be asked for and are not there", async () => {
    const { id, state } = await apply(routingRule, environment.newRun(), environment.ruleOf("one"));
    environment.removeAllRouting();
    expect(await readBack(routingRule, environment.newRun(), id, state)).to.equal(undefined);
  });

  for (const table of ["msdyn_liveworkstream", "msdyn_decisionruleset"]) {
    it(`are not gone where ${table} may not be seen`, async () => {
      const { id, state } = await apply(routingRule, environment.newRun(), environment.ruleOf("one"));
      environment.removeAllRouting();
      environment.sandbox.faults.add({
        method: "GET",
        table,
        operation: "retrieve",
        times: Infinity,
        action: { kind: "refuse", status: 403, code: "0x80040220" },
      });
      const error = await failureOf(readBack(routingRule, environment.newRun(), id, state));
      expect(error).to.be.instanceOf(ProviderError).with.property("cause").instanceOf(MissingPrivilegeError);
    });
  }
});
