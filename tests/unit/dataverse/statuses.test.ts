import { expect } from "chai";
import type { DataverseClient } from "../../../provider/dataverse/types.ts";
import { BadResponseError } from "../../../provider/dataverse/errors.ts";
import { ROW, bench, failure, workstreams } from "./fixtures.ts";
import { startScriptedServer } from "./scripted-server.ts";
import type { ScriptedServer } from "./scripted-server.ts";

const GUID = "99999999-8888-7777-6666-555555555555";

/** What would be taken for an answer if its status were not looked at. */
const convincing = {
  [workstreams.primaryId]: ROW,
  value: [{ LogicalName: workstreams.logicalName, Attributes: [] }],
  OrganizationId: GUID,
  UserId: GUID,
};

const requests: Readonly<Record<string, (client: DataverseClient) => Promise<unknown>>> = {
  "reading a row": (client) => client.retrieve(workstreams, ROW, { select: ["a"] }),
  "listing rows": (client) => client.list(workstreams, { select: ["a"] }),
  "asking who is signed in": (client) => client.whoAmI(),
  "reading definitions": (client) => client.tableMetadata(workstreams),
  "calling a function": (client) => client.call("F", {}),
  "creating a row": (client) => client.create(workstreams, ROW, {}),
  "creating a row that is shown": (client) => client.createAndShow(workstreams, ROW, {}, { select: ["a"] }),
  "updating a row": (client) => client.update(workstreams, ROW, {}),
  "updating a row that is shown": (client) => client.updateAndShow(workstreams, ROW, {}, ["a"]),
  "deleting a row": (client) => client.delete(workstreams, ROW),
  "a change set": (client) => client.changeSet([{ kind: "delete", table: workstreams, id: ROW }]),
};

const statuses = [202, 203, 205, 206, 207, 226, 300, 302, 304, 305];

describe("statuses that Dataverse does not answer with", () => {
  let server: ScriptedServer;
  beforeEach(async () => {
    server = await startScriptedServer();
  });
  afterEach(() => server.close());

  for (const [name, send] of Object.entries(requests)) {
    it(`are refused for ${name}, whatever the body says`, async () => {
      for (const status of statuses) {
        const bodiless = status === 205 || status === 304;
        const headers = { "OData-Version": "4.0" };
        server.answer({ status, headers, ...(bodiless ? {} : { json: convincing }) });
        const error = await failure(send(bench(server.url).client), BadResponseError);
        expect(error.what, String(status)).to.contain(`(status ${status})`);
        expect(error.why, String(status)).to.equal(whyNot(status));
      }
      expect(server.seen.length, "not asked again").to.equal(statuses.length);
    });
  }

  it("are 201 and 204, too, where something is read", async () => {
    for (const status of [201, 204]) {
      server.answer({ status, ...(status === 201 ? { json: convincing } : {}) });
      const read = bench(server.url).client.retrieve(workstreams, ROW, { select: ["a"] });
      expect((await failure(read, BadResponseError)).why).to.equal(
        `Dataverse does not answer a read with the status ${status}.`,
      );
    }
  });

  function whyNot(status: number): string {
    if (status === 304) return "It says that nothing has changed since an earlier answer, which was not asked.";
    if (status === 302) return "The request was redirected; Dataverse never redirects.";
    return `Dataverse never answers with the status ${status}.`;
  }
});
