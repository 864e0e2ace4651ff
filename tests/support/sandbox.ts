import { type Sandbox, type SandboxOptions, startSandbox } from "../../provider/sandbox/index.ts";

/**
 * Serves a sandbox for the tests of the surrounding `describe`: one for all of them, started before the first and
 * closed after the last. Call it in the body of `describe`, read the returned function inside tests.
 */
export function withSandbox(options: SandboxOptions = {}): () => Sandbox {
  let sandbox: Sandbox | undefined;
  before(async () => {
    sandbox = await startSandbox(options);
  });
  after(() => sandbox?.close());
  return () => running(sandbox);
}

/** As `withSandbox`, with a new sandbox for each test. */
export function withFreshSandbox(options: SandboxOptions = {}): () => Sandbox {
  let sandbox: Sandbox | undefined;
  beforeEach(async () => {
    sandbox = await startSandbox(options);
  });
  afterEach(() => sandbox?.close());
  return () => running(sandbox);
}

function running(sandbox: Sandbox | undefined): Sandbox {
  if (sandbox === undefined) throw new Error("The sandbox runs inside tests and hooks only.");
  return sandbox;
}
