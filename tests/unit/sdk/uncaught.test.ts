import { expect } from "chai";
import { startCommand } from "../../support/running-command.ts";

const provider = new URL("../../../provider/index.ts", import.meta.url).href;
const sdk = new URL("../../../node_modules/@pulumi/pulumi/index.js", import.meta.url).href;

/** What Vitest and Jest do: whatever nobody caught fails the run, although the test that caused it is green. */
const runner = `
import pulumi from "${sdk}";
import { CustomChannel, MessagingAccount, RoutingRule, Workstream } from "${provider}";

for (const event of ["uncaughtException", "unhandledRejection"])
  process.on(event, (error) => {
    console.log(event + ": " + error.message);
    process.exitCode = 1;
  });

const registered = [];
const newResource = ({ name, inputs }) => {
  registered.push(name);
  return { id: name, state: { ...inputs, rowId: name } };
};
await pulumi.runtime.setMocks({ newResource, call: ({ inputs }) => inputs }, "shop", "dev", false);

const app = pulumi.output(new Promise((resolve) => setTimeout(resolve, 20, "5e5dc4e5-2a5c-4f6f-9f0c-0d3c2f1d7a11")));
const account = new MessagingAccount("account", { name: "Contoso", appId: app, clientSecret: "x" });
const workstream = new Workstream("chat", { name: "", distributionMode: "Push" });
const rule = { name: "All", kind: "routeToQueue", order: 1, queue: "Support", workstream };
const outputs = [
  account.messagingEndpoint,
  workstream.rowId,
  new RoutingRule("child", rule, { parent: workstream }).urn,
  new RoutingRule("after", { ...rule, name: "After" }, { dependsOn: [account, workstream] }).id,
  new RoutingRule("renamed", { ...rule, name: "Renamed" }, { aliases: [{ name: "before" }], protect: true }).rowId,
  new MessagingAccount("derived", { name: "Derived", appId: account.appId, clientSecret: "x" }).name,
  new CustomChannel("late", { name: "Late", account, workstream, channelType: "DirectLine", language: 1033 }).language,
];
const caught = outputs.map(
  (output) => new Promise((resolve, reject) => void pulumi.recover(output.apply(reject), resolve)),
);
const texts = new Set((await Promise.all(caught)).map(({ message }) => message));
await new Promise((resolve) => setTimeout(resolve, 50));
console.log(JSON.stringify({ texts: [...texts], registered }));
`;

describe("a fault under mocks that a test catches", function () {
  this.timeout(60_000);

  it("is not met a second time by a runner that fails on all that nobody caught", async () => {
    const { result } = startCommand("node", ["--input-type=module", "--eval", runner], {
      environment: process.env,
      directory: import.meta.dirname,
    });
    const { exitCode, stdout } = await result;
    const text =
      'The program has 1 fault; nothing was deployed.\n  Workstream "chat" name: must not be empty. Do this: Use at least 1 character. [required]';
    expect(stdout.trim()).to.equal(JSON.stringify({ texts: [text], registered: [] }));
    expect(exitCode).to.equal(0);
  });
});
