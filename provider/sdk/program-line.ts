const ownFolder = new URL(".", import.meta.url).href;

/**
 * At registration Pulumi's SDK writes down a stack for each of the four promises of each property, with source maps,
 * and reads it only where PULUMI_DEBUG_PROMISE_LEAKS asks for it: half the processor time of a large program. The source
 * position of a resource is found with a limit of its own, and an error is given its stack anew. The SDK takes that
 * position from the caller of the class that extends its own. Ours has more frames in between, and state is to keep the
 * line of the program: of all frames of this folder, `keeps` are left.
 */
export function withoutStacks(keeps = 1): () => void {
  if (process.env["PULUMI_DEBUG_PROMISE_LEAKS"]) return () => undefined;
  const { stackTraceLimit } = Error;
  // The program's source maps: their library hides the property from enumeration.
  const prepared = Object.getOwnPropertyDescriptor(Error, "prepareStackTrace");
  const tell = prepared?.value as ((error: Error, frames: readonly NodeJS.CallSite[]) => unknown) | undefined;
  Error.stackTraceLimit = 0;
  Error.prepareStackTrace = (error, frames): unknown => {
    const ours = frames.filter((frame) => frame.getFileName()?.startsWith(ownFolder) === true);
    const others = frames.filter((frame) => !ours.slice(keeps).includes(frame));
    return tell?.(error, others) ?? [String(error), ...others].join("\n    at ");
  };
  return () => {
    Error.stackTraceLimit = stackTraceLimit;
    if (prepared === undefined) Reflect.deleteProperty(Error, "prepareStackTrace");
    else Object.defineProperty(Error, "prepareStackTrace", prepared);
  };
}

/** An error that came up meanwhile has no stack, and programs look at it. */
export function givenItsStack(error: unknown): unknown {
  if (error instanceof Error) Error.captureStackTrace(error, givenItsStack);
  return error;
}
