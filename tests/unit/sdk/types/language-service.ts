import { join, resolve } from "node:path";
import ts from "typescript";

const root = resolve(import.meta.dirname, "../../../..");

export interface Complaint {
  readonly line: number;
  readonly text: string;
}

/** The files of this folder as an editor shows them: what the compiler says of them, and what it proposes. */
export class LanguageService {
  readonly #files: ReadonlyMap<string, string>;
  readonly #service: ts.LanguageService;

  /** `files`: texts by name. They need not be on disk. */
  constructor(files: Readonly<Record<string, string>>) {
    this.#files = new Map(Object.entries(files).map(([name, text]) => [join(import.meta.dirname, name), text]));
    const read = (path: string) => this.#files.get(path) ?? ts.sys.readFile(path);
    const { config } = ts.readConfigFile(join(root, "tsconfig.json"), read) as { config: object };
    const { options } = ts.parseJsonConfigFileContent(config, ts.sys, root);
    this.#service = ts.createLanguageService({
      getCompilationSettings: () => options,
      getScriptFileNames: () => [...this.#files.keys()],
      getScriptVersion: () => "0",
      getScriptSnapshot: (path) => {
        const text = read(path);
        return text === undefined ? undefined : ts.ScriptSnapshot.fromString(text);
      },
      getCurrentDirectory: () => root,
      getDefaultLibFileName: ts.getDefaultLibFilePath,
      fileExists: (path) => this.#files.has(path) || ts.sys.fileExists(path),
      readFile: read,
    });
  }

  /** Lines count from 0. */
  complaints(name: string): Complaint[] {
    return this.#service
      .getSemanticDiagnostics(join(import.meta.dirname, name))
      .map(({ file, start, messageText }) => ({
        line: file?.getLineAndCharacterOfPosition(start ?? 0).line ?? 0,
        text: ts.flattenDiagnosticMessageText(messageText, "\n"),
      }));
  }

  /** What an editor proposes behind this text, which the file holds once. */
  proposals(name: string, before: string): string[] {
    const at = this.#service.getCompletionsAtPosition(...this.#behind(name, before), {});
    return (at?.entries ?? []).map((entry) => entry.name);
  }

  /** What an editor shows of the last word of this text. */
  hover(name: string, text: string): string {
    const [path, end] = this.#behind(name, text);
    return ts.displayPartsToString(this.#service.getQuickInfoAtPosition(path, end - 1)?.displayParts);
  }

  #behind(name: string, text: string): [path: string, position: number] {
    const path = join(import.meta.dirname, name);
    const start = this.#files.get(path)?.indexOf(text) ?? -1;
    if (start < 0) throw new Error(`${name} does not hold ${text}`);
    return [path, start + text.length];
  }
}
