import type { LookupKind } from "../../schema/property.ts";
import type { Once } from "../dataverse/memoize-async.ts";
import type { DataverseClient, Reporter } from "../dataverse/types.ts";

/** A row of the environment that arguments name: a queue, a language, a template. */
export interface LookupEntry {
  readonly id: string;
  /** What a column stores of it: the id, or a template's unique name. */
  readonly stored: string;
  /** Every text that may name it, the one to show first. */
  readonly names: readonly string[];
  /** The name that messages propose, where it is not every one of `names`. */
  readonly proposed?: string;
  /** Why it cannot be used here, in the words of the product. */
  readonly unfit?: string;
  /** What people are warned of where they use it, as far as the environment shows it. */
  readonly traits?: readonly ("channelProfile" | "overflows")[];
  readonly properties: Readonly<Record<string, unknown>>;
}

export interface Lookups {
  /** Asks for the entries that most programs name, so that nobody waits for one kind after the other. */
  prefetch(): void;
  /** Every entry of a kind; `undefined` where the environment has no such table. */
  entries(kind: LookupKind): Promise<readonly LookupEntry[] | undefined>;
  /** The entry that a name, natural key or id means; throws `LookupError` with the nearest names. */
  find(kind: LookupKind, text: string | number, propertyPath: string): Promise<LookupEntry>;
  /** What the column stores for it. */
  resolve(kind: LookupKind, text: string | number, propertyPath: string): Promise<string>;
  /**
   * How to show a stored value: as `remembered` writes it when both mean the same, else by its name, else as stored.
   */
  show(kind: LookupKind, stored: string, prior: string | undefined): Promise<string>;
  /** The same, as a number where `remembered` is one. */
  show(kind: LookupKind, stored: string, prior: string | number | undefined): Promise<string | number>;
}

/** Proves app id and secret by the token request that the Bot Framework itself makes. */
export type ProveBotCredentials = (bot: {
  readonly appId: string;
  readonly clientSecret: string;
  readonly tenantId: string | undefined;
  readonly botType: "SingleTenant" | "MultiTenant";
}) => Promise<void>;

/**
 * One environment, one identity, one process: shared by every resource, opened by the first operation that needs it.
 */
export interface Session {
  readonly client: DataverseClient;
  readonly reporter: Reporter;
  readonly lookups: Lookups;
  readonly idNamespace: string;
  /** The environment that the variable names, for a Provider that names none. */
  readonly defaultEnvironmentUrl?: string | undefined;
  /** Settings name credentials, or a part of them: not all comes from variables. */
  readonly credentialsNamed?: boolean | undefined;
  /** The provider's tenant, which accounts default to. */
  readonly tenantId: string | undefined;
  readonly endpointTimeoutSeconds: number;
  readonly proveBotCredentials: ProveBotCredentials;
  /** A pause that tests can shorten. */
  readonly sleep: (milliseconds: number) => Promise<void>;
  /** Asked once a process: the first caller's promise serves all, a failed one is forgotten. */
  readonly once: Once;
}
