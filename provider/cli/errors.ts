import { ProviderError } from "../errors.ts";

/** The command line is invalid; ends with exit code 2. */
export class UsageError extends ProviderError {}

/** The command was understood but cannot be carried out; ends with exit code 1. */
export class CommandError extends ProviderError {}
