/**
 * What public sources leave open about the service. Each open point is a named switch. So we can try the provider with
 * every answer, and the contract tests can find out which answer a real environment gives.
 */
interface SwitchFacts {
  readonly values: readonly (string | boolean)[] | "milliseconds";
  readonly default: string | boolean | number;
  /** Number of the question in the list of open questions, kept with the collected facts about the tables. */
  readonly question?: number;
  readonly says: string;
  readonly source: string;
}

export const switchFacts = {
  endpointFill: {
    values: ["sync", "async", "onValidate", "off"],
    default: "sync",
    question: 1,
    says: "When the server fills the messaging endpoint of a custom messaging account.",
    source: "assumed: the 2021 page shows the endpoint after the save, which speaks for a plug-in on create",
  },
  endpointForeign: {
    values: [false, true],
    default: false,
    question: 1,
    says: "The endpoint names another organization, as in a copied environment.",
    source: "copy-environment-with-omnichannel.md: endpoints are stored rows and are copied along",
  },
  endpointRegion: {
    values: ["uk", "eu", "us", "gov", "former"],
    default: "uk",
    question: 1,
    says: "Geography in the host of the messaging endpoint, which a move of the environment changes; or a host of the former kind, without one.",
    source: "microsoft/omnichannel-chat-sdk src/utils/CoreServicesUtils.ts; one endpoint seen live, in uk",
  },
  fillDelayMs: {
    values: "milliseconds",
    default: 200,
    question: 1,
    says: "How long asynchronous fill-ins take.",
    source: "assumed",
  },
  duplicateAppId: {
    values: ["before-id", "after-id", "off"],
    default: "before-id",
    question: 10,
    says: "Whether a second account with one app id is refused, and before or after the platform looks for the row id.",
    source: "refusal seen live in May 2026; its order against the row id is assumed from the plug-in's stage",
  },
  secretColumn: {
    values: ["secretRow", "accountSecure", "accountPlain"],
    default: "secretRow",
    question: 3,
    says: "Which column holds the client secret: the secured one of the secret row, the secured one of the account, or the open one of the account.",
    source: "assumed: hints point to the secret row",
  },
  secretRead: {
    values: ["asWritten", "masked", "absent"],
    default: "asWritten",
    question: 3,
    says: "What a read of a secret column gives to a user who may read it.",
    source: "assumed",
  },
  secretInForce: {
    values: ["atOnce", "afterValidation"],
    default: "atOnce",
    question: 2,
    says: "When a changed client secret takes effect.",
    source: "assumed: the 2021 page gives Validate as what makes a renewed secret take effect",
  },
  missingLookup: {
    values: ["0x80040217", "0x80060891"],
    default: "0x80040217",
    says: "Code of the refusal when a bound row does not exist.",
    source: "third-party captures disagree",
  },
  channelsProvisioned: {
    values: [true, false],
    default: true,
    says: "Whether the omnichannel layer, with its columns and stream sources, is there.",
    source: "table pages list two layers; the refusal of the missing values is assumed",
  },
  botTypeColumns: {
    values: [true, false],
    default: true,
    question: 4,
    says: "Whether the account has the columns for bot type and tenant.",
    source: "newer table pages and a live dump of 2026 have them, pages of 2024 do not",
  },
  contractUpkeep: {
    values: ["none", "server"],
    default: "none",
    question: 6,
    says: "Whether the server adds a new context variable to the workstream's decision contract.",
    source: "assumed",
  },
  contractFromCaller: {
    values: ["kept", "replaced"],
    default: "kept",
    question: 5,
    says: "What becomes of a decision contract that the caller binds when creating a workstream.",
    source: "a public tool does so and keeps it; the migration guide warns of replaced references",
  },
  workstreamFillIns: {
    values: ["sync", "async", "off"],
    default: "sync",
    question: 5,
    says: "When the server adds contract, templates, identification rule and capacity link to a new workstream.",
    source: "assumed for custom messaging, seen with voice",
  },
  templateFill: {
    values: ["missing", "overwrite", "off"],
    default: "missing",
    question: 5,
    says: "Whether template names sent by the caller survive the server's own.",
    source: "assumed: the migration guide says that on-create processing replaces some references",
  },
  capacityFill: {
    values: ["off", "server"],
    default: "off",
    says: "Whether the server gives a new workstream that names no units of capacity 30 of them.",
    source:
      "the column has no default and is required in forms only, live rows hold 30, and nobody saw the server write it",
  },
  modeChange: {
    values: ["allowed", "refused"],
    default: "allowed",
    question: 10,
    says: "Whether the distribution mode of an existing workstream can be changed.",
    source: "assumed: the admin center does not offer it",
  },
  oneDirectLinePerAccount: {
    values: ["off", "enforced"],
    default: "off",
    question: 10,
    says: "Whether the server refuses a second channel of one type on one account.",
    source: "assumed: the 2021 page states the rule, not its enforcement",
  },
  ruleLimits: {
    values: ["off", "enforced"],
    default: "off",
    question: 10,
    says: "Whether the documented number of rules per rule set is enforced on write.",
    source: "assumed",
  },
  ruleIds: {
    values: ["kept", "rewritten"],
    default: "kept",
    question: 8,
    says: "Whether an edit in the rule designer keeps the ids of the rules in the XML.",
    source: "seen once to keep them, by a third party; assumed for every other edit",
  },
  disabledRulesColumn: {
    values: [true, false],
    default: true,
    question: 12,
    says: "Whether the rule set has a column that lists the rules switched off in the admin center.",
    source: "github.com/ameijers/PrometheanCCaaSToolbox reads it in live environments; the table page lacks it",
  },
  queueChannelProfile: {
    values: [true, false],
    default: true,
    question: 20,
    says: "Whether a queue has the column for a channel profile.",
    source: "newer table pages and a live dump of 2026 have it, pages of the layer of Customer Service do not",
  },
  templateWrites: {
    values: ["allowed", "refused"],
    default: "allowed",
    says: "Whether the server refuses a write of a rule set that a template publishes.",
    source: "assumed: the page on template rulesets calls them read-only where they are linked, in the admin center",
  },
  customerContext: {
    values: ["listed", "absent"],
    default: "listed",
    question: 6,
    says: "Whether the contract of a custom workstream offers the engagement context of its customer.",
    source: "assumed by analogy with live chat",
  },
  messageText: {
    values: ["message", "localization"],
    default: "message",
    question: 14,
    says: "Whether the text of an automated message stays on the message or moves to a localization row.",
    source: "assumed",
  },
  dependencyRows: {
    values: ["none", "server"],
    default: "none",
    question: 17,
    says: "Whether the server keeps rows that name what a rule set's XML refers to.",
    source: "assumed: the product's own batch operation seems to write them, not a plug-in on the rule set",
  },
  optimisticConcurrency: {
    values: [true, false],
    default: true,
    question: 18,
    says: "Whether the tables support If-Match with a version.",
    source: "on by default for custom tables, says Microsoft's documentation; assumed for each of these",
  },
  uniqueNameKey: {
    values: ["declared", "undeclared"],
    default: "declared",
    question: 16,
    says: "Whether the unique name is a declared alternate key.",
    source: "assumed: solution exports name rows by it",
  },
  defaultQueueSelect: {
    values: ["returned", "omitted"],
    default: "returned",
    question: 15,
    says: "Whether a $select returns the workstream's fallback queue.",
    source: "one tool saw it left out",
  },
  workstreamDeleteCleansUp: {
    values: [false, true],
    default: false,
    question: 11,
    says: "Whether the delete of a workstream takes contract, configuration, variables and capacity links with it.",
    source: "assumed",
  },
  channelDeleteCleansUp: {
    values: [false, true],
    default: false,
    question: 11,
    says: "Whether the delete of a channel takes its automated messages with it.",
    source: "assumed",
  },
  unknownColumnCode: {
    values: ["0x80060888", "0x0"],
    default: "0x80060888",
    says: "Code of the refusal of an unknown column in a query.",
    source: "both seen, by server version",
  },
  changeSetRows: {
    values: ["shown", "hidden"],
    default: "shown",
    says: "Whether a write inside a change set that asks for its row back gets it.",
    source: "assumed: the preference is documented for single requests, and a batch part is one",
  },
  emptyWrite: {
    values: ["newVersion", "sameVersion"],
    default: "newVersion",
    says: "Whether a write that changes no value gives the row another version.",
    source: "assumed: documentation says that plug-ins and audit run for equal values",
  },
  contentIdRequired: {
    values: [false, true],
    default: false,
    says: "Whether a change set part without Content-ID is refused.",
    source: "documentation calls it optional, one client met a refusal",
  },
  changeTracking: {
    values: [true, false],
    default: true,
    says: "Whether changes of the tables can be asked for with a delta link.",
    source: "assumed: the table pages do not say which of these tables have it switched on",
  },
  solutionOnUnawareTable: {
    values: ["refused", "ignored"],
    default: "refused",
    says: "What a solution header does on a row of a table that cannot join solutions.",
    source: "assumed",
  },
} as const satisfies Readonly<Record<string, SwitchFacts>>;

