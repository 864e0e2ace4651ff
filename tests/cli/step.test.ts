import { join } from "node:path";
import { expect } from "chai";
import { packageDirectory } from "../../examples/runner/package-directory.ts";
import { startCommand } from "../support/running-command.ts";

/** A program of its own that does a step; its standard error is taken for a terminal, or is none. */
async function written(isTerminal: boolean, clock: string, work: string): Promise<string> {
  const program = `
    process.stderr.isTTY = ${isTerminal};
    let milliseconds = 0;
    performance.now = () => ${clock};
    const { step } = await import(${JSON.stringify(join(packageDirectory, "examples", "runner", "step.ts"))});
    const { terminal } = await import(${JSON.stringify(join(packageDirectory, "provider", "cli", "terminal.ts"))});
    const beats = (count) => new Promise((resolve) => {
      const seen = setInterval(() => { if (--count === 0) { clearInterval(seen); resolve(); } }, 510);
    });
    await step("Working", async () => { ${work} });
    terminal.tell("Done");`;
  const { exitCode, stdout, stderr } = await startCommand(process.execPath, ["--input-type=module", "-e", program], {
    directory: packageDirectory,
    environment: process.env,
  }).result;
  expect({ exitCode, stdout }).to.deep.equal({ exitCode: 0, stdout: "" });
  return stderr;
}

const erase = "\r\u001b[2K";

describe("a step of a command", () => {
  it("changes one line on a terminal while it goes on, and leaves the line to what comes next", async () => {
    const text = await written(true, "0", 'await beats(3); terminal.tell("Found"); await beats(2);');
    const beat = `${erase}  … 0 s`;
    const shown = text.replaceAll(beat, "*").replaceAll(/\*+/g, "*");
    expect(shown).to.equal(`Working\n*${erase}Found\n*${erase}Done\n`);
  });

  it("breaks into no line that is not at its end", async () => {
    const text = await written(
      true,
      "0",
      'terminal.passOn("stderr", "half"); await beats(3); terminal.passOn("stderr", " whole\\n");',
    );
    expect(text).to.equal("Working\nhalf whole\nDone\n");
  });

  it("says nothing more elsewhere, as long as it is short", async () => {
    expect(await written(false, "milliseconds++", "await beats(3);")).to.equal("Working\nDone\n");
  });

  it("says elsewhere that it goes on, in a line for each ten silent seconds", async () => {
    const text = await written(false, "(milliseconds += 4000)", "await beats(6);");
    expect(text.split("\n")).to.include.members(["Working", "Done"]);
    expect(text).to.match(/^Working\n(?: {2}… \d+ s\n)+Done\n$/);
  });
});
