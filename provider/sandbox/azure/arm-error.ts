/** An error of the resource manager. The azure-native package prints its status, code and message. */
export class ArmError extends Error {
  readonly status: number;
  readonly code: string;

  constructor(status: number, code: string, message: string) {
    super(`Status=${status} Code="${code}" Message="${message}"`);
    this.name = "ArmError";
    this.status = status;
    this.code = code;
  }
}

export function notFound(type: string, name: string, resourceGroup: string): ArmError {
  // We assume that a missing bot gets the same response as any other missing resource.
  return new ArmError(
    404,
    "ResourceNotFound",
    `The Resource '${type}/${name}' under resource group '${resourceGroup}' was not found.`,
  );
}
