import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { basename, join } from "node:path";
import { expect } from "chai";
import ts from "typescript";
import { filesBelow, linesMatching, literalText, placesOf, root, sourcesBelow, textOf } from "./source-tree.ts";

const sources = sourcesBelow("provider", "schema", "release", "tests", "examples").filter((path) => !isGenerated(path));

describe("source files", () => {
  it("stay below 400 lines", () => {
    expect(longerThan(sources, 400)).to.deep.equal([]);
  });

  it("are named in kebab case, after what they hold", () => {
    const odd = sources.filter(
      (path) => !/^[a-z0-9]+([.-][a-z0-9]+)*\.ts$/.test(basename(path)) || /\b(utils?|helpers?|common)\b/.test(path),
    );
    expect(odd).to.deep.equal([]);
  });

  it("leave no notes about work to be done", () => {
    const texts = filesBelow("provider", "schema", "release", "tests", "examples").filter((path) =>
      /\.(ts|md|txt|json)$/.test(path),
    );
    expect(linesMatching(texts, /\b(TO[D]O|FIX[M]E|HAC[K]|XX[X])\b/)).to.deep.equal([]);
  });

  it("name columns and tables of Dataverse only where the mapping is written", () => {
    const free = ["provider/resources/", "provider/rows/", "provider/routing/", "provider/sandbox/", "schema/tables/"];
    const others = filesBelow("provider", "schema", "release", "examples").filter(
      (path) => !free.some((folder) => path.startsWith(folder)),
    );
    const named = [
      ...placesOf(
        others.filter((path) => path.endsWith(".ts")),
        (node) => (ts.isIdentifier(node) ? node.text : (literalText(node) ?? "")).includes("msdyn_"),
      ),
      ...linesMatching(
        others.filter((path) => /\.(md|txt|json)$/.test(path)),
        /msdyn_/,
      ),
    ];
    expect(named).to.deep.equal([]);
  });
});

describe("tracked files", () => {
  it("name no place of one machine", () => {
    const tracked = execFileSync("git", ["ls-files", "-z"], { cwd: root, encoding: "utf8" }).split("\0");
    const texts = tracked.filter(
      (path) => /\.(ts|js|md|txt|json|ya?ml|sh|mod)$/.test(path) && existsSync(join(root, path)),
    );
    expect(
      linesMatching(texts, /(?<![\w./$}-])\/(wor[k]|roo[t]|home\/\w+|Users\/\w+)\/|[A-Z]:\\Users\\/),
    ).to.deep.equal([]);
  });
});

/** Nobody edits these. */
function isGenerated(path: string): boolean {
  return path.startsWith("provider/sdk/generated/");
}

function longerThan(paths: readonly string[], limit: number): string[] {
  return paths
    .map((path) => ({ path, lines: textOf(path).split("\n").length - 1 }))
    .filter(({ lines }) => lines >= limit)
    .map(({ path, lines }) => `${path} has ${lines} lines`);
}
