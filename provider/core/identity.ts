import { createHash } from "node:crypto";
import { v5 } from "uuid";

/** Namespace of all row ids if the configuration sets none. It is part of every id ever made and must never change. */
export const defaultIdNamespace = "b4a9a1f2-6a0e-5c67-9e2b-3d7f0c5a81d4";

/**
 * The id of a resource's row. It is the same in every run of the same program, so a run that follows an interrupted one
 * finds its own row. A replacement that changes the natural key gets another id. A version-8 UUID (RFC 9562):
 *
 *   bits  0–31   tag of the stack, see {@link stackTagFor}
 *   bits 32–127  SHA-256 over namespace, URN and natural key, except version and variant
 *
 * Version 0.1.0 of this package made version-5 UUIDs, which have no tag. State keeps them.
 */
export function rowIdOf(idNamespace: string, urn: string, naturalKey: string): string {
  const digits = digest(idNamespace, `${urn}\n${naturalKey.toLowerCase()}`);
  const variant = ((Number.parseInt(digits[6]!, 16) & 0b11) | 0b1000).toString(16);
  return [
    stackTagFor(idNamespace, urn),
    digits.slice(0, 4),
    `8${digits.slice(4, 6)}${digits[7]!}`,
    `${variant}${digits.slice(8, 11)}`,
    digits.slice(11, 23),
  ].join("-");
}

/** The id that version 0.1.0 gave to the row of the same resource. */
export function formerRowIdOf(idNamespace: string, urn: string, naturalKey: string): string {
  return v5(`${urn}\n${naturalKey.toLowerCase()}`.toWellFormed(), bytesOf(idNamespace));
}

/**
 * The id of a new row beside one that `retainOnDelete` keeps. It is derived from the kept row's id, so a run that
 * follows an interrupted one computes the same id.
 */
export function rowIdBeside(priorRowId: string, idNamespace: string, urn: string, naturalKey: string): string {
  return rowIdOf(idNamespace, urn, `${naturalKey}\n${priorRowId}`);
}

/**
 * Eight hexadecimal digits that all rows of one stack share, made from the id namespace, the project and the stack.
 * They show which stack a row belongs to, even if the resource was renamed.
 */
export function stackTagFor(idNamespace: string, urn: string): string {
  const [, stack = "", project = ""] = /^urn:pulumi:(.*?)::(.*?)::/.exec(urn) ?? [];
  return digest(idNamespace, `${project}\n${stack}`).slice(0, 8);
}

/** The tag in a row's id. `undefined` for rows made by version 0.1.0 or by people. */
export function stackTagOf(rowId: string): string | undefined {
  return /^([0-9a-f]{8})-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/.exec(rowId.toLowerCase())?.[1];
}

/** Ids of rows that a resource keeps beside its own, such as a secret or an automated message. */
export function partIdOf(rowId: string, part: string): string {
  return v5(part, bytesOf(rowId));
}

/** Check rejects ill-formed text, but computes the id anyway. */
function digest(idNamespace: string, text: string): string {
  return createHash("sha256").update(bytesOf(idNamespace)).update(text.toWellFormed()).digest("hex");
}

/** Dataverse gives its own rows GUIDs of no standard version, which a UUID parser rejects. */
function bytesOf(guid: string): Uint8Array {
  return Buffer.from(guid.replaceAll("-", ""), "hex");
}

/** The service shows ids in lower case; a program may write them in any case. */
export function sameRowId(left: unknown, right: unknown): boolean {
  return typeof left === "string" && typeof right === "string" && left.toLowerCase() === right.toLowerCase();
}
