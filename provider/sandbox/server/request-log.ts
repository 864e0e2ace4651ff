export interface LoggedRequest {
  readonly sequence: number;
  /** When it arrived and when its answer was ready, in milliseconds. */
  readonly receivedAt: number;
  readonly answeredAt: number;
  /** Name of the organization; missing for sign-in and the like. */
  readonly organization?: string | undefined;
  readonly method: string;
  readonly path: string;
  readonly table?: string | undefined;
  /** create, upsert, update, delete, retrieve, list, reference, batch, metadata, metadataDocument, signIn, or a message's name. */
  readonly operation: string;
  readonly status: number;
  /** How long the caller was told to stay away, as it was told. */
  readonly retryAfter?: string | undefined;
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

const keptAtMost = { entries: 50_000, characters: 64 * 1024 * 1024 };

/** Of what its sender may make as long as he likes. */
const charactersOf = ({ path, headers, body }: Pick<LoggedRequest, "path" | "headers" | "body">): number =>
  Object.entries(headers).reduce((sum, [name, value]) => sum + name.length + value.length, path.length + body.length);

/** What was asked of the sandbox, in order, without secrets. */
export class RequestLog {
  #entries: LoggedRequest[] = [];
  readonly #arrivals = new Map<number, number>();
  #sequence = 0;
  /** Of all requests that are kept. */
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
