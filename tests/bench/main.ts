/* `npm run bench` measures, prints a table and writes the results. */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { bench } from "./bench.ts";
import { readSettings } from "./options.ts";
import { report } from "./report.ts";
import type { Results } from "./results.ts";

const settings = readSettings(process.argv.slice(2));
const before =
  settings.add && existsSync(settings.results)
    ? (JSON.parse(readFileSync(settings.results, "utf8")) as Results).rows
    : [];
const results = await bench(
  settings,
  (line) => process.stderr.write(`${line}\n`),
  (sofar) => writeFileSync(settings.results, `${JSON.stringify(sofar, null, 2)}\n`),
  before,
);
process.stdout.write(`${report(results)}\n\nWritten to ${settings.results}\n`);
process.exitCode = results.problems.length === 0 ? 0 : 1;
