/** What happens instead of the response, or after it. */
export type FaultAction =
  | {
      readonly kind: "refuse";
      readonly status: number;
      readonly code?: string | undefined;
      readonly message?: string | undefined;
      readonly headers?: Readonly<Record<string, string>> | undefined;
    }
  /** Responds 429 and does nothing. `retryAfter` is in seconds, or a date as text. */
  | { readonly kind: "throttle"; readonly retryAfter: number | string }
  /** Does the work, and loses the response. */
  | { readonly kind: "dropAnswer" }
  /** Closes the connection before anything is done. */
  | { readonly kind: "closeSocket" }
  /** Receives the request and never does anything. For tests that stop a client between two requests. */
  | { readonly kind: "hold" }
  /** Does the work, and sends a body that is cut off. */
  | { readonly kind: "brokenJson" }
  /** Does the work, and closes the connection in the middle of the response body. */
  | { readonly kind: "cutAnswer" }
  /** A 200 with an empty body from something in between. Nothing is done. */
  | { readonly kind: "emptyBody" }
  /** A proxy's page instead of the service's response. Nothing is done. */
  | { readonly kind: "htmlPage"; readonly status?: number | undefined }
  /** Does the work, and responds after this time in milliseconds, or never. */
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
  /** In process only: any condition. */
  readonly when?: (request: FaultTarget) => boolean;
  /** The first matching request that the fault hits, counted from 1. */
  readonly at?: number | undefined;
  /** How many matching requests it hits. `Infinity` in process, a large number over HTTP. Once by default. */
  readonly times?: number | undefined;
  readonly action: FaultAction;
}

interface Armed {
  readonly fault: Fault;
  seen: number;
}

/** Holds faults until the requests arrive that they apply to. */
export class Faults {
  #armed: Armed[] = [];
  /** Added to every response. */
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

  /** The action for this request, if there is one. Counts the request for every fault that matches it. */
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
