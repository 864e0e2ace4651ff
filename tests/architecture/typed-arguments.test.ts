import { expect } from "chai";
import ts from "typescript";
import { derivedInputs } from "../../provider/core/derived-inputs.ts";
import { argumentsOf } from "../../provider/core/metadata.ts";
import { computedInput, observedOutput } from "../../provider/core/hidden-inputs.ts";
import { resourceSchemas } from "../../schema/index.ts";
import { placesOf, sourcesBelow } from "./source-tree.ts";

/*
 * Types flow from the schemas to the service. Whoever reads an argument by text, makes a text of it or casts it hides it
 * from the compiler, which then finds no renamed argument. Columns of rows have no types, and are read by name.
 */
const names = new Set<string>([
  ...Object.values(resourceSchemas).flatMap((schema) => [
    ...argumentsOf(schema).flatMap(({ path }) => path),
    ...Object.keys(schema.outputs.shape),
    ...derivedInputs(schema),
  ]),
  ...Object.values(computedInput),
  observedOutput,
]);

/** Where such a thing is right, and how often. */
const exceptions: Readonly<Record<string, number>> = {};

/** Go by the names of arguments, whatever the resource. */
const forAnyResource: readonly string[] = [
  "provider/resources/targets.ts",
  "provider/rows/column-mapping.ts",
  "provider/rows/sync-row.ts",
];

describe("arguments of resources", () => {
  const files = [
    ...sourcesBelow("schema").filter((path) => !/^schema\/(tables|generate)\//.test(path)),
    ...sourcesBelow("provider/resources", "provider/rows", "provider/hosts"),
  ];

  it("are read by their types: not by text, not as text, not by a cast", () => {
    const found = files.flatMap((path) => {
      const places = placesOf([path], (node) => isReadByText(node) || isText(node) || isCast(node));
      return places.length === 0 ? [] : [[path, places.length] as const];
    });
    expect(Object.fromEntries(found)).to.deep.equal(exceptions);
  });

  it("have types in all that belongs to one resource", () => {
    const untyped = sourcesBelow("provider/resources", "provider/rows").filter(
      (path) => placesOf([path], (node) => ts.isTypeReferenceNode(node) && node.getText() === "Properties").length > 0,
    );
    expect(untyped).to.deep.equal(forAnyResource);
  });
});

/** `inputs["name"]` or `inputs[computedInput.rowId]`. */
function isReadByText(node: ts.Node): boolean {
  if (!ts.isElementAccessExpression(node)) return false;
  const key = node.argumentExpression;
  if (ts.isStringLiteralLike(key)) return names.has(key.text);
  return ts.isPropertyAccessExpression(key) && key.expression.getText() === "computedInput";
}

/** `String(value)`, or `String` handed on. */
function isText(node: ts.Node): boolean {
  return (
    ts.isIdentifier(node) &&
    node.text === "String" &&
    (ts.isCallExpression(node.parent) || ts.isArrayLiteralExpression(node.parent))
  );
}

/** `value as Type`; `as const` says no more than the compiler sees. */
function isCast(node: ts.Node): boolean {
  return (ts.isAsExpression(node) && node.type.getText() !== "const") || ts.isTypeAssertionExpression(node);
}
