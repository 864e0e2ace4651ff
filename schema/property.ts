import { z } from "zod";

/** Kinds of rows that an argument names by name, natural key or id. */
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

/** What look-ups make of a row. Programs can pass it where an argument names such a row. */
export type LookUpClass = "Queue" | "Language" | "CapacityProfile" | "SessionTemplate" | "NotificationTemplate";

const lookUpClasses: Readonly<Partial<Record<LookupKind, LookUpClass>>> = {
  queue: "Queue",
  language: "Language",
  capacityProfile: "CapacityProfile",
  sessionTemplate: "SessionTemplate",
  notificationTemplate: "NotificationTemplate",
};

export function lookUpClassOf({ lookup }: PropertyMetadata): LookUpClass | undefined {
  return lookup && lookUpClasses[lookup];
}

/**
 * The facts of a property besides its shape. Types, checks, the package schema and the documentation are derived from
 * them.
 */
export interface PropertyMetadata {
  /** Meaning, allowed values and, where there is one, the unit. */
  readonly description: string;
  /** The Microsoft page that documents the property, or the reason why there is none. */
  readonly source: string;
  /** What applies if the program gives no value. A property that leaves the program goes back to it. */
  readonly default?: string;
  /** The default of a part of a value that is compared as a whole. Giving it or leaving it out means the same. */
  readonly implied?: string;
  /** A change replaces the row. */
  readonly replaces?: true;
  readonly secret?: true;
  /** The input that counts the changes of this secret. State keeps its name. */
  readonly countedAs?: string;
  /** The service sets the value if the program does not. State keeps the names of these inputs. */
  readonly filledIn?: {
    /** Carries the value that the service set. The engine does not show names that begin with two underscores. */
    readonly carriedAs: string;
    /** Says that the value comes from the program. */
    readonly givenAs: string;
  };
  /** An option of the provider and not a setting of the row. Changing it alone changes nothing. */
  readonly providerOption?: true;
  /** If it is left out, the provider's configuration has the value. */
  readonly fromProvider?: true;
  /** A GUID. It is compared without case and stored in lower case. */
  readonly guid?: true;
  /** The type of the resource whose row this names. The program gives the resource itself or its `rowId`. */
  readonly resource?: string;
  /** A row of the environment, given by name, natural key or id. */
  readonly lookup?: LookupKind;
  /** A list whose order has no meaning. A different order alone is no change. */
  readonly unordered?: true;
}

export const propertyMetadata = z.registry<PropertyMetadata>();

/** Attaches the facts to a copy of the shape, so that one shape (a name, a GUID) can be used for many properties. */
export function property<Shape extends z.ZodType>(shape: Shape, metadata: PropertyMetadata): Shape {
  const own = shape.clone();
  propertyMetadata.add(own, metadata);
  return own;
}

/** Microsoft's pages, by the short names used in this folder. */
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
