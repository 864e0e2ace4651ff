/**
 * What the rest of the provider can ask of Dataverse. `client.ts` implements it; nothing outside this folder knows that
 * it is HTTP.
 */

/** One row as the Web API returns it: columns, `_lookup_value`, annotations. */
export type Row = Readonly<Record<string, unknown>>;

/**
 * Columns to write. A lookup is written as `"<navigation>@odata.bind": "/<set>(<id>)"`, or cleared with
 * `"<navigation>": null`.
 */
export type Columns = Readonly<Record<string, unknown>>;

/** A table's name in URLs, and its logical name for metadata. */
export interface TableName {
  /** A row of it in the words of the product, as messages have it: "context variable". */
  readonly noun: string;
  readonly set: string;
  readonly logicalName: string;
  readonly primaryId: string;
}

/** Built with the functions in `filter.ts`, which encode values; never concatenated by hand. */
export interface Filter {
  readonly odata: string;
}

export interface Query {
  readonly select: readonly string[];
  /** Single-valued navigation → columns of the target. */
  readonly expand?: Readonly<Record<string, readonly string[]>>;
  readonly filter?: Filter;
  readonly orderBy?: string;
}

export interface WhoAmI {
  readonly organizationId: string;
  readonly userId: string;
}

/** The `@odata.etag` of a row, opaque. */
export type ETag = string;

export interface WriteOptions {
  /**
   * Refuse if the row has another version. Ignored for tables without optimistic concurrency (the client reads the
   * metadata).
   */
  readonly ifMatch?: ETag;
}

export type Write =
  | {
      readonly kind: "create";
      readonly table: TableName;
      readonly id: string;
      readonly columns: Columns;
      /** Columns of the created row to return. */
      readonly show?: readonly string[];
    }
  | {
      readonly kind: "update";
      readonly table: TableName;
      readonly id: string;
      readonly columns: Columns;
      readonly ifMatch?: ETag;
    }
  | { readonly kind: "delete"; readonly table: TableName; readonly id: string; readonly ifMatch?: ETag };

/** What metadata says about a column. */
export interface ColumnMetadata {
  readonly logicalName: string;
  readonly isSecured: boolean;
}

export interface TableMetadata {
  readonly columns: ReadonlyMap<string, ColumnMetadata>;
  readonly optimisticConcurrency: boolean;
}

export interface DataverseClient {
  /** `https://contoso.crm4.dynamics.com`, no trailing slash. */
  readonly environmentUrl: string;
  /** Unmanaged solution that new rows of solution-aware tables join. */
  readonly solution: string | undefined;

  /** Asked once per process. */
  whoAmI(): Promise<WhoAmI>;
  /**
   * Whether the signed-in user holds a privilege such as `prvCreatequeue`, through its own roles or those of its teams.
   */
  holdsPrivilege(name: string): Promise<boolean>;
  /**
   * `undefined` if the environment has no such table. Read once per process, for all tables of the provider together.
   */
  tableMetadata(table: TableName): Promise<TableMetadata | undefined>;

  /** `undefined` only if the service proved that the row does not exist; 401, 403, 429, 5xx and the like throw. */
  retrieve(table: TableName, id: string, query: Omit<Query, "filter" | "orderBy">): Promise<Row | undefined>;
  /** Every row, from all pages. */
  list(table: TableName, query: Query): Promise<readonly Row[]>;

  /** Create-only (`If-None-Match: *`). Throws {@link RowExistsError} if the id is taken. */
  create(table: TableName, id: string, columns: Columns): Promise<void>;
  /**
   * The same, and returns the row after the service has done its own part. `undefined` if the service does not show it.
   */
  createAndShow(table: TableName, id: string, columns: Columns, query: Query): Promise<Row | undefined>;
  /** Update-only (`If-Match`). Throws {@link RowMissingError}, {@link VersionMismatchError}. */
  update(table: TableName, id: string, columns: Columns, options?: WriteOptions): Promise<void>;
  /** The same, and returns the row after the update. `undefined` if the service does not show it. */
  updateAndShow(
    table: TableName,
    id: string,
    columns: Columns,
    select: readonly string[],
    options?: WriteOptions,
  ): Promise<Row | undefined>;
  /** `"missing"` if the row was already gone. */
  delete(table: TableName, id: string, options?: WriteOptions): Promise<"deleted" | "missing">;
  /** All or nothing, in one `$batch` change set. Returns the requested row of each write, if the service shows it. */
  changeSet(writes: readonly Write[]): Promise<readonly (Row | undefined)[]>;
  /** An unbound function such as `GetComponentManagedIdentityFIC`. */
  call(functionName: string, parameters: Readonly<Record<string, string>>): Promise<Row>;
}

/** Messages for people: a wait, a retry, a decision worth knowing. The host decides where they appear. */
export interface Reporter {
  info(message: string): void;
  warn(message: string): void;
}
