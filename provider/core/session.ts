import type { LookupKind } from "../../schema/property.ts";
import type { Clock } from "../dataverse/clock.ts";
import type { Once } from "../dataverse/memoize-async.ts";
import type { DataverseClient, Reporter } from "../dataverse/types.ts";

/** A row of the environment that arguments name: a queue, a language, a template. */
export interface LookupEntry {
  readonly id: string;
  /** What a column stores to refer to it: the id, or a template's unique name. */
  readonly stored: string;
  /** Every text that may name it, with the one to show first. */
  readonly names: readonly string[];
  /** The only name that messages suggest. Without it they suggest any of `names`. */
  readonly proposed?: string;
  /** Why it cannot be used here, in the product's words. */
  readonly unfit?: string;
  /** Facts that people are warned about when they use it, as far as the environment shows them. */
  readonly traits?: readonly ("channelProfile" | "overflows")[];
  readonly properties: Readonly<Record<string, unknown>>;
}

export interface Lookups {
  /** Starts reading the entries that most programs name, so that nobody waits for one kind after the other. */
  prefetch(): void;
  /** Every entry of a kind. `undefined` if the environment has no such table. */
  entries(kind: LookupKind): Promise<readonly LookupEntry[] | undefined>;
  /** The entry that a name, natural key or id means. Throws `LookupError` with the nearest names. */
  find(kind: LookupKind, text: string | number, propertyPath: string): Promise<LookupEntry>;
  /** What the column stores for it. */
  resolve(kind: LookupKind, text: string | number, propertyPath: string): Promise<string>;
  /**
   * How to show a stored value: as `prior` writes it if both mean the same, otherwise by its name, otherwise as stored.
   */
  show(kind: LookupKind, stored: string, prior: string | undefined): Promise<string>;
  /** The same, as a number if `prior` is one. */
  show(kind: LookupKind, stored: string, prior: string | number | undefined): Promise<string | number>;
}

/** Proves app id and secret with the token request that the Bot Framework itself makes. */
export type ProveBotCredentials = (bot: {
  readonly appId: string;
  readonly clientSecret: string;
  readonly tenantId: string | undefined;
  readonly botType: "SingleTenant" | "MultiTenant";
}) => Promise<void>;

/**
 * One environment, one identity, one process. All resources share it, and the first operation that needs it opens it.
 */
export interface Session {
  readonly client: DataverseClient;
  readonly reporter: Reporter;
  readonly lookups: Lookups;
  readonly idNamespace: string;
  /** The environment in the environment variable, for a Provider that names none. */
  readonly defaultEnvironmentUrl?: string | undefined;
  /** Settings name at least part of the credentials; they do not all come from variables. */
  readonly credentialsNamed?: boolean | undefined;
  /** The provider's tenant, which is the default for accounts. */
  readonly tenantId: string | undefined;
  readonly endpointTimeoutSeconds: number;
  readonly proveBotCredentials: ProveBotCredentials;
  /** The client's clock, too. */
  readonly clock: Clock;
  /** Runs once per process: all callers share the first caller's promise. A failed one is forgotten. */
  readonly once: Once;
}
