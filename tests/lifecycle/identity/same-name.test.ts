import { expect } from "chai";
import type { Properties, ResourceDefinition } from "../../../provider/core/definition.ts";
import { stackTagOf } from "../../../provider/core/identity.ts";
import { customChannel } from "../../../provider/resources/custom-channel/index.ts";
import { messagingAccount } from "../../../provider/resources/messaging-account/index.ts";
import { workstream } from "../../../provider/resources/workstream/index.ts";
import type { SandboxOrganization } from "../../../provider/sandbox/index.ts";
import { withSandbox } from "../../support/sandbox.ts";
import { Deployment, RefusedArguments } from "../support/deployment.ts";
import { failureOf } from "../support/failure.ts";

interface Kind {
  readonly definition: ResourceDefinition;
  readonly noun: string;
  readonly table: string;
  /** Arguments of a resource with this name. `n` gives different values where two resources may not share one. */
  readonly args: (name: string, n: number) => Properties;
  /** A row that someone made by hand. */
  readonly byHand: Readonly<Record<string, string | number | boolean>>;
  /** A change that forces a replacement. */
  readonly replaced?: Properties;
}

const appId = (n: number): string => `11111111-2222-5333-8444-00000000000${n}`;
const target = "0d1cfb50-6f0f-5d0d-8f0a-0b7f9f0e4a11";

const kinds: readonly Kind[] = [
  {
    definition: workstream,
    noun: "workstream",
    table: "msdyn_liveworkstream",
    args: (name) => ({ name, distributionMode: "Push" }),
    byHand: { msdyn_streamsource: 192350002, msdyn_workdistributionmode: 192350000 },
    replaced: { distributionMode: "Pick" },
  },
  {
    definition: customChannel,
    noun: "channel",
    table: "msdyn_occustommessagingchannel",
    args: (name) => ({
      name,
      workstream: target,
      channelType: "MessagingApi",
      language: "en-US",
      messagingApi: { appId: appId(9), tenantId: appId(8), webhookUrl: "https://hook.contoso.com/" },
    }),
    byHand: { msdyn_occustomchannelid: 192350005 },
  },
  {
    definition: messagingAccount,
    noun: "account",
    table: "msdyn_ocbotchannelregistration",
    args: (name, n) => ({ name, appId: appId(n), clientSecret: "a-secret~of-the-bot" }),
    byHand: { msdyn_iscustommessagingbcr: true },
    replaced: { botType: "MultiTenant" },
  },
];

