import { createHash } from "node:crypto";
import { bareGuid } from "./guid.ts";

/*
 * A managed rule carries its place and its owner in its XML id, a version-8 UUID (RFC 9562):
 *
 *   bits   0–31   order, unsigned
 *   bits  32–47   tag, first part
 *   bits  48–51   version 8
 *   bits  52–63   tag, second part
 *   bits  64–65   variant, binary 10
 *   bits  66–67   tag, last part
 *   bits  68–127  first 60 bits of SHA-256 over the resource's rowId
 *
 * So any writer recognises and sorts the managed rules of a document without knowing the programs they come from.
 * That the rule designer keeps the ids is assumed.
 */
const tagFirst = "d365";
const tagSecond = "b0c";
const tagLast = 0b01;
const variant = 0b10;
const seventeenth = ((variant << 2) | tagLast).toString(16);

const hashDigits = 15;
export const largestOrder = 0xffff_ffff;

export interface ManagedRuleId {
  readonly order: number;
  /** 15 hexadecimal digits, lower case. */
  readonly hash: string;
}

/**
 * The part of a rule's id that stays the same however the rule moves. An imported rule is known by its id alone: there
 * the id serves as the row id.
 */
export function ruleHash(rowId: string): string {
  const known = parseRuleId(rowId);
  if (known !== undefined) return known.hash;
  const owner = bareGuid(rowId) ?? rowId;
  return createHash("sha256").update(owner).digest("hex").slice(0, hashDigits);
}

export function ruleId(order: number, rowId: string): string {
  if (!Number.isInteger(order) || order < 0 || order > largestOrder) {
    throw new RangeError(`order ${order} is not a whole number from 0 to ${largestOrder}`);
  }
  const hash = ruleHash(rowId);
  const first = order.toString(16).padStart(8, "0");
  return `${first}-${tagFirst}-8${tagSecond}-${seventeenth}${hash.slice(0, 3)}-${hash.slice(3)}`;
}

/** `undefined` for the ids of rules that people made. */
export function parseRuleId(id: string): ManagedRuleId | undefined {
  const guid = bareGuid(id);
  if (guid === undefined) return undefined;
  const [first = "", second, third, fourth = "", last = ""] = guid.split("-");
  if (second !== tagFirst || third !== `8${tagSecond}` || fourth[0] !== seventeenth) return undefined;
  return { order: Number.parseInt(first, 16), hash: fourth.slice(1) + last };
}

/** The order in which managed rules stand. */
export function compareRuleIds(left: ManagedRuleId, right: ManagedRuleId): number {
  if (left.order !== right.order) return left.order - right.order;
  return left.hash < right.hash ? -1 : left.hash > right.hash ? 1 : 0;
}
