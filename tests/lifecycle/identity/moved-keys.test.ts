import { expect } from "chai";
import type { Properties } from "../../../provider/core/definition.ts";
import { CollisionError } from "../../../provider/core/errors.ts";
import { formerRowIdOf, defaultIdNamespace } from "../../../provider/core/identity.ts";
import { messagingAccount } from "../../../provider/resources/messaging-account/index.ts";
import { workstream } from "../../../provider/resources/workstream/index.ts";
import type { SandboxOrganization } from "../../../provider/sandbox/index.ts";
import { withSandbox } from "../../support/sandbox.ts";
import { Deployment, RefusedArguments } from "../support/deployment.ts";
import { failureOf } from "../support/failure.ts";
import { rowsOf } from "../support/interruptions.ts";

const accountTable = "msdyn_ocbotchannelregistration";
const workstreamTable = "msdyn_liveworkstream";
const [w, x, y, z] = ["0", "1", "2", "3"].map((n) => `11111111-2222-5333-8444-00000000000${n}`) as [
  string,
  string,
  string,
  string,
];

describe("natural keys that move from one resource to another", () => {
  const sandbox = withSandbox();
  let organization: SandboxOrganization;
  beforeEach(() => {
    sandbox().reset();
    [organization] = sandbox().organizations as [SandboxOrganization];
  });

  const bot = (n: number, appId: string, more: Properties = {}): Properties => ({
    name: `Bot ${n}`,
    appId,
    clientSecret: "a-secret~of-the-bot",
    ...more,
  });

  /** Accounts named by their position, as a loop would name them. */
  async function bots(...appIds: readonly string[]): Promise<Deployment[]> {
    const all = appIds.map((_, n) => new Deployment(messagingAccount, sandbox(), `bot-${n}`));
    for (const [n, appId] of appIds.entries()) await all[n]?.up(bot(n, appId));
    return all;
  }

  const appIdsByName = (): unknown =>
    Object.fromEntries(
      organization.rows(accountTable).map((row) => [String(row["msdyn_name"]), String(row["msdyn_msappid"])]),
    );

  const orders = [
    [0, 1],
    [1, 0],
  ] as const;

  for (const order of orders) {
    for (const adopt of [false, true]) {
      it(`swapped app ids are refused before anything is deleted (${order.join(", ")}${adopt ? ", adopt" : ""})`, async () => {
        const all = await bots(x, y);
        const before = rowsOf(sandbox());
        const run = new Deployment(messagingAccount, sandbox()).newRun();
        const [first] = order;
        const refusal = await failureOf(
          (all[first] as Deployment).up(bot(first, first === 0 ? y : x, adopt ? { adopt } : {}), run),
          RefusedArguments,
        );
        const [failure] = refusal.failures;
        expect(failure?.path).to.equal("appId");
        expect(failure?.reason)
          .to.contain(`row ${all[1 - first]?.id ?? ""}`)
          .and.to.contain("made by this stack");
        expect(failure?.remedy).to.contain("to swap two, give one of them a third app id first");
        expect(rowsOf(sandbox())).to.deep.equal(before);
      });
    }

    it(`a list without its first account is refused before anything is deleted (${order.join(", ")})`, async () => {
      const all = await bots(x, y, z);
      const before = rowsOf(sandbox());
      const run = new Deployment(messagingAccount, sandbox()).newRun();
      const [first] = order;
      const refusal = await failureOf(
        (all[first] as Deployment).up(bot(first, first === 0 ? y : z), run),
        RefusedArguments,
      );
      expect(refusal.failures[0]?.remedy).to.contain("name each by its app id instead of its position");
      expect(rowsOf(sandbox())).to.deep.equal(before);
    });
  }

  it("a list with another account in front is made, whichever operation the engine begins with", async () => {
    for (const order of [
      [0, 1, 2],
      [2, 1, 0],
      [1, 2, 0],
    ]) {
      sandbox().reset();
      const all = await bots(x, y);
      all.push(new Deployment(messagingAccount, sandbox(), "bot-2"));
      const run = new Deployment(messagingAccount, sandbox()).newRun();
      const acts: (() => Promise<unknown>)[] = [];
      for (const [n, appId] of [w, x, y].entries()) acts.push(await (all[n] as Deployment).plan(bot(n, appId), run));
      await Promise.all(order.map((n) => (acts[n] as () => Promise<unknown>)()));
      expect(appIdsByName(), order.join()).to.deep.equal({ "Bot 0": w, "Bot 1": x, "Bot 2": y });
      expect(new Set(all.map(({ id }) => id)).size).to.equal(3);
    }
  });

  it("an account whose key another one does not give up is neither deleted nor made", async () => {
    const all = await bots(x, y);
    organization.insert("msdyn_occustommessagingchannel", {
      msdyn_name: "Web chat",
      msdyn_occustomchannelid: 192350000,
      msdyn_custombotchannelregistration: String(all[0]?.id),
    });
    const before = rowsOf(sandbox());
    const run = new Deployment(messagingAccount, sandbox()).newRun();
    const first = await (all[0] as Deployment).plan(bot(0, w), run);
    const second = await (all[1] as Deployment).plan(bot(1, x), run);
    const [, refused] = await Promise.all([failureOf(first(), Error), failureOf(second(), CollisionError)]);
    expect(refused.code).to.equal("row-not-gone");
    expect(rowsOf(sandbox())).to.deep.equal(before);
    expect(all[1]?.exists).to.equal(true);
  });

  it("swapped names of two workstreams end alike in either order", async () => {
    for (const order of orders) {
      sandbox().reset();
      const all = ["Chat", "Voice"].map((_, n) => new Deployment(workstream, sandbox(), `w${n}`));
      const args = (name: string): Properties => ({ name, distributionMode: "Push" });
      await all[0]?.up(args("Chat"));
      await all[1]?.up(args("Voice"));
      const run = new Deployment(workstream, sandbox()).newRun();
      for (const n of order) await all[n]?.up(args(n === 0 ? "Voice" : "Chat"), run);
      expect(all.map(({ id }) => organization.row(workstreamTable, id)?.["msdyn_name"])).to.deep.equal([
        "Voice",
        "Chat",
      ]);
      expect(organization.rows(workstreamTable)).to.have.length(2);
    }
  });

  for (const order of orders) {
    it(`a new row whose id another resource holds is refused before anything is deleted (${order.join(", ")})`, async () => {
      const args = (name: string): Properties => ({ name, distributionMode: "Push" });
      const [one, two] = [new Deployment(workstream, sandbox(), "a"), new Deployment(workstream, sandbox(), "b")];
      await one.up(args("Chat"));
      await two.up(args("Voice"));
      // Aliases give each resource the other's row. Then each gets its old name back.
      const all = [two.renamed("a"), one.renamed("b")] as const;
      const names = ["Chat", "Voice"] as const;
      let run = one.newRun();
      for (const n of [0, 1] as const) await all[n].up(args(names[n]), run);
      const before = rowsOf(sandbox());
      run = one.newRun();
      const plans = order.map((n) => () => all[n].plan({ ...args(names[n]), distributionMode: "Pick" }, run));
      const refusal = await failureOf(
        (async () => {
          for (const plan of plans) await plan();
        })(),
        RefusedArguments,
      );
      expect(refusal.failures.map(({ reason }) => reason).join()).to.contain("another row has it");
      expect(rowsOf(sandbox())).to.deep.equal(before);
    });
  }

  it("the row that 0.1.0 made for a resource is not made a second time where its state is lost", async () => {
    const urn = "urn:pulumi:test::program::dynamics365:index:Workstream::main";
    const id = formerRowIdOf(defaultIdNamespace, urn, "Chat");
    const values = { msdyn_name: "Chat", msdyn_streamsource: 192350002, createdon: "2026-01-01T00:00:00Z" };
    organization.insertRaw(workstreamTable, id, values);
    const failure = await failureOf(
      new Deployment(workstream, sandbox()).up({ name: "Chat", distributionMode: "Push" }),
      CollisionError,
    );
    expect([failure.code, failure.why.includes(id)]).to.deep.equal(["row-id-taken", true]);
    expect(organization.rows(workstreamTable)).to.have.length(1);
  });
});
