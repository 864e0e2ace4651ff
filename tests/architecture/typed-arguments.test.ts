import { expect } from "chai";
import ts from "typescript";
import { argumentsOf } from "../../provider/core/facts.ts";
import { kept, observedOutput } from "../../provider/core/hidden-inputs.ts";
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
  ]),
  ...Object.values(kept),
  observedOutput,
]);

/** Where such a thing is right, and how often. */
const exceptions: Readonly<Record<string, number>> = {};

/** Files that still do so: the list shrinks to nothing. */
const toConvert: readonly string[] = [
  "provider/resources/lookups.ts",
  "provider/resources/lookups/definitions.ts",
  "provider/resources/messaging-account.ts",
  "provider/resources/messaging-account/app-id.ts",
  "provider/resources/messaging-account/columns.ts",
  "provider/resources/messaging-account/credentials.ts",
  "provider/resources/messaging-account/endpoint.ts",
  "provider/resources/messaging-account/judgements.ts",
  "provider/resources/messaging-account/secret-store.ts",
  "provider/resources/workstream.ts",
  "provider/resources/workstream/adoption.ts",
  "provider/resources/workstream/capacity-link.ts",
  "provider/resources/workstream/columns.ts",
  "provider/resources/workstream/context-variables.ts",
  "provider/resources/workstream/contract-removal.ts",
  "provider/resources/workstream/decision-contract.ts",
  "provider/resources/workstream/fallback-queue.ts",
  "provider/resources/workstream/listed.ts",
  "provider/resources/workstream/removal.ts",
  "provider/resources/workstream/replacement.ts",
  "provider/resources/workstream/rules-left.ts",
  "provider/resources/workstream/rules-of-others.ts",
  "provider/resources/workstream/variables-limit.ts",
  "schema/messaging-account.ts",
  "schema/workstream.ts",
];

/** Go by the names of arguments, whatever the resource. */
const forAnyResource: readonly string[] = [
  "provider/resources/settings.ts",
  "provider/resources/sync-row.ts",
  "provider/resources/targets.ts",
];

describe("arguments of resources", () => {
  const files = [
    ...sourcesBelow("schema").filter((path) => !/^schema\/(generate|tables)\//.test(path)),
    ...sourcesBelow("provider/resources", "provider/hosts"),
  ];

  it("are read by their types: not by text, not as text, not by a cast", () => {
    const found = files.flatMap((path) => {
      const places = placesOf([path], (node) => isReadByText(node) || isText(node) || isCast(node));
      return places.length === 0 ? [] : [[path, toConvert.includes(path) ? "to convert" : places.length] as const];
    });
    expect(Object.fromEntries(found)).to.deep.equal({
      ...exceptions,
      ...Object.fromEntries(toConvert.map((path) => [path, "to convert"])),
    });
  });

  it("have types in all that belongs to one resource", () => {
    const untyped = sourcesBelow("provider/resources").filter(
      (path) => placesOf([path], (node) => ts.isTypeReferenceNode(node) && node.getText() === "Properties").length > 0,
    );
    expect(untyped.filter((path) => !toConvert.includes(path))).to.deep.equal(forAnyResource);
  });
});

/** `inputs["name"]` or `inputs[kept.rowId]`. */
function isReadByText(node: ts.Node): boolean {
  if (!ts.isElementAccessExpression(node)) return false;
  const key = node.argumentExpression;
  if (ts.isStringLiteralLike(key)) return names.has(key.text);
  return ts.isPropertyAccessExpression(key) && key.expression.getText() === "kept";
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
