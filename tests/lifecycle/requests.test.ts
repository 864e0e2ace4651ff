import { expect } from "chai";
import type { Properties } from "../../provider/core/definition.ts";
import { customChannel } from "../../provider/resources/custom-channel/index.ts";
import { messagingAccount } from "../../provider/resources/messaging-account/index.ts";
import { workstream } from "../../provider/resources/workstream/index.ts";
import { withSandbox } from "../support/sandbox.ts";
import { Deployment } from "./support/deployment.ts";

const appId = (n: number): string => `11111111-2222-5333-8444-00000000000${n}`;

describe("requests", () => {
  const sandbox = withSandbox();
  beforeEach(() => sandbox().reset());

  async function deployed(type: typeof workstream, args: Properties, name: string): Promise<Deployment> {
    const deployment = new Deployment(type, sandbox(), name);
    await deployment.up(args);
    return deployment;
  }

  /** One account, channel and workstream per number, with all their child rows. */
  async function estate(size: number): Promise<Deployment[]> {
    const all: Deployment[] = [];
    for (let n = 1; n <= size; n++) {
      const account = await deployed(
        messagingAccount,
        { name: `A${n}`, appId: appId(n), clientSecret: "s3cret" },
        `a${n}`,
      );
      const stream = await deployed(
        workstream,
        {
          name: `W${n}`,
          distributionMode: "Push",
          capacity: { profile: "contoso_premium_messaging" },
          contextVariables: [{ name: "Tier", type: "Text" }],
        },
        `w${n}`,
      );
      const channel = await deployed(
        customChannel,
        {
          name: `C${n}`,
          account: account.id,
          workstream: stream.id,
          channelType: "DirectLine",
          language: 1033,
          automatedMessages: [{ trigger: "Greeting", text: "Hello" }],
        },
        `c${n}`,
      );
      all.push(account, stream, channel);
    }
    return all;
  }

  async function requestsOfRefresh(size: number): Promise<string[]> {
    sandbox().reset();
    const all = await estate(size);
    sandbox().requests.clear();
    const run = all[0]?.newRun();
    const drift = await Promise.all(all.map((deployment) => deployment.refresh(run)));
    expect(drift.flat()).to.deep.equal([]);
    return sandbox()
      .requests.list({})
      .map(({ method, table, operation }) => `${method} ${table ?? operation ?? ""}`)
      .sort();
  }

  it("of a refresh are the same for two and for five of each resource", async () => {
    const two = await requestsOfRefresh(2);
    expect(two.filter((request) => request === "GET msdyn_ocbotchannelregistration")).to.have.length(1);
    expect(await requestsOfRefresh(5)).to.deep.equal(two);
  });

  it("of a new account are one write for each of its rows, and no read of them", async () => {
    const account = new Deployment(messagingAccount, sandbox());
    const run = account.newRun();
    sandbox().requests.clear();
    await account.up({ name: "Chat", appId: appId(1), clientSecret: "s3cret" }, run);
    const tables = ["msdyn_ocbotchannelregistration", "msdyn_ocbotchannelregistrationsecret"];
    const asked = sandbox()
      .requests.list({})
      .filter(({ method, table }) => tables.includes(String(table)) && method !== "GET")
      .map(({ method, table }) => `${method} ${String(table)}`);
    expect(asked).to.deep.equal(tables.map((table) => `PATCH ${table}`));
    const reads = sandbox()
      .requests.list({ method: "GET" })
      .filter(({ path }) => path.includes(account.id));
    expect(reads.map(({ path }) => path)).to.deep.equal([]);
    expect(account.state["messagingEndpoint"]).to.match(/^https:/);
  });
});
