import { expect } from "chai";
import {
  BadResponseError,
  RowExistsError,
  RowMissingError,
  UnknownTableError,
  VersionMismatchError,
} from "../../../provider/dataverse/errors.ts";
import { equals } from "../../../provider/dataverse/filter.ts";
import { ROOT, ROW, bench, failure, workstreams } from "./fixtures.ts";
import { refusal, startScriptedServer } from "./scripted-server.ts";
import type { ScriptedServer } from "./scripted-server.ts";

const METADATA = {
  value: [
    {
      LogicalName: "msdyn_liveworkstream",
      IsOptimisticConcurrencyEnabled: true,
      Attributes: [
        { LogicalName: "msdyn_name", IsSecured: false },
        { LogicalName: "msdyn_secret", IsSecured: true },
        { LogicalName: "solutionid", IsSecured: false },
      ],
    },
  ],
};
const METADATA_REQUEST =
  `GET ${ROOT}EntityDefinitions?$select=LogicalName,IsOptimisticConcurrencyEnabled` +
  "&$filter=LogicalName eq 'msdyn_liveworkstream'&$expand=Attributes($select=LogicalName,IsSecured)";
const MISSING = refusal(404, "0x80040217", `Entity 'msdyn_liveworkstream' With Id = ${ROW} Does Not Exist`);

