import { expect } from "chai";
import { readFileSync } from "node:fs";
import {
  startSandbox,
  switchFacts,
  tokens,
  type Row,
  type Sandbox,
  type Switches,
  type SandboxSeed,
} from "../../../provider/sandbox/index.ts";
import { identifier } from "../../../provider/sandbox/identity/identifiers.ts";
import { organizationFacts } from "../../../provider/sandbox/seed/organizations.ts";
import { seedRows } from "../../../provider/sandbox/seed/rows.ts";
import { users } from "../../../provider/sandbox/seed/users.ts";
import { sandboxSeed } from "../../../schema/sandbox-seed.ts";
import { builtInIds } from "./built-in-ids.ts";

const guid = "5a0e3f0c-7d1b-4c55-9a77-0c1d2e3f4a5b";

const everything: SandboxSeed = sandboxSeed.parse({
  queues: [
    { name: "Night shift", groupNumber: 7 },
    { id: guid.toUpperCase(), name: "Phones", type: "Voice" },
  ],
  skills: [{ name: "Danish" }],
  proficiencies: [
    { name: "Master", value: 4 },
    { name: "Good", value: 2, model: "Second model" },
  ],
  languages: [{ name: "Finnish - Finland", localeCode: "fi-FI", lcid: 1035 }],
  users: [
    { name: "Robin", userName: "robin@contoso.onmicrosoft.com", objectId: guid },
    { name: "Shop agent", botHandle: "shop", applicationId: guid, isDisabled: true },
  ],
  capacityProfiles: [{ name: "Night", uniqueName: "contoso_night", maxUnits: 5, blocksAssignment: true }],
  presences: [{ name: "On the phone", status: "BusyDnd", text: "Calls only" }],
  workstreams: [
    {
      name: "Web & more",
      distributionMode: "Pick",
      fallbackQueue: "night SHIFT",
      contextVariables: [{ name: "Tier" }, { name: "Age", type: "Number" }],
      rulesets: [
        {
          name: "Route",
          kind: "routeToQueue",
          rules: [
            {
              id: guid,
              name: 'A "first" <rule>',
              conditions: [
                { attribute: "liveworkitemcontext.Tier", value: "a & b" },
                { attribute: "liveworkitemcontext.Age", operator: "not-null" },
              ],
              queue: "VIP",
            },
            { name: "Rest", queue: guid },
          ],
        },
        {
          name: "Priorities",
          kind: "classification",
          rules: [{ name: "High", set: [{ attribute: "msdyn_ocliveworkitem.msdyn_priorityscore", value: "10" }] }],
        },
        { name: "Stored", kind: "classification", definition: '<decision version="1"><rules /></decision>' },
      ],
    },
  ],
});

