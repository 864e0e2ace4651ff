import { expect } from "chai";
import { randomUUID } from "node:crypto";
import { namePrefix, type Client } from "./client.ts";
import { withEnvironment } from "./environment.ts";
import { eventually, sandboxFillDelayMs } from "./eventually.ts";
import { switchedRuleTest } from "./rule-test.ts";
import { accounts, createAccount } from "./rows.ts";
import type { Switches } from "../../provider/sandbox/index.ts";

const endpointOf = async (client: Client, id: string): Promise<unknown> =>
  (await client.get(`${accounts}(${id})?$select=msdyn_messagingendpoint`)).json["msdyn_messagingendpoint"];

describe("messaging account", () => {
  const environment = withEnvironment();

  beforeEach(() => {
    if (environment().isSandbox) environment().setSwitch({ fillDelayMs: sandboxFillDelayMs });
  });

  switchedRuleTest(
    environment,
    "a custom messaging account gets its messaging endpoint",
    "endpointFill",
    async (client) => {
      const id = await createAccount(client);
      const filled = async (): Promise<boolean> => typeof (await endpointOf(client, id)) === "string";
      if (await filled()) return "sync";
      if (await eventually(filled)) return "async";
      await client.send("PATCH", `${accounts}(${id})`, { msdyn_lastvalidateddate: "2026-11-01T00:00:00Z" });
      return (await eventually(filled)) ? "onValidate" : "off";
    },
  );

  switchedRuleTest(
    environment,
    "an endpoint copied with its environment names the old organization",
    "endpointForeign",
    async (client) => {
      const id = await createAccount(client);
      await eventually(async () => typeof (await endpointOf(client, id)) === "string");
      const { json } = await client.get("WhoAmI");
      const named = new URL(String(await endpointOf(client, id))).searchParams.get("orgId");
      return named !== json["OrganizationId"];
    },
  );

  switchedRuleTest(environment, "the host of an endpoint names the geography", "endpointRegion", async (client) => {
    const id = await createAccount(client);
    await eventually(async () => typeof (await endpointOf(client, id)) === "string");
    const { hostname } = new URL(String(await endpointOf(client, id)));
    const [, region] = /^m-[0-9a-f-]{36}\.(\w+)\.omnichannelengagementhub\.(?:com|us)$/.exec(hostname) ?? [];
    return (region ?? "former") as Switches["endpointRegion"];
  });

  switchedRuleTest(environment, "a second account with one app id is refused", "duplicateAppId", async (client) => {
    const body = { msdyn_name: namePrefix, msdyn_msappid: randomUUID(), msdyn_iscustommessagingbcr: true };
    const id = await client.create(accounts, body);
    const other = await client.send("POST", accounts, { ...body, msdyn_msappid: body.msdyn_msappid.toUpperCase() });
    if (other.status === 204) return "off";
    expect([other.status, other.code]).to.deep.equal([400, "0x80040265"]);
    const repeated = await client.send("PATCH", `${accounts}(${id})`, body, { "If-None-Match": "*" });
    return repeated.status === 412 ? "after-id" : "before-id";
  });
});
