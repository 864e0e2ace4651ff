import { expect } from "chai";
import { Client, namePrefix } from "./client.ts";
import { isRealEnvironment, withEnvironment } from "./environment.ts";
import { ruleTest, switchedRuleTest } from "./rule-test.ts";
import { accounts, channels } from "./rows.ts";

interface Part {
  readonly request: string;
  readonly prefer?: string;
  readonly body?: unknown;
  readonly contentId?: string;
}

const lines = (...text: string[]): string => text.join("\r\n");

const part = ({ request, prefer, body, contentId }: Part): string =>
  lines(
    "Content-Type: application/http",
    "Content-Transfer-Encoding: binary",
    ...(contentId === undefined ? [] : [`Content-ID: ${contentId}`]),
    "",
    `${request} HTTP/1.1`,
    "Content-Type: application/json",
    ...(prefer === undefined ? [] : [`Prefer: ${prefer}`]),
    "",
    body === undefined ? "" : JSON.stringify(body),
    "",
  );

const changeSet = (parts: readonly Part[]): string =>
  lines(
    "Content-Type: multipart/mixed; boundary=changeset_c",
    "",
    ...parts.map((each) => `--changeset_c\r\n${part(each)}`),
    "--changeset_c--",
    "",
  );

const sendBatch = (client: Client, parts: readonly string[], headers: Record<string, string> = {}) =>
  client.send("POST", "$batch", lines(...parts.map((each) => `--batch_b\r\n${each}`), "--batch_b--", ""), {
    "Content-Type": 'multipart/mixed; boundary="batch_b"',
    ...headers,
  });

const base = "/api/data/v9.2";
const accountId = "5d6b5d3c-6e0f-4f36-9a57-0d6f7f3a1c04";

describe("batches", () => {
  const environment = withEnvironment();

  ruleTest(environment, "a change set is one transaction", async (client) => {
    const whole = await sendBatch(client, [
      changeSet([
        {
          contentId: "1",
          request: `POST ${base}/${accounts}`,
          body: { msdyn_ocbotchannelregistrationid: accountId, msdyn_name: namePrefix },
        },
        {
          contentId: "2",
          request: `POST ${base}/${channels}`,
          body: { msdyn_name: `${namePrefix} of a batch`, "msdyn_custombotchannelregistration@odata.bind": "$1" },
        },
      ]),
    ]);
    expect(whole.status).to.equal(200);
    const filter = `$filter=_msdyn_custombotchannelregistration_value eq ${accountId}&$select=msdyn_name`;
    expect((await client.rows(`${channels}?${filter}`)).map((row) => row["msdyn_name"])).to.deep.equal([
      `${namePrefix} of a batch`,
    ]);

    const broken = await sendBatch(client, [
      changeSet([
        { contentId: "1", request: `PATCH ${base}/${accounts}(${accountId})`, body: { msdyn_name: "undone" } },
        { contentId: "2", request: `POST ${base}/${channels}`, body: { msdyn_name: "x".repeat(101) } },
      ]),
      part({ request: `GET ${base}/WhoAmI` }),
    ]);
    expect(broken.status).to.equal(400);
    expect(broken.text).to.not.contain("OrganizationId");
    expect((await client.get(`${accounts}(${accountId})?$select=msdyn_name`)).json["msdyn_name"]).to.equal(namePrefix);
    await client.send("DELETE", `${accounts}(${accountId})`);
  });

  switchedRuleTest(
    environment,
    "a part of a change set may go without Content-ID",
    "contentIdRequired",
    async (client) => {
      const request = `PATCH ${base}/${accounts}(${accountId})`;
      const answer = await sendBatch(client, [changeSet([{ request, body: { msdyn_name: namePrefix } }])]);
      await client.send("DELETE", `${accounts}(${accountId})`);
      return answer.status === 400;
    },
  );

  switchedRuleTest(environment, "a change set shows the row that a part makes", "changeSetRows", async (client) => {
    const request = `PATCH ${base}/${accounts}(${accountId})?$select=msdyn_name`;
    const made: Part = { request, prefer: "return=representation", body: { msdyn_name: namePrefix }, contentId: "1" };
    const answer = await sendBatch(client, [changeSet([made])]);
    await client.send("DELETE", `${accounts}(${accountId})`);
    expect(answer.status).to.equal(200);
    return /"@odata\.etag":"W\//.test(answer.text) ? "shown" : "hidden";
  });

  it("go on after an error when asked to, and answer every part in order", async () => {
    const answer = await sendBatch(
      new Client(environment()),
      [part({ request: `GET ${base}/nothing` }), part({ request: `GET ${base}/WhoAmI()` })],
      { Prefer: "odata.continue-on-error" },
    );
    expect(answer.status).to.equal(200);
    expect([...answer.text.matchAll(/^HTTP\/1\.1 (\d+)/gm)].map((match) => match[1])).to.deep.equal(["404", "200"]);
  });

  it("refuse bare line feeds and references to parts that did not come before", async () => {
    const client = new Client(environment());
    const body = part({ request: `GET ${base}/WhoAmI` }).replaceAll("\r\n", "\n");
    const feeds = await client.send("POST", "$batch", `--batch_b\n${body}\n--batch_b--\n`, {
      "Content-Type": "multipart/mixed; boundary=batch_b",
    });
    expect(feeds.status).to.equal(400);
    const forward = await sendBatch(client, [
      changeSet([{ contentId: "1", request: "PATCH $2", body: { msdyn_name: namePrefix } }]),
    ]);
    expect(forward.status).to.equal(400);
    expect(forward.text).to.contain("Content-ID Reference: '$2' does not exist in the batch context.");
  });

  if (!isRealEnvironment) {
    it("are lost as a whole where the fault is meant for one of their parts", async () => {
      const { sandbox } = environment();
      const client = new Client(environment());
      const create = (name: string): Promise<unknown> =>
        sendBatch(client, [
          changeSet([{ contentId: "1", request: `POST ${base}/${channels}`, body: { msdyn_name: name } }]),
        ]);
      const lost = (work: Promise<unknown>): Promise<boolean> =>
        work.then(
          () => false,
          () => true,
        );
      sandbox.faults.add({ operation: "create", action: { kind: "dropAnswer" } });
      sandbox.faults.add({ operation: "create", at: 2, action: { kind: "closeSocket" } });
      expect([await lost(create("made")), await lost(create("not made"))]).to.deep.equal([true, true]);
      sandbox.faults.clear();
      const names = (sandbox.organizations[0]?.rows("msdyn_occustommessagingchannel") ?? []).map(
        (row) => row["msdyn_name"],
      );
      expect(names).to.include("made").and.not.include("not made");
    });
  }
});
