import type { Clock } from "../../../provider/dataverse/clock.ts";
import { createDataverseClient } from "../../../provider/dataverse/client.ts";
import type { DataverseClientOptions } from "../../../provider/dataverse/client.ts";
import type { DataverseClient, TableName } from "../../../provider/dataverse/types.ts";
import { fixedTokenSource } from "../../../provider/dataverse/sign-in/token-source.ts";

export const workstreams: TableName = {
  noun: "workstream",
  set: "msdyn_liveworkstreams",
  logicalName: "msdyn_liveworkstream",
  primaryId: "msdyn_liveworkstreamid",
};

export const ROW = "11111111-2222-3333-4444-555555555555";
export const ROOT = "/api/data/v9.2/";

/** Time stands still until somebody waits; every wait is noted and over at once. */
export class TestClock implements Clock {
  readonly waits: number[] = [];
  private time = Date.UTC(2026, 0, 1);
  now(): number {
    return this.time;
  }
  async sleep(milliseconds: number): Promise<void> {
    this.waits.push(milliseconds);
    this.time += milliseconds;
  }
  random(): number {
    return 1;
  }
  advance(milliseconds: number): void {
    this.time += milliseconds;
  }
}

export interface Bench {
  readonly client: DataverseClient;
  readonly clock: TestClock;
  readonly messages: string[];
}

export function bench(environmentUrl: string, options: Partial<DataverseClientOptions> = {}): Bench {
  const clock = new TestClock();
  const messages: string[] = [];
  const client = createDataverseClient({
    environmentUrl,
    credential: fixedTokenSource("token-of-the-test"),
    reporter: { info: (message) => void messages.push(message), warn: (message) => void messages.push(message) },
    userAgent: "pulumi-dynamics365/test",
    clock,
    ...options,
  });
  return { client, clock, messages };
}

/** The error of a promise that must fail, of a class that must fit. */
export async function failure<E extends Error>(
  promise: Promise<unknown>,
  kind: abstract new (...parameters: never[]) => E,
): Promise<E> {
  try {
    await promise;
  } catch (error) {
    if (error instanceof kind) return error;
    throw error;
  }
  throw new Error(`Expected ${kind.name}, but nothing was thrown.`);
}
