import type { z } from "zod";
import type { FaultCode } from "./fault-codes.ts";

export type ResourceType = "MessagingAccount" | "CustomChannel" | "Workstream" | "RoutingRule";

/** Something wrong in the values of one resource, in the words of the product. */
export interface Fault {
  /** Stable name, printed in brackets, listed in the documentation. */
  readonly code: FaultCode;
  /** Property path such as `queues[1].percent`; empty where it concerns the resource as a whole. */
  readonly path: string;
  readonly reason: string;
  readonly remedy: string;
}

export type ReportFault = (fault: Fault) => void;

/**
 * A rule over several properties. It sees the values as written: any of them may be missing, of a wrong type (that is
 * reported elsewhere) or unknown in a preview, so it judges only what it can see.
 */
export type Rule = (values: Readonly<Record<string, unknown>>, report: ReportFault) => void;

export interface ResourceSchema {
  readonly type: ResourceType;
  /** First paragraph of the documentation. */
  readonly description: string;
  readonly source: string;
  /** What the user writes. */
  readonly arguments: z.ZodObject;
  /** What the service adds. */
  readonly outputs: z.ZodObject;
  readonly rules: readonly Rule[];
  /** The argument that tells rows of this kind apart for people; part of the row id at creation. */
  readonly naturalKey: string;
}
