import { readdirSync, readFileSync } from "node:fs";
import { join, relative, resolve, sep } from "node:path";
import ts from "typescript";

export const root = resolve(import.meta.dirname, "../..");

/** Files below the folders, as paths from the root with forward slashes, in order. */
export function filesBelow(...folders: string[]): string[] {
  return folders
    .flatMap((folder) => readdirSync(join(root, folder), { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile() && !entry.parentPath.includes("node_modules"))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)).split(sep).join("/"))
    .sort();
}

export function sourcesBelow(...folders: string[]): string[] {
  return filesBelow(...folders).filter((path) => path.endsWith(".ts"));
}

export function textOf(path: string): string {
  return readFileSync(join(root, path), "utf8");
}

const parsed = new Map<string, ts.SourceFile>();

export function parse(path: string): ts.SourceFile {
  let file = parsed.get(path);
  if (file === undefined) {
    file = ts.createSourceFile(path, textOf(path), ts.ScriptTarget.Latest, true);
    parsed.set(path, file);
  }
  return file;
}

/** Every node of the file, parents first; comments are none. */
export function* nodesOf(path: string): Generator<ts.Node> {
  const pending: ts.Node[] = [parse(path)];
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    yield node;
    const children: ts.Node[] = [];
    ts.forEachChild(node, (child) => void children.push(child));
    pending.push(...children.reverse());
  }
}

/** The text of a string or template; `*` stands for each value put into a template. */
export function literalText(node: ts.Node): string | undefined {
  if (ts.isStringLiteralLike(node)) return node.text;
  if (!ts.isTemplateExpression(node)) return undefined;
  return [node.head.text, ...node.templateSpans.map(({ literal }) => literal.text)].join("*");
}

/** Where the files hold such a node. */
export function placesOf(paths: readonly string[], isWanted: (node: ts.Node) => boolean): string[] {
  return paths.flatMap((path) => [...nodesOf(path)].filter(isWanted).map((node) => placeOf(path, node)));
}

/** `provider/core/check.ts:12`, for messages. */
function placeOf(path: string, node: ts.Node): string {
  return `${path}:${parse(path).getLineAndCharacterOfPosition(node.getStart()).line + 1}`;
}

/** `path:line` of every line that matches. */
export function linesMatching(paths: readonly string[], pattern: RegExp): string[] {
  return paths.flatMap((path) =>
    textOf(path)
      .split("\n")
      .flatMap((line, index) => (pattern.test(line) ? [`${path}:${index + 1}`] : [])),
  );
}
