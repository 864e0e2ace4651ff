import { expect } from "chai";
import type { Properties } from "../../provider/core/definition.ts";
import { customChannel } from "../../provider/resources/custom-channel/index.ts";
import { messagingAccount } from "../../provider/resources/messaging-account/index.ts";
import { routingRule } from "../../provider/resources/routing-rule/index.ts";
import { workstream } from "../../provider/resources/workstream/index.ts";
import { withFreshSandbox } from "../support/sandbox.ts";
import { Deployment } from "./support/deployment.ts";

/** Under `ignoreChanges: ["*"]` the engine passes the last checked inputs to `check` instead of the program's. */
describe("ignored changes", () => {
  const sandbox = withFreshSandbox();
  const account = { name: "Contoso", appId: "11111111-2222-5333-8444-000000000001", clientSecret: "s3cret" };
  const endpoint = "https://m-0d1cfb50.eu.omnichannelengagementhub.com/bot";

  async function deployed(definition: ConstructorParameters<typeof Deployment>[0], args: Properties) {
    const deployment = new Deployment(definition, sandbox());
    await deployment.up(args);
    return deployment;
  }

  it("are none for any resource, and check keeps what it had computed", async () => {
    const contoso = await deployed(messagingAccount, account);
    const chat = await deployed(workstream, { name: "Chat", distributionMode: "Push", capacity: { units: 7 } });
    const all = [
      contoso,
      chat,
      await deployed(customChannel, {
        name: "Web",
        account: contoso.id,
        workstream: chat.id,
        channelType: "DirectLine",
        language: 1033,
      }),
      await deployed(routingRule, {
        workstream: chat.id,
        name: "Everyone",
        kind: "routeToQueue",
        order: 1,
        queue: "Support",
      }),
    ];
    for (const deployment of all) {
      const { inputs, state } = deployment;
      expect(await deployment.up(inputs)).to.deep.equal({ changes: [], replaces: [] });
      await deployment.refresh();
      const refreshed = deployment.inputs;
      expect(await deployment.up(refreshed)).to.deep.equal({ changes: [], replaces: [] });
      // For arguments that the program does not set, a refresh records more of the row.
      const { observed: _observed, ...managed } = deployment.state;
      const { observed: _before, ...managedBefore } = state;
      expect([deployment.inputs["rowId"], managed]).to.deep.equal([inputs["rowId"], managedBefore]);
    }
  });

  it("leave an adopted row adopted", async () => {
    const [organization] = sandbox().organizations;
    const row = organization?.insert("msdyn_liveworkstream", { msdyn_name: "Chat", msdyn_streamsource: 192350002 });
    const chat = await deployed(workstream, { name: "Chat", distributionMode: "Push", adopt: true });
    expect(chat.inputs["adopts"]).to.equal(row?.["msdyn_liveworkstreamid"]);
    expect(await chat.preview(chat.inputs)).to.deep.equal({ changes: [], replaces: [] });
  });

  it("do not make an endpoint that the service filled in one that the program gives", async () => {
    const contoso = await deployed(messagingAccount, account);
    await contoso.up(account);
    expect(contoso.inputs["__messagingEndpoint"]).to.equal(contoso.state["messagingEndpoint"]);
    expect(Object.keys(contoso.inputs)).not.to.include("messagingEndpoint");
    await contoso.up({ ...contoso.inputs, name: "Contoso renamed" });
    expect(contoso.inputs["endpointGiven"]).to.equal(undefined);
    expect(await contoso.preview({ ...account, name: "Contoso renamed" })).to.deep.equal({ changes: [], replaces: [] });
  });

  it("keep an endpoint that the program gave", async () => {
    const contoso = await deployed(messagingAccount, { ...account, messagingEndpoint: endpoint });
    expect(contoso.inputs["endpointGiven"]).to.equal(true);
    await contoso.up({ ...contoso.inputs, name: "Contoso renamed" });
    expect([contoso.inputs["endpointGiven"], contoso.state["messagingEndpoint"]]).to.deep.equal([true, endpoint]);
  });
});
