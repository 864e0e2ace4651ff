import { expect } from "chai";

/** The error that the work ends with. It must be of this class. */
export async function failureOf<Failure extends Error>(
  work: Promise<unknown>,
  kind: abstract new (...args: never[]) => Failure,
): Promise<Failure> {
  const error: unknown = await work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  expect(error).to.be.instanceOf(kind);
  return error as Failure;
}
