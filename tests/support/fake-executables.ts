import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

/** A private directory with programs of our own, and nothing else on PATH. */
export class FakeMachine {
  readonly root = mkdtempSync(join(tmpdir(), "fake-machine-"));
  readonly binaries = join(this.root, "bin");
  readonly environment: NodeJS.ProcessEnv = {
    PATH: this.binaries,
    HOME: this.root,
    XDG_CACHE_HOME: join(this.root, "cache"),
  };

  constructor() {
    mkdirSync(this.binaries);
  }

  /** Writes a shell script to a path, or to PATH if `path` is a bare name. */
  add(path: string, script: string): string {
    const file = path.includes("/") ? path : join(this.binaries, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, `#!/bin/sh\n${script}\n`, { mode: 0o755 });
    return file;
  }

  /** Adds a Pulumi of this version, with its language host beside it by default. */
  addPulumi(path: string, version: string, { host = true } = {}): string {
    const file = this.add(path, `echo v${version}`);
    if (host) this.add(join(dirname(file), "pulumi-language-nodejs"), "exit 0");
    return file;
  }

  remove(): void {
    rmSync(this.root, { recursive: true, force: true });
  }
}
