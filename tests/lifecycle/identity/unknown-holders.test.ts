import { expect } from "chai";
import type { Properties, ResourceDefinition } from "../../../provider/core/definition.ts";
import { formerRowIdOf, defaultIdNamespace } from "../../../provider/core/identity.ts";
import { messagingAccount } from "../../../provider/resources/messaging-account/index.ts";
import { workstream } from "../../../provider/resources/workstream/index.ts";
import type { Row, SandboxOrganization } from "../../../provider/sandbox/index.ts";
import { withSandbox } from "../../support/sandbox.ts";
import { Deployment, RefusedArguments } from "../support/deployment.ts";
import { failureOf } from "../support/failure.ts";
import { rowsOf } from "../support/interruptions.ts";

const accountTable = "msdyn_ocbotchannelregistration";
const workstreamTable = "msdyn_liveworkstream";
const [w, x, y] = ["0", "1", "2"].map((n) => `11111111-2222-5333-8444-00000000000${n}`) as [string, string, string];

/**
 * `check` only learns which row a resource holds when it reaches that resource. Adopted rows and rows of 0.1.0 have no
 * stack tag.
 */
describe("rows that a resource may hold which check has not come to", () => {
  const sandbox = withSandbox();
  let organization: SandboxOrganization;
  beforeEach(() => {
    sandbox().reset();
    [organization] = sandbox().organizations as [SandboxOrganization];
  });

  const plainBot = (n: number, appId: string): Properties => ({
    name: `Bot ${n}`,
    appId,
    clientSecret: "a-secret~of-the-bot",
  });
  const adoptingBot = (n: number, appId: string): Properties => ({ ...plainBot(n, appId), adopt: true });
  const account = (appId: string): Row => ({
    msdyn_name: "By hand",
    msdyn_msappid: appId,
    msdyn_iscustommessagingbcr: true,
    msdyn_bottype: 192350001,
    msdyn_tenantid: "7c0d4c9e-1a54-4a0e-9d0b-5d6f2f7f3a10",
    msdyn_messagingendpoint: `https://m-${organization.id}.uk.omnichannelengagementhub.com/botchannel/incoming?orgId=${organization.id}`,
  });
  const idFrom010 = (definition: ResourceDefinition, name: string, naturalKey: string): string =>
    formerRowIdOf(
      defaultIdNamespace,
      `urn:pulumi:test::program::dynamics365:index:${definition.type}::${name}`,
      naturalKey,
    );

  const kinds = {
    "that were taken over": {
      bot: adoptingBot,
      insert: (_n: number, appId: string) => void organization.insert(accountTable, account(appId)),
    },
    "of 0.1.0": {
      bot: plainBot,
      insert: (n: number, appId: string) =>
        void organization.insertRaw(accountTable, idFrom010(messagingAccount, `bot-${n}`, appId), account(appId)),
    },
  };

  const accounts = (): unknown =>
    Object.fromEntries(
      organization.rows(accountTable).map((row) => [String(row["msdyn_name"]), String(row["msdyn_msappid"])]),
    );

  for (const [kind, { bot, insert }] of Object.entries(kinds)) {
    describe(`accounts ${kind}`, () => {
      async function bots(...appIds: readonly string[]): Promise<Deployment[]> {
        const all = appIds.map((_, n) => new Deployment(messagingAccount, sandbox(), `bot-${n}`));
        for (const [n, appId] of appIds.entries()) {
          insert(n, appId);
          await all[n]?.up(adoptingBot(n, appId));
          all[n]?.rewrite(({ adopt: _adopt, adopts: _adopts, ...rest }) => ({ ...rest, ...bot(n, appId) }));
        }
        return all;
      }

      for (const first of [0, 1]) {
        it(`swap no app ids: refused before anything is deleted, from ${first} on`, async () => {
          const all = await bots(x, y);
          const before = rowsOf(sandbox());
          const run = new Deployment(messagingAccount, sandbox()).newRun();
          const refusal = await failureOf(
            (all[first] as Deployment).up(bot(first, first === 0 ? y : x), run),
            RefusedArguments,
          );
          const [failure] = refusal.failures;
          expect([failure?.code, failure?.path]).to.deep.equal(["app-id-taken", "appId"]);
          expect(failure?.reason).to.contain(`row ${all[1 - first]?.id ?? ""}`);
          expect(failure?.remedy).to.contain("if another resource of this stack has it");
          expect(failure?.remedy).to.contain("to swap two, give one of them a third app id first");
          expect(rowsOf(sandbox())).to.deep.equal(before);
        });
      }

      it("do not move up where the first one leaves the program: refused before anything is deleted", async () => {
        const all = await bots(x, y);
        const before = rowsOf(sandbox());
        const refusal = await failureOf((all[0] as Deployment).up(bot(0, y)), RefusedArguments);
        expect(refusal.failures.map(({ code }) => code)).to.deep.equal(["app-id-taken"]);
        expect(rowsOf(sandbox())).to.deep.equal(before);
      });

      for (const order of [
        [0, 1, 2],
        [2, 1, 0],
        [1, 2, 0],
      ]) {
        it(`make room for another one in front, acted on one by one (${order.join(", ")})`, async () => {
          const all = await bots(x, y);
          all.push(new Deployment(messagingAccount, sandbox(), "bot-2"));
          // Without a preview, the engine acts on one resource while it checks the next.
          const deployInTurn = async (turns: readonly number[]): Promise<readonly string[]> => {
            const run = new Deployment(messagingAccount, sandbox()).newRun();
            const refusals: string[] = [];
            const refused = (error: unknown): void => void refusals.push(String(error));
            const acts: Promise<unknown>[] = [];
            for (const n of turns) {
              const act = await (all[n] as Deployment).plan(bot(n, [w, x, y][n] as string), run).catch(refused);
              if (act === undefined) break;
              acts.push(act().catch(refused));
            }
            await Promise.all(acts);
            return refusals;
          };
          const before = rowsOf(sandbox());
          const refusals = await deployInTurn(order);
          if (refusals.length > 0) {
            for (const refusal of refusals) expect(refusal).to.contain("depend on it (dependsOn)");
            expect(rowsOf(sandbox())).to.deep.equal(before);
            // Do as the messages say.
            expect(await deployInTurn([0, 1, 2])).to.deep.equal([]);
          }
          expect(accounts()).to.deep.equal({ "Bot 0": w, "Bot 1": x, "Bot 2": y });
          expect(organization.rows(accountTable).map((row) => String(row[`${accountTable}id`]))).to.have.members(
            all.map(({ id }) => id),
          );
        });
      }
    });
  }

  it("an account that takes over no row of people where it is replaced names the way to take it over", async () => {
    const deployment = new Deployment(messagingAccount, sandbox(), "bot-0");
    await deployment.up(adoptingBot(0, x));
    organization.insert(accountTable, account(y));
    const before = rowsOf(sandbox());
    const refusal = await failureOf(deployment.up(adoptingBot(0, y)), RefusedArguments);
    expect(refusal.failures[0]?.remedy).to.contain("adopt: true and another Pulumi name for this resource");
    expect(rowsOf(sandbox())).to.deep.equal(before);
    // Do as the message says. Then the engine deletes the row of the old name.
    const renamed = new Deployment(messagingAccount, sandbox(), "bot-0b");
    await renamed.up(adoptingBot(0, y));
    await deployment.destroy();
    expect(accounts()).to.deep.equal({ "Bot 0": y });
  });

  it("a workstream that is replaced takes over no twin of people", async () => {
    const deployment = new Deployment(workstream, sandbox());
    const args = { name: "Chat", adopt: true };
    await deployment.up({ ...args, distributionMode: "Push" });
    const twin = organization.insert(workstreamTable, { msdyn_name: "Chat", msdyn_streamsource: 192350002 });
    await deployment.up({ ...args, distributionMode: "Pick" });
    expect(organization.rows(workstreamTable)).to.have.length(2);
    expect(deployment.id).not.to.equal(twin[`${workstreamTable}id`]);
  });

  it("workstreams of 0.1.0 give up names to each other in the order that the message names", async () => {
    const args = (name: string): Properties => ({ name, distributionMode: "Push" });
    const all: Deployment[] = [];
    for (const [n, name] of ["A", "B"].entries()) {
      const id = idFrom010(workstream, `w${n}`, name);
      const columns = { msdyn_name: name, msdyn_streamsource: 192350002, msdyn_workdistributionmode: 192350000 };
      organization.insertRaw(workstreamTable, id, columns);
      const one = new Deployment(workstream, sandbox(), `w${n}`);
      await one.up({ ...args(name), adopt: true });
      one.rewrite(({ adopt: _adopt, adopts: _adopts, ...rest }) => rest);
      all.push(one);
    }
    const [first, second] = all as [Deployment, Deployment];
    const refusal = await failureOf(first.preview(args("B")), RefusedArguments);
    expect(refusal.failures[0]?.remedy)
      .to.contain("if another resource of this stack has that row and gives the name up, make this one depend on it")
      .and.to.contain("another Pulumi name");
    const run = first.newRun();
    await second.up(args("C"), run);
    await first.up(args("B"), run);
    expect(all.map(({ id }) => organization.row(workstreamTable, id)?.["msdyn_name"])).to.deep.equal(["B", "C"]);
    expect(organization.rows(workstreamTable)).to.have.length(2);
  });
});
