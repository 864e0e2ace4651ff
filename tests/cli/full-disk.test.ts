import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { packageDirectory } from "../../examples/runner/package-directory.ts";
import { type RunningCommand, startCommand } from "../support/running-command.ts";

const main = join(packageDirectory, "provider", "cli", "main.ts");

/** A limit on the size of its files stands for a disk with so much room: the write fails after that many bytes. */
function startWithRoom(bytes: number | "unlimited", ...args: readonly string[]): RunningCommand {
  const blocks = bytes === "unlimited" ? bytes : String(Math.floor(bytes / 512));
  const script = `ulimit -f ${blocks} && exec "$@"`;
  return startCommand("sh", ["-c", script, "sh", process.execPath, main, "sandbox", ...args], {
    environment: process.env,
    directory: packageDirectory,
  });
}

interface Ready {
  readonly url: string;
}

describe("a data directory on a full disk", function () {
  this.timeout(60_000);

  let directory: string;
  const file = (): string => join(directory, "sandbox.json");

  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), "sandbox-full-"));
  });
  afterEach(() => rmSync(directory, { recursive: true, force: true }));

  const ready = async (command: RunningCommand): Promise<string> =>
    (JSON.parse(await command.says(/"event":"ready"/)) as Ready).url;
  const post = (url: string, name: string): Promise<Response> =>
    fetch(`${url}/api/data/v9.2/queues`, { method: "POST", body: JSON.stringify({ name }) });
  const linesOf = (text: string): string[] => text.split("\n").filter((line) => line !== "");
  const cannotSave = (path: string, code = ""): string[] => [
    `The rows cannot be saved in ${path}.${code}`,
    "  Why: EFBIG: file too large, write.",
    "  Do this: See that the directory can be written and the disk is not full, or give another one.",
  ];

  async function fill(): Promise<void> {
    const command = startWithRoom("unlimited", "--json", "--data", directory);
    await post(await ready(command), "Kept");
    command.signal("SIGTERM");
    expect((await command.result).exitCode).to.equal(0);
  }

  it("keeps the last whole file, and the sandbox goes on and says so in three lines", async () => {
    await fill();
    const before = readFileSync(file(), "utf8");
    expect(before).to.include('"Kept"');
    const command = startWithRoom(statSync(file()).size / 2, "--data", directory);
    const url = /http:\S+/.exec(await command.says(/Address: http/))?.[0] ?? "";
    expect((await post(url, "Lost")).status).to.equal(204);
    await command.says(/Do this: See that the directory/);
    expect((await post(url, "Lost, too")).status).to.equal(204);
    expect((await fetch(`${url}/api/data/v9.2/WhoAmI`)).status).to.equal(200);
    expect(readFileSync(file(), "utf8")).to.equal(before);
    command.signal("SIGTERM");
    const { exitCode, stderr } = await command.result;
    expect(exitCode).to.equal(1);
    expect(linesOf(stderr)).to.deep.equal([...cannotSave(file()), ...cannotSave(file(), " [sandbox-data]")]);
    expect(readFileSync(file(), "utf8")).to.equal(before);
    expect(readdirSync(directory)).to.deep.equal(["sandbox.json"]);
  });

  it("is saved once there is room again", async () => {
    await fill();
    const command = startWithRoom(statSync(file()).size + 4096, "--json", "--data", directory);
    const url = await ready(command);
    const made: string[] = [];
    for (const name of ["One", "Two", "Three", "Four", "Five", "Six"]) {
      made.push((await post(url, name)).headers.get("odata-entityid") ?? "");
    }
    await command.says(/Do this: See that the directory/);
    for (const row of made.slice(1)) expect((await fetch(row, { method: "DELETE" })).status).to.equal(204);
    expect(await command.says(/saved again/)).to.equal(`The rows are saved again in ${file()}.`);
    command.signal("SIGTERM");
    expect((await command.result).exitCode).to.equal(0);
    expect(readFileSync(file(), "utf8")).to.include('"One"').and.not.to.include('"Two"');
  });

  it("refuses the start where not even a lock can be written, and leaves none", async () => {
    const command = startWithRoom(0, "--data", directory);
    const { exitCode, stderr } = await command.result;
    expect(exitCode).to.equal(1);
    expect(linesOf(stderr)).to.deep.equal([
      `The data directory ${directory} cannot be used. [sandbox-data]`,
      "  Why: EFBIG: file too large, write.",
      "  Do this: See that the directory can be written and the disk is not full, or give another one.",
    ]);
    expect(readdirSync(directory)).to.deep.equal([]);
    await fill();
  });

  it("fails after a command whose rows are lost", async () => {
    await fill();
    const ask = `curl -s -X POST -H "Authorization: Bearer $DYNAMICS365_ACCESS_TOKEN" -d '{"name":"Lost"}' $DATAVERSE_URL/api/data/v9.2/queues`;
    const command = startWithRoom(statSync(file()).size / 2, "--data", directory, "--", "sh", "-c", ask);
    const { exitCode, stdout, stderr } = await command.result;
    expect({ exitCode, stdout }).to.deep.equal({ exitCode: 1, stdout: "" });
    // A slow command outlives the first save, which says so by itself.
    expect(linesOf(stderr).slice(-3)).to.deep.equal(cannotSave(file(), " [sandbox-data]"));
  });
});
