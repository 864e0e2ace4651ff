import { existsSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { switchFacts } from "../../provider/sandbox/switches.ts";
import { configurationKeys, settingFacts } from "../../schema/config.ts";
import { packedFiles } from "../support/packed-files.ts";
import { filesBelow, root, sourcesBelow, textOf } from "./source-tree.ts";

const documents = [
  ...[
    "README.md",
    "CONTRIBUTING.md",
    "CHANGELOG.md",
    "schema/tables/README.md",
    "tests/upgrade/README.md",
    "tests/lifecycle/long-lived/README.md",
  ],
  ...filesBelow("docs"),
];

describe("the documentation", () => {
  it("begins with a README of 200 lines at most", () => {
    expect(textOf("README.md").trimEnd().split("\n").length).to.be.within(50, 200);
  });

  it("says in a table why each dependency is there", () => {
    const rows = textOf("docs/dependencies.md")
      .split("\n")
      .filter((line) => line.startsWith("|"));
    const { dependencies, devDependencies } = JSON.parse(textOf("package.json")) as Record<
      string,
      Record<string, string>
    >;
    const unexplained = Object.keys({ ...dependencies, ...devDependencies }).filter(
      (name) => !rows.some((row) => row.includes(`\`${name}\``)),
    );
    expect(unexplained).to.deep.equal([]);
  });

  it("explains error codes that exist", () => {
    const section = textOf("README.md").split("## When something goes wrong")[1]!.split("\n## ")[0]!;
    const cells = [...section.matchAll(/^\| ([^|]+) \|/gm)].map(([, cell = ""]) => cell);
    const explained = cells.flatMap((cell) => [...cell.matchAll(/`([^`]+)`/g)].map(([, code]) => code));
    const sources = sourcesBelow("provider").map(textOf).join("\n");
    expect(explained).to.contain.members(["no-credentials", "app-id-taken"]);
    expect(explained.filter((code) => !sources.includes(`code: "${code}"`))).to.deep.equal([]);
  });

  it("names switches of the sandbox that exist, and every one of them", () => {
    const named = [...textOf("docs/not-proven.md").matchAll(/`([a-z][A-Za-z]+)`/g)].map(([, name]) => name);
    expect([...new Set(named)].sort()).to.deep.equal(
      Object.keys(switchFacts)
        .filter((name) => !notUncertain.includes(name))
        .sort(),
    );
  });

  it("lists every setting with its variables, the first that wins first", () => {
    const rows = textOf("docs/configuration.md")
      .split("\n")
      .map((line) => [...(/^\| `(\w+)` *\|([^|]*)\|/.exec(line) ?? [])].slice(1));
    const listed = rows.filter(([key = ""]) => (configurationKeys as string[]).includes(key));
    expect(listed.map(([key, cell = ""]) => [key, cell.match(/\w+(?=`)/g) ?? []])).to.deep.equal(
      configurationKeys.map((key) => [key, settingFacts[key].variables]),
    );
  });

  it("shows lines of the quickstart as the program", () => {
    const [, shown = ""] = /^```ts\n(.*?)^```$/ms.exec(textOf("README.md")) ?? [];
    expect(shown.length).to.be.greaterThan(0);
    expect(textOf("examples/quickstart/index.ts").replaceAll(/\n+/g, "\n")).to.contain(shown.replaceAll(/\n+/g, "\n"));
  });

  it("links to files, and to sections of them, that exist", () => {
    const lost = documents.flatMap((document) =>
      linksOf(document)
        .filter(
          ({ path, section }) => !existsSync(join(root, path)) || (section && !sectionsOf(path).includes(section)),
        )
        .map(({ path, section }) => `${document} links to ${path}${section === "" ? "" : `#${section}`}`),
    );
    expect(documents.flatMap(linksOf).length).to.be.greaterThan(50);
    expect(lost).to.deep.equal([]);
  });

  it("links to files that the package holds, so that links lead on from an installed package", () => {
    const held = packedFiles();
    // CONTRIBUTING is about the repository, and leads into its tests.
    const pages = held.filter((path) => path.endsWith(".md") && path !== "CONTRIBUTING.md");
    expect(pages).to.include.members(["README.md", "CHANGELOG.md", "schema/tables/README.md", ...filesBelow("docs")]);
    const lost = pages.flatMap((page) =>
      linksOf(page)
        .filter(({ path }) => !held.includes(path))
        .map(({ path }) => `${page} links to ${path}`),
    );
    expect(lost).to.deep.equal([]);
  });

  it("counts lines as the commands of the page do", () => {
    const linesOf = (path: string): string[] => textOf(path).trimEnd().split("\n");
    const plain = sourcesBelow("tests/bench/plain").flatMap(linesOf);
    const naming = plain.filter((line) => line.includes("msdyn_"));
    const counts = [...textOf("docs/generic-row.md").matchAll(/^\| Lines.*\| (\d+) +\| (\d+) +\|$/gm)];
    expect(counts.map(([, ours, plainly]) => [Number(ours), Number(plainly)])).to.deep.equal([
      [linesOf("tests/bench/ours/index.ts").length, plain.length],
      [0, naming.length],
    ]);
    expect(textOf("tests/bench/ours/index.ts")).not.to.include("msdyn_");
  });

  it("leads from the README to every page", () => {
    const reached = new Set(["README.md"]);
    for (const document of reached) {
      for (const { path } of linksOf(document)) if (documents.includes(path)) reached.add(path);
    }
    expect(documents.filter((document) => !reached.has(document))).to.deep.equal([]);
  });
});

/** Links within the repository, from its root; those to the page itself, too. */
function linksOf(document: string): { path: string; section: string }[] {
  return [...textOf(document).matchAll(/\]\(([^)#]*)#?([^)]*)\)/g)]
    .filter(([, target = ""]) => !target.startsWith("https://"))
    .map(([, target = "", section = ""]) => ({
      path: target === "" ? document : join(document, "..", target),
      section,
    }));
}

/** As GitHub names them in addresses. */
function sectionsOf(document: string): string[] {
  return [...textOf(document).matchAll(/^#+ (.+)$/gm)].map(([, title = ""]) =>
    title
      .toLowerCase()
      .replaceAll(/[^\w\- ]/g, "")
      .replaceAll(" ", "-"),
  );
}

/** Switches for circumstances that are known to occur, so no open question. */
const notUncertain = ["channelsProvisioned", "endpointForeign"];
