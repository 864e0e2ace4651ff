import { expect } from "chai";
import type { Properties } from "../../provider/core/definition.ts";
import { withSandbox } from "../support/sandbox.ts";
import { ChannelStage, full as channel, messageTable } from "./support/channel-stage.ts";
import type { Deployment } from "./support/deployment.ts";
import { variableTable, WorkstreamStage, full as workstream } from "./support/workstream-stage.ts";

interface Stage {
  readonly deployment: Deployment;
  readonly organization: ChannelStage["organization"];
}

const nothing = { changes: [], replaces: [] };

describe("the order of a list that has none", () => {
  const sandbox = withSandbox();
  beforeEach(() => sandbox().reset());

  const cases: readonly [string, () => Stage, Properties, Properties][] = [
    [
      "allowedPresences",
      () => new WorkstreamStage(sandbox()),
      { ...workstream, allowedPresences: ["Away", "Busy", "Available"] },
      { allowedPresences: ["Available", "Busy", "Away", "Offline"] },
    ],
    [
      "contextVariables",
      () => new WorkstreamStage(sandbox()),
      workstream,
      { contextVariables: [...workstream.contextVariables, { name: "More", type: "Text" }] },
    ],
    [
      "automatedMessages",
      () => new ChannelStage(sandbox()),
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
    for (const [makeStage, args, table] of [
      [() => new WorkstreamStage(sandbox()), workstream, variableTable],
      [() => new ChannelStage(sandbox()), channel, messageTable],
    ] as const) {
      const stage = makeStage();
      await stage.deployment.up(args);
      const rows = stage.organization.rows(table);
      for (const row of rows) stage.organization.remove(table, String(row[`${table}id`]));
      for (const row of rows.toReversed()) stage.organization.insert(table, row, String(row[`${table}id`]));
      expect(stage.organization.rows(table).map((row) => row[`${table}id`])).to.deep.equal(
        rows.toReversed().map((row) => row[`${table}id`]),
      );
      sandbox().requests.clear();
      expect(await stage.deployment.refresh()).to.deep.equal([]);
      expect(await stage.deployment.up(args)).to.deep.equal(nothing);
      expect(sandbox().requests.writes()).to.deep.equal([]);
    }
  });

  it("is no drift when the service keeps the presences in another order", async () => {
    const stage = new WorkstreamStage(sandbox());
    await stage.deployment.up({ ...workstream, allowedPresences: ["Away", "Busy", "Available"] });
    const kept = String(stage.row["msdyn_allowedpresences"]).split(",").toReversed().join(",");
    stage.organization.update("msdyn_liveworkstream", stage.deployment.id, { msdyn_allowedpresences: kept });
    expect(await stage.deployment.refresh()).to.deep.equal([]);
  });

  it("does not hide a member that is missing, or another one", async () => {
    const { deployment } = new WorkstreamStage(sandbox());
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
