import { expect } from "chai";
import { withSandbox } from "../../support/sandbox.ts";

/** The sandbox answers one request at a time: whoever holds it up holds everybody up. */
describe("filters that nest deeply", () => {
  const sandbox = withSandbox();
  const ask = async (path: string) => {
    const response = await fetch(`${sandbox().url}/api/data/v9.2/${path}`);
    const answer = (await response.json()) as {
      readonly error?: { readonly message: string };
      readonly value?: unknown;
    };
    return { status: response.status, message: answer.error?.message, value: answer.value };
  };
  const filtered = (filter: string, set = "queues") => ask(`${set}?$filter=${encodeURIComponent(filter)}`);
  const tooDeep = { status: 400, message: "Recursion depth exceeded allowed limit.", value: undefined };

  for (const [title, filter] of [
    ["parentheses", `${"(".repeat(801)}name eq 'x'${")".repeat(801)}`],
    ["not", `${"not ".repeat(801)}(name eq 'x')`],
    ["not and parentheses", `${"not (".repeat(401)}name eq 'x'${")".repeat(401)}`],
    ["a path", `${"a/".repeat(801)}b eq 1`],
    ["minus", `msdyn_priority eq ${"-".repeat(801)}1`],
  ] as const) {
    it(`are refused where 800 levels are not enough: ${title}`, async () => {
      expect(await filtered(filter)).to.deep.equal(tooDeep);
    });
  }

  it("are answered where they are", async () => {
    const filter = `${"(".repeat(100)}name eq 'nobody'${")".repeat(100)}`;
    expect(await filtered(filter)).to.deep.equal({ status: 200, message: undefined, value: [] });
  });

  for (const filter of ["(".repeat(5000), `${"(".repeat(5000)}name eq 'x')`, "name eq 'x')", ")(", "name eq 1)("]) {
    it(`are refused where parentheses lack their other half: ${filter.length} characters, ${filter.slice(0, 12)}`, async () => {
      for (const set of ["queues", "EntityDefinitions"]) {
        expect(await filtered(filter, set)).to.deep.equal({
          status: 400,
          message: `Syntax error in '${filter}'. A parenthesis of the filter opens or closes none other.`,
          value: undefined,
        });
      }
    });
  }

  it("count no parenthesis of a text", async () => {
    const filter = `name eq '${"(".repeat(900)}' or name eq ')' or name eq 'notnot--'`;
    expect(await filtered(filter)).to.deep.equal({ status: 200, message: undefined, value: [] });
  });
});
