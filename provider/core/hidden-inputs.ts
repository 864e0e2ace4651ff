/**
 * Inputs that the program never writes. Check computes those that state keeps; the two that the class passes are
 * dropped there.
 */
export const kept = {
  rowId: "rowId",
  organizationId: "organizationId",
  /** Row that `adopt` found. */
  adopts: "adopts",
  clientSecretFingerprint: "clientSecretFingerprint",
  /** The messaging endpoint came from the program, not from the service. */
  endpointGiven: "endpointGiven",
} as const;

export const keptInputs: readonly string[] = Object.values(kept);

/** The resource's URN: part of the row id at creation. */
export const urnInput = "__urn";
/** Resolves when no resource of the same stretch of the program has a fault. */
export const gateInput = "__gate";
