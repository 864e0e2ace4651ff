import { existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { DataError, type SandboxSeed, startSandbox } from "../../../provider/sandbox/index.ts";

describe("the sandbox's data directory", () => {
  let directory: string;
  const file = (): string => join(directory, "sandbox.json");
  const lock = (): string => join(directory, "sandbox.lock");

  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), "sandbox-data-"));
  });
  afterEach(() => rmSync(directory, { recursive: true, force: true }));

  const start = (organizations: 1 | 2 = 1) => startSandbox({ dataDirectory: directory, organizations });
  const refusal = async (): Promise<string> => {
    const error: unknown = await start().then(
      (sandbox) => sandbox.close().then(() => undefined),
      (caught: unknown) => caught,
    );
    return error instanceof DataError ? error.message : `no refusal: ${String(error)}`;
  };

  it("serves one sandbox at a time", async () => {
    const first = await start();
    try {
      expect(await refusal()).to.match(
        /^Another sandbox uses the data directory \(process \d+\)\.\n {2}Why: It holds /,
      );
    } finally {
      await first.close();
    }
    await (await start()).close();
  });

  it("is taken over from a process that is gone", async () => {
    const { hostname } = await import("node:os");
    writeFileSync(lock(), `99999999 ${hostname()} x`);
    await (await start()).close();
    writeFileSync(lock(), "1 another-host x");
    expect(await refusal()).to.include("If there is no such process, delete the file.");
  });

  for (const [title, text, why] of [
    ["half a file", '{"form":', "The file is damaged or of another program: "],
    ["another program's file", '{"name":"contoso"}', 'it holds "name", which no sandbox saves'],
    ["another form", '{"form":"something","version":1,"parts":{}}', "it is no file of a sandbox"],
    [
      "a newer version",
      '{"form":"pulumi-dynamics365 sandbox","version":2,"parts":{}}',
      "would lose what it does not know",
    ],
    [
      "parts of another kind",
      '{"form":"pulumi-dynamics365 sandbox","version":1,"parts":{"entra":[]}}',
      '"entra" is not what it saves there',
    ],
  ] as const) {
    it(`is left alone where it holds ${title}`, async () => {
      writeFileSync(file(), text);
      const said = await refusal();
      expect(said.split("\n").map((line) => line.trim().split(":")[0]))
        .to.have.length(3)
        .and.include("Do this");
      expect(said).to.include(file()).and.include(why);
      expect(readFileSync(file(), "utf8")).to.equal(text);
    });
  }

  it("is read where 0.1.0 wrote it, without a version", async () => {
    const sandbox = await start();
    const contoso = sandbox.organizations[0];
    contoso?.insert("queue", { name: "Kept" });
    await sandbox.close();
    const { parts } = JSON.parse(readFileSync(file(), "utf8")) as { parts: unknown };
    writeFileSync(file(), JSON.stringify(parts));
    const again = await start();
    expect(again.organizations[0]?.rows("queue").map(({ name }) => name)).to.include("Kept");
    await again.close();
  });

  it("keeps the rows of an organization that a start does not serve", async () => {
    const two = await start(2);
    two.organizations[1]?.insert("queue", { name: "Second" });
    await two.close();
    await (await start(1)).close();
    const again = await start(2);
    expect(again.organizations[1]?.rows("queue").map(({ name }) => name)).to.include("Second");
    await again.close();
  });

  describe("that began with a seed", () => {
    const seed: SandboxSeed = { queues: [{ name: "Night" }], skills: [{ name: "Danish" }] };
    const names = async (given: SandboxSeed | undefined): Promise<string> => {
      const options = { dataDirectory: directory, ...(given === undefined ? {} : { seed: given }) };
      return startSandbox(options).then(
        async (sandbox) => {
          const found = sandbox.organizations[0]?.rows("characteristic").map(({ name }) => name);
          await sandbox.close();
          return String(found?.toSorted());
        },
        (error: unknown) => (error instanceof DataError ? error.what : String(error)),
      );
    };

    it("goes on with the same seed, however it is laid out, and without one", async () => {
      expect(await names(seed)).to.equal("Billing,Danish,French");
      expect(await names({ $schema: "x", skills: seed.skills, queues: seed.queues })).to.equal("Billing,Danish,French");
      expect(await names(undefined)).to.equal("Billing,Danish,French");
      expect(await names(seed)).to.equal("Billing,Danish,French");
    });

    it("does not bring back a row of the seed that was removed", async () => {
      const sandbox = await startSandbox({ dataDirectory: directory, seed });
      const [contoso] = sandbox.organizations;
      const danish = contoso?.rows("characteristic").find(({ name }) => name === "Danish");
      contoso?.remove("characteristic", String(danish?.["characteristicid"]));
      await sandbox.close();
      expect(await names(seed)).to.equal("Billing,French");
    });

    it("refuses another one, and is left as it is", async () => {
      await names(seed);
      const before = readFileSync(file(), "utf8");
      expect(await names({ ...seed, skills: [] })).to.equal(
        `The data directory ${directory} was begun with another seed.`,
      );
      expect(readFileSync(file(), "utf8")).to.equal(before);
      expect(await names(undefined)).to.equal("Billing,Danish,French");
    });

    it("refuses one where it began without", async () => {
      await names(undefined);
      expect(await names(seed)).to.equal(`The data directory ${directory} was begun without a seed.`);
    });

    it("is not begun by a seed that cannot be used", async () => {
      expect(await names({ queues: [{ name: "Night" }, { name: "Night" }] })).to.match(
        /^Error: The seed cannot be used/,
      );
      expect(existsSync(file())).to.equal(false);
      expect(existsSync(lock())).to.equal(false);
    });
  });

  it("keeps the rows of each organization that it served, under whatever case its name is given", async () => {
    const serve = (organization: string) => startSandbox({ dataDirectory: directory, organization });
    const first = await serve("Fabrikam");
    first.organizations[0]?.insert("queue", { name: "Of Fabrikam" });
    await first.close();
    const names = async (organization: string): Promise<unknown[]> => {
      const sandbox = await serve(organization);
      const found = sandbox.organizations[0]?.rows("queue").map(({ name }) => name) ?? [];
      await sandbox.close();
      return found;
    };
    expect(await names("Contoso")).not.to.include("Of Fabrikam");
    expect(await names("fabrikam")).to.include("Of Fabrikam");
  });

  it("is refused where the system lets nobody make a folder, and the start ends", async () => {
    const dataDirectory = "/proc/pulumi-dynamics365/data";
    const error: unknown = await startSandbox({ dataDirectory }).catch((caught: unknown) => caught);
    expect(error instanceof DataError && error.message.split("\n")[0]).to.equal(
      `The data directory ${dataDirectory} cannot be used.`,
    );
  });

  it("leads to no other file by a link", async () => {
    const other = join(directory, "other.json");
    writeFileSync(other, "{}");
    symlinkSync(other, file());
    expect(await refusal()).to.include("it is a link");
    rmSync(file());
    symlinkSync(other, `${file()}.new`);
    await (await start()).close();
    expect(readFileSync(other, "utf8")).to.equal("{}");
  });

  it("is not written by a sandbox that lost it, which says so once", async () => {
    const problems: string[] = [];
    const sandbox = await startSandbox({ dataDirectory: directory, report: (problem) => void problems.push(problem) });
    writeFileSync(lock(), "1 another-host x");
    for (const name of ["One", "Two"]) {
      sandbox.organizations[0]?.insert("queue", { name });
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
    expect(problems).to.have.length(1);
    expect(problems[0]).to.include("Another sandbox took the directory.");
    expect((await fetch(`${sandbox.url}/api/data/v9.2/WhoAmI`)).status).to.equal(200);
    expect(await sandbox.close().catch((error: unknown) => error)).to.be.instanceOf(DataError);
  });
});
