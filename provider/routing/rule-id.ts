import { createHash } from "node:crypto";
import { bareGuid } from "./guid.ts";

/*
 * A managed rule has its order and its owner in its XML id, a version-8 UUID (RFC 9562):
 *
 *   bits   0–31   order, unsigned
 *   bits  32–47   tag, first part
 *   bits  48–51   version 8
 *   bits  52–63   tag, second part
 *   bits  64–65   variant, binary 10
 *   bits  66–67   tag, last part: 01, or 10 if the id names the stack
 *   bits  68–127  first 60 bits of SHA-256 over the resource's rowId; or, if the id names the stack, the first 20 bits of
 *                 the rowId, which are the tag of its stack, and 40 bits of that hash
 *
 * So any writer recognises and sorts the managed rules of a document without knowing the programs they come from.
 * A third party once saw the rule designer keep the id of a rule that got a condition and a percentage. That it always
 * does is assumed.
 */
const tagFirst = "d365";
const tagSecond = "b0c";
const variant = 0b10;
const seventeenth = { plain: ((variant << 2) | 0b01).toString(16), withStack: ((variant << 2) | 0b10).toString(16) };

const hashDigits = 15;
const stackDigits = 5;
export const largestOrder = 0xffff_ffff;

/** A row id of version 8 begins with the tag of its stack (`provider/core/identity.ts`). */
const tellsStack = /^[0-9a-f]{8}-[0-9a-f]{4}-8/;

export interface ManagedRuleId {
  readonly order: number;
  /** 15 hexadecimal digits, lower case. */
  readonly hash: string;
  /** The first five digits of the tag of the rule's stack; `undefined` for rules of 0.1.0. */
  readonly stack: string | undefined;
}

/** The part of a rule's id that a new order does not change. An imported rule has no row id, so its own id serves as one. */
export function ruleHash(rowId: string): string {
  return ownerOf(rowId).hash;
}

function ownerOf(rowId: string): Pick<ManagedRuleId, "hash" | "stack"> {
  const known = parseRuleId(rowId);
  if (known !== undefined) return known;
  const owner = bareGuid(rowId) ?? rowId;
  const digits = createHash("sha256").update(owner).digest("hex").slice(0, hashDigits);
  if (!tellsStack.test(owner)) return { hash: digits, stack: undefined };
  const stack = owner.slice(0, stackDigits);
  return { hash: stack + digits.slice(stackDigits), stack };
}

export function ruleId(order: number, rowId: string): string {
  if (!Number.isInteger(order) || order < 0 || order > largestOrder) {
    throw new RangeError(`order ${order} is not a whole number from 0 to ${largestOrder}`);
  }
  const { hash, stack } = ownerOf(rowId);
  const first = order.toString(16).padStart(8, "0");
  const kind = stack === undefined ? seventeenth.plain : seventeenth.withStack;
  return `${first}-${tagFirst}-8${tagSecond}-${kind}${endOfRuleId(hash)}`;
}

/** The hash as it stands in a rule's id. */
export function endOfRuleId(hash: string): string {
  return `${hash.slice(0, 3)}-${hash.slice(3)}`;
}

/** What {@link ruleId} says for the same rule. */
export function managedRuleId(order: number, rowId: string): ManagedRuleId {
  return { ...ownerOf(rowId), order };
}

/** `undefined` for the ids of rules that people made. */
export function parseRuleId(id: string): ManagedRuleId | undefined {
  const guid = bareGuid(id);
  if (guid === undefined) return undefined;
  const [first = "", second, third, fourth = "", last = ""] = guid.split("-");
  if (second !== tagFirst || third !== `8${tagSecond}`) return undefined;
  const order = Number.parseInt(first, 16);
  const hash = fourth.slice(1) + last;
  if (fourth[0] === seventeenth.plain) return { order, hash, stack: undefined };
  if (fourth[0] === seventeenth.withStack) return { order, hash, stack: hash.slice(0, stackDigits) };
  return undefined;
}

/** The tag of a stack, with which the ids of its rows begin; `undefined` for rows whose id has none. */
export type StackMark = string | undefined;

/** Whether the rule's id says that it belongs to the stack. */
export function belongsTo(rule: ManagedRuleId | undefined, stack: StackMark): boolean {
  return stack !== undefined && rule?.stack === stack.slice(0, stackDigits);
}

type Sortable = Pick<ManagedRuleId, "order" | "hash">;

/** Sorts managed rules as they stand in a document. */
export function compareRuleIds(left: Sortable, right: Sortable): number {
  if (left.order !== right.order) return left.order - right.order;
  return left.hash < right.hash ? -1 : left.hash > right.hash ? 1 : 0;
}