describe("dataverse client", () => {
  let server: ScriptedServer;
  beforeEach(async () => {
    server = await startScriptedServer();
  });
  afterEach(() => server.close());

  describe("headers", () => {
    it("sends those of every request", async () => {
      server.answer({ status: 200, json: { msdyn_name: "A" } });
      await bench(server.url).client.retrieve(workstreams, ROW, { select: ["msdyn_name"] });
      const headers = server.seen[0]?.headers ?? {};
      expect(headers.authorization).to.equal("Bearer token-of-the-test");
      expect(headers.accept).to.equal("application/json");
      expect(headers["odata-maxversion"]).to.equal("4.0");
      expect(headers["odata-version"]).to.equal("4.0");
      expect(headers["if-none-match"]).to.equal("null");
      expect(headers["user-agent"]).to.equal("pulumi-dynamics365/test");
      expect(headers["x-ms-client-request-id"]).to.match(/^[0-9a-f-]{36}$/);
    });

    it("gives every request an id of its own", async () => {
      server.answer(MISSING, MISSING);
      const { client } = bench(server.url);
      await client.retrieve(workstreams, ROW, { select: [] });
      await client.retrieve(workstreams, ROW, { select: [] });
      const ids = server.seen.map((seen) => seen.headers["x-ms-client-request-id"]);
      expect(new Set(ids).size).to.equal(2);
    });
  });

  describe("retrieve", () => {
    it("asks for the columns and lookups named", async () => {
      server.answer({ status: 200, json: { msdyn_name: "Support", "@odata.etag": 'W/"1"' } });
      const query = { select: ["msdyn_name"], expand: { msdyn_queue: ["name"] } };
      const row = await bench(server.url).client.retrieve(workstreams, ROW, query);
      expect(row).to.deep.equal({ msdyn_name: "Support", "@odata.etag": 'W/"1"' });
      expect(server.log()).to.deep.equal([
        `GET ${ROOT}msdyn_liveworkstreams(${ROW})?$select=msdyn_name&$expand=msdyn_queue($select=name)`,
      ]);
    });

    it("says missing where the service proves it", async () => {
      server.answer(MISSING);
      expect(await bench(server.url).client.retrieve(workstreams, ROW, { select: [] })).to.equal(undefined);
    });

    it("does not take another row's absence for its own", async () => {
      const other = "Entity 'queue' With Id = 99999999-0000-0000-0000-000000000000 Does Not Exist";
      server.answer(refusal(404, "0x80040217", other), refusal(404, "0x80040217", other));
      const { client } = bench(server.url);
      const read = await failure(client.retrieve(workstreams, ROW, { select: [] }), RowMissingError);
      const removal = await failure(client.delete(workstreams, ROW), RowMissingError);
      expect([read.why, removal.why]).to.deep.equal([`${other} (0x80040217)`, `${other} (0x80040217)`]);
    });

    it("does not take another row for its own, which a cache on the way may answer with", async () => {
      const columns = { msdyn_liveworkstreamid: "99999999-0000-0000-0000-000000000000", a: 1 };
      server.answer({ status: 200, json: columns }, { status: 200, json: columns }, { status: 201, json: columns });
      const { client } = bench(server.url);
      const query = { select: ["a"] };
      for (const answered of [
        client.retrieve(workstreams, ROW, query),
        client.updateAndShow(workstreams, ROW, {}, ["a"]),
        client.createAndShow(workstreams, ROW, {}, query),
      ]) {
        expect((await failure(answered, BadResponseError)).why).to.equal(
          "It holds the row 99999999-0000-0000-0000-000000000000, not the one that it was asked for.",
        );
      }
    });

    it("takes its own row in whatever letters the service writes its id", async () => {
      const id = "AAAAAAAA-0000-0000-0000-00000000000F";
      const columns = { msdyn_liveworkstreamid: id.toLowerCase() };
      server.answer({ status: 200, json: columns });
      expect(await bench(server.url).client.retrieve(workstreams, id, { select: [] })).to.deep.equal(columns);
    });

    it("does not take an unknown table for a missing row", async () => {
      server.answer(refusal(404, "0x80060888", "Resource not found for the segment 'msdyn_liveworkstreams'."));
      const error = await failure(
        bench(server.url).client.retrieve(workstreams, ROW, { select: [] }),
        UnknownTableError,
      );
      expect(error.code).to.equal("unknown-table");
    });

    for (const [name, step] of [
      ["a web page", { status: 404, text: "<html>Not found</html>" }],
      ["an empty body", { status: 404 }],
      ["a code that says nothing", refusal(404, "", "Not found")],
      ["a redirect", { status: 302, headers: { Location: "https://login.example/" } }],
    ] as const) {
      it(`concludes nothing from a 404 or redirect with ${name}`, async () => {
        server.answer(step);
        const error = await failure(
          bench(server.url).client.retrieve(workstreams, ROW, { select: [] }),
          BadResponseError,
        );
        expect(error.status).to.equal(step === undefined ? 0 : "status" in step ? step.status : 404);
        expect(server.seen.length).to.equal(1);
      });
    }

    for (const [name, text] of [
      ["a web page", "<html>Sign in</html>"],
      ["broken JSON", '{"msdyn_name": "Supp'],
      ["a list", "[]"],
      ["nothing", ""],
    ] as const) {
      it(`refuses ${name} with status 200`, async () => {
        server.answer({ status: 200, text });
        const error = await failure(
          bench(server.url).client.retrieve(workstreams, ROW, { select: [] }),
          BadResponseError,
        );
        expect(error.code).to.equal("bad-answer");
      });
    }

    it("sends nothing for an id that is no GUID", async () => {
      const promise = bench(server.url).client.retrieve(workstreams, "x)/$ref", { select: [] });
      expect((await failure(promise, Error)).message).to.contain("[invalid-id]");
      expect(server.seen.length).to.equal(0);
    });
  });

  describe("list", () => {
    it("follows the links to further pages as they are", async () => {
      const next = `${server.url}${ROOT}msdyn_liveworkstreams?$select=a&$skiptoken=%3Ccookie%20pagenumber=%222%22%20/%3E`;
      server.answer(
        { status: 200, json: { value: [{ a: 1 }], "@odata.nextLink": next } },
        { status: 200, json: { value: [{ a: 2 }] } },
      );
      const rows = await bench(server.url).client.list(workstreams, {
        select: ["a"],
        filter: equals("msdyn_name", "O'Brien & Co"),
        orderBy: "msdyn_name asc",
      });
      expect(rows).to.deep.equal([{ a: 1 }, { a: 2 }]);
      expect(server.seen.map((seen) => seen.url)).to.deep.equal([
        `${ROOT}msdyn_liveworkstreams?$select=a&$filter=msdyn_name%20eq%20%27O%27%27Brien%20%26%20Co%27&$orderby=msdyn_name%20asc`,
        next.slice(server.url.length),
      ]);
    });

    it("names a table that the service named as far as a name goes", async () => {
      server.answer({ status: 200, json: { value: [{ LogicalName: "t".repeat(50_000), Attributes: 1 }] } });
      const error = await failure(bench(server.url).client.tableMetadata(workstreams), BadResponseError);
      expect(error.why).to.equal(`It lists no columns of ${"t".repeat(200)}….`);
    });

    it("never carries the token to another host", async () => {
      const next = "http://127.0.0.2/api/data/v9.2/accounts";
      server.answer({ status: 200, json: { value: [], "@odata.nextLink": next } });
      const error = await failure(bench(server.url).client.list(workstreams, { select: ["a"] }), BadResponseError);
      expect(error.why).to.equal("Its link to the next page leaves the environment.");
      expect(server.seen.length).to.equal(1);
    });

    it("never lets a link to the next page replace the token or leave the Web API", async () => {
      const links = [
        `${server.url.replace("//", "//user:password@")}${ROOT}accounts`,
        `${server.url}${ROOT}%2e%2e/%2e%2e/elsewhere`,
        `${server.url}@contoso.invalid${ROOT}accounts`,
        ` ${server.url}${ROOT}accounts`,
        `${server.url}${ROOT}accounts\r\nX-Injected: 1`,
        `${server.url}\\@contoso.invalid${ROOT}accounts`,
        `http:${server.url.slice("http://".length)}${ROOT}accounts`,
      ];
      for (const next of links) {
        server.answer({ status: 200, json: { value: [], "@odata.nextLink": next } });
        const error = await failure(bench(server.url).client.list(workstreams, { select: ["a"] }), BadResponseError);
        expect(error.why).to.equal("Its link to the next page leaves the environment.");
      }
      expect(server.seen.length).to.equal(links.length);
    });

    it("does not run in circles", async () => {
      const next = `${server.url}${ROOT}msdyn_liveworkstreams?page=2`;
      const page = { status: 200, json: { value: [{ a: 1 }], "@odata.nextLink": next } };
      server.answer(page, page);
      const error = await failure(bench(server.url).client.list(workstreams, { select: ["a"] }), BadResponseError);
      expect(error.why).to.equal("Its link to the next page leads back.");
      expect(server.seen.length).to.equal(2);
    });

    it("takes an answer without a list for no answer, not for an empty list", async () => {
      server.answer({ status: 200, json: {} });
      const error = await failure(bench(server.url).client.list(workstreams, { select: ["a"] }), BadResponseError);
      expect(error.why).to.equal("It holds no list of rows.");
    });
  });

  describe("create", () => {
    it("is refused where the id is taken", async () => {
      server.answer({ status: 204 }, refusal(412, "0x80040237", "A record with matching key values already exists."));
      const { client } = bench(server.url);
      await client.create(workstreams, ROW, { msdyn_name: "Ä" });
      const error = await failure(client.create(workstreams, ROW, {}), RowExistsError);
      expect(error.serviceCode).to.equal("0x80040237");
      expect(server.log()[0]).to.equal(`PATCH ${ROOT}msdyn_liveworkstreams(${ROW})`);
      expect(server.seen[0]?.headers["if-none-match"]).to.equal("*");
      expect(server.seen[0]?.headers["content-type"]).to.equal("application/json");
      expect(server.seen[0]?.body).to.equal('{"msdyn_name":"Ä"}');
    });
  });

  describe("update", () => {
    it("never creates: without a version it demands that the row exists", async () => {
      server.answer({ status: 204 });
      await bench(server.url).client.update(workstreams, ROW, { msdyn_name: "B" });
      expect(server.seen[0]?.headers["if-match"]).to.equal("*");
      expect(server.seen[0]?.headers["if-none-match"]).to.equal(undefined);
    });

    it("sends the version where the table keeps versions, asking once", async () => {
      server.answer(
        { status: 200, json: METADATA },
        { status: 204 },
        refusal(412, "0x80060882", "The version differs."),
      );
      const { client } = bench(server.url);
      await client.update(workstreams, ROW, { a: 1 }, { ifMatch: 'W/"7"' });
      const error = await failure(
        client.update(workstreams, ROW, { a: 1 }, { ifMatch: 'W/"7"' }),
        VersionMismatchError,
      );
      expect(error.code).to.equal("version-mismatch");
      expect(server.log()[0]).to.equal(METADATA_REQUEST);
      expect(server.seen.slice(1).map((seen) => seen.headers["if-match"])).to.deep.equal(['W/"7"', 'W/"7"']);
    });

    it("leaves the version out where the table keeps none", async () => {
      const without = { value: [{ ...METADATA.value[0], IsOptimisticConcurrencyEnabled: false }] };
      server.answer({ status: 200, json: without }, { status: 204 });
      await bench(server.url).client.update(workstreams, ROW, { a: 1 }, { ifMatch: 'W/"7"' });
      expect(server.seen[1]?.headers["if-match"]).to.equal("*");
    });

    it("says that a row is missing", async () => {
      server.answer(MISSING);
      const error = await failure(bench(server.url).client.update(workstreams, ROW, {}), RowMissingError);
      expect(error.what).to.equal(`Could not update workstream ${ROW}: it, or a row that it refers to, does not exist`);
    });
  });

  describe("delete", () => {
    it("tells deleted from missing", async () => {
      server.answer({ status: 204 }, MISSING);
      const { client } = bench(server.url);
      expect(await client.delete(workstreams, ROW)).to.equal("deleted");
      expect(await client.delete(workstreams, ROW)).to.equal("missing");
      expect(server.seen[0]?.headers["if-match"]).to.equal(undefined);
    });

    it("sends the version where there is one", async () => {
      server.answer({ status: 200, json: METADATA }, { status: 204 });
      await bench(server.url).client.delete(workstreams, ROW, { ifMatch: 'W/"9"' });
      expect(server.seen[1]?.headers["if-match"]).to.equal('W/"9"');
    });
  });

  describe("metadata", () => {
    it("tells secured columns and an unknown table, asking once for many at a time", async () => {
      server.answer({ status: 200, json: METADATA });
      const { client } = bench(server.url);
      const [first, second] = await Promise.all([client.tableMetadata(workstreams), client.tableMetadata(workstreams)]);
      expect(first?.columns.get("msdyn_secret")).to.deep.equal({ logicalName: "msdyn_secret", isSecured: true });
      expect(first?.optimisticConcurrency).to.equal(true);
      expect(second).to.equal(first);
      server.answer({ status: 200, json: { value: [] } });
      expect(await client.tableMetadata({ ...workstreams, logicalName: "msdyn_none" })).to.equal(undefined);
      expect(server.seen.length).to.equal(2);
    });

    it("does not remember a failure", async () => {
      server.answer(refusal(500, "0x80040216", "An unexpected error occurred."), { status: 200, json: METADATA });
      const { client } = bench(server.url);
      expect((await failure(client.tableMetadata(workstreams), Error)).message).to.contain("[service-unavailable]");
      expect((await client.tableMetadata(workstreams))?.columns.size).to.equal(3);
    });
  });

  describe("solution", () => {
    it("is named on writes to tables that can join one, and never on reads", async () => {
      const unaware = { value: [{ ...METADATA.value[0], Attributes: [{ LogicalName: "name", IsSecured: false }] }] };
      server.answer(
        { status: 200, json: METADATA },
        { status: 204 },
        { status: 200, json: unaware },
        { status: 204 },
        MISSING,
      );
      const { client } = bench(server.url, { solution: "Contoso" });
      await client.create(workstreams, ROW, {});
      await client.create({ ...workstreams, logicalName: "other" }, ROW, {});
      await client.retrieve(workstreams, ROW, { select: [] });
      expect(server.seen.map((seen) => seen.headers["mscrm.solutionuniquename"])).to.deep.equal([
        undefined,
        "Contoso",
        undefined,
        undefined,
        undefined,
      ]);
    });
  });

  describe("whoAmI and functions", () => {
    it("asks once who is signed in", async () => {
      const [user, organization] = ["AAAAAAAA-0000-0000-0000-000000000001", "BBBBBBBB-0000-0000-0000-000000000002"];
      server.answer({ status: 200, json: { UserId: user, OrganizationId: organization, BusinessUnitId: "B" } });
      const { client } = bench(server.url);
      const known = { organizationId: organization.toLowerCase(), userId: user.toLowerCase() };
      expect([await client.whoAmI(), await client.whoAmI()]).to.deep.equal([known, known]);
      expect(server.log()).to.deep.equal([`GET ${ROOT}WhoAmI`]);
    });

    it("knows nobody by ids that are none", async () => {
      server.answer({ status: 200, json: { UserId: "", OrganizationId: "" } });
      const error = await failure(bench(server.url).client.whoAmI(), BadResponseError);
      expect(error.why).to.equal("It names no organization and user.");
    });

    it("writes text quoted and ids bare in a function's parameters", async () => {
      server.answer({ status: 200, json: { FICSubject: "s" } });
      const row = await bench(server.url).client.call("GetComponentManagedIdentityFIC", {
        ComponentName: "it's",
        ComponentId: ROW,
      });
      expect(row).to.deep.equal({ FICSubject: "s" });
      expect(server.log()).to.deep.equal([
        `GET ${ROOT}GetComponentManagedIdentityFIC(ComponentName='it''s',ComponentId=${ROW})`,
      ]);
    });
  });
});
