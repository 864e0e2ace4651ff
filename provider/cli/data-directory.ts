import { DataError, type Sandbox } from "../sandbox/index.ts";
import { CommandError } from "./errors.ts";

/** What is wrong with the sandbox's data directory, as an error of the command. */
export const dataFailure = (error: DataError): CommandError =>
  new CommandError({ code: "sandbox-data", what: error.what, why: error.why, remedy: error.remedy }, { cause: error });

/** Closes the sandbox. A last save that fails is an error of the command. */
export async function closeSandbox(sandbox: Sandbox): Promise<void> {
  try {
    await sandbox.close();
  } catch (error) {
    throw error instanceof DataError ? dataFailure(error) : error;
  }
}
