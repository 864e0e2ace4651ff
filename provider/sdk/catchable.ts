import * as pulumi from "@pulumi/pulumi";

const nothing = (): undefined => undefined;

/**
 * Under mocks a fault of the program is for the test to catch, at any output. But the SDK also keeps promises that no
 * test can reach, and a test runner fails on each of them that is rejected. This one is made while the SDK registers a
 * resource: until `restore` is called, each promise that `catch` makes counts as handled.
 */
export function withRegistrationHandled(): () => void {
  const own = Object.getOwnPropertyDescriptor(Promise.prototype, "catch");
  const original: unknown = own?.value;
  if (own === undefined || typeof original !== "function") return nothing;
  const handling = function (this: Promise<unknown>, ...args: readonly unknown[]): unknown {
    const caught: unknown = Reflect.apply(original, this, args);
    if (caught instanceof Promise) void caught.then(undefined, nothing);
    return caught;
  };
  void Object.defineProperty(Promise.prototype, "catch", { ...own, value: handling });
  return () => void Object.defineProperty(Promise.prototype, "catch", own);
}

/** Each output has promises beside its value, which reject with it. Whoever takes the value still meets the error. */
export function handle(...owners: readonly object[]): void {
  for (const value of owners.flatMap((owner): unknown[] => Object.values(owner))) {
    if (pulumi.Output.isInstance(value)) pulumi.recover(value, nothing);
    else if (value instanceof Promise) value.catch(nothing);
  }
}
