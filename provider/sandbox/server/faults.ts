/** What goes wrong instead of, or after, the answer. */
export type FaultAction =
  | {
      readonly kind: "refuse";
      readonly status: number;
      readonly code?: string | undefined;
      readonly message?: string | undefined;
      readonly headers?: Readonly<Record<string, string>> | undefined;
    }
  /** 429 before anything is done; seconds, or a date as text. */
  | { readonly kind: "throttle"; readonly retryAfter: number | string }
  /** The work is done, the answer is lost. */
  | { readonly kind: "dropAnswer" }
  /** The connection is cut before anything is done. */
  | { readonly kind: "closeSocket" }
  /** The request arrives, and nothing is ever done about it: for whoever stops a client between two requests. */
  | { readonly kind: "hold" }
  /** The work is done, the body arrives cut off. */
  | { readonly kind: "brokenJson" }
  /** The work is done, the answer breaks off in the middle of its body with the connection. */
  | { readonly kind: "cutAnswer" }
  /** Something on the way answers 200 with nothing; nothing is done. */
  | { readonly kind: "emptyBody" }
  /** A proxy's page instead of the service's answer; nothing is done. */
  | { readonly kind: "htmlPage"; readonly status?: number | undefined }
  /** The work is done, the answer comes after this time, or never. */
  | { readonly kind: "stall"; readonly ms?: number | undefined };

export interface FaultTarget {
  readonly method: string;
  readonly path: string;
  readonly table?: string | undefined;
  readonly operation: string;
  readonly body: string;
}

export interface Fault {
  readonly method?: string | undefined;
  readonly path?: string | undefined;
  readonly table?: string | undefined;
  readonly operation?: string | undefined;
  /** Only in process: any condition. */
  readonly when?: (request: FaultTarget) => boolean;
  /** From which matching request on, counted from 1. */
  readonly at?: number | undefined;
  /** For how many matching requests; `Infinity` in process, a large number over HTTP. Once, unless told otherwise. */
  readonly times?: number | undefined;
  readonly action: FaultAction;
}

interface Armed {
  readonly fault: Fault;
  seen: number;
}

/** Faults wait here for the requests they are meant for. */
export class Faults {
  #armed: Armed[] = [];
  /** Added to every answer. */
  latencyMs: number;

  constructor(latencyMs: number) {
    this.latencyMs = latencyMs;
  }

  add(fault: Fault): void {
    this.#armed.push({ fault, seen: 0 });
  }

  clear(): void {
    this.#armed = [];
  }

  get armed(): readonly Fault[] {
    return this.#armed.map(({ fault }) => fault);
  }

  /** The action for this request, if one is due. Counts the request for every fault that it matches. */
  next(request: FaultTarget): FaultAction | undefined {
    let due: FaultAction | undefined;
    for (const armed of this.#armed) {
      if (!matches(armed.fault, request)) continue;
      armed.seen++;
      const { at = 1, times = 1 } = armed.fault;
      if (armed.seen >= at && armed.seen < at + times) due ??= armed.fault.action;
    }
    return due;
  }
}

const matches = ({ method, path, table, operation, when }: Fault, request: FaultTarget): boolean =>
  (method === undefined || method.toUpperCase() === request.method) &&
  (path === undefined || request.path.includes(path)) &&
  (table === undefined || table === request.table) &&
  (operation === undefined || operation === request.operation) &&
  (when === undefined || when(request));
