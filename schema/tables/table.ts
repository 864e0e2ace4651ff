import type { ResourceType } from "../index.ts";

/**
 * The shape of a table's facts. The data in this folder is what public sources say about each Dataverse table. The
 * sandbox behaves by it, and tests compare the provider with it. The provider's resources never import it, so that the
 * sandbox refuses a wrong column name in a resource instead of agreeing with it.
 */
export type RequiredLevel = "SystemRequired" | "ApplicationRequired" | "Recommended" | "None";

/** Where a fact was read, or `assumed` with the reason. Keys are explained in `sources.ts`. */
export type Source = string;

interface ColumnFacts {
  readonly required?: RequiredLevel;
  /** Valid if missing. */
  readonly validForCreate?: false;
  readonly validForUpdate?: false;
  readonly validForRead?: false;
  /** The columns of the omnichannel layer exist only in an environment with channels provisioned. */
  readonly layer?: "base" | "omnichannel";
  readonly source: Source;
}

export type Column = ColumnFacts &
  (
    | { readonly type: "String"; readonly maxLength: number; readonly default?: string }
    | { readonly type: "Memo"; readonly maxLength: number }
    | { readonly type: "Integer"; readonly min: number; readonly max: number; readonly default?: number }
    | { readonly type: "BigInt" }
    | { readonly type: "Boolean"; readonly default?: boolean }
    | { readonly type: "DateTime" }
    | { readonly type: "Uniqueidentifier" }
    | { readonly type: "ManagedProperty" }
    | { readonly type: "Picklist"; readonly options: OptionSet; readonly default?: number }
    | { readonly type: "MultiSelectPicklist"; readonly options: OptionSet }
    | { readonly type: "State"; readonly options: OptionSet }
    | { readonly type: "Status"; readonly options: OptionSet }
    | {
        readonly type: "Lookup";
        readonly targets: readonly LookupTarget[];
        /** `Owner` lookups and the like are polymorphic: one navigation property for each target. */
      }
  );

export interface LookupTarget {
  readonly table: string;
  /** Exact, case-sensitive name used in `@odata.bind` and `$expand`. */
  readonly navigation: string;
  /** What deleting the target does to rows that point at it. */
  readonly onDelete: "Cascade" | "Restrict" | "RemoveLink" | "NoCascade";
  /** Name of the 1:N relationship, which is the collection-valued navigation property of the target. */
  readonly relationship?: string;
}

/** Option value → label. */
export type OptionSet = Readonly<Record<number, string>>;

export interface Table {
  readonly logicalName: string;
  readonly entitySet: string;
  readonly displayName: string;
  readonly primaryId: string;
  readonly primaryName: string;
  readonly ownership: "UserOwned" | "OrganizationOwned" | "None";
  readonly solutionAware: boolean;
  /** The resources that write and delete rows of this table. The pages list the privileges for that. */
  readonly writtenBy?: readonly ResourceType[];
  /** The resources that read rows of this table and append to them. */
  readonly readBy?: readonly ResourceType[];
  readonly columns: Readonly<Record<string, Column>>;
  /** Declared alternate keys: key name → columns. */
  readonly alternateKeys?: Readonly<Record<string, readonly string[]>>;
  /** Many-to-many relationships: navigation name → other table. */
  readonly manyToMany?: Readonly<Record<string, string>>;
  readonly source: Source;
}
