import { foreignName } from "../../schema/foreign-text.ts";
import { ProviderError } from "../errors.ts";
import { redact } from "../secrets.ts";
import type { OperationContext, Properties } from "./definition.ts";

/** How the first line of an error about a resource begins. */
export function couldNot({ doing, label }: Pick<OperationContext, "doing" | "label">): string {
  return `Could not ${doing} ${foreignName(redact(label))}`;
}

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

/**
 * What to do if an environment is gone for good. No response proves that, least of all from a wrong address. Only
 * people can confirm it, so state is kept until they do.
 */
const wayOut =
  "If the environment was deleted or reset, its rows are gone and only Pulumi's state still has them: `pulumi stack --show-urns` lists them, `pulumi state delete <urn> --target-dependents` forgets one and what depends on it, and `pulumi destroy --target <urn>` takes down other parts of the stack meanwhile. After that, `pulumi up` makes everything again in the environment that environmentUrl names";

/** No environment that knows us answers at this address: it is mistyped, unreachable or gone. */
export class LostEnvironmentError extends ProviderError {
  constructor(cause: ProviderError) {
    super({ ...cause, what: cause.what, remedy: `${cause.remedy} ${wayOut}` }, { cause });
  }
}

/** State belongs to another organization than the configured one. Never treated as "gone". */
export class OtherOrganizationError extends ProviderError {
  constructor(
    operation: Pick<OperationContext, "doing" | "label">,
    expected: string,
    actual: string,
    environmentUrl: string,
  ) {
    super({
      code: "other-organization",
      attempt: couldNot(operation),
      what: `this stack belongs to another environment than ${environmentUrl}`,
      why: `the rows of this stack are in organization ${expected}, and ${environmentUrl} is organization ${actual}, so not finding them there does not mean that they are gone; nothing was changed`,
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
      what: "the provider's configuration is not known yet",
      why: "a setting takes its value from a resource that does not exist yet",
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
  constructor(operation: Pick<OperationContext, "doing" | "label">, what: string, solution: string) {
    super({
      code: "managed-row",
      attempt: couldNot(operation),
      what: `${what} belongs to the managed solution ${solution}`,
      why: "a change to a managed row adds an unmanaged layer, which hides what later versions of the solution change",
      remedy: "change it where the solution is made, or declare a row of your own",
    });
  }
}

/** The program or the environment makes the operation impossible. Found before anything was written. */
export class RefusedError extends ProviderError {}
