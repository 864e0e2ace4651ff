import { expect } from "chai";
import { withSandbox } from "../../support/sandbox.ts";

const formatted = "OData.Community.Display.V1.FormattedValue";

describe("patterns of annotations", () => {
  const sandbox = withSandbox();

  /** Terms of the annotations in the row of the first queue. */
  const termsFor = async (pattern: string): Promise<{ readonly status: number; readonly terms: readonly string[] }> => {
    const response = await fetch(`${sandbox().url}/api/data/v9.2/queues?$select=msdyn_isdefaultqueue&$top=1`, {
      headers: { Prefer: `odata.include-annotations="${pattern}"` },
    });
    const { value = [] } = (await response.json()) as { readonly value?: readonly object[] };
    const terms = Object.keys(value[0] ?? {}).flatMap((name) => name.split("@").slice(1));
    return { status: response.status, terms: terms.filter((term) => term !== "odata.etag") };
  };

  for (const [pattern, terms] of [
    [formatted, [formatted]],
    ["OData.Community.*", [formatted]],
    ["*.FormattedValue", [formatted]],
    ["OData.*.V1.*", [formatted]],
    ["Microsoft.*", []],
    ["OData*OData.Community.Display.V1.FormattedValue", []],
    ["OData-Community*", []],
    ["*startswith(name,'", []],
    ["*[", []],
    ["\\", []],
    [`${"*a".repeat(2000)}*b`, []],
  ] as const) {
    it(`fit by their stars alone: ${pattern.slice(0, 50)}`, async () => {
      expect(await termsFor(pattern)).to.deep.equal({ status: 200, terms });
    });
  }
});
