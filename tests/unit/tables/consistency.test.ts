import { expect } from "chai";

import * as choices from "../../../schema/tables/choices.ts";
import { tables } from "../../../schema/tables/index.ts";
import { filledByPlatform } from "../../../schema/tables/platform-columns.ts";
import { sourceKeys, sources } from "../../../schema/tables/sources.ts";
import type { LookupTarget } from "../../../schema/tables/table.ts";

const all = [...tables.values()];

const lookups = all.flatMap((table) =>
  Object.entries(table.columns).flatMap(([column, facts]) =>
    facts.type === "Lookup" ? [{ table, column, targets: facts.targets }] : [],
  ),
);

/** Lookup targets whose tables carry nothing that a custom channel needs. */
const notModelled = new Set([
  "account",
  "contact",
  "keyvaultreference",
  "msdyn_aimodel",
  "msdyn_applicationtabtemplate",
  "msdyn_customapirulesetconfiguration",
  "msdyn_customerfeedbacksurvey",
  "msdyn_intent",
  "msdyn_intentfamily",
  "msdyn_livechatconfig",
  "msdyn_occommunicationprovidersetting",
  "msdyn_ocfbapplication",
  "msdyn_ocgooglebusinessmessagesagentaccount",
  "msdyn_ocgooglebusinessmessagespartneraccount",
  "msdyn_oclinechannelconfig",
  "msdyn_octeamschannelconfig",
  "msdyn_omnichannelqueue",
  "msdyn_urnotificationtemplate",
  "webresource",
]);

function duplicates(names: readonly string[]): string[] {
  return names.filter((name, position) => names.indexOf(name) !== position);
}

/** Unknown keys of a source; one that names nothing at all and is not assumed either counts as unknown. */
function unknownKeys(source: string): string[] {
  return sourceKeys(source).filter((key) => !Object.hasOwn(sources, key));
}

describe("tables", () => {
  it("stand under their logical names", () => {
    expect([...tables.keys()]).to.deep.equal(all.map((table) => table.logicalName));
    expect(tables.size).to.equal(43);
  });

  it("have entity sets, primary ids and display names of their own", () => {
    expect(duplicates(all.map((table) => table.entitySet))).to.deep.equal([]);
    expect(duplicates(all.map((table) => table.displayName))).to.deep.equal([]);
    expect(duplicates(all.map((table) => table.primaryId))).to.deep.equal([]);
  });

  it("have the primary id and the primary name among their columns", () => {
    for (const table of all) {
      expect(table.columns[table.primaryId]?.type, table.logicalName).to.equal("Uniqueidentifier");
      expect(table.columns[table.primaryName]?.type, table.logicalName).to.equal("String");
    }
  });

  it("declare alternate keys over columns that they have", () => {
    const keyColumns = all.flatMap((table) =>
      Object.values(table.alternateKeys ?? {})
        .flat()
        .map((column) => [table, column] as const),
    );
    for (const [table, column] of keyColumns) {
      expect(table.columns[column]?.required, table.logicalName).to.equal("SystemRequired");
    }
    expect(keyColumns.length).to.equal(7);
  });
});

describe("table lookups", () => {
  it("use each navigation name for one column only", () => {
    for (const table of all) {
      const names = lookups
        .filter((lookup) => lookup.table === table)
        .flatMap(({ targets }) => [...new Set(targets.map((target) => target.navigation))]);
      expect(duplicates(names), table.logicalName).to.deep.equal([]);
    }
  });

  it("name each target of a column by its own navigation, the owner excepted", () => {
    const shared = lookups.filter(({ targets }) => duplicates(targets.map((target) => target.navigation)).length > 0);
    expect([...new Set(shared.map(({ column }) => column))]).to.deep.equal(["ownerid"]);
  });

  it("point at modelled tables, or at those known to be left out", () => {
    const strangers = lookups
      .flatMap(({ targets }) => targets.map((target) => target.table))
      .filter((table) => !tables.has(table));
    expect([...new Set(strangers)].sort()).to.deep.equal([...notModelled].sort());
  });

  it("give each known relationship to one column only", () => {
    const names = lookups
      .flatMap(({ targets }): readonly LookupTarget[] => targets)
      .flatMap((target) => (target.relationship === undefined ? [] : [target.relationship]));
    expect(duplicates(names)).to.deep.equal([]);
    expect(names.sort()).to.deep.equal([
      "msdyn_liveworkstream_msdyn_routingconfiguration_liveworkstreamid",
      "msdyn_msdyn_ocbotchannelregistration_msdyn_ocbotchannelregistrationsecret_ocbotchannelregistrationid",
      "msdyn_msdyn_ocbotchannelregistration_msdyn_occustommessagingchannel_custombotchannelregistration",
    ]);
  });
});

describe("table sources", () => {
  it("say where each table and each column was read, or that it is assumed", () => {
    for (const table of all) {
      expect(unknownKeys(table.source), table.logicalName).to.deep.equal([]);
      for (const [column, { source }] of Object.entries(table.columns)) {
        expect(unknownKeys(source), `${table.logicalName}.${column}`).to.deep.equal([]);
        expect(source, `${table.logicalName}.${column}`).to.match(/^(assumed: .|[^;]+(; assumed: .+)?$)/);
      }
    }
  });

  it("are explained once and used somewhere", () => {
    const used = new Set(
      [
        ...all.map((table) => table.source),
        ...all.flatMap((table) => Object.values(table.columns).map((column) => column.source)),
        ...Object.values(choices).map((choice) => choice.source),
      ].flatMap(sourceKeys),
    );
    expect([...used].sort()).to.deep.equal(Object.keys(sources).sort());
  });

  it("are split into keys, and an assumed fact has none", () => {
    expect(sourceKeys("CE-B, DUMP; assumed: length")).to.deep.equal(["CE-B", "DUMP"]);
    expect(sourceKeys("assumed: by analogy, not read")).to.deep.equal([]);
    expect(unknownKeys("")).to.deep.equal([""]);
  });
});

describe("table columns", () => {
  it("have defaults that their own limits allow", () => {
    for (const table of all) {
      for (const [name, column] of Object.entries(table.columns)) {
        const at = `${table.logicalName}.${name}`;
        if (column.type === "Picklist" && column.default !== undefined) {
          expect(Object.keys(column.options), at).to.include(`${column.default}`);
        }
        if (column.type === "Integer") expect(column.min, at).to.be.lessThan(column.max);
      }
    }
  });

  it("are required of a caller only where the sources say so", () => {
    const demanded = all.flatMap((table) =>
      Object.entries(table.columns)
        .filter(([name, column]) => column.required === "SystemRequired" && !filledByPlatform.has(name))
        .filter(([name, column]) => name !== table.primaryId && !("default" in column))
        .map(([name]) => `${table.logicalName}.${name}`),
    );
    expect(demanded.sort()).to.deep.equal([
      "businessunit.name",
      "msdyn_capacityprofile.msdyn_uniquename",
      "msdyn_decisioncontract.msdyn_uniquename",
      "msdyn_decisionruleset.msdyn_uniquename",
      "msdyn_notificationtemplate.msdyn_uniquename",
      "msdyn_ocruleitem.msdyn_priority",
      "msdyn_routingconfiguration.msdyn_uniquename",
      "msdyn_routingconfigurationstep.msdyn_uniquename",
      "msdyn_sessiontemplate.msdyn_uniquename",
      "organization.name",
      "queue.name",
      "solution.friendlyname",
      "solution.uniquename",
      "solution.version",
      "team.name",
    ]);
  });
});
