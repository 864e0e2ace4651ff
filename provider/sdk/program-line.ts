import { dirname } from "node:path";
import { getCallSites } from "node:util";

/** As V8 names scripts: by file URLs where they are ES modules, by paths where they are CommonJS. */
const [{ scriptName } = { scriptName: "" }] = getCallSites(1);
const ownFolder = dirname(scriptName);

/** In a bundle, this folder is also the program's. Then all frames stay. */
const isBundled = !/[/\\]program-line\.[jt]s$/.test(scriptName);

function isOurs(frame: NodeJS.CallSite): boolean {
  const file = frame.getFileName() ?? "";
  return !isBundled && file.startsWith(ownFolder) && /^[/\\]/.test(file.slice(ownFolder.length));
}

/**
 * At registration, Pulumi's SDK records a stack with source maps for each of the four promises of each property. It
 * reads these stacks only if PULUMI_DEBUG_PROMISE_LEAKS is set, and they take half the processor time of a large
 * program. So no stack is recorded meanwhile. The SDK finds the source position of a resource with a limit of its own,
 * and errors get their stack again afterwards.
 *
 * The SDK takes that position from the caller of the class that extends its own class. Our classes add frames in
 * between, and state should hold the line of the program. So of all frames of this folder only `keeps` stay.
 */
export function withoutStacks(keeps = 1): () => void {
  if (process.env["PULUMI_DEBUG_PROMISE_LEAKS"]) return () => undefined;
  const { stackTraceLimit } = Error;
  // Set by the program's library for source maps, which makes the property non-enumerable.
  const prepared = Object.getOwnPropertyDescriptor(Error, "prepareStackTrace");
  const tell = prepared?.value as ((error: Error, frames: readonly NodeJS.CallSite[]) => unknown) | undefined;
  Error.stackTraceLimit = 0;
  Error.prepareStackTrace = (error, frames): unknown => {
    const ours = frames.filter(isOurs);
    const others = frames.filter((frame) => !ours.slice(keeps).includes(frame));
    return tell?.(error, others) ?? [String(error), ...others].join("\n    at ");
  };
  return () => {
    Error.stackTraceLimit = stackTraceLimit;
    if (prepared === undefined) Reflect.deleteProperty(Error, "prepareStackTrace");
    else Object.defineProperty(Error, "prepareStackTrace", prepared);
  };
}

/** Errors thrown meanwhile have no stack, and programs print it. */
export function givenItsStack(error: unknown): unknown {
  if (error instanceof Error) Error.captureStackTrace(error, givenItsStack);
  return error;
}
