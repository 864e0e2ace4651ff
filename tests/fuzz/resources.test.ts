import { expect } from "chai";
import fc from "fast-check";
import { ProviderError } from "../../provider/errors.ts";
import type { Properties } from "../../provider/core/definition.ts";
import { customChannel } from "../../provider/resources/custom-channel/index.ts";
import { messagingAccount } from "../../provider/resources/messaging-account/index.ts";
import { routingRule } from "../../provider/resources/routing-rule/index.ts";
import { workstream } from "../../provider/resources/workstream/index.ts";
import { parseDocument } from "../../provider/routing/document.ts";
import type { Sandbox } from "../../provider/sandbox/index.ts";
import { foreignDocument, RoutingEnvironment, workstream as routed } from "../lifecycle/routing-rule/environment.ts";
import { ChannelFixture, plain as channel } from "../lifecycle/support/channel-fixture.ts";
import { Deployment, RefusedArguments } from "../lifecycle/support/deployment.ts";
import { plain as stream } from "../lifecycle/support/workstream-fixture.ts";
import { times } from "../support/sample.ts";
import { withSandbox } from "../support/sandbox.ts";
import { hostileText, seed } from "./hostile-text.ts";

const numRuns = times(60);

/** Every row of the environment by its id. */
function allRows(sandbox: Sandbox): Map<string, string> {
  const [tables = {}] = Object.values(sandbox.snapshot());
  return new Map(
    Object.entries(tables).flatMap(([table, rows]) =>
      rows.map((row) => [`${table} ${String(row[`${table}id`])}`, JSON.stringify(row)] as const),
    ),
  );
}

describe("hostile texts in resources", function () {
  this.timeout(60_000);

  const sandbox = withSandbox();
  beforeEach(() => sandbox().reset());

  /**
   * Deployed, or refused in words before anything was written. What is deployed is read back as it was given, and what
   * stood before stands as it did, unless `mayChange` names it.
   */
  async function survives(deployment: Deployment, args: Properties, mayChange: RegExp = /^$/): Promise<boolean> {
    const before = allRows(sandbox());
    try {
      await deployment.up(args);
    } catch (error) {
      if (!(error instanceof RefusedArguments) && !(error instanceof ProviderError)) throw error;
      expect([...allRows(sandbox())]).to.deep.equal([...before]);
      return false;
    }
    expect(await deployment.refresh()).to.deep.equal([]);
    expect((await deployment.preview(args)).changes).to.deep.equal([]);
    const after = allRows(sandbox());
    const changed = [...before].filter(([id, row]) => !mayChange.test(id) && after.get(id) !== row);
    expect(changed).to.deep.equal([]);
    return true;
  }

  it("make accounts as they are given", async () => {
    const appId = "11111111-2222-5333-8444-555555555555";
    await fc.assert(
      fc.asyncProperty(hostileText(100), hostileText(100), async (name, clientSecret) => {
        const deployment = new Deployment(messagingAccount, sandbox());
        if (!(await survives(deployment, { name, appId, clientSecret }))) return;
        expect([deployment.state["name"], deployment.state["clientSecret"]]).to.deep.equal([name, clientSecret]);
        expect(deployment.messages.join("\n")).to.not.contain(clientSecret);
        await deployment.destroy();
      }),
      { numRuns, seed },
    );
  });

  it("make channels and their messages as they are given", async () => {
    const fixture = new ChannelFixture(sandbox());

    await fc.assert(
      fc.asyncProperty(hostileText(100), hostileText(1000), async (name, text) => {
        const deployment = new Deployment(customChannel, sandbox());
        const automatedMessages = [{ trigger: "SessionEnded", text }];
        if (!(await survives(deployment, { ...channel, name, automatedMessages }))) return;
        expect(fixture.messages.map((message) => (message as unknown[])[1])).to.deep.equal([text]);
        await deployment.destroy();
      }),
      { numRuns, seed },
    );
  });

  it("make workstreams and their variables as they are given", async () => {
    await fc.assert(
      fc.asyncProperty(
        hostileText(100),
        fc.oneof(fc.constant("Language"), hostileText(100)),
        async (name, variable) => {
          const deployment = new Deployment(workstream, sandbox());
          const contextVariables = [{ name: variable, type: "Text" }];
          if (!(await survives(deployment, { ...stream, name, contextVariables }))) return;
          expect(deployment.state["name"]).to.equal(name);
          await deployment.destroy();
        },
      ),
      { numRuns, seed },
    );
  });

  it("make rules as they are given, and leave the rules of people untouched", async () => {
    const byHand = parseDocument(foreignDocument).rules.map(({ text }) => text);
    await fc.assert(
      fc.asyncProperty(hostileText(100), hostileText(300), hostileText(50), async (name, value, variable) => {
        sandbox().reset();
        const environment = new RoutingEnvironment(sandbox());
        environment.insertByHand(foreignDocument);
        const deployment = new Deployment(routingRule, sandbox());
        const when = {
          all: [
            { customer: "Name", operator: "Equals", value },
            { contextVariable: variable, value },
          ],
        };
        const args = { workstream: routed, name, kind: "routeToQueue", order: 10, queue: "Support", when };
        if (!(await survives(deployment, args, /^msdyn_decisionruleset /))) return;
        const { rules } = parseDocument(environment.document);
        expect(rules.filter(({ managed }) => managed === undefined).map(({ text }) => text)).to.deep.equal(byHand);
        expect(rules.filter(({ managed }) => managed !== undefined)).to.have.length(1);
        await deployment.destroy();
        expect(environment.document).to.equal(foreignDocument);
      }),
      { numRuns, seed },
    );
  });

  it("make classification rules as they are given, in rule sets of any name", async () => {
    await fc.assert(
      fc.asyncProperty(hostileText(100), hostileText(100), hostileText(300), async (name, ruleset, value) => {
        sandbox().reset();
        const environment = new RoutingEnvironment(sandbox());
        const deployment = new Deployment(routingRule, sandbox());
        const set = { attributes: [{ conversation: "PriorityScore", value }] };
        const place = { workstream: routed, kind: "classification", order: 10, ruleset: { name: ruleset, order: 1 } };
        if (!(await survives(deployment, { ...place, name, set }))) return;
        expect(parseDocument(environment.document).rules).to.have.length(1);
        expect(environment.rows("msdyn_decisionruleset")[0]?.["msdyn_name"]).to.equal(ruleset);
        await deployment.destroy();
        expect(environment.counts()).to.deep.equal([0, 0, 0]);
      }),
      { numRuns, seed, examples: [["'", " ", "\r"]] },
    );
  });
});
