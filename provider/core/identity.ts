import { createHmac } from "node:crypto";
import { v5 } from "uuid";

/** Namespace of all row ids where the configuration names none. Part of every id ever made: it never changes. */
export const defaultIdNamespace = "b4a9a1f2-6a0e-5c67-9e2b-3d7f0c5a81d4";

/**
 * The id of a resource's row: the same in every run of the same program, so that a run that follows an interrupted one
 * meets its own row, and another one after a replacement that changes the natural key.
 */
export function rowIdOf(idNamespace: string, urn: string, naturalKey: string): string {
  // Ill-formed text is refused by check, which computes the id all the same.
  return v5(`${urn}\n${naturalKey.toLowerCase()}`.toWellFormed(), bytesOf(idNamespace));
}

/** Ids of rows that a resource keeps beside its own, such as a secret or an automated message. */
export function partIdOf(rowId: string, part: string): string {
  return v5(part, bytesOf(rowId));
}

/** Dataverse numbers its own rows with GUIDs of no standard version, which a UUID parser refuses. */
function bytesOf(guid: string): Uint8Array {
  return Buffer.from(guid.replaceAll("-", ""), "hex");
}

/**
 * Shows that a secret changed without showing the secret. Keyed with the row id, so equal secrets of two accounts look
 * different; derived rather than salted, so that a saved plan still fits.
 */
export function secretFingerprint(rowId: string, secret: string): string {
  return createHmac("sha256", rowId).update(secret).digest("hex").slice(0, 8);
}
