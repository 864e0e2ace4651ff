import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { expect } from "chai";
import { ToolchainError } from "../../../examples/runner/pulumi/errors.ts";
import { withLock, type Rhythm } from "../../../examples/runner/pulumi/lock.ts";
import { packageDirectory } from "../../../examples/runner/package-directory.ts";
import { startCommand } from "../../support/running-command.ts";
import { failure } from "../dataverse/fixtures.ts";

const quick: Rhythm = { beat: 20, abandoned: 300, patience: 60_000 };

describe("the lock of the toolchain", () => {
  let folder: string;
  let file: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "lock-"));
    file = join(folder, "lock");
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const take = (rhythm = quick, work: () => Promise<unknown> = () => Promise.resolve()) =>
    withLock(
      file,
      () => undefined,
      async () => (await work(), readdirSync(folder)),
      rhythm,
    );

  for (const [name, leave] of [
    ["of a job that was killed on another host", () => writeFileSync(file, "4711 build-agent-7")],
    ["of a process whose id another one has now", () => writeFileSync(file, `${process.pid} ${hostname()}`)],
    ["that is empty", () => writeFileSync(file, "")],
    ["from the future", () => (writeFileSync(file, "4711 build-agent-7"), utimesSync(file, 4e9, 4e9))],
    ["whose place a link to nowhere has", () => symlinkSync(join(folder, "nowhere"), file)],
    ["whose place a folder has", () => mkdirSync(join(file, "inner"), { recursive: true })],
  ] as const) {
    it(`is taken over where it is one ${name}`, async () => {
      leave();
      expect(await take()).to.deep.equal(["lock"]);
      expect(readdirSync(folder)).to.deep.equal([]);
    });
  }

  it("is held for as long as its holder works, however long that is", async () => {
    const order: string[] = [];
    const first = take(quick, async () => {
      await sleep(1500);
      order.push("first");
    });
    await sleep(50);
    const second = take(quick, () => Promise.resolve(order.push("second")));
    await Promise.all([first, second]);
    expect(order).to.deep.equal(["first", "second"]);
  });

  it("is not waited for for ever, even where its holder lives on", async () => {
    const first = take(quick, () => sleep(1500));
    await sleep(50);
    const error = await failure(take({ ...quick, patience: 200 }), ToolchainError);
    expect(error.code).to.equal("toolchain-locked");
    await first;
  });

  it("is left to the one who took it over", async () => {
    await take(quick, () => Promise.resolve(writeFileSync(file, "another holder")));
    expect(readFileSync(file, "utf8")).to.equal("another holder");
  });

  it("leaves nothing behind where the disk is full", async () => {
    const module = JSON.stringify(join(packageDirectory, "examples", "runner", "pulumi", "lock.ts"));
    const program = `
      import { withLock } from ${module};
      await withLock(process.argv[1], () => undefined, () => undefined).catch((error) => console.log(error.code));`;
    // Files may have no content: what a full disk does to a new file.
    const script = 'ulimit -f 0 && exec "$@"';
    const { stdout } = await startCommand(
      "sh",
      ["-c", script, "sh", process.execPath, "--input-type=module", "-e", program, file],
      { environment: process.env, directory: folder },
    ).result;
    expect({ stdout, left: readdirSync(folder) }).to.deep.equal({ stdout: "EFBIG\n", left: [] });
  });
});
