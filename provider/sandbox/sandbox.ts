import type { SandboxSeed } from "../../schema/sandbox-seed.ts";
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
  /** Of the first organization; a free one unless given. */
  readonly port?: number;
  /** Loopback only: anything else is refused. */
  readonly host?: string;
  readonly tls?: Certificate;
  readonly switches?: Partial<Switches>;
  /** Where the state is kept from one start to the next. Without it, nothing is kept. */
  readonly dataDirectory?: string;
  /** Hears of what no request is to blame for, such as a full disk, and of its end. */
  readonly report?: (problem: string) => void;
  readonly latencyMs?: number;
  /** `any` takes every token and none for an administrator's; `strict` wants one that the sandbox knows. */
  readonly access?: "any" | "strict";
  /** The administrator's token. Where it is given, the tokens of `tokens` let nobody in. */
  readonly token?: string;
  /** Names beside `localhost` that clients may ask for the sandbox under, such as one of a hosts file. */
  readonly hostNames?: readonly string[];
  readonly organizations?: 1 | 2;
  /** Id or name of the (first) organization, `Contoso` unless given: another one than a stack knows. */
  readonly organization?: string;
  /**
   * Queues, languages, templates and what else an environment has, `true` unless told otherwise; or rows of one's own
   * beside them. Throws `SeedError` where these do not fit together. A data directory keeps the seed it was begun with.
   */
  readonly seed?: boolean | SandboxSeed;
  /** Serve stand-ins of the Azure and Entra packages, too. */
  readonly standIns?: boolean;
}

/** Direct access for tests: writes run the server's rules, unlike `snapshot`, which only reads. */
export interface SandboxOrganization {
  readonly id: string;
  readonly name: string;
  readonly url: string;
  rows(table: string): readonly Row[];
  row(table: string, id: string): Row | undefined;
  /** Writes past the rules and read-only columns, as an installation or another tool would. */
  insertRaw(table: string, id: string, values: Values): Row;
  insert(table: string, values: Values, id?: string): Row;
  update(table: string, id: string, values: Values): Row;
  remove(table: string, id: string): void;
  /** Presses the admin center's Validate. */
  validate(accountId: string): void;
  /** The client secret that the service would use now. */
  secretInForce(accountId: string): string | undefined;
  /** Saves a rule set as the rule designer would. */
  saveInDesigner(ruleSetId: string, definition: string): Row;
}

export interface Sandbox {
  readonly url: string;
  readonly organizations: readonly SandboxOrganization[];
  /** Variables that point a program at this sandbox. */
  readonly environment: Readonly<Record<string, string>>;
  /** What the stand-ins of Azure and Entra hold. */
  readonly azure: AzureSubscription;
  readonly directory: Directory;
  readonly requests: RequestLog;
  readonly faults: Faults;
  readonly switches: SwitchBoard;
  /** How long a new application or secret stays unknown at the sign-in. */
  readonly signIn: SignInSettings;
  /** Service protection limits; `undefined` switches them off. */
  limitTo(settings: LimitSettings | undefined): void;
  /** A deep copy of all rows, by organization and table. */
  snapshot(): Record<string, Record<string, Row[]>>;
  /** Back to the state of a first start. */
  reset(): void;
  close(): Promise<void>;
}
