export interface LoggedRequest {
  readonly sequence: number;
  /** When the request arrived and when its response was ready, in milliseconds. */
  readonly receivedAt: number;
  readonly answeredAt: number;
  /** Name of the organization. Missing for sign-in and the like. */
  readonly organization?: string | undefined;
  readonly method: string;
  readonly path: string;
  readonly table?: string | undefined;
  /**
   * create, upsert, update, delete, retrieve, list, reference, batch, metadata, metadataDocument, signIn, or a
   * message's name.
   */
  readonly operation: string;
  readonly status: number;
  /** The `Retry-After` that the client got, unchanged. */
  readonly retryAfter?: string | undefined;
  readonly userAgent?: string | undefined;
  readonly clientRequestId?: string | undefined;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** Sequence number of the batch that contained this request. */
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

const keptAtMost = { entries: 50_000, characters: 64 * 1024 * 1024 };

/** The parts of a request that a client can make as long as it likes. */
const charactersOf = ({ path, headers, body }: Pick<LoggedRequest, "path" | "headers" | "body">): number =>
  Object.entries(headers).reduce((sum, [name, value]) => sum + name.length + value.length, path.length + body.length);

/** The requests to the sandbox in order, without secrets. */
export class RequestLog {
  #entries: LoggedRequest[] = [];
  readonly #arrivals = new Map<number, number>();
  #sequence = 0;
  /** The total of all logged requests. */
  #characters = 0;

  reserve(): number {
    this.#arrivals.set(++this.#sequence, Date.now());
    return this.#sequence;
  }

  add(entry: Omit<LoggedRequest, "receivedAt" | "answeredAt">): void {
    const answeredAt = Date.now();
    this.#entries.push({ ...entry, receivedAt: this.#arrivals.get(entry.sequence) ?? answeredAt, answeredAt });
    this.#arrivals.delete(entry.sequence);
    this.#characters += charactersOf(entry);
    if (this.#entries.length > keptAtMost.entries || this.#characters > keptAtMost.characters) this.#forgetHalf();
  }

  #forgetHalf(): void {
    this.#entries = this.#entries.slice(Math.ceil(this.#entries.length / 2));
    this.#characters = this.#entries.reduce((sum, entry) => sum + charactersOf(entry), 0);
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
    this.#characters = 0;
  }
}
