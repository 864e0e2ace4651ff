import { DataError, startSandbox, type Sandbox, type SandboxOptions } from "../sandbox/index.ts";
import { CommandError } from "./errors.ts";

/** Turns a problem with the sandbox's data directory into an error of the command. */
async function told<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (!(error instanceof DataError)) throw error;
    throw new CommandError(
      { code: "sandbox-data", what: error.what, why: error.why, remedy: error.remedy },
      { cause: error },
    );
  }
}

export const openSandbox = (options: SandboxOptions): Promise<Sandbox> => told(startSandbox(options));

/** A last save that fails is an error of the command, too. */
export const closeSandbox = (sandbox: Sandbox): Promise<void> => told(sandbox.close());
