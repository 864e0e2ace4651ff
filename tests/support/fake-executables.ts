import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

/** A private place with programs of our making, and nothing else on PATH. */
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

  /** Puts a shell script at a path, or on PATH when given a bare name. */
  add(path: string, script: string): string {
    const file = path.includes("/") ? path : join(this.binaries, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, `#!/bin/sh\n${script}\n`, { mode: 0o755 });
    return file;
  }

  /** A Pulumi of this version; with its language host beside it, unless told otherwise. */
  addPulumi(path: string, version: string, { host = true } = {}): string {
    const file = this.add(path, `echo v${version}`);
    if (host) this.add(join(dirname(file), "pulumi-language-nodejs"), "exit 0");
    return file;
  }

  remove(): void {
    rmSync(this.root, { recursive: true, force: true });
  }
}
