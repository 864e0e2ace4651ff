export interface LoggedRequest {
  readonly sequence: number;
  /** Name of the organization; missing for sign-in and the like. */
  readonly organization?: string | undefined;
  readonly method: string;
  readonly path: string;
  readonly table?: string | undefined;
  /** create, upsert, update, delete, retrieve, list, reference, batch, metadata, metadataDocument, signIn, or a message's name. */
  readonly operation: string;
  readonly status: number;
  readonly userAgent?: string | undefined;
  readonly clientRequestId?: string | undefined;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** Sequence number of the batch that this request was a part of. */
  readonly batch?: number | undefined;
}

export interface RequestFilter {
  readonly method?: string | undefined;
  /** Part of the path. */
  readonly path?: string | undefined;
  readonly table?: string | undefined;
  readonly operation?: string | undefined;
  readonly status?: number | undefined;
}

const keptAtMost = 50_000;

/** What was asked of the sandbox, in order, without secrets. */
export class RequestLog {
  #entries: LoggedRequest[] = [];
  #sequence = 0;

  reserve(): number {
    return ++this.#sequence;
  }

  add(entry: LoggedRequest): void {
    this.#entries.push(entry);
    if (this.#entries.length > keptAtMost) this.#entries = this.#entries.slice(-keptAtMost / 2);
  }

  list(filter: RequestFilter = {}): readonly LoggedRequest[] {
    const { method, path, table, operation, status } = filter;
    return this.#entries
      .filter(
        (entry) =>
          (method === undefined || entry.method === method.toUpperCase()) &&
          (path === undefined || entry.path.includes(path)) &&
          (table === undefined || entry.table === table) &&
          (operation === undefined || entry.operation === operation) &&
          (status === undefined || entry.status === status),
      )
      .sort((left, right) => left.sequence - right.sequence);
  }

  /** Requests that changed something, or tried to. */
  writes(): readonly LoggedRequest[] {
    return this.list().filter(
      ({ method, operation }) => !["GET", "HEAD"].includes(method) && operation !== "batch" && operation !== "signIn",
    );
  }

  clear(): void {
    this.#entries = [];
  }
}
