import type { Difference } from "./difference.ts";
import type { Properties } from "./properties.ts";

export interface CheckFailure {
  readonly property: string;
  readonly reason: string;
}

export interface CheckRequest {
  /** The resource's name in the program, from which names are generated. */
  readonly name: string;
  /** The checked inputs of the last deployment. Empty for a new resource. */
  readonly olds: Properties;
  readonly news: Properties;
}

export interface CheckResult {
  readonly inputs: Properties;
  readonly failures?: readonly CheckFailure[];
}

export interface DiffRequest {
  readonly oldInputs: Properties;
  readonly oldOutputs: Properties;
  readonly inputs: Properties;
}

export interface DiffResult {
  readonly changes: Difference;
  readonly deleteBeforeReplace: boolean;
}

export interface PreviewRequest {
  readonly inputs: Properties;
  /** Missing in the preview of a create. */
  readonly oldOutputs?: Properties;
}

export interface ReadRequest {
  readonly id: string;
  /** Empty if a resource is imported or looked up. */
  readonly inputs: Properties;
  readonly outputs: Properties;
}

export interface UpdateRequest {
  readonly id: string;
  readonly inputs: Properties;
  readonly oldInputs: Properties;
  readonly oldOutputs: Properties;
}

/** One kind of resource. If it throws an `Error`, the user sees the message as it is. */
export interface ResourceHandler {
  check(request: CheckRequest): CheckResult;
  diff(request: DiffRequest): DiffResult;
  /** The outputs that are known before anything is done. Missing ones show as unknown. */
  preview(request: PreviewRequest): Properties;
  create(inputs: Properties): { readonly id: string; readonly outputs: Properties };
  /** `undefined` if the resource does not exist. */
  read(request: ReadRequest): { readonly inputs: Properties; readonly outputs: Properties } | undefined;
  update(request: UpdateRequest): Properties;
  delete(id: string, outputs: Properties): void;
}

export type FunctionHandler = (args: Properties) => Properties;

/** A plugin as a table of handlers. The server only adds the protocol. */
export interface Plugin {
  readonly name: string;
  readonly version: string;
  readonly resources: Readonly<Record<string, ResourceHandler>>;
  readonly functions: Readonly<Record<string, FunctionHandler>>;
  /** Receives the provider's configuration before the first operation. */
  configure?(settings: Properties): void;
  /** Called after every operation that may have changed something. */
  changed?(): void;
}
