import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { OtherOrganizationError } from "../../provider/core/errors.ts";
import { customChannel } from "../../provider/resources/custom-channel/index.ts";
import { messagingAccount } from "../../provider/resources/messaging-account/index.ts";
import { routingRule } from "../../provider/resources/routing-rule/index.ts";
import { workstream } from "../../provider/resources/workstream/index.ts";
import { startSandbox, type Sandbox } from "../../provider/sandbox/index.ts";
import { Deployment, RefusedArguments } from "./support/deployment.ts";
import { failureOf } from "./support/failure.ts";

const account = { name: "Chat", appId: "11111111-2222-5333-8444-555555555555", clientSecret: "a-secret" };
const fabrikam = "3f2b1a0c-1111-4222-8333-944455556666";

describe("a sandbox that is another organization", () => {
  let directory: string;
  let sandbox: Sandbox | undefined;
  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), "sandbox-organization-"));
  });
  afterEach(async () => {
    await sandbox?.close();
    sandbox = undefined;
    rmSync(directory, { recursive: true });
  });
  /** Stops the running sandbox and starts another on the same data. */
  const restart = async (organization?: string): Promise<Sandbox> => {
    await sandbox?.close();
    sandbox = await startSandbox({
      dataDirectory: directory,
      ...(organization === undefined ? {} : { organization }),
    });
    return sandbox;
  };

  for (const organization of [fabrikam, "Fabrikam"]) {
    it(`refuses a stack of Contoso as ${organization}, keeps its state, and knows it again as Contoso`, async () => {
      const contoso = await restart();
      const accounts = new Deployment(messagingAccount, contoso);
      await accounts.up(account);
      const workstreams = new Deployment(workstream, contoso);
      await workstreams.up({ name: "Chat", distributionMode: "Push" });
      const channel = { name: "Web", account: accounts.id, workstream: workstreams.id, channelType: "DirectLine" };
      const channels = new Deployment(customChannel, contoso);
      await channels.up({ ...channel, language: "en-US" });
      const rule = { workstream: workstreams.id, name: "All", kind: "routeToQueue", order: 1, queue: "Support" };
      const rules = new Deployment(routingRule, contoso);
      await rules.up(rule);
      const all: readonly (readonly [Deployment, Record<string, unknown>])[] = [
        [accounts, account],
        [workstreams, { name: "Chat", distributionMode: "Push" }],
        [channels, { ...channel, language: "en-US" }],
        [rules, rule],
      ];
      const ofContoso = String(contoso.organizations[0]?.id);

      const { url, organizations } = await restart(organization);
      expect(organizations[0]?.id).not.to.equal(ofContoso);
      if (organization === fabrikam) expect(organizations[0]?.id).to.equal(fabrikam);
      const writes = () => sandbox?.requests.list({}).filter(({ method }) => method !== "GET").length;
      for (const [deployment, args] of all) {
        const moved = deployment.at(url);
        for (const command of [() => moved.up(args), () => moved.refresh(), () => moved.destroy()]) {
          const failure = await failureOf(command(), OtherOrganizationError);
          expect(failure.code).to.equal("other-organization");
          expect(failure.message).to.include(ofContoso).and.include(String(organizations[0]?.id));
        }
        expect(moved.state).to.deep.equal(deployment.state);
      }
      expect(writes()).to.equal(0);
      expect(organizations[0]?.rows("msdyn_liveworkstream")).to.deep.equal([]);

      const again = await restart("contoso");
      for (const [deployment, args] of all)
        expect((await deployment.at(again.url).preview(args)).changes).to.deep.equal([]);
    });
  }

  it("makes endpoints of its own, which a program of Contoso may not give", async () => {
    const contoso = new Deployment(messagingAccount, await restart());
    await contoso.up(account);
    const endpoint = contoso.state["messagingEndpoint"];
    const other = new Deployment(messagingAccount, await restart(fabrikam));
    const given = { ...account, messagingEndpoint: endpoint };
    const refusal = await other.up(given).then(
      () => undefined,
      (error: unknown) => error,
    );
    const codes = refusal instanceof RefusedArguments ? refusal.failures.map(({ code }) => code) : [String(refusal)];
    expect(codes).to.deep.equal(["endpoint-of-other-organization"]);
    await other.up(account);
    expect(other.state["messagingEndpoint"]).to.match(new RegExp(`^https://m-${fabrikam}\\.`));
  });
});

describe("a workstream of a seed", () => {
  it("is taken over by a program, whose rule stands beside those of people and goes alone", async () => {
    const sandbox = await startSandbox({
      seed: {
        queues: [{ name: "Night shift" }],
        workstreams: [
          {
            name: "Web",
            contextVariables: [{ name: "Tier" }],
            rulesets: [
              {
                name: "By hand",
                kind: "routeToQueue",
                rules: [
                  {
                    name: "Premium",
                    conditions: [{ attribute: "liveworkitemcontext.Tier", value: "premium" }],
                    queue: "VIP",
                  },
                ],
              },
            ],
          },
        ],
      },
    });
    try {
      const definition = (): string =>
        String(sandbox.organizations[0]?.rows("msdyn_decisionruleset")[0]?.["msdyn_rulesetdefinition"]);
      const byHand = definition();
      const args = { name: "Web", distributionMode: "Push", contextVariables: [{ name: "Tier", type: "Text" }] };
      const chat = new Deployment(workstream, sandbox);
      expect((await failureOf(chat.up(args), RefusedArguments)).failures.map(({ code }) => code)).to.deep.equal([
        "name-taken",
      ]);
      await chat.up({ ...args, adopt: true });
      const row = sandbox.organizations[0]?.rows("msdyn_liveworkstream")[0];
      expect(chat.id).to.equal(row?.["msdyn_liveworkstreamid"]);
      expect((await chat.preview({ ...args, adopt: true })).changes).to.deep.equal([]);

      const rule = new Deployment(routingRule, sandbox);
      const night = {
        workstream: chat.id,
        name: "Night",
        kind: "routeToQueue",
        order: 1,
        queue: "Night shift",
        when: { contextVariable: "Tier", operator: "Equals", value: "basic" },
      };
      await rule.up(night);
      expect([...definition().matchAll(/ name="([^"]+)"/g)].map(([, name]) => name)).to.have.members([
        "Premium",
        "Night",
      ]);
      expect((await rule.preview(night)).changes).to.deep.equal([]);
      await rule.destroy();
      expect(definition()).to.equal(byHand);
    } finally {
      await sandbox.close();
    }
  });

  it("is no error where nobody names it", async () => {
    const sandbox = await startSandbox({ seed: { workstreams: [{ name: "Web" }] } });
    try {
      const other = new Deployment(workstream, sandbox);
      await other.up({ name: "Other", distributionMode: "Push" });
      await other.destroy();
      const rows = sandbox.organizations[0]?.rows("msdyn_liveworkstream");
      expect(rows?.map((row) => row["msdyn_name"])).to.deep.equal(["Web"]);
      expect(other.exists).to.equal(false);
    } finally {
      await sandbox.close();
    }
  });
});
