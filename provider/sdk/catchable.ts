import * as pulumi from "@pulumi/pulumi";

const nothing = (): undefined => undefined;

/**
 * Under mocks a test can catch a failure of the program at any output. But the SDK also keeps promises that no test can
 * reach, and a test runner fails for each one that is rejected. The SDK makes them while it registers a resource. Until
 * `restore` is called, every promise on which `catch` is called counts as handled.
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

/**
 * Each output has other promises beside its value, which reject together with it. Code that uses the value still gets
 * the error.
 */
export function handle(...owners: readonly object[]): void {
  for (const value of owners.flatMap((owner): unknown[] => Object.values(owner))) {
    if (pulumi.Output.isInstance(value)) pulumi.recover(value, nothing);
    else if (value instanceof Promise) value.catch(nothing);
  }
}
