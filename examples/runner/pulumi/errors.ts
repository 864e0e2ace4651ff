import { ProviderError } from "../../../provider/core/errors.ts";

/** No usable Pulumi was found, downloaded or built. */
export class ToolchainError extends ProviderError {}
