import { existsSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import ts from "typescript";
import { resourceSchemas } from "../../schema/index.ts";
import { literalText, nodesOf, root, textOf } from "./source-tree.ts";

/** Steps of the page, those with several fields split by letters; before them what it presupposes, behind them its neighbours. */
const steps = [
  ...["P1", "P2", "P3", "P4"],
  ...["1.1", "1.2", "1.3", "1.4a", "1.4b", "1.4c", "1.4d", "1.4e", "1.4f"],
  ...["1.5", "1.6", "1.7a", "1.7b", "1.8", "1.9", "1.10"],
  ...["2.1", "2.2", "2.3", "2.4", "2.5", "2.6a", "2.6b", "2.7", "2.8", "2.9a", "2.9b", "2.9c", "2.9d"],
  ...["3.1", "3.2", "3.3", "3.4", "3.5"],
  ...["N1", "N2", "N3"],
];

const rows = textOf("tests/document-steps.md")
  .split("\n")
  .filter((line) => line.startsWith("|"))
  .slice(2)
  .map((line) => line.split("|").map((cell) => cell.trim()))
  .map(([, step = "", doing = "", declared = "", shown = ""]) => ({ step, doing, declared, shown }));

const fileInCell = /`(tests\/[^`]+\.test\.ts)`:((?: "[^"]+"(?:;|,|$))+)/g;

/** File and title of every test that the cell names. */
function testsNamed(cell: string): { file: string; title: string }[] {
  return [...cell.matchAll(fileInCell)].flatMap(([, file = "", titles = ""]) =>
    [...titles.matchAll(/"([^"]+)"/g)].map(([, title = ""]) => ({ file, title })),
  );
}

/** Titles of `it` and `describe`; `*` stands for each value put into a template. */
function titlesIn(file: string): (string | undefined)[] {
  return [...nodesOf(file)]
    .filter((node) => ts.isCallExpression(node))
    .filter(({ expression }) => ts.isIdentifier(expression) && /^(it|describe)$/.test(expression.text))
    .map(({ arguments: [title] }) => title && literalText(title));
}

function isDeclared(type: string, name: string): boolean {
  const schema = Object.values(resourceSchemas).find((each) => each.type === type);
  return schema !== undefined && (name in schema.arguments.shape || name in schema.outputs.shape);
}

describe("table of the document's steps", () => {
  it("holds each once, in the document's order, with what a person does and how it is declared", () => {
    expect(rows.map(({ step }) => step)).to.deep.equal(steps);
    expect(rows.filter(({ doing, declared }) => doing === "" || declared === "")).to.deep.equal([]);
  });

  it("names tests, or the reason why there is none", () => {
    const neither = rows.filter(({ shown }) => testsNamed(shown).length > 0 === /^None: \w.{20,}$/.test(shown));
    expect(neither.map(({ step }) => step)).to.deep.equal([]);
    // What is left of a cell once the tests are taken out of it would be a name that nothing has looked at.
    const unread = rows.filter(({ shown }) => /["`]/.test(shown.replaceAll(fileInCell, "")));
    expect(unread.map(({ step, shown }) => `${step}: ${shown}`)).to.deep.equal([]);
  });

  it("names tests that exist, by a title that says something", () => {
    const named = rows.flatMap(({ step, shown }) => testsNamed(shown).map((test) => ({ step, ...test })));
    const lost = named.filter(
      ({ file, title }) =>
        !existsSync(join(root, file)) || !titlesIn(file).includes(title) || title.replaceAll("*", "").length < 12,
    );
    expect(lost).to.deep.equal([]);
  });

  it("names arguments and outputs that exist", () => {
    const named = rows.flatMap(({ step, declared }) =>
      [...declared.matchAll(/`([A-Z]\w+)\.([a-z]\w*)/g)].map(([, type = "", name = ""]) => ({ step, type, name })),
    );
    expect(named.length).to.be.greaterThan(20);
    expect(named.filter(({ type, name }) => !isDeclared(type, name))).to.deep.equal([]);
  });
});
