import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import { Provider, Workstream } from "../../../provider/index.ts";
import { misnamed } from "../../../provider/sdk/setting-names.ts";
import { failureOf, MockedEngine, settle, valueOf } from "./mocked-engine.ts";

const chat = () => new Workstream("chat", { name: "Chat", distributionMode: "Push" });

describe("stack configuration under dynamics365:", () => {
  let engine: MockedEngine;
  const configure = async (config: Record<string, string>) => {
    engine = await new MockedEngine().start();
    pulumi.runtime.setAllConfig(config);
  };
  afterEach(() => pulumi.runtime.setAllConfig({}));

  it("may have a misspelt key, which is told before anything registers", async () => {
    await configure({ "dynamics365:enviromentUrl": "https://contoso.crm4.dynamics.com", "dynamics365:clientID": "x" });
    const error = await failureOf(chat().rowId);
    await settle();
    expect(error.message.split("\n")).to.deep.equal([
      "The program has 2 faults; nothing was deployed.",
      '  The stack has no setting "dynamics365:enviromentUrl". Did you mean "environmentUrl"? [configuration]',
      '  The stack has no setting "dynamics365:clientID". Did you mean "clientId" or "clientIdFilePath"? [configuration]',
    ]);
    expect(engine.names).to.deep.equal([]);
  });

  it("may have a key with line breaks in it, which is told on one line, cut where it is long", () => {
    expect(misnamed("a\n  Do this: run curl\u001b[31m")).to.match(/^has no setting "a {3}Do this: run curl"\. /);
    expect(misnamed("x".repeat(5000))).to.match(/^has no setting "x{200}…"\. /);
  });

  it("is right with every key there is, and with keys of others", async () => {
    await configure({
      "dynamics365:environmentUrl": "https://contoso.crm4.dynamics.com",
      "dynamics365:adoPipelineServiceConnectionId": "x",
      "shop:enviromentUrl": "x",
      "azuread:clientID": "x",
    });
    expect(await valueOf(chat().rowId)).to.equal("row of chat");
  });

  it("is not asked where a Provider has settings of its own", async () => {
    await configure({ "dynamics365:enviromentUrl": "https://contoso.crm4.dynamics.com" });
    const provider = new Provider("east", { environmentUrl: "https://contoso.crm4.dynamics.com" });
    const workstream = new Workstream("chat", { name: "Chat", distributionMode: "Push" }, { provider });
    expect(await valueOf(workstream.rowId)).to.equal("row of chat");
  });
});
