import { isFaultCode } from "../../schema/fault-codes.ts";
import type { Fault } from "../../schema/resource-schema.ts";
import { isUnknown } from "../../schema/unknown.ts";
import type { Operation, Properties, ResourceDefinition } from "./definition.ts";
import { diff } from "./diff.ts";
import { faultText } from "./fault-text.ts";
import { LookupError } from "./failures.ts";
import { onOneLine } from "./foreign-text.ts";
import { kept } from "./hidden-inputs.ts";
import { lookUpsIn, namedLookUpsFrom, type LookUpHere, type NamedLookUp } from "./named-look-ups.ts";
import { orList } from "./nearest.ts";
import type { Run } from "./run.ts";
import type { Session } from "./session.ts";

interface Faulty {
  readonly fault: Fault;
}

/** The resource as its class names it, and the names that the whole program says, in the class's words. */
interface Asking {
  readonly label: string;
  readonly ofProgram: unknown;
}

/**
 * Every name of a queue, language or template must mean one row of the environment. The engine stops at the first
 * resource whose check fails, so the first check of a run judges the names of the whole program.
 */
export async function judgeLookUps(
  definition: ResourceDefinition,
  run: Run,
  operation: Operation,
  olds: Properties,
  values: Properties,
  { label, ofProgram }: Asking,
): Promise<Fault[]> {
  const { session } = operation;
  const missed = await judgeOwn(session, lookUpsIn(definition.schema, values));
  const own = await Promise.all(missed.map((one) => withItsFate(definition, operation, olds, values, one)));
  const isAsked = typeof ofProgram === "string" && !isUnknown(ofProgram) && !run.judgedLookUps.has(ofProgram);
  if (own.length === 0 && (!isAsked || staysAsItIs(definition, olds, values))) return [];
  const all = isAsked ? await judgeNamed(session, namedLookUpsFrom(ofProgram)) : [];
  if (isAsked) run.judgedLookUps.add(ofProgram);
  const everywhere = all.map((named) => {
    const known = own.find(({ kind, text }) => named.kind === kind && named.text === text);
    return known === undefined ? named : { ...named, fault: known.fault };
  });
  const [first] = everywhere;
  if (first === undefined || everywhere.every((named) => isOnlyAt(named, label))) return own.map(({ fault }) => fault);
  const lines = everywhere.map((named) => `\n  ${onOneLine(placesOf(named))}: ${faultText(named.fault)}`);
  const others = own.filter(
    ({ kind, text }) => !everywhere.some((named) => named.kind === kind && named.text === text),
  );
  return [
    ...others.map(({ fault }) => fault),
    {
      code: first.fault.code,
      path: "",
      reason: `${count(lines)} of this program cannot be used:${lines.join("")}`,
      remedy: "",
    },
  ];
}

async function judgeOwn(session: Session, named: readonly LookUpHere[]): Promise<(LookUpHere & Faulty)[]> {
  const judged: (LookUpHere & Faulty)[] = [];
  for (const look of named) {
    const fault = await faultOf(session, look, look.path);
    if (fault !== undefined) judged.push({ ...look, fault });
  }
  return judged;
}

async function judgeNamed(session: Session, all: readonly NamedLookUp[]): Promise<(NamedLookUp & Faulty)[]> {
  const judged = all.map(async (named) => {
    // What keeps the environment from answering is told by the resources that need the answer.
    const fault = await faultOf(session, named, "").catch(() => undefined);
    return fault === undefined ? [] : [{ ...named, fault }];
  });
  return (await Promise.all(judged)).flat();
}

async function faultOf(
  session: Session,
  { kind, text }: Pick<LookUpHere, "kind" | "text">,
  path: string,
): Promise<Fault | undefined> {
  try {
    await session.lookups.find(kind, text, path);
    return undefined;
  } catch (error) {
    if (!(error instanceof LookupError) || !isFaultCode(error.code)) throw error;
    return { code: error.code, path, reason: `${error.what}: ${error.why}`, remedy: error.remedy };
  }
}

/** Nothing of such a resource is written, and one that newly names a row knows more of it. */
function staysAsItIs({ schema }: ResourceDefinition, olds: Properties, values: Properties): boolean {
  return isInState(olds) && diff(schema, olds, values).changes.length === 0;
}

function isInState(olds: Properties): boolean {
  const rowId = olds[kept.rowId];
  return typeof rowId === "string" && !isUnknown(rowId);
}

/**
 * A name that was deployed stands for a row, and the row of the resource points at that still, whatever it is called now.
 * Asked only where the name is not found.
 */
async function withItsFate(
  definition: ResourceDefinition,
  operation: Operation,
  olds: Properties,
  values: Properties,
  look: LookUpHere & Faulty,
): Promise<LookUpHere & Faulty> {
  const { schema } = definition;
  const { kind, text, path, fault } = look;
  const inPlace = (properties: Properties) =>
    lookUpsIn(schema, properties).filter((other) => other.kind === kind && placeOf(other.path) === placeOf(path));
  const wasDeployed = isInState(olds) && inPlace(olds).some((other) => other.text === text);
  if (fault.code !== "lookup-not-found" || !wasDeployed) return look;
  const id = definition.idOf?.(olds) ?? String(olds[kept.rowId]);
  // If the environment does not answer, the operation that needs the answer reports it.
  const row = await definition.read(operation, id, olds).catch(() => undefined);
  if (row === undefined) return look;
  const written = inPlace(values).map((other) => other.text);
  const now: string[] = [];
  for (const held of inPlace(row)) {
    if (written.includes(held.text)) continue;
    if ((await faultOf(operation.session, held, path)) === undefined) now.push(String(held.text));
  }
  return {
    ...look,
    fault:
      now.length === 0
        ? { ...fault, reason: `${fault.reason}; the row that it stood for is gone` }
        : {
            ...fault,
            reason: `${fault.reason}; the row that this resource uses is now called ${orList(now)}`,
            remedy: `write ${orList(now)}, if that is the same one under a new name`,
          },
  };
}

/** A list may be stored in another order. */
function placeOf(path: string): string {
  return path.replaceAll(/\[\d+\]/g, "[]");
}

function isOnlyAt({ places, more }: NamedLookUp, label: string): boolean {
  return more === 0 && places.every((place) => place.startsWith(`${label} `));
}

function placesOf({ places, more }: NamedLookUp): string {
  return more === 0 ? places.join(", ") : `${places.join(", ")} and ${more} more`;
}

function count(lines: readonly string[]): string {
  return lines.length === 1 ? "1 name" : `${lines.length} names`;
}
