import { expect } from "chai";
import fc from "fast-check";
import { v5 } from "uuid";
import { ProviderError } from "../../provider/errors.ts";
import type { TableName } from "../../provider/dataverse/types.ts";
import { equals, oneOf } from "../../provider/dataverse/filter.ts";
import type { Row } from "../../provider/sandbox/index.ts";
import { times } from "../support/sample.ts";
import { withSandbox } from "../support/sandbox.ts";
import { bench } from "../unit/dataverse/fixtures.ts";
import { hostileText, seed } from "./hostile-text.ts";

const channels: TableName = {
  noun: "channel",
  set: "msdyn_occustommessagingchannels",
  logicalName: "msdyn_occustommessagingchannel",
  primaryId: "msdyn_occustommessagingchannelid",
};
const namespace = "b4a9a1f2-6a0e-5c67-9e2b-3d7f0c5a81d4";
const others = ["Web chat", "x", "1 eq 1", "'", ""].map((name, index) => ({ name, id: v5(String(index), namespace) }));
const ours = v5("ours", namespace);

describe("hostile texts in requests", function () {
  this.timeout(60_000);

  const sandbox = withSandbox();

  const rows = (): readonly Row[] => sandbox().organizations[0]?.rows(channels.logicalName) ?? [];
  const unrelated = (): readonly Row[] => rows().filter((row) => row[channels.primaryId] !== ours);
  const idsOf = (found: readonly Readonly<Record<string, unknown>>[]): unknown[] =>
    found.map((row) => row[channels.primaryId]).toSorted();
  const sameForTheDatabase = (name: string): unknown[] =>
    idsOf(rows().filter((row) => String(row["msdyn_name"] ?? "").toLowerCase() === name.toLowerCase()));

  beforeEach(() => {
    sandbox().reset();
    for (const { name, id } of others)
      sandbox().organizations[0]?.insertRaw(channels.logicalName, id, { msdyn_name: name, msdyn_webhookurl: "kept" });
  });

  /** The work, or that it was refused in words. */
  async function refusedInWords(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      if (!(error instanceof ProviderError)) throw error;
      expect(error.message.split("\n").length).to.be.greaterThan(2);
    }
  }

  it("come back as they were written, and touch no other row", async () => {
    const { client } = bench(sandbox().url);
    const before = unrelated();
    await fc.assert(
      fc.asyncProperty(hostileText(100), fc.boolean(), async (name, inChangeSet) => {
        await refusedInWords(async () => {
          const columns = { msdyn_name: name };
          if (inChangeSet) await client.changeSet([{ kind: "create", table: channels, id: ours, columns }]);
          else await client.create(channels, ours, columns);
          const row = await client.retrieve(channels, ours, { select: ["msdyn_name"] });
          expect(row?.["msdyn_name"]).to.equal(name);
        });
        await client.delete(channels, ours);
        expect(unrelated()).to.deep.equal(before);
      }),
      { numRuns: times(150), seed },
    );
  });

  it("find in a filter the rows that have them, and none besides", async () => {
    const { client } = bench(sandbox().url);
    await fc.assert(
      fc.asyncProperty(hostileText(100), async (name) => {
        sandbox().organizations[0]?.insertRaw(channels.logicalName, ours, { msdyn_name: name });
        const select = ["msdyn_name"];
        await refusedInWords(async () => {
          const found = await client.list(channels, { select, filter: equals("msdyn_name", name) });
          expect(idsOf(found)).to.deep.equal(sameForTheDatabase(name));
          const among = await client.list(channels, { select, filter: oneOf("msdyn_name", [name, "nobody"]) });
          expect(idsOf(among)).to.deep.equal(sameForTheDatabase(name));
        });
      }),
      { numRuns: times(150), seed },
    );
  });

  it("never leave their place in the path", async () => {
    const { client } = bench(sandbox().url);
    await fc.assert(
      fc.asyncProperty(hostileText(100), async (text) => {
        sandbox().requests.clear();
        await client.retrieve(channels, text, { select: ["msdyn_name"] }).catch((error: unknown) => {
          expect(error).to.be.instanceOf(ProviderError);
        });
        await client.delete(channels, text).catch((error: unknown) => {
          expect(error).to.be.instanceOf(ProviderError);
        });
        const asked = sandbox()
          .requests.list()
          .map(({ path }) => path.split("(")[0]);
        expect(asked.filter((path) => path !== `/api/data/v9.2/${channels.set}`)).to.deep.equal([]);
        await refusedInWords(async () => {
          await client.call("GetComponentManagedIdentityFIC", { ComponentName: text });
        });
      }),
      { numRuns: times(100), seed },
    );
    expect(idsOf(rows())).to.deep.equal(others.map(({ id }) => id).toSorted());
  });
});
