import { expect } from "chai";
import type { Properties } from "../../provider/core/definition.ts";
import { withSandbox } from "../support/sandbox.ts";
import { ChannelFixture, full as channel, messageTable } from "./support/channel-fixture.ts";
import type { Deployment } from "./support/deployment.ts";
import { variableTable, WorkstreamFixture, full as workstream } from "./support/workstream-fixture.ts";

interface Fixture {
  readonly deployment: Deployment;
  readonly organization: ChannelFixture["organization"];
}

const nothing = { changes: [], replaces: [] };

describe("the order of a list that has none", () => {
  const sandbox = withSandbox();
  beforeEach(() => sandbox().reset());

  const cases: readonly [string, () => Fixture, Properties, Properties][] = [
    [
      "allowedPresences",
      () => new WorkstreamFixture(sandbox()),
      { ...workstream, allowedPresences: ["Away", "Busy", "Available"] },
      { allowedPresences: ["Available", "Busy", "Away", "Offline"] },
    ],
    [
      "contextVariables",
      () => new WorkstreamFixture(sandbox()),
      workstream,
      { contextVariables: [...workstream.contextVariables, { name: "More", type: "Text" }] },
    ],
    [
      "automatedMessages",
      () => new ChannelFixture(sandbox()),
      channel,
      { automatedMessages: [{ trigger: "SessionEnded", text: "Bye." }, ...(channel["automatedMessages"] as object[])] },
    ],
  ];

  for (const [argument, make, args, changed] of cases) {
    const reversed = { ...args, [argument]: (args[argument] as unknown[]).toReversed() };

    it(`is no change and no write when the program turns it around: ${argument}`, async () => {
      const { deployment } = make();
      await deployment.up(args);
      sandbox().requests.clear();
      for (const next of [reversed, args, reversed]) {
        expect(await deployment.preview(next)).to.deep.equal(nothing);
        expect(await deployment.up(next)).to.deep.equal(nothing);
        expect(await deployment.refresh()).to.deep.equal([]);
      }
      expect(sandbox().requests.writes()).to.deep.equal([]);
    });

    it(`writes nothing of the rest when it is turned around and one member changes: ${argument}`, async () => {
      const { deployment } = make();
      await deployment.up(args);
      const { changes } = await deployment.up({ ...args, ...changed });
      expect(changes).to.deep.equal([argument]);
      sandbox().requests.clear();
      const turned = { ...args, [argument]: (changed[argument] as unknown[]).toReversed() };
      expect(await deployment.up(turned)).to.deep.equal(nothing);
      expect(sandbox().requests.writes()).to.deep.equal([]);
    });
  }

  it("is no drift when the service lists the rows in another order", async () => {
    for (const [makeFixture, args, table] of [
      [() => new WorkstreamFixture(sandbox()), workstream, variableTable],
      [() => new ChannelFixture(sandbox()), channel, messageTable],
    ] as const) {
      const fixture = makeFixture();
      await fixture.deployment.up(args);
      const rows = fixture.organization.rows(table);
      for (const row of rows) fixture.organization.remove(table, String(row[`${table}id`]));
      for (const row of rows.toReversed()) fixture.organization.insert(table, row, String(row[`${table}id`]));
      expect(fixture.organization.rows(table).map((row) => row[`${table}id`])).to.deep.equal(
        rows.toReversed().map((row) => row[`${table}id`]),
      );
      sandbox().requests.clear();
      expect(await fixture.deployment.refresh()).to.deep.equal([]);
      expect(await fixture.deployment.up(args)).to.deep.equal(nothing);
      expect(sandbox().requests.writes()).to.deep.equal([]);
    }
  });

  it("is no drift when the service keeps the presences in another order", async () => {
    const fixture = new WorkstreamFixture(sandbox());
    await fixture.deployment.up({ ...workstream, allowedPresences: ["Away", "Busy", "Available"] });
    const kept = String(fixture.row["msdyn_allowedpresences"]).split(",").toReversed().join(",");
    fixture.organization.update("msdyn_liveworkstream", fixture.deployment.id, { msdyn_allowedpresences: kept });
    expect(await fixture.deployment.refresh()).to.deep.equal([]);
  });

  it("does not hide a member that is missing, or another one", async () => {
    const { deployment } = new WorkstreamFixture(sandbox());
    await deployment.up(workstream);
    for (const allowedPresences of [["Busy"], ["Busy", "Away"]]) {
      expect((await deployment.preview({ ...workstream, allowedPresences })).changes).to.deep.equal([
        "allowedPresences",
      ]);
    }
    const [first] = workstream.contextVariables;
    const { changes } = await deployment.preview({
      ...workstream,
      contextVariables: [{ name: "Visits", type: "Text" }, first],
    });
    expect(changes).to.deep.equal(["contextVariables"]);
  });
});
