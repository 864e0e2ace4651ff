import { ProviderError } from "../core/errors.ts";

/** The command line cannot be understood; ends with exit code 2. */
export class UsageError extends ProviderError {}

/** The command was understood and cannot be carried out; ends with exit code 1. */
export class CommandError extends ProviderError {}
