import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { expect } from "chai";
import { executableName, findOnPath } from "../../../examples/runner/pulumi/executables.ts";

describe("a program on PATH", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "path-"));
    mkdirSync(join(folder, "bin"));
    writeFileSync(join(folder, "bin", executableName("pulumi")), "", { mode: 0o755 });
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it("is found in an absolute folder", () => {
    const bin = join(folder, "bin");
    expect(findOnPath("pulumi", { PATH: `/nowhere:${bin}` })).to.equal(join(bin, executableName("pulumi")));
  });

  it("is never one that lies below the working directory: a project brings what it likes", () => {
    const bin = relative(process.cwd(), join(folder, "bin"));
    expect(["", ":", bin, `./${bin}`].map((PATH) => findOnPath("pulumi", { PATH }))).to.deep.equal([
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
  });
});
