import { startSandbox, type Sandbox, type Switches } from "../../provider/sandbox/index.ts";

/**
 * Where the contract tests run: in a sandbox of their own, or in the environment given by CONTRACT_ENVIRONMENT_URL and
 * CONTRACT_ACCESS_TOKEN. A real environment has no switches. There the tests report which answer it gives.
 */
export interface ContractEnvironment {
  readonly url: string;
  readonly token: string;
  readonly isSandbox: boolean;
  setSwitch(changes: Partial<Switches>): void;
  /** Available only if the environment is a sandbox. */
  readonly sandbox: Sandbox;
}

const realUrl = process.env["CONTRACT_ENVIRONMENT_URL"];
const realToken = process.env["CONTRACT_ACCESS_TOKEN"];

export const isRealEnvironment = realUrl !== undefined && realToken !== undefined;

/**
 * One environment for the tests of the surrounding `describe`. Resets the switches to their defaults before each test.
 * Calls `cleanUp` at the end, while the environment still exists.
 */
export function withEnvironment(cleanUp: () => Promise<void> = () => Promise.resolve()): () => ContractEnvironment {
  let environment: ContractEnvironment | undefined;
  let sandbox: Sandbox | undefined;
  before(async () => {
    if (realUrl !== undefined && realToken !== undefined) {
      environment = realEnvironment(realUrl.replace(/\/$/, ""), realToken);
      return;
    }
    sandbox = await startSandbox();
    environment = sandboxEnvironment(sandbox);
  });
  beforeEach(() => sandbox?.switches.reset());
  after(async () => {
    await cleanUp();
    await sandbox?.close();
  });
  return () => {
    if (environment === undefined) throw new Error("The environment is there inside tests and hooks only.");
    return environment;
  };
}

function sandboxEnvironment(sandbox: Sandbox): ContractEnvironment {
  return {
    url: sandbox.url,
    token: "sandbox-admin",
    isSandbox: true,
    sandbox,
    setSwitch: (changes) => sandbox.switches.set(changes),
  };
}

function realEnvironment(url: string, token: string): ContractEnvironment {
  return {
    url,
    token,
    isSandbox: false,
    get sandbox(): Sandbox {
      throw new Error("A real environment is no sandbox.");
    },
    setSwitch: () => {
      throw new Error("A real environment has no switches.");
    },
  };
}
