import * as pulumi from "@pulumi/pulumi";
import { MockMonitor } from "@pulumi/pulumi/runtime/mocks.js";
import type {} from "@pulumi/pulumi/runtime/state.js";

/** Whether a unit test runs the program under Pulumi's mocks. */
export function isUnderMocks(): boolean {
  return pulumi.runtime.getMonitor() instanceof MockMonitor;
}

/**
 * Whether the program shares its process with others: an inline program of the Automation API, or a component that a
 * provider constructs. The SDK keeps the state of each such program in a store of its own, and of no other.
 */
export function isInline(): boolean {
  return stores?.getStore() !== undefined;
}

/** Tells programs apart that run in one process at the same time. */
export function programKey(): object {
  return pulumi.runtime.getStackResource() ?? pulumi.runtime.getMonitor() ?? withoutEngine;
}

/** The SDK makes it a global variable, so that all copies of it in a process share one. An SDK may leave it out. */
const stores: { getStore(): unknown } | undefined = globalThis.asyncLocalStorage;

/** A program that is loaded without Pulumi. */
const withoutEngine = {};
