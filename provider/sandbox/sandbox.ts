import type { SandboxSeed } from "./seed/sandbox-seed.ts";
import type { AzureSubscription } from "./azure/subscription.ts";
import type { Directory } from "./entra/directory.ts";
import type { Certificate } from "./http/listener.ts";
import type { Faults } from "./server/faults.ts";
import type { RequestLog } from "./server/request-log.ts";
import type { LimitSettings } from "./server/service-limits.ts";
import type { Row, Values } from "./store/row.ts";
import type { SignInSettings } from "./sign-in/sign-in.ts";
import type { SwitchBoard, Switches } from "./switches.ts";

export interface SandboxOptions {
  /** Port of the first organization. A free one by default. */
  readonly port?: number;
  /** Must be loopback. Anything else is refused. */
  readonly host?: string;
  readonly tls?: Certificate;
  readonly switches?: Partial<Switches>;
  /** Where the state is kept between starts. Without it, nothing is kept. */
  readonly dataDirectory?: string;
  /** Called for problems that no request caused, such as a full disk, and when they end. */
  readonly report?: (problem: string) => void;
  readonly latencyMs?: number;
  /**
   * With `any`, an unknown or missing token counts as an administrator's. `strict` requires one that the sandbox knows.
   */
  readonly access?: "any" | "strict";
  /** The administrator's token. If it is set, the tokens in `tokens` no longer work. */
  readonly token?: string;
  /** Names other than `localhost` under which clients may reach the sandbox, such as one from a hosts file. */
  readonly hostNames?: readonly string[];
  readonly organizations?: 1 | 2;
  /** Id or name of the (first) organization, `Contoso` by default. Any other is unknown to an existing stack. */
  readonly organization?: string;
  /**
   * `true`, the default, for queues, languages, templates and the other rows of an environment, or your own rows in
   * addition to them. Throws `SeedError` if these do not fit together. A data directory keeps the seed that it was
   * created with.
   */
  readonly seed?: boolean | SandboxSeed;
  /** Whether to serve stand-ins for the Azure and Entra packages too. */
  readonly standIns?: boolean;
}

/** Direct access for tests. Writes run the server's rules, but `snapshot` only reads. */
export interface SandboxOrganization {
  readonly id: string;
  readonly name: string;
  readonly url: string;
  rows(table: string): readonly Row[];
  row(table: string, id: string): Row | undefined;
  /** Writes without the rules and into read-only columns, as an installation or another tool would. */
  insertRaw(table: string, id: string, values: Values): Row;
  insert(table: string, values: Values, id?: string): Row;
  update(table: string, id: string, values: Values): Row;
  remove(table: string, id: string): void;
  /** Presses *Validate* in the admin center. */
  validate(accountId: string): void;
  /** The client secret that the service would use now. */
  secretInForce(accountId: string): string | undefined;
  /** Saves a ruleset as the rule designer would. */
  saveInDesigner(ruleSetId: string, definition: string): Row;
}

export interface Sandbox {
  readonly url: string;
  readonly organizations: readonly SandboxOrganization[];
  /** Variables that point a program at this sandbox. */
  readonly environment: Readonly<Record<string, string>>;
  /** What the stand-ins for Azure and Entra contain. */
  readonly azure: AzureSubscription;
  readonly directory: Directory;
  readonly requests: RequestLog;
  readonly faults: Faults;
  readonly switches: SwitchBoard;
  /** How long sign-in does not know a new application or secret. */
  readonly signIn: SignInSettings;
  /** Sets the service protection limits. `undefined` switches them off. */
  limitTo(settings: LimitSettings | undefined): void;
  /** A deep copy of all rows, by organization and table. */
  snapshot(): Record<string, Record<string, Row[]>>;
  /** Resets everything to the state of a first start. */
  reset(): void;
  close(): Promise<void>;
}
