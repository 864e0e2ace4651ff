import { ServiceError } from "./errors.ts";

/** This is not a code of the service, so anyone who sees it knows that the sandbox responded. */
export const unimplementedCode = "sandbox-not-implemented";

/**
 * The service may support this, but the sandbox does not. The error names it, because a response that ignored it would
 * look like the service's own.
 */
export const unimplemented = (kind: string, name: string): ServiceError =>
  new ServiceError(
    501,
    unimplementedCode,
    `The sandbox refuses this request: it does not implement the ${kind} '${name}'. Dataverse may. What the sandbox ` +
      "implements is listed in docs/sandbox.md of pulumi-dynamics365.",
  );
