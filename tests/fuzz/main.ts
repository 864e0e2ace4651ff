/* `npm run fuzz`: sends odd requests to a sandbox and tells what went wrong. */
import { parseArgs } from "node:util";
import { fuzz } from "./fuzz.ts";

const { values } = parseArgs({
  options: { requests: { type: "string", default: "100000" }, seed: { type: "string", default: "1" } },
});
const settings = { requests: Number(values.requests), seed: Number(values.seed) };
process.stdout.write(`Seed ${settings.seed}, ${settings.requests} requests\n`);
const started = performance.now();
const report = await fuzz(settings, (line) => process.stderr.write(`${line}\n`));
const seconds = Math.round((performance.now() - started) / 1000);
for (const { what, example, count } of report.findings) process.stdout.write(`\n${count} x ${what}\n  ${example}\n`);
process.stdout.write(
  `\n${report.requests} requests in ${seconds} s; ${report.unanswered} conversations without an answer; ` +
    `${report.writtenTables} tables written; at most ${report.memory} MiB; WhoAmI ${report.whoAmI.status}\n` +
    `Answers: ${[...report.statuses].map(([status, count]) => `${status}: ${count}`).join(", ")}\n`,
);
process.stdout.write(`Slowest: ${report.slowest.milliseconds} ms for ${report.slowest.example.slice(0, 400)}\n`);
process.exitCode = report.findings.length === 0 && report.whoAmI.status === 200 ? 0 : 1;