export type SwitchName = keyof typeof switchFacts;

type SwitchValue<Facts> = Facts extends { readonly values: readonly (infer V)[] } ? V : number;

export type Switches = { readonly [Name in SwitchName]: SwitchValue<(typeof switchFacts)[Name]> };

const names = Object.keys(switchFacts) as SwitchName[];

const facts = (name: SwitchName): SwitchFacts => switchFacts[name];

export const defaultSwitches = Object.fromEntries(names.map((name) => [name, facts(name).default])) as Switches;

/** The settings of one sandbox. They can change while it runs. */
export class SwitchBoard {
  #current: Switches = defaultSwitches;
  #revision = 0;

  constructor(initial: Partial<Switches> = {}) {
    this.set(initial);
  }

  get current(): Switches {
    return this.#current;
  }

  /** Increases with every change, so that values computed from the switches can be cached. */
  get revision(): number {
    return this.#revision;
  }

  set(changes: Readonly<Partial<Record<string, unknown>>>): void {
    for (const [name, value] of Object.entries(changes)) refuseUnknown(name, value);
    this.#current = { ...this.#current, ...changes };
    this.#revision++;
  }

  reset(): void {
    this.#current = defaultSwitches;
    this.#revision++;
  }
}

function refuseUnknown(name: string, value: unknown): void {
  if (!Object.hasOwn(switchFacts, name))
    throw new RangeError(`There is no switch "${name}". Switches: ${names.join(", ")}.`);
  const { values } = facts(name as SwitchName);
  const fits =
    values === "milliseconds" ? typeof value === "number" && value >= 0 : values.some((known) => known === value);
  if (fits) return;
  const choices = values === "milliseconds" ? "a number of milliseconds" : values.join(", ");
  throw new RangeError(`Switch "${name}" cannot be ${JSON.stringify(value)}. It takes: ${choices}.`);
}
