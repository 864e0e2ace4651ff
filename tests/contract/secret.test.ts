import { expect } from "chai";
import { namePrefix, type Client } from "./client.ts";
import { withEnvironment } from "./environment.ts";
import { switchedRuleTest } from "./rule-test.ts";
import { accounts, createAccount } from "./rows.ts";

const secretTable = "msdyn_ocbotchannelregistrationsecret";
const secrets = "msdyn_ocbotchannelregistrationsecrets";

const createSecret = (client: Client, account: string, secret: string): Promise<string> =>
  client.create(secrets, {
    msdyn_name: namePrefix,
    msdyn_securemsappsecret: secret,
    "msdyn_ocbotchannelregistrationid@odata.bind": `/${accounts}(${account})`,
  });

async function securedColumns(client: Client, table: string): Promise<unknown[]> {
  const filter = "$select=LogicalName,IsSecured&$filter=IsSecured eq true";
  const rows = await client.rows(`EntityDefinitions(LogicalName='${table}')/Attributes?${filter}`);
  return rows.map((row) => row["LogicalName"]);
}

describe("client secret", () => {
  const environment = withEnvironment();

  switchedRuleTest(environment, "the client secret stands in a secured column", "secretColumn", async (client) => {
    if ((await securedColumns(client, secretTable)).includes("msdyn_securemsappsecret")) return "secretRow";
    const onAccount = await securedColumns(client, "msdyn_ocbotchannelregistration");
    return onAccount.includes("msdyn_securemsappsecret") ? "accountSecure" : "accountPlain";
  });

  switchedRuleTest(environment, "a secret column is read back", "secretRead", async (client) => {
    const id = await createSecret(client, await createAccount(client), "read me back");
    const { json } = await client.get(`${secrets}(${id})?$select=msdyn_name,msdyn_securemsappsecret`);
    const shown = json["msdyn_securemsappsecret"];
    if (shown === "read me back") return "asWritten";
    return typeof shown === "string" ? "masked" : "absent";
  });

  switchedRuleTest(environment, "a changed client secret takes effect", "secretInForce", async (client) => {
    const account = await createAccount(client);
    const id = await createSecret(client, account, "first secret");
    await client.send("PATCH", `${secrets}(${id})`, { msdyn_securemsappsecret: "second secret" });
    const action = "Microsoft.Dynamics.CRM.msdyn_RetrieveCustomMessagingApplicationSecret";
    const inForce = await client.send("POST", `${accounts}(${account})/${action}`, {});
    expect(inForce.status).to.equal(200);
    return inForce.text.includes("second secret") ? "atOnce" : "afterValidation";
  });
});
