import { expect } from "chai";
import { readFileSync } from "node:fs";
import { Client } from "./client.ts";
import { isRealEnvironment, withEnvironment } from "./environment.ts";

const page = readFileSync(new URL("../../docs/sandbox.md", import.meta.url), "utf8");

/** The names marked with this word in the table below a heading. */
function named(heading: string, word: "done" | "refused"): string[] {
  const section = page.split(`\n### ${heading}\n`)[1]?.split("\n##")[0] ?? "";
  return [...section.matchAll(/^\| `(\w+)` +\| (done|refused) +\|$/gm)]
    .filter(([, , said]) => said === word)
    .map(([, name = ""]) => name);
}

const code = "sandbox-not-implemented";

/** The page describes the sandbox, not a real environment. */
if (!isRealEnvironment) {
  describe("the page about the sandbox", () => {
    const environment = withEnvironment();
    const codeOf = async (method: string, path: string): Promise<string> =>
      (await new Client(environment()).send(method, path)).code;
    const unlike = async (
      names: readonly string[],
      path: (name: string) => string,
      wanted: boolean,
    ): Promise<string[]> => {
      const codes = await Promise.all(names.map((name) => codeOf("GET", path(name))));
      return names.filter((_, at) => (codes[at] === code) !== wanted);
    };

    it("names query functions as done and as refused as they are", async () => {
      const filter = (name: string): string =>
        `queues?$filter=Microsoft.Dynamics.CRM.${name}(PropertyName='createdon')`;
      const [done, refused] = [named("Query functions", "done"), named("Query functions", "refused")];
      expect(done).to.include.members("Today LastXDays LastXHours OnOrAfter Between In NotIn EqualUserId".split(" "));
      expect(refused).to.include.members(["Under", "ThisFiscalYear", "EqualUserTeams"]);
      expect(await unlike(done, filter, false)).to.deep.equal([]);
      expect(await unlike(refused, filter, true)).to.deep.equal([]);
    });

    it("names messages as done and as refused as they are", async () => {
      const [done, refused] = [named("Messages", "done"), named("Messages", "refused")];
      expect(done).to.include.members(["WhoAmI", "RetrieveTotalRecordCount", "RetrieveCurrentOrganization"]);
      expect(refused).to.include.members(["PublishXml", "RetrieveSetting"]);
      expect(await unlike(refused, (name) => name, true)).to.deep.equal([]);
      const functions = done.filter((name) => /^(?:WhoAmI|Retrieve|GetComponent)/.test(name));
      expect(await unlike(functions, (name) => name, false)).to.deep.equal([]);
    });

    it("names as done the functions and actions that the metadata document declares", async () => {
      const { text } = await new Client(environment()).get("$metadata", { Accept: "application/xml" });
      const declared = [...text.matchAll(/<(?:Function|Action) Name="(\w+)"/g)].map(([, name = ""]) => name);
      expect([...new Set(declared)].toSorted()).to.deep.equal(named("Messages", "done").toSorted());
    });

    it("lists the tables that the service document lists", async () => {
      const sets = [...page.matchAll(/^\| `\w+` +\| `(\w+)` +\| [^|]+\|$/gm)].map(([, set]) => set);
      const served = (await new Client(environment()).rows("")).map((row) => row["name"]);
      expect(sets.toSorted()).to.deep.equal(served.toSorted());
    });
  });
}
