import { ProviderError } from "./errors.ts";
import type { Properties } from "./definition.ts";
import { wayOut } from "./lost-environment.ts";

/**
 * The row exists, but does not match the program yet. The engine keeps it with these properties and tries again at the
 * next `up`. Not thrown if nothing was created.
 */
export class NotReadyError extends ProviderError {
  readonly id: string;
  readonly properties: Properties;

  constructor(id: string, properties: Properties, cause: ProviderError) {
    super(cause, { cause });
    this.id = id;
    this.properties = properties;
  }
}

/** The old row is deleted, and the new one could not be created. Has the code of the error that caused it. */
export class ReplacementFailedError extends ProviderError {
  constructor(gone: readonly string[], cause: ProviderError) {
    super(
      {
        ...cause,
        gone: `the replacement deleted ${gone.join(", ")} and could not make the new row`,
        next: "run `pulumi up` again: it makes all of them anew",
      },
      { cause },
    );
  }
}

/** State belongs to another organization than the configured one. Never treated as "gone". */
export class OtherOrganizationError extends ProviderError {
  constructor(label: string, expected: string, actual: string, environmentUrl: string) {
    super({
      code: "other-organization",
      what: `${label} belongs to organization ${expected}, and ${environmentUrl} is organization ${actual}`,
      why: "the rows of this stack are in the other organization, so not finding them here does not mean that they are gone; nothing was changed",
      remedy: `point dynamics365:environmentUrl (or DATAVERSE_URL) at the environment that this stack was deployed to, or use another stack for this environment. ${wayOut}`,
    });
  }
}

/**
 * A setting depends on a resource that does not exist yet. Not thrown by check, which checks what it can without it.
 */
export class UnknownConfigurationError extends ProviderError {
  constructor() {
    super({
      code: "configuration-unknown",
      what: "the provider's configuration is not known",
      why: "a value of it depends on a resource that does not exist yet",
      remedy: "deploy that resource first, or give the value as configuration",
    });
  }
}

/** Another row exists where ours would be created. */
export class CollisionError extends ProviderError {}

/** A name, natural key or id that the environment does not have, or has twice. */
export class LookupError extends ProviderError {}

/** Rows that this program does not own would be lost, or block the operation. */
export class DependentRowsError extends ProviderError {}

/** The row came with a managed solution. */
export class ManagedRowError extends ProviderError {
  constructor(what: string, solution: string) {
    super({
      code: "managed-row",
      what: `${what} belongs to the managed solution ${solution}`,
      why: "a change to a managed row adds an unmanaged layer, which hides what later versions of the solution change",
      remedy: "change it where the solution is made, or declare a row of your own",
    });
  }
}

/** The program or the environment makes the operation impossible. Found before anything was written. */
export class RefusedError extends ProviderError {}
