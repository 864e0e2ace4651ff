import { expect } from "chai";
import ts from "typescript";
import { fileNameOf } from "../../schema/generate/model.ts";
import { resourceSchemas } from "../../schema/index.ts";
import type { ResourceType } from "../../schema/index.ts";
import { filesBelow, literalText, nodesOf, parse, placesOf, sourcesBelow } from "./source-tree.ts";

const types = Object.keys(resourceSchemas) as ResourceType[];
const contract = membersOfContract();
const files = new Set(filesBelow("provider", "schema", "tests", "docs"));

for (const type of types) {
  const name = fileNameOf(type);

  describe(`the files of ${type}`, () => {
    const places = {
      "one schema": `schema/${name}.ts`,
      "one resource": `provider/resources/${name}/index.ts`,
      "one class": `provider/sdk/generated/${name}.ts`,
      "one page": `docs/resources/${name}.md`,
      "one lifecycle test": `tests/lifecycle/${name}.test.ts`,
      "one example": `schema/generate/examples/${name}.ts.txt`,
    };
    for (const [what, path] of Object.entries(places)) {
      it(`hold ${what}: ${path}`, () => {
        expect(files.has(path), `${path} is missing`).to.equal(true);
      });
    }

    it("export the class under the name of the type, and no second class", () => {
      const { statements } = parse(places["one class"]);
      expect(statements.filter(ts.isClassDeclaration)).to.have.length(1);
      expect(statements.flatMap(exportedValues)).to.deep.equal([type]);
    });

    it("define the resource with the members of its contract, in their order", () => {
      const path = places["one resource"];
      expect(files.has(path), `${path} is missing`).to.equal(true);
      const keys = definitionKeys(path);
      const expected = contract.filter(({ name, optional }) => !optional || keys.includes(name));
      expect(keys).to.deep.equal(expected.map(({ name }) => name));
    });
  });
}

describe("what serves every resource", () => {
  /** State holds these names for good, and one look-up gives an account. */
  const mayName = [
    "provider/hosts/dynamic/handlers.ts",
    "provider/hosts/dynamic/names-in-state.ts",
    "provider/sdk/look-ups.ts",
  ];

  it("names none: a new resource changes no file of core, rows, hosts, sdk and generate", () => {
    const shared = sourcesBelow("provider/core", "provider/rows", "provider/hosts", "provider/sdk", "schema/generate");
    const naming = shared.filter(
      (path) => !/^provider\/sdk\/(generated|mistakes)\//.test(path) && placesOf([path], namesResource).length > 0,
    );
    expect(naming).to.deep.equal(mayName);
  });
});

describe("the contract of a resource", () => {
  it("goes from what it is, through what is read, to what is written and removed", () => {
    const steps = ["type", "schema", "list", "read", "reconcile", "remove"];
    expect(contract.map(({ name }) => name).filter((name) => steps.includes(name))).to.deep.equal(steps);
  });
});

describe("documentation pages", () => {
  it("of resources are one for each", () => {
    const pages = types.map((type) => `docs/resources/${fileNameOf(type)}.md`);
    expect(filesBelow("docs/resources")).to.deep.equal(pages.sort());
  });
});

/** The names of the classes and constants that a statement exports. */
function exportedValues(statement: ts.Statement): string[] {
  const modifiers = ts.canHaveModifiers(statement) ? (ts.getModifiers(statement) ?? []) : [];
  if (!modifiers.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword)) return [];
  if (ts.isClassDeclaration(statement)) return [statement.name?.text ?? ""];
  return ts.isVariableStatement(statement)
    ? statement.declarationList.declarations.map(({ name }) => name.getText())
    : [];
}

/** `"Workstream"`, `Workstream`, or the import of its schema or of its resource. */
function namesResource(node: ts.Node): boolean {
  if (ts.isIdentifier(node)) return types.some((type) => type === node.text);
  const text = literalText(node);
  if (text === undefined) return false;
  return types.some(
    (type) => type === text || new RegExp(`/(${fileNameOf(type)}\\.ts$|${fileNameOf(type)}/)`).test(text),
  );
}

/** Members of the interface that every resource fills, in the order they are written. */
function membersOfContract(): { name: string; optional: boolean }[] {
  const contract = parse("provider/core/definition.ts").statements.find(
    (statement) => ts.isInterfaceDeclaration(statement) && statement.name.text === "ResourceDefinition",
  ) as ts.InterfaceDeclaration;
  return contract.members.map((member) => ({
    name: member.name?.getText() ?? "",
    optional: member.questionToken !== undefined,
  }));
}

/** Keys of the object that is typed as a ResourceDefinition, or that `defineResource` makes one of. */
function definitionKeys(path: string): string[] {
  for (const node of nodesOf(path)) {
    if (ts.isCallExpression(node) && node.expression.getText() === "defineResource") {
      const [schema, definition] = node.arguments;
      expect(schema?.getText()).to.equal("schema");
      if (definition !== undefined && ts.isObjectLiteralExpression(definition))
        return ["type", "schema", ...definition.properties.map((property) => property.name?.getText() ?? "...")];
    }
    const typed = typedObject(node);
    if (typed?.type.getText() !== "ResourceDefinition") continue;
    return typed.value.properties.map((property) => property.name?.getText() ?? "...");
  }
  return [];
}

function typedObject(node: ts.Node): { type: ts.TypeNode; value: ts.ObjectLiteralExpression } | undefined {
  const value = ts.isVariableDeclaration(node)
    ? node.initializer
    : ts.isSatisfiesExpression(node)
      ? node.expression
      : undefined;
  const type = ts.isVariableDeclaration(node) || ts.isSatisfiesExpression(node) ? node.type : undefined;
  return type !== undefined && value !== undefined && ts.isObjectLiteralExpression(value) ? { type, value } : undefined;
}
