import { posix } from "node:path";
import ts from "typescript";
import { parse, sourcesBelow } from "./source-tree.ts";

export interface Import {
  readonly from: string;
  /** Path from the root for a file of this repository, else the name of the package. */
  readonly to: string;
  readonly kind: "file" | "package";
  /** Gone at run time. */
  readonly typeOnly: boolean;
}

export const productSources = sourcesBelow("provider", "schema");

/** Every import, re-export, dynamic import and import type of the product's sources. */
export const imports: readonly Import[] = productSources.flatMap(importsOf);

function importsOf(from: string): Import[] {
  const found: Import[] = [];
  const visit = (node: ts.Node): void => {
    const specifier = specifierOf(node);
    if (specifier !== undefined) found.push({ from, ...target(from, specifier), typeOnly: isTypeOnly(node) });
    ts.forEachChild(node, visit);
  };
  visit(parse(from));
  return found;
}

function specifierOf(node: ts.Node): string | undefined {
  if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) return literal(node.moduleSpecifier);
  if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) return literal(node.argument.literal);
  if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword)
    return literal(node.arguments[0]);
  return undefined;
}

function literal(node: ts.Node | undefined): string | undefined {
  return node !== undefined && ts.isStringLiteralLike(node) ? node.text : undefined;
}

function isTypeOnly(node: ts.Node): boolean {
  if (ts.isImportTypeNode(node)) return true;
  if (ts.isExportDeclaration(node)) return node.isTypeOnly;
  if (!ts.isImportDeclaration(node)) return false;
  return node.importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword;
}

function target(from: string, specifier: string): Pick<Import, "to" | "kind"> {
  if (specifier.startsWith(".")) return { kind: "file", to: posix.join(posix.dirname(from), specifier) };
  const [scopeOrName = "", name = ""] = specifier.split("/");
  return { kind: "package", to: specifier.startsWith("@") ? `${scopeOrName}/${name}` : scopeOrName };
}

/** Files that a file reaches through imports of any kind, itself included. */
export function reachedFrom(start: string): Set<string> {
  const reached = new Set([start]);
  for (const path of reached) {
    for (const each of imports) if (each.from === path && each.kind === "file") reached.add(each.to);
  }
  return reached;
}

/** One cycle of run-time imports as the files along it, or nothing. */
export function firstCycle(): string[] | undefined {
  const finished = new Set<string>();
  const walk = (path: string, trail: readonly string[]): string[] | undefined => {
    if (trail.includes(path)) return [...trail.slice(trail.indexOf(path)), path];
    if (finished.has(path)) return undefined;
    for (const { from, to, kind, typeOnly } of imports) {
      if (from !== path || kind !== "file" || typeOnly) continue;
      const cycle = walk(to, [...trail, path]);
      if (cycle !== undefined) return cycle;
    }
    finished.add(path);
    return undefined;
  };
  for (const path of productSources) {
    const cycle = walk(path, []);
    if (cycle !== undefined) return cycle;
  }
  return undefined;
}
