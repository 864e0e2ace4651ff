import { isFaultCode } from "../../schema/fault-codes.ts";
import type { Fault } from "../../schema/resource-schema.ts";
import { isUnknown } from "../../schema/unknown.ts";
import type { Properties, ResourceDefinition } from "./definition.ts";
import { faultText } from "./fault-text.ts";
import { LookupError } from "./failures.ts";
import { onOneLine } from "./foreign-text.ts";
import { lookUpsIn, namedLookUpsFrom, type LookUpHere, type NamedLookUp } from "./named-look-ups.ts";
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
  session: Session,
  values: Properties,
  { label, ofProgram }: Asking,
): Promise<Fault[]> {
  const [own, everywhere] = await Promise.all([
    judgeOwn(session, lookUpsIn(definition.schema, values)),
    typeof ofProgram === "string" && !isUnknown(ofProgram) && !run.judgedLookUps.has(ofProgram)
      ? judgeNamed(session, namedLookUpsFrom(ofProgram))
      : [],
  ]);
  if (typeof ofProgram === "string") run.judgedLookUps.add(ofProgram);
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

function isOnlyAt({ places, more }: NamedLookUp, label: string): boolean {
  return more === 0 && places.every((place) => place.startsWith(`${label} `));
}

function placesOf({ places, more }: NamedLookUp): string {
  return more === 0 ? places.join(", ") : `${places.join(", ")} and ${more} more`;
}

function count(lines: readonly string[]): string {
  return lines.length === 1 ? "1 name" : `${lines.length} names`;
}
