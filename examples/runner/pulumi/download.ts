import { createHash } from "node:crypto";
import { createWriteStream, mkdtempSync, renameSync, rmSync, statSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { Readable, Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import { cachedInstallation } from "./cache.ts";
import { cleanEnvironment } from "./clean-environment.ts";
import { downloadedVersion, type Surroundings } from "./toolchain.ts";
import { executableName, findOnPath } from "./executables.ts";
import { withProgress } from "./progress.ts";
import { lastLines, runToEnd } from "./run-to-end.ts";

const downloadSeconds = 300;
const unpackSeconds = 120;
/** The top folder in Pulumi's archives. */
const folder = "pulumi";
/** Bytes; an archive has about a hundred million. */
const largestArchive = 500_000_000;

export function downloadedPulumi(environment: NodeJS.ProcessEnv): string {
  return join(cachedInstallation(environment, "download", downloadedVersion), executableName("pulumi"));
}

/**
 * Downloads Pulumi's archive of the CLI with its language hosts, and unpacks it if it is the one that Pulumi published:
 * nothing is unpacked or run before its SHA-256 is known to be right. Returns false if there is no archive.
 */
export async function downloadPulumi(surroundings: Surroundings): Promise<boolean> {
  const { environment, downloadSite, checksums, report } = surroundings;
  const archive = `pulumi-v${downloadedVersion}-${process.platform}-${process.arch}.tar.gz`;
  const wanted = Object.hasOwn(checksums, archive) ? checksums[archive] : undefined;
  const tar = findOnPath("tar", environment);
  const obstacle =
    wanted === undefined
      ? `no checksum of ${archive} is known, and without one nothing is run.`
      : tar === undefined
        ? "there is no tar on PATH."
        : undefined;
  if (wanted === undefined || tar === undefined) {
    report(`Pulumi is not downloaded: ${obstacle}`);
    return false;
  }
  const destination = cachedInstallation(environment, "download", downloadedVersion);
  const unfinished = mkdtempSync(`${destination}.part-`);
  try {
    const lines = {
      opening: `Downloading Pulumi ${downloadedVersion} from ${new URL(downloadSite).host}, about 100 MB, once for this user.`,
      waiting: "Still downloading",
    };
    const file = join(unfinished, archive);
    const fault = await withProgress(report, lines, async () => {
      const fetched = await fetchInto(file, `${downloadSite}/${archive}`);
      if (fetched.fault !== undefined) return fetched.fault;
      if (fetched.sha256 !== wanted)
        return `${archive} has the SHA-256 ${fetched.sha256}, and Pulumi published ${wanted}.`;
      return unpack(tar, file, environment);
    });
    if (fault !== undefined) {
      report(`Pulumi is not downloaded: ${fault}`);
      return false;
    }
    rmSync(destination, { recursive: true, force: true });
    renameSync(join(unfinished, folder), destination);
    return true;
  } finally {
    rmSync(unfinished, { recursive: true, force: true });
  }
}

type Fetched = { readonly sha256: string; readonly fault?: undefined } | { readonly fault: string };

async function fetchInto(file: string, address: string): Promise<Fetched> {
  const { host } = new URL(address);
  let answered = false;
  try {
    const answer = await fetch(address, { signal: AbortSignal.timeout(downloadSeconds * 1000) });
    answered = true;
    if (!answer.ok || answer.body === null) return { fault: `${host} answers ${answer.status}.` };
    const hash = createHash("sha256");
    let size = 0;
    const measure = new Transform({
      transform(chunk: Buffer, _encoding, done) {
        size += chunk.length;
        hash.update(chunk);
        if (size > largestArchive) done(new Error("too large"));
        else done(null, chunk);
      },
    });
    await pipeline(Readable.fromWeb(answer.body), measure, createWriteStream(file));
    return { sha256: hash.digest("hex") };
  } catch {
    return { fault: answered ? `the answer of ${host} was not complete.` : `${host} does not answer.` };
  }
}

async function unpack(tar: string, file: string, environment: NodeJS.ProcessEnv): Promise<string | undefined> {
  const finished = await runToEnd(tar, ["-xzf", file, "-C", dirname(file)], {
    environment: cleanEnvironment(environment),
    timeLimitSeconds: unpackSeconds,
  });
  if (finished.exitCode !== 0) return lastLines(finished, 1);
  const isThere = statSync(join(dirname(file), folder), { throwIfNoEntry: false })?.isDirectory() ?? false;
  return isThere ? undefined : `${basename(file)} holds no folder named ${folder}.`;
}
