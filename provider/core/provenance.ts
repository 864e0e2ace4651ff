import type { Clock } from "../dataverse/clock.ts";
import { foreignName } from "../../schema/foreign-text.ts";
import { stackTagOf } from "./identity.ts";

/** A row that was created longer ago than this did not come from an interrupted run. */
const interruptedWithinHours = 24;

/** A run finishes a row that it creates well within this time. A later change came from a complete deployment. */
const finishedAfterMinutes = 15;

/** The user name under which the service's own plug-ins write. That they use no other name is assumed. */
const system = "SYSTEM";

interface User {
  readonly id: string | undefined;
  readonly name: string | undefined;
}

/** Who wrote a row first and last, and when, as the service reports it. */
export interface Provenance {
  readonly createdOn: string | undefined;
  readonly createdBy: User;
  readonly modifiedOn: string | undefined;
  readonly modifiedBy: User;
}

/** A row of the environment, with the facts that show who owns it. */
export interface ExistingRow extends Provenance {
  readonly id: string;
  readonly name: string;
  readonly naturalKey: string;
}

/**
 * Why a row with one of our ids did not come from an interrupted create of ours. `undefined` if it did. Two backends
 * with stacks of the same name make the same ids, so the id alone proves nothing.
 */
export function whyNotInterrupted(
  row: Provenance,
  userId: string,
  keyIsOurs: boolean,
  clock: Pick<Clock, "now">,
): string | undefined {
  const created = `it was created by ${nameOf(row.createdBy)} at ${row.createdOn ?? "an unknown time"}`;
  if (!keyIsOurs) return `${created}, and has another name or app id`;
  const age = clock.now() - Date.parse(row.createdOn ?? "");
  if (row.createdBy.id !== userId || !(age <= interruptedWithinHours * 3_600_000)) return created;
  const changed = `${created}, and changed by ${nameOf(row.modifiedBy)} at ${row.modifiedOn ?? "an unknown time"}`;
  if (row.modifiedBy.name === system) return undefined;
  if (row.modifiedBy.id !== undefined && row.modifiedBy.id !== userId) return changed;
  const changedAfter = Date.parse(row.modifiedOn ?? "") - Date.parse(row.createdOn ?? "");
  return changedAfter > finishedAfterMinutes * 60_000 ? changed : undefined;
}

/** What to do about a row that exists where the resource's own row would be created. */
export const rowInTheWay =
  "take the row over with adopt: true; delete it; or, if two backends deploy stacks of the same name to one environment, set dynamics365:idNamespace in one of them";

/**
 * Added to the warning when a row is taken for an interrupted create, because it could also come from another backend.
 */
export const ifNotInterrupted =
  "if no run of this stack was interrupted, another backend deploys a stack of the same name here: set dynamics365:idNamespace in one of them";

/** Describes a row in messages, with facts that show who owns it. */
export function describeRow(row: ExistingRow, ownTag: string): string {
  const tag = stackTagOf(row.id);
  const maker =
    tag === undefined
      ? "not made by this package, or by its version 0.1.0"
      : tag === ownTag
        ? "made by this stack"
        : `made by another stack, whose tag is ${tag}`;
  return `row ${row.id}, created by ${nameOf(row.createdBy)} at ${row.createdOn ?? "an unknown time"}, ${maker}`;
}

function nameOf({ id, name }: User): string {
  return foreignName(name ?? id ?? "an unknown user");
}
