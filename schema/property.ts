import { z } from "zod";

/** Rows of the environment that an argument names by name, natural key or id. */
export type LookupKind =
  | "queue"
  | "language"
  | "capacityProfile"
  | "sessionTemplate"
  | "notificationTemplate"
  | "survey"
  | "agent"
  | "skill"
  | "skillRating"
  | "messagingAccount";

/** What is said of a property besides its shape. Types, checks, the package schema and the documentation come from it. */
export interface PropertyMetadata {
  /** Meaning, allowed values and, where there is one, the unit. */
  readonly description: string;
  /** The Microsoft page the property comes from, or why there is none. */
  readonly source: string;
  /** What holds on create when the program says nothing; a removed property returns to it. */
  readonly default?: string;
  /** The default of a part that is compared with the whole it stands in: to name it or to leave it out is the same. */
  readonly implied?: string;
  /** A change makes a new row. */
  readonly replaces?: true;
  readonly secret?: true;
  /** The input that goes up by one with each change of this secret; state keeps its name. */
  readonly countedAs?: string;
  /** The service fills it in where the program gives none. State keeps the names of these inputs. */
  readonly filledIn?: {
    /** Carries what the service filled in. The engine shows no name with two underscores in front. */
    readonly carriedAs: string;
    /** Says that the value came from the program. */
    readonly givenAs: string;
  };
  /** Steers the provider and is not a setting of the row: a change of it alone changes nothing. */
  readonly providerOption?: true;
  /** What is left out comes from the provider's configuration. */
  readonly fromProvider?: true;
  /** GUIDs are compared without case and kept in lower case. */
  readonly guid?: true;
  /** The type of the resource whose row this names. The program gives the resource itself or its `rowId`. */
  readonly resource?: string;
  /** A row of the environment, given by name, natural key or id. */
  readonly lookup?: LookupKind;
  /** A list whose order means nothing: another order alone is no change. */
  readonly unordered?: true;
}

export const propertyMetadata = z.registry<PropertyMetadata>();

/** Attaches the facts to a copy of the schema, so that one shape (a name, a GUID) can serve many properties. */
export function property<Shape extends z.ZodType>(shape: Shape, metadata: PropertyMetadata): Shape {
  const own = shape.clone();
  propertyMetadata.add(own, metadata);
  return own;
}

/** Microsoft's pages, by the short name used in this folder. */
export const pages = {
  channel: "https://learn.microsoft.com/dynamics365/customer-service/administer/configure-custom-channel",
  bringYourOwnChannel: "https://learn.microsoft.com/dynamics365/customer-service/develop/bring-your-own-channel",
  messagingApi: "https://learn.microsoft.com/dynamics365/contact-center/extend/configure-custom-messaging-channel",
  automatedMessages: "https://learn.microsoft.com/dynamics365/customer-service/administer/configure-automated-message",
  survey: "https://learn.microsoft.com/dynamics365/customer-service/administer/configure-post-conversation-survey",
  attachments: "https://learn.microsoft.com/dynamics365/customer-service/administer/enable-file-attachments",
  workstream: "https://learn.microsoft.com/dynamics365/customer-service/administer/create-workstreams",
  contextVariables: "https://learn.microsoft.com/dynamics365/customer-service/administer/manage-context-variables",
  routeToQueue: "https://learn.microsoft.com/dynamics365/customer-service/administer/configure-route-to-queue-rules",
  classification: "https://learn.microsoft.com/dynamics365/customer-service/administer/configure-work-classification",
  queues: "https://learn.microsoft.com/dynamics365/customer-service/administer/queues-omnichannel",
  agents: "https://learn.microsoft.com/dynamics365/customer-service/administer/configure-bot-azure",
  provider: "this provider",
} as const;
