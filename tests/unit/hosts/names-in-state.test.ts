import { runInNewContext } from "node:vm";
import { expect } from "chai";
import * as handlers from "../../../provider/hosts/dynamic/handlers.ts";
import { lookupInState, resourceInState } from "../../../provider/hosts/dynamic/names-in-state.ts";

/** As Pulumi's plugin runs a stored line, with this in the place of the installed package. */
function handlerOf(storedLine: string, installed: unknown = handlers): unknown {
  const module: { handler?: () => unknown } = {};
  const require = (name: string): unknown => (name === "pulumi-dynamics365/handlers" ? installed : undefined);
  runInNewContext(storedLine, { exports: module, require });
  return module.handler?.();
}

const lineOf = (handler: string): string =>
  `exports.handler = () => require("pulumi-dynamics365/handlers").${handler};`;

describe("names in state", () => {
  for (const type of ["MessagingAccount", "CustomChannel", "Workstream", "RoutingRule"] as const) {
    it(`are for ${type} what version 0.1.0 stored`, () => {
      const { token, storedLine } = resourceInState(type);
      expect(token).to.equal(`pulumi-nodejs:dynamics365:${type}`);
      expect(storedLine).to.equal(lineOf(type));
      expect(handlerOf(storedLine)).to.equal(handlers.resources[type]);
      expect(handlers.resources[type]).to.have.all.keys(
        "configure",
        "check",
        "diff",
        "create",
        "update",
        "read",
        "delete",
      );
    });
  }

  for (const type of ["Queue", "Language", "CapacityProfile", "SessionTemplate", "NotificationTemplate"] as const) {
    it(`are for a look-up of ${type} its own, and the line of version 0.1.0 still finds the look-up`, () => {
      const { token, storedLine } = lookupInState(type);
      expect(token).to.equal(`pulumi-nodejs:dynamics365/lookup:${type}`);
      expect(storedLine).to.equal(lineOf(`lookups.${type}`));
      expect(handlerOf(storedLine)).to.equal(handlers.lookups[type]);
      expect(handlerOf(lineOf(type))).to.equal(handlers.lookups[type]);
      expect(handlers.lookups[type]).to.have.all.keys("configure", "read");
    });

    it(`leave ${type} to a resource`, () => {
      const { token, storedLine } = resourceInState(type);
      expect(token).to.equal(`pulumi-nodejs:dynamics365:${type}`);
      expect(storedLine).to.equal(lineOf(`resources.${type}`));
      const later = { ...handlers, resources: { ...handlers.resources, [type]: "the resource" } };
      expect(
        [storedLine, lookupInState(type).storedLine, lineOf(type)].map((line) => handlerOf(line, later)),
      ).to.deep.equal(["the resource", handlers.lookups[type], handlers.lookups[type]]);
    });
  }

  it("tell an account that is looked up from one that the program manages", () => {
    const { token, storedLine } = lookupInState("MessagingAccount");
    expect(token).to.equal("pulumi-nodejs:dynamics365/lookup:MessagingAccount");
    expect(storedLine).to.equal(lineOf("lookups.MessagingAccount"));
    expect(handlerOf(storedLine)).to.equal(handlers.lookups.MessagingAccount);
  });
});
