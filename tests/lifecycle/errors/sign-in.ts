import { openSession, type ConfigurationValues } from "../../../provider/hosts/session.ts";
import { CLIENT, startEntra, TENANT } from "../../unit/dataverse/entra-server.ts";
import type { Step } from "../../unit/dataverse/scripted-server.ts";

const silent = { info: () => undefined, warn: () => undefined };
const environmentUrl = "https://contoso.crm4.dynamics.com";

/** Opens a session with these settings and no variables, and asks who is signed in. */
export async function askWith(settings: ConfigurationValues): Promise<void> {
  await openSession({ environmentUrl, ...settings }, {}, silent)?.client.whoAmI();
}

/** The same with a client secret, which Entra answers like this. */
export async function signIn(description: string): Promise<void> {
  const entra = await startEntra();
  const refusal: Step = { status: 400, json: { error: "invalid_client", error_description: description } };
  entra.steps.push(refusal, refusal);
  try {
    await askWith({
      authorityHost: `https://${entra.host}`,
      tenantId: TENANT,
      clientId: CLIENT,
      clientSecret: "a-secret~of-the-deployer",
    });
  } finally {
    await entra.close();
  }
}

/** What is done while an environment variable has a value. */
export async function withVariable(name: string, value: string, work: () => Promise<void>): Promise<void> {
  const before = process.env[name];
  process.env[name] = value;
  try {
    await work();
  } finally {
    if (before === undefined) Reflect.deleteProperty(process.env, name);
    else process.env[name] = before;
  }
}
