import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { staleFiles } from "./generated-files.ts";

const root = resolve(import.meta.dirname, "../..");
const onlyCheck = process.argv.includes("--check");

for (const { path, text } of await staleFiles(root)) {
  if (onlyCheck) {
    process.stderr.write(`${path} is stale: run \`npm run generate\`\n`);
    process.exitCode = 1;
  } else {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), text);
    process.stdout.write(`wrote ${path}\n`);
  }
}