for (const { definition, noun, table, args, byHand, replaced } of kinds) {
  describe(`names: the one of this ${noun}`, () => {
    const sandbox = withSandbox();
    let organization: SandboxOrganization;
    let deployment: Deployment;
    beforeEach(() => {
      sandbox().reset();
      [organization] = sandbox().organizations as [SandboxOrganization];
      organization.insertRaw("msdyn_liveworkstream", target, { msdyn_name: "Target", msdyn_streamsource: 192350002 });
      deployment = new Deployment(definition, sandbox());
    });

    const madeByHand = (name: string): string =>
      String(organization.insert(table, { ...byHand, msdyn_name: name })[`${table}id`]);
    const named = (name: string): number =>
      organization.rows(table).filter((row) => String(row["msdyn_name"]).toLowerCase() === name.toLowerCase()).length;
    const refused = async (work: Promise<unknown>): Promise<readonly [path: string, text: string]> => {
      const [failure] = (await failureOf(work, RefusedArguments)).failures;
      return [failure?.path ?? "", `${failure?.reason ?? ""}. ${failure?.remedy ?? ""}`];
    };

    it("that a row made by people has is refused in the preview, with the row and the ways out", async () => {
      const id = madeByHand("CHAT");
      expect((await refused(deployment.preview(args("Chat ", 1))))[0]).to.equal("name");
      const [path, text] = await refused(deployment.preview(args("Chat", 1)));
      expect(path).to.equal("name");
      expect(text).to.contain(`row ${id}, created by Sandbox Administrator at 20`);
      expect(text).to.contain("not made by this package, or by its version 0.1.0");
      for (const way of ["adopt: true", "another name", "allowDuplicateName: true", "alias"])
        expect(text).to.contain(way);
      expect(named("Chat")).to.equal(1);
    });

    it("that another stack's row has is refused with the tag of that stack", async () => {
      const other = new Deployment(definition, sandbox());
      other.stack = "production::program";
      await other.up(args("Chat", 1));
      const [path, text] = await refused(deployment.up(args("Chat", 2)));
      expect(path).to.equal("name");
      expect(text).to.contain(`row ${other.id}`);
      expect(text).to.contain(`made by another stack, whose tag is ${String(stackTagOf(other.id))}`);
      expect(named("Chat")).to.equal(1);
    });

    it("is given a second time where the program says so, and that alone is no change", async () => {
      madeByHand("Chat");
      await deployment.up({ ...args("Chat", 1), allowDuplicateName: true });
      expect(named("Chat")).to.equal(2);
      expect((await deployment.preview(args("Chat", 1))).changes).to.deep.equal([]);
      expect(await deployment.refresh()).to.deep.equal([]);
      expect((await deployment.preview(args("Chat", 1))).changes).to.deep.equal([]);
    });

    it("is judged when the row is renamed, and not when only the case changes or a twin comes later", async () => {
      await deployment.up(args("Chat", 1));
      madeByHand("Chat");
      madeByHand("Voice");
      expect((await deployment.preview(args("Chat", 1))).changes).to.deep.equal([]);
      expect((await deployment.preview(args("CHAT", 1))).changes).to.deep.equal(["name"]);
      const [path, text] = await refused(deployment.preview(args("Voice", 1)));
      expect([path, text.includes(`the environment has the ${noun} "Voice" already`)]).to.deep.equal(["name", true]);
    });

    it("that a row of this stack has is allowed, with a hint at aliases", async () => {
      await deployment.up(args("Chat", 1));
      const renamed = new Deployment(definition, sandbox(), "renamed");
      await renamed.up(args("Chat", 2));
      expect(renamed.messages.join("\n"))
        .to.contain(`this stack made another ${noun} of this name: row ${deployment.id}`)
        .and.to.contain("give it an alias");
      expect(named("Chat")).to.equal(2);
    });

    it("stands once in a program", async () => {
      const second = new Deployment(definition, sandbox(), "second");
      const run = deployment.newRun();
      await deployment.up(args("Chat", 1), run);
      const [path, text] = await refused(second.up(args("chat", 2), run));
      expect([path, text.includes("another resource of this program, main, has the name chat as well")]).to.deep.equal([
        "name",
        true,
      ]);
      await second.up({ ...args("chat", 2), allowDuplicateName: true }, run);
      expect(named("Chat")).to.equal(2);
      // Both exist now, so neither name is new.
      const later = deployment.newRun();
      expect((await deployment.up(args("Chat", 1), later)).changes).to.deep.equal([]);
      expect((await second.up(args("chat", 2), later)).changes).to.deep.equal([]);
    });

    it("asks the environment for nothing while it stays", async () => {
      await deployment.up(args("Chat", 1));
      await deployment.refresh();
      sandbox().requests.clear();
      expect((await deployment.preview(args("Chat", 1))).changes).to.deep.equal([]);
      const asked = sandbox().requests.list({ table });
      expect(asked.map(({ path }) => path)).to.deep.equal([]);
    });

    if (replaced !== undefined) {
      it("does not stop a replacement beside a twin that stands", async () => {
        await deployment.up(args("Chat", 1));
        madeByHand("Chat");
        expect((await deployment.up({ ...args("Chat", 1), ...replaced })).replaces).to.have.length(1);
        expect(named("Chat")).to.equal(2);
      });
    }

    if (definition !== messagingAccount) {
      it("of two rows leaves adoption unclear, and both are listed", async () => {
        const ids = [madeByHand("Chat"), madeByHand("chat")];
        const [path, text] = await refused(deployment.preview({ ...args("Chat", 1), adopt: true }));
        expect(path).to.equal("adopt");
        for (const id of ids) expect(text).to.contain(id);
      });
    }
  });
}
