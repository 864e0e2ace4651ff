import { expect } from "chai";
import { globSync } from "node:fs";
import ts from "typescript";
import { placesOf, sourcesBelow, textOf } from "./source-tree.ts";

const tests = sourcesBelow("tests");
const habits = "tests/architecture/test-habits.test.ts";
const mocksOfHttp = ["axios-mock-adapter", "moxios", "nock", "msw", "jest-mock-axios", "fetch-mock", "sinon"];

describe("tests", () => {
  it("all run: none is singled out, none skipped", () => {
    const chosen = (node: ts.Node) =>
      ts.isCallExpression(node) &&
      ((ts.isPropertyAccessExpression(node.expression) && /^(only|skip)$/.test(node.expression.name.text)) ||
        (ts.isIdentifier(node.expression) && /^(xit|xdescribe|xcontext)$/.test(node.expression.text)));
    expect(placesOf(tests, chosen)).to.deep.equal([]);
  });

  it("belong to a script of package.json: those that need no Pulumi before those that do, endurance apart", () => {
    const { scripts } = JSON.parse(textOf("package.json")) as { scripts: Record<string, string> };
    const foldersOf = (script: string): string[] =>
      [...(scripts[script] ?? "").matchAll(/tests\/\{([\w,]+)\}/g)].flatMap(([, folders = ""]) => folders.split(","));
    const [quick, local, whole] = ["test:quick", "test:local", "test"].map(foldersOf);
    expect([quick, local, whole]).to.deep.equal([
      ["unit", "architecture", "contract", "bench"],
      ["cli", "fuzz", "lifecycle"],
      ["engine", "upgrade"],
    ]);
    const inFolders = tests.filter((path) => path.endsWith(".test.ts")).map((path) => path.split("/")[1] ?? "");
    expect([...new Set(inFolders)].sort()).to.deep.equal(
      [quick, local, whole].flatMap((folders) => folders ?? []).sort(),
    );
    const patterns = [...(scripts["endurance"] ?? "").matchAll(/'([^']+)'/g)].map(([, pattern = ""]) => pattern);
    expect(patterns.flatMap((pattern) => globSync(pattern)).sort()).to.deep.equal(
      tests.filter((path) => path.endsWith(".endurance.ts")).sort(),
    );
    const needPulumi = tests.filter(
      (path) => /locatePulumi|PulumiProject/.test(textOf(path)) && path.endsWith(".test.ts"),
    );
    expect(needPulumi.filter((path) => !/^tests\/(engine|upgrade)\//.test(path) && path !== habits)).to.deep.equal([]);
  });

  it("check values, not that something is there", () => {
    const bare = (node: ts.Node) =>
      ts.isPropertyAccessExpression(node) &&
      /^(exist|ok)$/.test(node.name.text) &&
      /\.(to|be|not)$/.test(node.expression.getText());
    expect(placesOf(tests, bare)).to.deep.equal([]);
  });

  it("speak real HTTP: no library pretends to be axios", () => {
    const { dependencies, devDependencies } = JSON.parse(textOf("package.json")) as Record<
      string,
      Record<string, string>
    >;
    const installed = Object.keys({ ...dependencies, ...devDependencies });
    expect(installed.filter((name) => mocksOfHttp.includes(name))).to.deep.equal([]);
  });
});
