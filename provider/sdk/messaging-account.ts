// Generated from schema/messaging-account.ts by `npm run generate`. Do not edit.

import type * as pulumi from "@pulumi/pulumi";
import { DynamicsResource } from "./dynamics-resource.ts";

export type MessagingAccountBotType = "SingleTenant" | "MultiTenant";

/** Arguments of {@link MessagingAccount}. */
export interface MessagingAccountArgs {
  /**
   * Name of the account in the admin center. Up to 100 characters.
   *
   * Source: https://learn.microsoft.com/dynamics365/customer-service/administer/configure-custom-channel
   */
  name: pulumi.Input<string>;
  /**
   * Microsoft app ID: the client id (GUID) of the Entra application behind the Azure Bot. An environment accepts an
   * app id once.
   *
   * Changing this replaces the resource.
   * Source: https://learn.microsoft.com/dynamics365/customer-service/administer/configure-custom-channel
   */
  appId: pulumi.Input<string>;
  /**
   * Client secret of the application: the secret's value, not its id. Up to 100 characters. Needed to create; an
   * account taken over without it keeps the secret it has. Always stored as a secret.
   *
   * Kept as a secret.
   * Source: https://learn.microsoft.com/dynamics365/customer-service/administer/configure-custom-channel
   */
  clientSecret?: pulumi.Input<string> | undefined;
  /**
   * Entra tenant (GUID) that the application is registered in.
   *
   * Default: the provider's tenant. Changing this replaces the resource.
   * Source: https://learn.microsoft.com/dynamics365/customer-service/administer/configure-custom-channel
   */
  tenantId?: pulumi.Input<string> | undefined;
  /**
   * How the Azure Bot is registered: `SingleTenant`, or `MultiTenant` for a bot made before 31 July 2025; Azure
   * makes no new ones. Microsoft's page on custom channels, of February 2025, still asks for a multitenant bot; one
   * live environment is known where a single-tenant bot carries a channel.
   *
   * Default: SingleTenant. Changing this replaces the resource.
   * Source: https://learn.microsoft.com/dynamics365/customer-service/administer/configure-custom-channel
   */
  botType?: pulumi.Input<MessagingAccountBotType> | undefined;
  /**
   * Messaging endpoint (URL), up to 500 characters. Dynamics fills it in when the account is saved; give it only
   * where an environment never does, with the value that its admin center shows.
   *
   * Default: filled in by the service.
   * Source: https://learn.microsoft.com/dynamics365/customer-service/administer/configure-custom-channel
   */
  messagingEndpoint?: pulumi.Input<string> | undefined;
  /**
   * Do not verify app id and secret with a token request before they are written: for runners that conditional
   * access blocks.
   *
   * Default: false.
   * Source: this provider
   */
  skipCredentialCheck?: pulumi.Input<boolean> | undefined;
  /**
   * Take over the row of the environment that already has this resource's natural key, instead of failing on it.
   * Nothing found: the row is created. Destroy deletes an adopted row; `retainOnDelete` keeps it.
   *
   * Default: false.
   * Source: this provider
   */
  adopt?: pulumi.Input<boolean> | undefined;
  /**
   * Allow this name although another row of this kind has it, in the environment or in the program. Without it, a
   * name that another row has is an error when the row is created or renamed; rows that have one name already stay
   * as they are.
   *
   * Default: false.
   * Source: this provider
   */
  allowDuplicateName?: pulumi.Input<boolean> | undefined;
}

/**
 * A custom messaging account: the Entra application of an Azure Bot, made known to Dynamics 365 Contact Center.
 * Its `messagingEndpoint` is the address that the bot must post to. One account, one application and one bot
 * belong together for each channel and environment.
 *
 * ```ts
 * import * as azuread from "@pulumi/azuread";
 * import { MessagingAccount } from "pulumi-dynamics365";
 *
 * const application = new azuread.Application("bot", { displayName: "Contoso messages" });
 * const password = new azuread.ApplicationPassword("bot", { applicationId: application.id });
 *
 * const account = new MessagingAccount("messages", {
 *   name: "Contoso messages",
 *   appId: application.clientId,
 *   clientSecret: password.value,
 * });
 *
 * export const messagingEndpoint = account.messagingEndpoint;
 * ```
 *
 * Source: https://learn.microsoft.com/dynamics365/customer-service/administer/configure-custom-channel
 */
export class MessagingAccount extends DynamicsResource {
  /** Name of the account in the admin center. Up to 100 characters. */
  declare public readonly name: pulumi.Output<string>;
  /**
   * Microsoft app ID: the client id (GUID) of the Entra application behind the Azure Bot. An environment accepts an
   * app id once.
   */
  declare public readonly appId: pulumi.Output<string>;
  /**
   * Client secret of the application: the secret's value, not its id. Up to 100 characters. Needed to create; an
   * account taken over without it keeps the secret it has. Always stored as a secret.
   */
  declare public readonly clientSecret: pulumi.Output<string | undefined>;
  /** Entra tenant (GUID) that the application is registered in. */
  declare public readonly tenantId: pulumi.Output<string | undefined>;
  /**
   * How the Azure Bot is registered: `SingleTenant`, or `MultiTenant` for a bot made before 31 July 2025; Azure
   * makes no new ones. Microsoft's page on custom channels, of February 2025, still asks for a multitenant bot; one
   * live environment is known where a single-tenant bot carries a channel.
   */
  declare public readonly botType: pulumi.Output<MessagingAccountBotType | undefined>;
  /** Messaging endpoint (URL) that the Azure Bot must post to: hand it to `properties.endpoint` of the bot. */
  declare public readonly messagingEndpoint: pulumi.Output<string>;
  /**
   * Do not verify app id and secret with a token request before they are written: for runners that conditional
   * access blocks.
   */
  declare public readonly skipCredentialCheck: pulumi.Output<boolean | undefined>;
  /**
   * Take over the row of the environment that already has this resource's natural key, instead of failing on it.
   * Nothing found: the row is created. Destroy deletes an adopted row; `retainOnDelete` keeps it.
   */
  declare public readonly adopt: pulumi.Output<boolean | undefined>;
  /**
   * Allow this name although another row of this kind has it, in the environment or in the program. Without it, a
   * name that another row has is an error when the row is created or renamed; rows that have one name already stay
   * as they are.
   */
  declare public readonly allowDuplicateName: pulumi.Output<boolean | undefined>;
  /**
   * Id of the row in Dataverse: a UUID made at creation, so that a repeated run meets its own row. Its first eight
   * digits are a tag of project and stack.
   */
  declare public readonly rowId: pulumi.Output<string>;
  /** Dataverse organization that holds the row. Another organization than this one is refused. */
  declare public readonly organizationId: pulumi.Output<string>;
  /** What the service's own *Validate* last found, in its words. Empty where nobody has pressed it. */
  declare public readonly validationStatus: pulumi.Output<string | undefined>;
  /** When *Validate* last ran, as an ISO 8601 time in UTC. */
  declare public readonly lastValidated: pulumi.Output<string | undefined>;

  /** Reads a row that exists, by its `rowId`, without managing it. */
  static get(name: string, id: pulumi.Input<string>, opts?: pulumi.CustomResourceOptions): MessagingAccount {
    // A read has no arguments; programs that create must give them, so the constructor's type demands them.
    return new MessagingAccount(name, undefined as never, { ...opts, id });
  }

  constructor(name: string, args: MessagingAccountArgs, opts?: pulumi.CustomResourceOptions) {
    super("MessagingAccount", name, args, opts);
  }
}
