import { expect } from "chai";
import ts from "typescript";
import { placesOf, sourcesBelow, textOf } from "./source-tree.ts";

const tests = sourcesBelow("tests");
const mocksOfHttp = ["axios-mock-adapter", "moxios", "nock", "msw", "jest-mock-axios", "fetch-mock", "sinon"];

describe("tests", () => {
  it("all run: none is singled out, none skipped", () => {
    const chosen = (node: ts.Node) =>
      ts.isCallExpression(node) &&
      ((ts.isPropertyAccessExpression(node.expression) && /^(only|skip)$/.test(node.expression.name.text)) ||
        (ts.isIdentifier(node.expression) && /^(xit|xdescribe|xcontext)$/.test(node.expression.text)));
    expect(placesOf(tests, chosen)).to.deep.equal([]);
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
