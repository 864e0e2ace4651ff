import { expect } from "chai";
import { commandLineErrorCodes, errorCodes, installationErrorCodes } from "../../provider/error-codes.ts";
import { checkFailureCodes } from "../../schema/check-failure-codes.ts";
import { sourcesBelow, textOf } from "./source-tree.ts";

const document = "docs/errors.md";
const lists = ["schema/check-failure-codes.ts", "provider/error-codes.ts"];
const sources = sourcesBelow("provider", "schema", "examples").filter(
  (path) => !path.startsWith("provider/sandbox/") && !lists.includes(path),
);
const isCommandLine = (path: string): boolean => /^(provider\/cli|examples\/runner)\//.test(path);

/** Codes of one table, in its order. */
function explained(title: string): string[] {
  const section = textOf(document).split(`## ${title}\n`)[1]?.split("\n## ")[0] ?? "";
  return [...section.matchAll(/^\| `([^`]+)` +\|/gm)].map(([, code = ""]) => code);
}

/** The codes that none of these files writes, as a text or in brackets. */
function unwritten(codes: readonly string[], paths: readonly string[]): string[] {
  const text = paths.map(textOf).join("\n");
  return codes.filter((code) => !text.includes(`"${code}"`) && !text.includes(`[${code}]`));
}

/** The compiler lets no error have a code that its list lacks. */
describe("the page of codes", () => {
  it("explains every code, and no other", () => {
    expect(explained("Checks")).to.deep.equal([...checkFailureCodes].sort());
    expect(explained("Errors")).to.deep.equal([...errorCodes].sort());
    expect(explained("Errors of the command line")).to.deep.equal([...commandLineErrorCodes].sort());
    expect(explained("Errors of the installation")).to.deep.equal([...installationErrorCodes].sort());
  });

  it("names none that nothing reports", () => {
    const provider = sources.filter((path) => !isCommandLine(path));
    expect(unwritten([...checkFailureCodes, ...errorCodes, ...installationErrorCodes], provider)).to.deep.equal([]);
    expect(unwritten(commandLineErrorCodes, sources.filter(isCommandLine))).to.deep.equal([]);
  });

  it("has each code that a text writes in brackets", () => {
    const known: readonly string[] = [
      ...checkFailureCodes,
      ...errorCodes,
      ...commandLineErrorCodes,
      ...installationErrorCodes,
    ];
    const bracketed = sources.flatMap((path) => [
      ...textOf(path).matchAll(/ \[([a-z]+(?:-[a-z]+)+|configuration)\]["`]/g),
    ]);
    expect(bracketed.map(([, code = ""]) => code).filter((code) => !known.includes(code))).to.deep.equal([]);
  });
});
