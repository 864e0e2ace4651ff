import { join } from "node:path";
import { expect } from "chai";
import { ESLint } from "eslint";
import ts from "typescript";
import { root } from "./source-tree.ts";

const table = 'const table: Readonly<Record<string, string>> = { a: "b" };\n';

const lookUps = [
  ["a look-up by text in an object", `${table}export const f = (text: string) => table[text];\n`, true],
  ["a look-up of a function by text", "export const f = (a: Record<string, () => void>, b: string) => a[b];\n", true],
  ["a look-up in a map", "export const f = (a: Map<string, string>, b: string) => a.get(b);\n", false],
  ["a look-up by a name of ours", `${table}export const f = () => table["a"];\n`, false],
  [
    "a look-up that asked first",
    `${table}export const f = (text: string) => (Object.hasOwn(table, text) ? table[text] : undefined);\n`,
    false,
  ],
  ["a member of a row", "export const f = (a: Record<string, unknown>, b: string) => a[b];\n", false],
] as const;

const slow = [
  ["regexp/no-super-linear-backtracking", String.raw`/^(a|b)*a*$/`],
  ["regexp/no-super-linear-backtracking", String.raw`/^<[^>]+(?:[^>"']|"[^"]*")*?>/`],
  ["regexp/no-super-linear-move", String.raw`/\s*$/`],
  ["regexp/no-super-linear-move", String.raw`/\s*\/>$/`],
] as const;

describe("the linter", function () {
  this.timeout(60_000);

  /** Files of the provider that do not exist, so that no other one is read for its types. */
  const texts = new Map<string, string>();
  const snippet = (text: string): string => {
    const path = join(root, `provider/core/snippet-${texts.size}.ts`);
    texts.set(path, text);
    return path;
  };
  let linter: ESLint;
  before(() => {
    const options: ts.CompilerOptions = { strict: true, noEmit: true, types: [], target: ts.ScriptTarget.ESNext };
    const files = ts.createCompilerHost(options);
    const host: ts.CompilerHost = {
      ...files,
      readFile: (path) => texts.get(path) ?? files.readFile(path),
      getSourceFile: (path, target, ...rest) => {
        const text = texts.get(path);
        return text === undefined
          ? files.getSourceFile(path, target, ...rest)
          : ts.createSourceFile(path, text, target, true);
      },
    };
    const programs = [ts.createProgram([...texts.keys()], options, host)];
    linter = new ESLint({
      cwd: root,
      overrideConfig: { languageOptions: { parserOptions: { programs, projectService: false } } },
    });
  });

  async function rulesBrokenIn(path: string): Promise<(string | null)[]> {
    const [result] = await linter.lintText(texts.get(path) ?? "", { filePath: path });
    return (result?.messages ?? []).map(({ ruleId }) => ruleId);
  }

  for (const [name, text, refused] of lookUps) {
    const path = snippet(text);
    it(`${refused ? "refuses" : "admits"} ${name}`, async () => {
      expect(await rulesBrokenIn(path)).to.deep.equal(refused ? ["local/no-look-up-by-text"] : []);
    });
  }

  for (const [rule, pattern] of slow) {
    const path = snippet(`export const pattern = ${pattern};\n`);
    it(`refuses ${pattern}, whose time grows with the square of the text`, async () => {
      expect(await rulesBrokenIn(path)).to.include(rule);
    });
  }
});
