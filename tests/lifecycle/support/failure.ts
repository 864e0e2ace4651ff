import { expect } from "chai";
import { ProviderError } from "../../../provider/errors.ts";

/** The error that the work ends with. It must be of this class, or retell one of it in the name of its resource. */
export async function failureOf<Failure extends Error>(
  work: Promise<unknown>,
  kind: abstract new (...args: never[]) => Failure,
): Promise<Failure> {
  const error: unknown = await work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  const isTold = error instanceof ProviderError && error.cause instanceof kind;
  if (!isTold) expect(error).to.be.instanceOf(kind);
  return error as Failure;
}
