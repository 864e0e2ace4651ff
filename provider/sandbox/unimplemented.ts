import { ServiceError } from "./errors.ts";

/** No code of the service: whoever meets it knows that the sandbox answered. */
export const unimplementedCode = "sandbox-not-implemented";

/**
 * What the service may well do and the sandbox does not. It is refused by name, since an answer that leaves it out would
 * be taken for the service's.
 */
export const unimplemented = (kind: string, name: string): ServiceError =>
  new ServiceError(
    501,
    unimplementedCode,
    `The sandbox refuses this request: it does not implement the ${kind} '${name}'. Dataverse may. What the sandbox ` +
      "implements is listed in docs/sandbox.md of pulumi-dynamics365.",
  );
