import { expect } from "chai";
import { checkFailureCodes } from "../../schema/check-failure-codes.ts";
import { sourcesBelow, textOf } from "./source-tree.ts";

const document = "docs/errors.md";
const sources = sourcesBelow("provider", "schema", "examples").filter((path) => !path.startsWith("provider/sandbox/"));
const isCommandLine = (path: string): boolean => /^(provider\/cli|examples\/runner)\//.test(path);

/** Codes of one table, in its order. */
function explained(title: string): string[] {
  const section = textOf(document).split(`## ${title}\n`)[1]?.split("\n## ")[0] ?? "";
  return [...section.matchAll(/^\| `([^`]+)` +\|/gm)].map(([, code = ""]) => code);
}

/** Codes that stand in the sources, an error's before what happened. */
function written(paths: readonly string[], pattern: RegExp): string[] {
  const found = paths.flatMap((path) => [...textOf(path).matchAll(pattern)].map(([, code = ""]) => code));
  return [...new Set(found)].sort();
}

const ofErrors = /\bcode: "([a-z-]+)",\s*what:/g;
const ofSentences = /\[([a-z]+-[a-z-]+)\]\. /g;
const ofAny = /\bcode: "([a-z-]+)"/g;

describe("the page of codes", () => {
  it("explains every code of a failed check, and no other", () => {
    expect(explained("Checks")).to.deep.equal([...checkFailureCodes].sort());
  });

  it("explains every code of an error, and no other", () => {
    const provider = sources.filter((path) => !isCommandLine(path));
    expect(explained("Errors")).to.deep.equal(written(provider, ofErrors));
    expect(explained("Errors of the command line")).to.deep.equal(written(sources.filter(isCommandLine), ofErrors));
  });

  it("explains every code of an installation that does not work, and no other", () => {
    expect(explained("Errors of the installation")).to.deep.equal(written(sources, ofSentences));
  });

  it("leaves no code out, however it is written", () => {
    const known = ["Checks", "Errors", "Errors of the command line"].flatMap(explained);
    expect(written(sources, ofAny).filter((code) => !known.includes(code))).to.deep.equal([]);
  });

  it("names no check that nothing reports", () => {
    const texts = sources
      .filter((path) => path !== "schema/check-failure-codes.ts")
      .map(textOf)
      .join("\n");
    expect(checkFailureCodes.filter((code) => !texts.includes(`"${code}"`))).to.deep.equal([]);
  });
});
