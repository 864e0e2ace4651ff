import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { generatedFiles, type GeneratedFile } from "./generated-files.ts";

const root = resolve(import.meta.dirname, "../..");
const files = await generatedFiles(root);

if (process.argv.includes("--check")) {
  const stale = await staleOf(files);
  for (const { path } of stale) process.stderr.write(`${path} is stale: run \`npm run generate\`\n`);
  process.exitCode = stale.length === 0 ? 0 : 1;
} else {
  for (const file of await staleOf(files)) {
    await mkdir(dirname(join(root, file.path)), { recursive: true });
    await writeFile(join(root, file.path), file.text);
    process.stdout.write(`wrote ${file.path}\n`);
  }
}

async function staleOf(all: readonly GeneratedFile[]): Promise<GeneratedFile[]> {
  const current = await Promise.all(all.map(({ path }) => readFile(join(root, path), "utf8").catch(() => undefined)));
  return all.filter(({ text }, index) => text !== current[index]);
}
