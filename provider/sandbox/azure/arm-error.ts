/** An error of the resource manager, printed by the azure-native package as status, code and message. */
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
  // That a missing bot is answered like any other missing resource is assumed.
  return new ArmError(
    404,
    "ResourceNotFound",
    `The Resource '${type}/${name}' under resource group '${resourceGroup}' was not found.`,
  );
}
