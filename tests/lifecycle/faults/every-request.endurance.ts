import { expect } from "chai";
import { withSandbox } from "../../support/sandbox.ts";
import { run } from "./cell.ts";
import { faults } from "./faults.ts";
import { titleOf } from "./outcomes.ts";
import { scenarios } from "./scenarios.ts";

/** Prefetches. If one is refused, the call that needs the value asks again, and if none does, nobody sees the error. */
const prefetched = ["queue", "msdyn_oclanguage", "msdyn_occustommessagingchannel", "msdyn_decisioncontract"].map(
  (table) => `GET ${table}`,
);

/** Requests that a refresh sends to name rules of other people. If one fails, the refresh goes on without them. */
const information = ["metadata", "msdyn_routingconfiguration", "msdyn_routingconfigurationstep"].map(
  (table) => `GET ${table}`,
);

const commands = scenarios.filter(({ operation }) => operation !== "batch");

describe("a refusal of any request", () => {
  const sandbox = withSandbox();
  const unhandled: unknown[] = [];
  const note = (reason: unknown): void => void unhandled.push(reason);
  before(() => process.on("unhandledRejection", note));
  after(() => process.off("unhandledRejection", note));

  for (const scenario of commands) {
    it(`ends ${titleOf(scenario)} with that refusal, and nothing is lost`, async () => {
      unhandled.length = 0;
      const places = { sandbox: sandbox(), unknownHost: "", untrusted: "" };
      const undisturbed = await run(scenario, undefined, places);
      const outcomes = new Set<string>();
      for (let number = 1; ; number++) {
        const aftermath = await run(scenario, faults["403"], places, number);
        if (!aftermath.hit) break;
        expect([number, aftermath.settled]).to.deep.equal([number, undisturbed.settled]);
        expect([number, ...aftermath.losses]).to.deep.equal([number]);
        if (aftermath.outcome === "done") expect([...prefetched, ...information]).to.include(aftermath.met);
        else outcomes.add(aftermath.outcome.replace(/^not ready: /, ""));
      }
      expect([...outcomes]).to.deep.equal(["missing-privilege"]);
      expect(unhandled.map(String)).to.deep.equal([]);
    });
  }
});
