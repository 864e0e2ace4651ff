import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { createServer, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { hostname } from "node:os";
import { dirname, join } from "node:path";
import { expect } from "chai";
import { oldestPulumi } from "../../provider/cli/oldest-pulumi.ts";
import { builtPulumi } from "../../examples/runner/pulumi/build.ts";
import { cacheDirectory } from "../../examples/runner/pulumi/cache.ts";
import { downloadedVersion, pulumiChecksums, type Toolchain } from "../../examples/runner/pulumi/toolchain.ts";
import { downloadedPulumi } from "../../examples/runner/pulumi/download.ts";
import { ToolchainError } from "../../examples/runner/pulumi/errors.ts";
import { locatePulumi } from "../../examples/runner/pulumi/locate.ts";
import { FakeMachine } from "../support/fake-executables.ts";

describe("finding Pulumi", () => {
  let machine: FakeMachine;
  let told: string[];

  beforeEach(() => {
    machine = new FakeMachine();
    told = [];
  });

  afterEach(() => machine.remove());

  const locate = (downloadSite = "http://127.0.0.1:9/sdk"): Promise<Toolchain> =>
    locatePulumi((line) => told.push(line), { environment: machine.environment, downloadSite });

  const refusal = async (): Promise<ToolchainError> => {
    try {
      await locate();
    } catch (error) {
      if (error instanceof ToolchainError) return error;
      throw error;
    }
    throw new Error("Pulumi was found");
  };

  describe("on PATH", () => {
    it("is enough when new enough and with its language host beside it", async () => {
      machine.addPulumi("pulumi", oldestPulumi);
      expect(await locate()).to.deep.equal({
        directories: [machine.binaries],
        version: oldestPulumi,
        origin: "path",
      });
      expect(told).to.deep.equal([]);
    });

    it("may have its language host in another folder of PATH", async () => {
      const pulumi = machine.addPulumi(join(machine.root, "elsewhere", "pulumi"), "3.300.1", { host: false });
      machine.add("pulumi-language-nodejs", "exit 0");
      machine.environment["PATH"] = `${dirname(pulumi)}:${machine.binaries}`;
      expect(await locate()).to.deep.equal({
        directories: [dirname(pulumi), machine.binaries],
        version: "3.300.1",
        origin: "path",
      });
    });

    it("is passed over, saying why, when too old", async () => {
      const old = machine.addPulumi("pulumi", "3.99.0");
      machine.addPulumi(builtPulumi(machine.environment), oldestPulumi);
      expect((await locate()).origin).to.equal("cache");
      expect(told).to.deep.equal([`Not using ${old}: it is version 3.99.0, older than ${oldestPulumi}.`]);
    });

    it("is passed over, saying why, when no language host is to be found", async () => {
      const alone = machine.addPulumi("pulumi", oldestPulumi, { host: false });
      machine.addPulumi(downloadedPulumi(machine.environment), downloadedVersion);
      expect(await locate()).to.deep.equal({
        directories: [dirname(downloadedPulumi(machine.environment))],
        version: downloadedVersion,
        origin: "cache",
      });
      expect(told).to.deep.equal([
        `Not using ${alone}: it has no pulumi-language-nodejs beside it, and there is none on PATH.`,
      ]);
    });
  });

  describe("named by PULUMI_DYNAMICS365_PULUMI", () => {
    it("comes before the one on PATH, named by its folder or by itself", async () => {
      machine.addPulumi("pulumi", "3.270.0");
      const named = machine.addPulumi(join(machine.root, "mine", "pulumi"), "3.260.0");
      for (const name of [named, dirname(named)]) {
        machine.environment["PULUMI_DYNAMICS365_PULUMI"] = name;
        expect(await locate()).to.deep.equal({ directories: [dirname(named)], version: "3.260.0", origin: "path" });
      }
    });

    it("is an error when it cannot be used, whatever else there is", async () => {
      machine.addPulumi("pulumi", oldestPulumi);
      machine.environment["PULUMI_DYNAMICS365_PULUMI"] = "/nowhere/pulumi";
      const { code, why } = await refusal();
      expect(code).to.equal("named-pulumi-unusable");
      expect(why).to.equal("/nowhere/pulumi is not an executable file.");
    });
  });

  describe("by download", () => {
    const archive = `pulumi-v${downloadedVersion}-${process.platform}-${process.arch}.tar.gz`;
    let site: Server;
    let served: Buffer;
    let asked: string[];

    beforeEach(async () => {
      asked = [];
      machine.add("tar", `PATH=/bin:/usr/bin; env > ${machine.root}/seen; exec tar "$@"`);
      const packed = join(machine.root, "packed");
      machine.addPulumi(join(packed, "pulumi", "pulumi"), downloadedVersion);
      execFileSync("tar", ["-czf", join(machine.root, archive), "-C", packed, "pulumi"]);
      served = readFileSync(join(machine.root, archive));
      site = createServer((request, response) => {
        asked.push(request.url ?? "");
        response.end(served);
      }).listen(0, "127.0.0.1");
      await new Promise((resolve) => site.once("listening", resolve));
    });

    afterEach(() => site.close());

    const download = (checksums: Readonly<Record<string, string>>): Promise<Toolchain> =>
      locatePulumi((line) => told.push(line), {
        environment: machine.environment,
        downloadSite: `http://127.0.0.1:${(site.address() as AddressInfo).port}/sdk`,
        checksums,
      });
    const sha256 = () => createHash("sha256").update(served).digest("hex");

    it("fetches the archive of the pinned version, and keeps what it holds", async () => {
      machine.environment["ARM_CLIENT_SECRET"] = "secret-of-the-user";
      expect(await download({ [archive]: sha256() })).to.deep.equal({
        directories: [dirname(downloadedPulumi(machine.environment))],
        version: downloadedVersion,
        origin: "download",
      });
      expect(asked).to.deep.equal([`/sdk/${archive}`]);
      expect(readFileSync(join(machine.root, "seen"), "utf8")).not.to.contain("secret-of-the-user");
      expect((await download({})).origin).to.equal("cache");
      expect(readdirSync(cacheDirectory(machine.environment))).to.have.length(1);
    });

    it("unpacks and runs nothing that is not what Pulumi published, and builds instead", async () => {
      addGo();
      const wanted = "0".repeat(64);
      expect((await download({ [archive]: wanted })).origin).to.equal("build");
      expect(told).to.include(
        `Pulumi is not downloaded: ${archive} has the SHA-256 ${sha256()}, and Pulumi published ${wanted}.`,
      );
      expect(existsSync(join(machine.root, "seen"))).to.equal(false);
    });

    it("asks for nothing whose checksum is not known", async () => {
      addGo();
      expect((await download({})).origin).to.equal("build");
      expect(asked).to.deep.equal([]);
      expect(told[0]).to.equal(
        `Pulumi is not downloaded: no checksum of ${archive} is known, and without one nothing is run.`,
      );
    });

    it("gives way to the build where the archive has no folder of that name", async () => {
      addGo();
      execFileSync("tar", ["-czf", join(machine.root, archive), "-C", join(machine.root, "packed", "pulumi"), "."]);
      served = readFileSync(join(machine.root, archive));
      expect((await download({ [archive]: sha256() })).origin).to.equal("build");
      expect(told).to.include(`Pulumi is not downloaded: ${archive} holds no folder named pulumi.`);
      expect(readdirSync(cacheDirectory(machine.environment)).filter((name) => name.includes("part"))).to.deep.equal(
        [],
      );
    });

    it("gives way to the build where the site has no such archive, in one line", async () => {
      addGo();
      site.removeAllListeners("request").on("request", (_, response: ServerResponse) => response.writeHead(404).end());
      expect((await download({ [archive]: sha256() })).origin).to.equal("build");
      expect(told.find((line) => line.startsWith("Pulumi is not"))).to.match(/127\.0\.0\.1:\d+ answers 404\.$/);
    });

    it("knows the checksums of the version that it downloads", () => {
      const names = Object.keys(pulumiChecksums);
      expect(names).to.have.length(4);
      for (const name of names) expect(name.startsWith(`pulumi-v${downloadedVersion}-`), name).to.equal(true);
      for (const checksum of Object.values(pulumiChecksums)) expect(checksum).to.match(/^[0-9a-f]{64}$/);
    });
  });

  describe("by build", () => {
    it("compiles both programs, once, and keeps them for the next run", async () => {
      addGo();
      const first = await locate();
      expect(first).to.deep.equal({
        directories: [dirname(builtPulumi(machine.environment))],
        version: "3.259.0",
        origin: "build",
      });
      expect(readdirSync(first.directories[0] ?? "").sort()).to.deep.equal([
        "pulumi",
        "pulumi-language-nodejs",
        "pulumi-resource-pulumi-nodejs",
      ]);
      expect(await locate()).to.deep.equal({ ...first, origin: "cache" });
      expect(builds()).to.deep.equal([
        "github.com/pulumi/pulumi/sdk/v3/nodejs/cmd/pulumi-language-nodejs",
        "github.com/pulumi/pulumi/pkg/v3/cmd/pulumi",
      ]);
    });

    it("says at the start what it does, why and about how long it takes", async () => {
      addGo();
      await locate();
      expect(told.at(-1)).to.equal(
        `Building Pulumi 3.259.0 with Go into ${dirname(builtPulumi(machine.environment))}, because none is on PATH ` +
          "and none could be downloaded; once for this user, 4 to 10 minutes on 2 cores.",
      );
    });

    it("happens once when two ask at the same time", async () => {
      addGo();
      const origins = (await Promise.all([locate(), locate()])).map(({ origin }) => origin);
      expect(origins.sort()).to.deep.equal(["build", "cache"]);
      expect(builds()).to.have.length(2);
    });

    it("takes over from a process that died while building", async () => {
      addGo();
      const cache = cacheDirectory(machine.environment);
      mkdirSync(`${dirname(builtPulumi(machine.environment))}.part-old`, { recursive: true });
      // No process id is this high.
      writeFileSync(join(cache, "lock"), `999999999 ${hostname()}`);
      expect((await locate()).origin).to.equal("build");
      expect(readdirSync(cache)).to.have.length(1);
    });

    it("leaves nothing behind when Go fails, and hands on its reason", async () => {
      machine.add("go", `[ "$1" = env ] && echo go1.99.0 && exit 0; echo "proxy: 403 Forbidden" >&2; exit 1`);
      const { code, why } = await refusal();
      expect(code).to.equal("pulumi-build-failed");
      expect(why).to.equal("proxy: 403 Forbidden");
      expect(readdirSync(cacheDirectory(machine.environment))).to.deep.equal([]);
    });

    it("tells what to install when there is no Go", async () => {
      const { code, remedy } = await refusal();
      expect(code).to.equal("go-missing");
      expect(remedy).to.equal(
        "Install Pulumi (https://www.pulumi.com/docs/install/) or Go 1.25.11 or newer, and put it on PATH.",
      );
    });

    it("tells which Go it needs when there is an older one", async () => {
      const go = machine.add("go", "echo go1.21.3");
      const { code, why } = await refusal();
      expect(code).to.equal("go-too-old");
      expect(why).to.equal(`${go} is version 1.21.3; building Pulumi 3.259.0 needs 1.25.11.`);
    });
  });

  it("says where nothing can be kept, and what to set", async () => {
    machine.environment["XDG_CACHE_HOME"] = machine.add("a-file", "exit 0");
    const { code, what } = await refusal();
    expect(code).to.equal("no-cache-directory");
    expect(what).to.equal(`Could not keep Pulumi in ${cacheDirectory(machine.environment)}.`);
  });

  for (const [where, cause] of [
    ["/proc", "The system lets nobody make a folder there (ENOENT)."],
    ["/dev/null", "A part of the path is a file (ENOTDIR)."],
  ] as const) {
    it(`says why nothing can be kept in ${where}`, async () => {
      machine.environment["XDG_CACHE_HOME"] = where;
      const { message } = await refusal();
      expect(message.split("\n")).to.deep.equal([
        `Could not keep Pulumi in ${where}/pulumi-dynamics365. [no-cache-directory]`,
        `  Why: ${cause}`,
        "  Do this: Set XDG_CACHE_HOME to the absolute path of a folder that can be written, or put Pulumi on PATH.",
      ]);
    });
  }

  it("falls through in one line when the download site cannot be reached", async () => {
    machine.add("tar", "exit 0");
    addGo();
    await locate();
    expect(told).to.include("Pulumi is not downloaded: 127.0.0.1:9 does not answer.");
  });

  /** Adds a Go that "compiles" programs which report a version, and that records what it was asked for. */
  function addGo(): void {
    machine.add(
      "go",
      `if [ "$1" = env ]; then echo go1.26.0; exit 0; fi
      while [ "$1" != -o ]; do shift; done
      echo "$3" >> ${machine.root}/builds
      echo '#!/bin/sh\necho 3.259.0' > "$2"
      /bin/chmod +x "$2"`,
    );
  }

  function builds(): string[] {
    return readFileSync(join(machine.root, "builds"), "utf8").trimEnd().split("\n");
  }
});
