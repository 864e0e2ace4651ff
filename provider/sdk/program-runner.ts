import * as pulumi from "@pulumi/pulumi";
import { MockMonitor } from "@pulumi/pulumi/runtime/mocks.js";
import type {} from "@pulumi/pulumi/runtime/state.js";
import { shared } from "./shared.ts";

/** Whether a unit test runs the program under Pulumi's mocks. */
export function isUnderMocks(): boolean {
  return pulumi.runtime.getMonitor() instanceof MockMonitor;
}

/**
 * Whether the program may share its process with others: an inline program of the Automation API, or a component that a
 * provider constructs. Only for such programs does the SDK keep the state in a store.
 */
export function isInline(): boolean {
  return stores?.getStore() !== undefined;
}

/** Identifies a program, because several may run in one process at the same time. */
export function programKey(): object {
  return pulumi.runtime.getStackResource() ?? pulumi.runtime.getMonitor() ?? withoutEngine;
}

/** A global variable of the SDK, so that all copies of the SDK in a process share it. A future SDK may not have it. */
const stores: { getStore(): unknown } | undefined = globalThis.asyncLocalStorage;

/** A program that is loaded without Pulumi. */
const withoutEngine = shared("without-engine", {});
