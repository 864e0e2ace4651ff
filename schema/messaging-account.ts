import { z } from "zod";
import { inDigits, lengths } from "./limits.ts";
import { pages, property } from "./property.ts";
import { defineSchema, type ProgramRule, type Rule } from "./resource-schema.ts";
import { notASecretValue } from "./secret-value.ts";
import {
  adopt,
  allowDuplicateName,
  clientIdIsNoPath,
  commonOutputs,
  guid,
  name,
  ownName,
  upToName,
  url,
} from "./shapes.ts";
import { text } from "./written.ts";

export const botTypes = ["SingleTenant", "MultiTenant"] as const;

const managedIdentityHasNoSecret: Rule<MessagingAccountArguments> = ({ botType }, report) => {
  if (text(botType) !== "UserAssignedMSI") return;
  report({
    code: "not-supported",
    path: "botType",
    reason:
      "a UserAssignedMSI bot cannot carry a custom channel: the account needs a client secret, and a managed identity has none",
    remedy: 'register the bot as "SingleTenant" with an Entra application and a client secret',
  });
};

/**
 * If an output came out undefined, the class passes an empty text. The provider's tenant must not replace it: it may be
 * another one.
 */
const namedTenantHasValue: Rule<MessagingAccountArguments> = ({ tenantId }, report) => {
  if (tenantId !== "") return;
  report({
    code: "required",
    path: "tenantId",
    reason: "is empty, and the provider's tenant stands in only where the program names none",
    remedy: "give the tenant's id (GUID), or leave tenantId out",
  });
};

const secretIsAValue: Rule<MessagingAccountArguments> = ({ clientSecret }, report) => {
  const secret = text(clientSecret);
  const reason = secret === undefined ? undefined : notASecretValue(secret);
  if (reason === undefined) return;
  report({
    code: "invalid-value",
    path: "clientSecret",
    reason,
    remedy:
      "give the secret's value alone, not its id, and nothing before or after it; Entra shows the value only once",
  });
};

const oneAccountForAnApp: ProgramRule<MessagingAccountArguments> = ({ values }, { siblings }, report) => {
  const appId = text(values.appId)?.toLowerCase();
  const twin = siblings.find((other) => appId !== undefined && text(other.values.appId)?.toLowerCase() === appId);
  if (twin === undefined) return;
  report({
    code: "app-id-taken",
    path: "appId",
    reason: `app id ${appId} is on the account ${twin.label} already, and to the Bot Framework one app id is one messaging account`,
    remedy: "give each account an Entra application of its own",
  });
};

/** The inputs that check derives from the arguments. */
const derived = {
  version: "clientSecretVersion",
  given: "endpointGiven",
  /** Keeps the endpoint known in previews, so that rotating the secret shows no change of the bot that has it. */
  endpoint: "__messagingEndpoint",
} as const satisfies Readonly<Record<string, keyof DerivedInputs>>;

const accountArguments = z.strictObject({
  name: property(name, {
    description: `Name of the account in the admin center. ${upToName}`,
    source: pages.channel,
  }),
  appId: property(guid, {
    description:
      "Microsoft app ID: the client id (GUID) of the Entra application behind the Azure Bot. An environment accepts each app id only once.",
    replaces: true,
    guid: true,
    source: pages.channel,
  }),
  clientSecret: property(
    z
      .string()
      .min(1, "must not be empty")
      .max(
        lengths.clientSecret,
        `is longer than the ${inDigits(lengths.clientSecret)} characters that the account stores; give the secret's value`,
      )
      .optional(),
    {
      description: `Client secret of the application: the secret's value, not its id. Up to ${inDigits(lengths.clientSecret)} characters. Required to create an account. An adopted account without it keeps the secret it has. Always stored as a secret.`,
      secret: true,
      countedAs: derived.version,
      source: pages.channel,
    },
  ),
  tenantId: property(guid.optional(), {
    description: "Entra tenant (GUID) in which the application is registered.",
    default: "the provider's tenant",
    fromProvider: true,
    replaces: true,
    guid: true,
    source: pages.channel,
  }),
  botType: property(z.enum(botTypes).optional(), {
    description:
      "How the Azure Bot is registered. Use `MultiTenant` only for a bot made before 31 July 2025: Azure makes no new ones. Microsoft's page on custom channels, of February 2025, still asks for a multitenant bot, but one live environment is known in which a single-tenant bot carries a channel.",
    default: "SingleTenant",
    replaces: true,
    source: pages.channel,
  }),
  messagingEndpoint: property(url.optional(), {
    description: `Messaging endpoint (URL), up to ${inDigits(lengths.url)} characters. Dynamics fills it in when the account is saved. Give it only if an environment never does, and then give the value that its admin center shows.`,
    default: "filled in by the service",
    filledIn: { carriedAs: derived.endpoint, givenAs: derived.given },
    source: pages.channel,
  }),
  skipCredentialCheck: property(z.boolean().optional(), {
    description:
      "Do not check app id and secret with a token request before they are written. Meant for runners that conditional access blocks.",
    default: "false",
    providerOption: true,
    source: pages.provider,
  }),
  adopt,
  allowDuplicateName,
});
export type MessagingAccountArguments = z.output<typeof accountArguments>;

type DerivedInputs = {
  readonly clientSecretVersion?: number | undefined;
  readonly endpointGiven?: boolean | undefined;
  readonly __messagingEndpoint?: string | undefined;
};

/** The arguments together with the inputs that check derives from them. */
export type MessagingAccountInputs = MessagingAccountArguments & DerivedInputs;

export const messagingAccount = defineSchema({
  type: "MessagingAccount",
  description:
    "A custom messaging account. It registers the Entra application of an Azure Bot with Dynamics 365 Contact Center. The bot must post to the account's `messagingEndpoint`. Every Direct Line channel, in every environment, needs an account, an application and a bot of its own.",
  source: pages.channel,
  naturalKey: "appId",
  comparedBy: ["appId", "name", "allowDuplicateName"],
  uniqueKeys: ({ appId, name: itsName }) => [
    ["name", itsName],
    ["app id", appId],
  ],
  rules: [
    managedIdentityHasNoSecret,
    namedTenantHasValue,
    secretIsAValue,
    clientIdIsNoPath<MessagingAccountArguments>("appId", ({ appId }) => appId),
  ],
  programRules: [oneAccountForAnApp, ownName],
  arguments: accountArguments,
  outputs: z.object({
    ...commonOutputs,
    messagingEndpoint: property(z.string(), {
      description:
        "Messaging endpoint (URL) that the Azure Bot must post to. Pass it to `properties.endpoint` of the bot.",
      source: pages.channel,
    }),
    validationStatus: property(z.string().optional(), {
      description: "What the service's own *Validate* last reported, in its words. Empty if nobody has pressed it.",
      source: pages.channel,
    }),
    lastValidated: property(z.string().optional(), {
      description: "When *Validate* last ran, as an ISO 8601 time in UTC.",
      source: pages.channel,
    }),
  }),
});

export type MessagingAccountOutputs = z.output<(typeof messagingAccount)["outputs"]>;
