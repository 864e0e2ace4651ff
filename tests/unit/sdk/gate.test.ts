import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import { MessagingAccount, RoutingRule, Workstream } from "../../../provider/index.ts";
import { endOf, MockedEngine, settle, valueOf } from "./mocked-engine.ts";

const appId = "11111111-aaaa-4bbb-8ccc-0000000000b1";
const account = (name: string, more: object = {}) =>
  new MessagingAccount(name, { name: "Contoso", appId, clientSecret: "x", ...more });

describe("faults of plain values, as a user's unit test with mocks sees them", () => {
  let engine: MockedEngine;

  beforeEach(async () => {
    engine = await new MockedEngine().start();
  });

  it("come in one error at the end of the stretch, and nothing of it is registered", async () => {
    const error = await endOf(() => {
      const workstream = new Workstream("chat", { name: "Chat", distributionMode: "Push" });
      account("first");
      account("second");
      new RoutingRule("shares", {
        workstream,
        name: "Shares",
        kind: "routeToQueue",
        order: 1,
        queues: [{ queue: "Support", percent: 99 }],
      });
    });
    await settle();
    expect(pulumi.RunError.isInstance(error)).to.equal(true);
    expect(error.message.split("\n")).to.deep.equal([
      "The program has 2 faults; nothing was deployed.",
      `  MessagingAccount "second" appId: app id ${appId} is on the account "first" already, and to the Bot Framework one app id is one messaging account [app-id-taken]. Do this: give each account an Entra application of its own.`,
      '  RoutingRule "shares" queues: the percentages add up to 99 [invalid-value]. Do this: make them add up to 100.',
    ]);
    expect(engine.names).to.deep.equal([]);
  });

  it("hold back the stretch that they are in, and no other", async () => {
    const sound = account("sound");
    expect(await valueOf(sound.rowId)).to.equal("row of sound");
    const error = await endOf(() => account("faulty", { name: "" }));
    expect(error.message).to.equal(
      'The program has 1 fault; nothing was deployed.\n  MessagingAccount "faulty" name: must not be empty [required]. Do this: use at least 1 character.',
    );
    expect(await valueOf(account("later").rowId)).to.equal("row of later");
    expect(engine.names).to.deep.equal(["later", "sound"]);
  });

  it("are not looked for inside outputs, which have no value yet", async () => {
    const late = account("late", { name: pulumi.output(Promise.resolve("")) });
    expect(await valueOf(late.rowId)).to.equal("row of late");
  });

  it("do not arise between tests of one process that use the same names and app ids", async () => {
    for (const _test of [1, 2]) {
      const own = await new MockedEngine().start();
      expect(await valueOf(account("account").rowId)).to.equal("row of account");
      expect(own.names).to.deep.equal(["account"]);
    }
  });
});
