import { ProviderError } from "../../../provider/errors.ts";

/** No usable Pulumi was found, downloaded or built. */
export class ToolchainError extends ProviderError {}
