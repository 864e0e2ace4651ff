import { expect } from "chai";
import { check } from "../../provider/core/check.ts";
import { failureText } from "../../provider/core/failure-text.ts";
import type { Rival } from "../../provider/core/natural-keys.ts";
import { messagingAccount } from "../../provider/resources/messaging-account/index.ts";
import { workstream } from "../../provider/resources/workstream/index.ts";
import { withSandbox } from "../support/sandbox.ts";
import { Deployment } from "./support/deployment.ts";

const appId = "11111111-aaaa-4bbb-8ccc-0000000000b1";

describe("a resource of another Provider that has the same natural key", () => {
  const sandbox = withSandbox();

  const checked = async (
    definition: typeof messagingAccount,
    news: Readonly<Record<string, unknown>>,
    rivals: readonly Partial<Rival>[],
  ): Promise<string[]> => {
    const run = new Deployment(definition, sandbox()).newRun();
    const { inputs, failures } = await check(
      definition,
      run,
      {},
      {
        ...news,
        __urn: `urn:pulumi:test::program::pulumi-nodejs:dynamics365:${definition.type}::second`,
        __rivals: JSON.stringify(rivals.map((rival) => ({ type: definition.type, name: "first", ...rival }))),
      },
    );
    expect(inputs).not.to.have.any.keys("__rivals");
    return failures.map((failure) => `${failure.path}: ${failureText(failure)}`);
  };
  const account = { name: "Second", appId, clientSecret: "the secret of a bot" };

  it("is a failed check that names both, however the environment's address is written", async () => {
    const first = { provider: "east", values: { name: "First", appId: appId.toUpperCase() } };
    const expected = [
      `appId: app id ${appId} is on the account "first" of Provider "east" already, and to the Bot Framework one app id is one messaging account. Do this: Give each account an Entra application of its own. [app-id-taken]`,
    ];
    for (const environmentUrl of [sandbox().url, `${sandbox().url.toUpperCase()}/main.aspx?appid=1`])
      expect(await checked(messagingAccount, account, [{ ...first, environmentUrl }])).to.deep.equal(expected);
  });

  it("is none in another environment, and where its environment is not known", async () => {
    const values = { name: "Second", appId };
    const rivals = [
      { values, environmentUrl: "https://contoso.crm4.dynamics.com" },
      { values, environmentUrl: "what is no address" },
      { values },
    ];
    expect(await checked(messagingAccount, account, rivals)).to.deep.equal([]);
  });

  it("is told for a name, where the name is new", async () => {
    const rival = { values: { name: "CHAT" }, environmentUrl: sandbox().url };
    const chat = { name: "Chat", distributionMode: "Push" };
    expect(await checked(workstream, chat, [rival])).to.deep.equal([
      "name: another resource of this program, first, has the name Chat as well. Do this: Declare it once, give each a name of its own, or set allowDuplicateName: true. [duplicate]",
    ]);
    expect(await checked(workstream, { ...chat, allowDuplicateName: true }, [rival])).to.deep.equal([]);
  });
});
