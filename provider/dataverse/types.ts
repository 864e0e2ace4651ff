/**
 * What the rest of the provider may ask of Dataverse. `client.ts` answers it; nothing outside this folder knows that
 * it is HTTP.
 */

/** One row as the Web API gives it: columns, `_lookup_value`, annotations. */
export type Row = Readonly<Record<string, unknown>>;

/** Columns to write. A lookup is written as `"<navigation>@odata.bind": "/<set>(<id>)"`, or cleared with `"<navigation>": null`. */
export type Columns = Readonly<Record<string, unknown>>;

/** A table as the URL names it, and its logical name for metadata and messages. */
export interface TableName {
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
  /** Refuse when the row has another version. Ignored for tables without optimistic concurrency (the client asks metadata). */
  readonly ifMatch?: ETag;
}

export type Write =
  | {
      readonly kind: "create";
      readonly table: TableName;
      readonly id: string;
      readonly columns: Columns;
      /** Columns of the made row to answer with. */
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

/** What metadata says of a column. */
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

  /** Asked once a process. */
  whoAmI(): Promise<WhoAmI>;
  /** Whether the signed-in user holds a privilege such as `prvCreatequeue`, through roles of its own or of teams. */
  holdsPrivilege(name: string): Promise<boolean>;
  /** `undefined` where the environment has no such table. Asked once a process, for all tables of the provider together. */
  tableMetadata(table: TableName): Promise<TableMetadata | undefined>;

  /** `undefined` only where the service proved that the row does not exist; 401, 403, 429, 5xx and the like throw. */
  retrieve(table: TableName, id: string, query: Omit<Query, "filter" | "orderBy">): Promise<Row | undefined>;
  /** Every row, all pages. */
  list(table: TableName, query: Query): Promise<readonly Row[]>;

  /** Create-only (`If-None-Match: *`); throws {@link RowExistsError} where the id is taken. */
  create(table: TableName, id: string, columns: Columns): Promise<void>;
  /** The same, and the row as it stands once the service has done its own part; `undefined` where it does not show it. */
  createAndShow(table: TableName, id: string, columns: Columns, query: Query): Promise<Row | undefined>;
  /** Update-only (`If-Match`); throws {@link RowMissingError}, {@link VersionMismatchError}. */
  update(table: TableName, id: string, columns: Columns, options?: WriteOptions): Promise<void>;
  /** The same, and the row as it stands afterwards; `undefined` where the service does not show it. */
  updateAndShow(
    table: TableName,
    id: string,
    columns: Columns,
    select: readonly string[],
    options?: WriteOptions,
  ): Promise<Row | undefined>;
  /** `"missing"` where the row was gone already. */
  delete(table: TableName, id: string, options?: WriteOptions): Promise<"deleted" | "missing">;
  /** All or nothing, in one `$batch` change set. Of each write the row that it was to show, where the service shows it. */
  changeSet(writes: readonly Write[]): Promise<readonly (Row | undefined)[]>;
  /** An unbound function such as `GetComponentManagedIdentityFIC`. */
  call(functionName: string, parameters: Readonly<Record<string, string>>): Promise<Row>;
}

/** Told to the person: a wait, a retry, a decision worth knowing. The host decides where it appears. */
export interface Reporter {
  info(message: string): void;
  warn(message: string): void;
}