describe("a seed of the sandbox", () => {
  let running: Sandbox[] = [];
  afterEach(async () => {
    await Promise.all(running.map((sandbox) => sandbox.close()));
    running = [];
  });
  const start = async (seed: SandboxSeed | boolean, organizations: 1 | 2 = 1): Promise<Sandbox> => {
    const sandbox = await startSandbox({ seed, organizations });
    running.push(sandbox);
    return sandbox;
  };
  const rowsOf = (sandbox: Sandbox, table: string, at = 0): readonly Row[] =>
    sandbox.organizations[at]?.rows(table) ?? [];
  const rowOf = (sandbox: Sandbox, table: string, column: string, value: unknown): Row =>
    rowsOf(sandbox, table).find((row) => row[column] === value) ?? {};
  const valuesOf = (row: Row, ...columns: string[]): unknown[] => columns.map((column) => row[column]);
  it("leaves the ids of the sandbox's own rows as they are in every version", () => {
    const ids = [...seedRows.map(({ table, id }) => `${table} ${id}`), ...users.map(([id]) => `systemuser ${id}`)];
    expect(ids).to.include.members(builtInIds);
    expect(organizationFacts(undefined, 2).map(({ id, businessUnitId }) => [id, businessUnitId])).to.deep.equal([
      [identifier("organization", "contoso"), identifier("businessunit", "contoso")],
      [identifier("organization", "contoso-test"), identifier("businessunit", "contoso-test")],
    ]);
  });

  it("is served over the Web API, each kind with its values", async () => {
    const sandbox = await start(everything);
    const list = async (query: string): Promise<unknown> => {
      const answer = await fetch(`${sandbox.url}/api/data/v9.2/${query}`, {
        headers: { Authorization: `Bearer ${tokens.administrator}` },
      });
      const { value } = (await answer.json()) as { value: Record<string, unknown>[] };
      return value.map(({ "@odata.etag": _etag, ...row }) => Object.values(row));
    };
    expect(
      await list("queues?$select=name,msdyn_queuetype,msdyn_priority&$filter=name eq 'Night shift'"),
    ).to.deep.equal([["Night shift", 192350000, 7, rowOf(sandbox, "queue", "name", "Night shift")["queueid"]]]);
    expect(await list("characteristics?$select=name&$orderby=name")).to.have.length(3);
    const first: Readonly<Record<string, string>> = {
      "msdyn_oclanguages?$select=msdyn_localecode&$filter=msdyn_localeid eq 1035": "fi-FI",
      "systemusers?$select=fullname&$filter=msdyn_bothandle eq 'shop'": "Shop agent",
      "msdyn_capacityprofiles?$select=msdyn_name&$filter=msdyn_uniquename eq 'contoso_night'": "Night",
      "msdyn_presences?$select=msdyn_name&$filter=msdyn_basepresencestatus eq 192360002": "On the phone",
      "ratingvalues?$select=name&$filter=ratingmodel/name eq 'Second model'": "Good",
      "queues?$select=name&$filter=msdyn_queuetype eq 192350002 and msdyn_isdefaultqueue eq false": "Phones",
    };
    for (const [query, value] of Object.entries(first))
      expect(await list(query), query).to.have.nested.property("[0][0]", value);
  });

  it("can be the one that the page about the sandbox shows", async () => {
    const page = readFileSync(new URL("../../../docs/sandbox.md", import.meta.url), "utf8");
    const shown = [...page.matchAll(/^```json\n(.*?)^```$/gms)].map(([, text = ""]) => JSON.parse(text) as unknown);
    const seed = sandboxSeed.parse(shown.find((each) => sandboxSeed.safeParse(each).success));
    const sandbox = await start(seed);
    expect(rowsOf(sandbox, "characteristic").map(({ name }) => name)).to.include("Danish");
    expect(rowsOf(sandbox, "msdyn_decisionruleset").map((row) => row["msdyn_name"])).to.deep.equal(["Made by hand"]);
  });

  it("is planted whatever the switches say", async () => {
    const rows = async (switches: Partial<Switches>): Promise<number> => {
      const sandbox = await startSandbox({ seed: everything, switches });
      running.push(sandbox);
      return rowsOf(sandbox, "msdyn_routingconfigurationstep").length;
    };
    for (const [name, facts] of Object.entries(switchFacts)) {
      const values: readonly (string | boolean)[] | "milliseconds" = facts.values;
      for (const value of values === "milliseconds" ? [] : values)
        expect(await rows({ [name]: value }), name).to.equal(3);
    }
  });

  it("gives a row without an id the same one in every start, wherever it stands in the seed", async () => {
    const ids = async (seed: SandboxSeed): Promise<unknown[]> => {
      const sandbox = await start(seed);
      return Object.values(sandbox.snapshot())
        .flatMap((tables) => Object.entries(tables))
        .flatMap(([table, rows]) => rows.map((row) => `${table} ${JSON.stringify(row[`${table}id`])}`))
        .toSorted();
    };
    const reversed = Object.fromEntries(
      Object.entries(everything)
        .reverse()
        .map(([name, list]: [string, unknown]) => [name, Array.isArray(list) ? list.toReversed() : list]),
    );
    expect(await ids(everything))
      .to.deep.equal(await ids(everything))
      .and.deep.equal(await ids(sandboxSeed.parse(reversed)));
  });

  it("makes rows that the service would take", async () => {
    const sandbox = await start(everything);
    const builtIn = (await start(true)).snapshot()["Contoso"] ?? {};
    const made = Object.entries(sandbox.snapshot()["Contoso"] ?? {}).flatMap(([table, rows]) =>
      rows
        .filter((row) => builtIn[table]?.some((other) => other[`${table}id`] === row[`${table}id`]) !== true)
        .map((row) => ({ table, row })),
    );
    expect(made.map(({ table }) => table)).to.include.members(["queue", "msdyn_decisionruleset", "systemuser"]);
    for (const { table, row } of made) {
      const id = String(row[`${table}id`]);
      const after = sandbox.organizations[0]?.update(table, id, { ...row }) ?? {};
      expect({ ...after, modifiedon: "", modifiedby: "", versionnumber: 0 }).to.deep.equal({
        ...row,
        modifiedon: "",
        modifiedby: "",
        versionnumber: 0,
      });
    }
  });

  it("makes a workstream as the service leaves it, with the rules in the form in which they are stored", async () => {
    const sandbox = await start(everything);
    const workstream = rowOf(sandbox, "msdyn_liveworkstream", "msdyn_name", "Web & more");
    const id = workstream["msdyn_liveworkstreamid"];
    expect(
      valuesOf(workstream, "msdyn_streamsource", "msdyn_workdistributionmode", "msdyn_defaultqueue"),
    ).to.deep.equal([192350002, 192350001, rowOf(sandbox, "queue", "name", "Night shift")["queueid"]]);
    const contract = rowOf(
      sandbox,
      "msdyn_decisioncontract",
      "msdyn_decisioncontractid",
      workstream["msdyn_routingcontractid"],
    );
    expect(contract["msdyn_contractdefinition"])
      .to.include('<variable name="Tier" data-type="string"/>')
      .and.include('<variable name="Age" data-type="number"/>');
    const variables = rowsOf(sandbox, "msdyn_ocliveworkstreamcontextvariable");
    expect(
      variables.map((row) => valuesOf(row, "msdyn_name", "msdyn_datatype", "msdyn_liveworkstreamid")),
    ).to.deep.equal([
      ["Tier", 192350000, id],
      ["Age", 192350001, id],
    ]);
    const links = rowsOf(sandbox, "msdyn_liveworkstreamcapacityprofile");
    expect(links.map((row) => row["msdyn_workstream_id"])).to.deep.equal([id]);
    const steps = rowsOf(sandbox, "msdyn_routingconfigurationstep");
    expect(steps.map((row) => valuesOf(row, "msdyn_steporder", "msdyn_name", "msdyn_type"))).to.deep.equal([
      [1, "Priorities", 192350000],
      [2, "Stored", 192350000],
      [3, "Route", 192350002],
    ]);
    const vip = String(rowOf(sandbox, "queue", "name", "VIP")["queueid"]);
    const rest = /<rule id="([^"]+)" name="Rest">/;
    const route = String(rowOf(sandbox, "msdyn_decisionruleset", "msdyn_name", "Route")["msdyn_rulesetdefinition"]);
    expect(route.replace(rest, '<rule id="derived" name="Rest">')).to.equal(
      '<decision hit-policy="all" version="1"><rules>' +
        `<rule id="${guid}" name="A &quot;first&quot; &lt;rule&gt;"><logical operator="AND">` +
        '<condition operator="=="><lhs type="attribute">liveworkitemcontext.Tier</lhs><rhs type="staticvalue">a &amp; b</rhs></condition>' +
        '<condition operator="not-null"><lhs type="attribute">liveworkitemcontext.Age</lhs></condition></logical>' +
        `<action><setattribute><lhs type="attribute">assign_to.queue</lhs><rhs type="staticvalue">${vip}</rhs></setattribute></action></rule>` +
        '<rule id="derived" name="Rest">' +
        `<action><setattribute><lhs type="attribute">assign_to.queue</lhs><rhs type="staticvalue">${guid}</rhs></setattribute></action></rule>` +
        "</rules></decision>",
    );
    expect(rest.exec(route)?.[1]).to.match(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
  });

  it("takes the place of a row that the sandbox has, under its id or another", async () => {
    const before = await start(true);
    const idBefore = rowOf(before, "queue", "name", "Support")["queueid"];
    const same = await start({ queues: [{ name: "support", groupNumber: 9 }] });
    const support = rowsOf(same, "queue").filter((row) => /^support$/i.test(String(row["name"])));
    expect(support.map((row) => valuesOf(row, "queueid", "name", "msdyn_priority"))).to.deep.equal([
      [idBefore, "support", 9],
    ]);
    const other = await start({
      queues: [
        { id: guid, name: "Support" },
        { id: String(idBefore), name: "Help" },
      ],
    });
    const names = rowsOf(other, "queue").map((row) => valuesOf(row, "queueid", "name"));
    expect(names).to.deep.include.members([
      [guid, "Support"],
      [idBefore, "Help"],
    ]);
    expect(names).to.have.length(rowsOf(before, "queue").length + 1);
  });

  it("takes rows of one name where each has an id, as environments do", async () => {
    const sandbox = await start({ queues: [{ id: guid, name: "Night" }, { name: "Night" }] });
    expect(rowsOf(sandbox, "queue").filter(({ name }) => name === "Night")).to.have.length(2);
  });

  it("is planted in each organization, and again at a reset", async () => {
    const sandbox = await start({ skills: [{ name: "Danish" }] }, 2);
    const names = (at: number): unknown[] => rowsOf(sandbox, "characteristic", at).map(({ name }) => name);
    for (const at of [0, 1]) {
      expect(names(at)).to.include("Danish");
      const id = rowsOf(sandbox, "characteristic", at).find(({ name }) => name === "Danish")?.["characteristicid"];
      sandbox.organizations[at]?.remove("characteristic", String(id));
      expect(names(at)).not.to.include("Danish");
    }
    sandbox.reset();
    expect([names(0), names(1)].map((each) => each.includes("Danish"))).to.deep.equal([true, true]);
  });

  it("lets an application of it sign in as its user", async () => {
    const { deployer } = await import("../../../provider/sandbox/entra/seed.ts");
    const sandbox = await startSandbox({
      access: "strict",
      seed: { users: [{ id: guid, name: "Deployment", applicationId: deployer.clientId }] },
    });
    running.push(sandbox);
    const form = new URLSearchParams({
      grant_type: "client_credentials",
      client_id: deployer.clientId,
      client_secret: deployer.clientSecret,
      scope: `${sandbox.url}/.default`,
    });
    const authority = `${sandbox.url}/${sandbox.environment["ARM_TENANT_ID"] ?? ""}/oauth2/v2.0/token`;
    const token = (await (await fetch(authority, { method: "POST", body: form })).json()) as { access_token: string };
    const answer = await fetch(`${sandbox.url}/api/data/v9.2/WhoAmI`, {
      headers: { Authorization: `Bearer ${token.access_token}` },
    });
    expect(((await answer.json()) as { UserId: string }).UserId).to.equal(guid);
  });
});
