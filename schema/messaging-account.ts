import { z } from "zod";
import { pages, property } from "./property.ts";
import type { ResourceSchema, Rule } from "./resource-schema.ts";
import { notASecretValue } from "./secret-value.ts";
import { adopt, allowDuplicateName, clientIdIsNoPath, commonOutputs, guid, name } from "./shapes.ts";

export const botTypes = ["SingleTenant", "MultiTenant"] as const;

const managedIdentityHasNoSecret: Rule = (values, report) => {
  if (values["botType"] !== "UserAssignedMSI") return;
  report({
    code: "not-supported",
    path: "botType",
    reason:
      "a UserAssignedMSI bot cannot carry a custom channel: the account needs a client secret, and a managed identity has none",
    remedy: 'register the bot as "SingleTenant" with an Entra application and a client secret',
  });
};

/** The class hands on an output that came out empty as an empty text: the provider's tenant may be another one. */
const namedTenantHasValue: Rule = (values, report) => {
  if (values["tenantId"] !== "") return;
  report({
    code: "required",
    path: "tenantId",
    reason: "is empty, and the provider's tenant stands in only where the program names none",
    remedy: "give the tenant's id (GUID), or leave tenantId out",
  });
};

const secretIsAValue: Rule = (values, report) => {
  const secret = values["clientSecret"];
  const reason = typeof secret === "string" ? notASecretValue(secret) : undefined;
  if (reason === undefined) return;
  report({
    code: "invalid-value",
    path: "clientSecret",
    reason,
    remedy:
      "give the secret's value alone, not its id, and nothing before or after it; Entra shows the value only once",
  });
};

export const messagingAccount: ResourceSchema = {
  type: "MessagingAccount",
  description:
    "A custom messaging account: the Entra application of an Azure Bot, made known to Dynamics 365 Contact Center. Its `messagingEndpoint` is the address that the bot must post to. One account, one application and one bot belong together for each channel and environment.",
  source: pages.channel,
  naturalKey: "appId",
  rules: [
    managedIdentityHasNoSecret,
    namedTenantHasValue,
    secretIsAValue,
    clientIdIsNoPath("appId", ({ appId }) => appId),
  ],
  arguments: z.strictObject({
    name: property(name, {
      description: "Name of the account in the admin center. Up to 100 characters.",
      source: pages.channel,
    }),
    appId: property(guid, {
      description:
        "Microsoft app ID: the client id (GUID) of the Entra application behind the Azure Bot. An environment accepts an app id once.",
      replaces: true,
      guid: true,
      source: pages.channel,
    }),
    clientSecret: property(
      z
        .string()
        .min(1, "must not be empty")
        .max(100, "is longer than the 100 characters that the account stores; give the secret's value")
        .optional(),
      {
        description:
          "Client secret of the application: the secret's value, not its id. Up to 100 characters. Needed to create; an account taken over without it keeps the secret it has. Always stored as a secret.",
        secret: true,
        source: pages.channel,
      },
    ),
    tenantId: property(guid.optional(), {
      description: "Entra tenant (GUID) that the application is registered in.",
      default: "the provider's tenant",
      fromProvider: true,
      replaces: true,
      guid: true,
      source: pages.channel,
    }),
    botType: property(z.enum(botTypes).optional(), {
      description:
        "How the Azure Bot is registered: `SingleTenant`, or `MultiTenant` for a bot made before 31 July 2025; Azure makes no new ones. Microsoft's page on custom channels, of February 2025, still asks for a multitenant bot; one live environment is known where a single-tenant bot carries a channel.",
      default: "SingleTenant",
      replaces: true,
      source: pages.channel,
    }),
    messagingEndpoint: property(z.url("is not a URL").max(500, "is longer than 500 characters").optional(), {
      description:
        "Messaging endpoint (URL), up to 500 characters. Dynamics fills it in when the account is saved; give it only where an environment never does, with the value that its admin center shows.",
      default: "filled in by the service",
      source: pages.channel,
    }),
    skipCredentialCheck: property(z.boolean().optional(), {
      description:
        "Do not verify app id and secret with a token request before they are written: for runners that conditional access blocks.",
      default: "false",
      steering: true,
      source: pages.provider,
    }),
    adopt,
    allowDuplicateName,
  }),
  outputs: z.object({
    ...commonOutputs,
    messagingEndpoint: property(z.string(), {
      description:
        "Messaging endpoint (URL) that the Azure Bot must post to: hand it to `properties.endpoint` of the bot.",
      source: pages.channel,
    }),
    validationStatus: property(z.string().optional(), {
      description: "What the service's own *Validate* last found, in its words. Empty where nobody has pressed it.",
      source: pages.channel,
    }),
    lastValidated: property(z.string().optional(), {
      description: "When *Validate* last ran, as an ISO 8601 time in UTC.",
      source: pages.channel,
    }),
  }),
};
