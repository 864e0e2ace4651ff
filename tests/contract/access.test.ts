import { expect } from "chai";
import { startSandbox, tokens, type Sandbox } from "../../provider/sandbox/index.ts";
import { Client, namePrefix } from "./client.ts";
import { withEnvironment, type ContractEnvironment } from "./environment.ts";
import { sandboxRuleTest } from "./rule-test.ts";
import { accounts, channels, createAccount } from "./rows.ts";

const secrets = "msdyn_ocbotchannelregistrationsecrets";

describe("access", () => {
  const environment = withEnvironment();
  const as = (token: string): Client => new Client({ ...environment(), token });

  sandboxRuleTest(environment, "who has no right to write is refused", async () => {
    const reader = as(tokens.reader);
    const refused = await reader.send("POST", channels, { msdyn_name: namePrefix });
    expect([refused.status, refused.code]).to.deep.equal([403, "0x80040220"]);
    expect(refused.message).to.contain("is missing prvCreatemsdyn_occustommessagingchannel privilege");
    expect((await reader.get(`${channels}?$top=1`)).status).to.equal(200);
  });

  sandboxRuleTest(environment, "a privilege of a user is asked for by its name", async (client) => {
    const ask = async (token: string, name: string) => {
      const user = String((await as(token).get("WhoAmI")).json["UserId"]);
      const call = `Microsoft.Dynamics.CRM.RetrieveUserPrivilegeByPrivilegeName(PrivilegeName='${name}')`;
      return client.get(`systemusers(${user})/${call}`);
    };
    const name = "prvCreatemsdyn_occustommessagingchannel";
    const [held] = (await ask(tokens.administrator, name)).json["RolePrivileges"] as Record<string, unknown>[];
    expect([held?.["Depth"], held?.["PrivilegeName"]]).to.deep.equal(["Global", name]);
    const answers = await Promise.all(
      [tokens.reader, tokens.withoutCreate].map(async (token) => (await ask(token, name)).json["RolePrivileges"]),
    );
    expect(answers).to.deep.equal([[], []]);
    const deletes = await ask(tokens.withoutCreate, "prvDeletemsdyn_occustommessagingchannel");
    expect(deletes.json["RolePrivileges"]).to.have.length(1);
    expect((await ask(tokens.administrator, "prvCreatenothing")).status).to.equal(400);
  });

  sandboxRuleTest(environment, "secured columns are closed to users without column security", async (client) => {
    const account = await createAccount(client);
    const secret = await client.create(secrets, {
      msdyn_name: namePrefix,
      msdyn_securemsappsecret: "only for administrators",
      "msdyn_ocbotchannelregistrationid@odata.bind": `/${accounts}(${account})`,
    });
    const user = as(tokens.withoutColumnSecurity);
    const refused = await user.send("PATCH", `${secrets}(${secret})`, { msdyn_securemsappsecret: "other" });
    expect([refused.status, refused.code]).to.deep.equal([403, "0x80040220"]);
    expect(refused.text).to.not.contain("other");
    const read = await user.get(`${secrets}(${secret})?$select=msdyn_name,msdyn_securemsappsecret`);
    expect(Object.keys(read.json)).to.not.include("msdyn_securemsappsecret");
    const columns = await user.rows(
      "EntityDefinitions(LogicalName='msdyn_ocbotchannelregistrationsecret')/Attributes" +
        "?$select=LogicalName,IsSecured&$filter=IsSecured eq true",
    );
    expect(columns.map((column) => column["LogicalName"])).to.deep.equal(["msdyn_securemsappsecret"]);
  });

  sandboxRuleTest(environment, "who is not a user of the environment is refused", async () => {
    const refused = await as(tokens.stranger).get("WhoAmI");
    expect([refused.status, refused.code, refused.message]).to.deep.equal([
      403,
      "0x80072560",
      "The user is not a member of the organization.",
    ]);
  });

  sandboxRuleTest(environment, "a missing or expired token is refused", async () => {
    const strict = await startSandbox({ access: "strict" });
    try {
      const challenges = [tokens.expired, "nobody's"].map((token) => challengeFor(strict, token));
      expect(await Promise.all(challenges)).to.deep.equal(Array<string>(2).fill(documentedChallenge(strict)));
      const known = await new Client({ ...environment(), url: strict.url, token: tokens.administrator }).get("WhoAmI");
      expect(known.status).to.equal(200);
    } finally {
      await strict.close();
    }
  });
});

async function challengeFor({ url }: Sandbox, token: string): Promise<string> {
  const settings: Pick<ContractEnvironment, "url" | "token"> = { url, token };
  const response = await fetch(`${settings.url}/api/data/v9.2/WhoAmI`, {
    headers: { Authorization: `Bearer ${settings.token}` },
  });
  return `${response.status} ${response.headers.get("www-authenticate") ?? ""}`;
}

const documentedChallenge = ({ url, environment }: Sandbox): string =>
  `401 Bearer authorization_uri=${url}/${environment["ARM_TENANT_ID"] ?? ""}, resource_id=${url}/`;
