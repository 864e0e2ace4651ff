import { type Sandbox, type SandboxOptions, startSandbox } from "../../provider/sandbox/index.ts";

/**
 * Gives the tests of the surrounding `describe` one sandbox, started before the first test and closed after the last.
 * Call this in the body of `describe`, and the returned function inside tests.
 */
export function withSandbox(options: SandboxOptions = {}): () => Sandbox {
  let sandbox: Sandbox | undefined;
  before(async () => {
    sandbox = await startSandbox(options);
  });
  after(() => sandbox?.close());
  return () => running(sandbox);
}

/** Like `withSandbox`, but with a new sandbox for each test. */
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
