// Generated from schema/messaging-account.ts by `npm run generate`. Do not edit.

import type * as pulumi from "@pulumi/pulumi";
import { resourceInState } from "../../hosts/dynamic/names-in-state.ts";
import { DynamicsResource, isResource } from "../dynamics-resource.ts";

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
   * Microsoft app ID: the client id (GUID) of the Entra application behind the Azure Bot. An environment accepts
   * each app id only once.
   *
   * Changing this replaces the resource.
   * Source: https://learn.microsoft.com/dynamics365/customer-service/administer/configure-custom-channel
   */
  appId: pulumi.Input<string>;
  /**
   * Client secret of the application: the secret's value, not its id. Up to 100 characters. Required to create an
   * account. An adopted account without it keeps the secret it has. Always stored as a secret.
   *
   * Kept as a secret.
   * Source: https://learn.microsoft.com/dynamics365/customer-service/administer/configure-custom-channel
   */
  clientSecret?: pulumi.Input<string> | undefined;
  /**
   * Entra tenant (GUID) in which the application is registered.
   *
   * Default: the provider's tenant. Changing this replaces the resource.
   * Source: https://learn.microsoft.com/dynamics365/customer-service/administer/configure-custom-channel
   */
  tenantId?: pulumi.Input<string> | undefined;
  /**
   * How the Azure Bot is registered. Use `MultiTenant` only for a bot made before 31 July 2025: Azure makes no new
   * ones. Microsoft's page on custom channels, of February 2025, still asks for a multitenant bot, but one live
   * environment is known in which a single-tenant bot carries a channel.
   *
   * Default: SingleTenant. Changing this replaces the resource.
   * Source: https://learn.microsoft.com/dynamics365/customer-service/administer/configure-custom-channel
   */
  botType?: pulumi.Input<MessagingAccountBotType> | undefined;
  /**
   * Messaging endpoint (URL), up to 500 characters. Dynamics fills it in when the account is saved. Give it only if
   * an environment never does, and then give the value that its admin center shows.
   *
   * Default: filled in by the service.
   * Source: https://learn.microsoft.com/dynamics365/customer-service/administer/configure-custom-channel
   */
  messagingEndpoint?: pulumi.Input<string> | undefined;
  /**
   * Do not check app id and secret with a token request before they are written. Meant for runners that conditional
   * access blocks.
   *
   * Default: false.
   * Source: this provider
   */
  skipCredentialCheck?: pulumi.Input<boolean> | undefined;
  /**
   * Take over the row that already has the same app id (account) or the same name (channel, workstream), instead of
   * failing because it exists. If there is no such row, one is created. Destroy deletes an adopted row; the resource
   * option `retainOnDelete` keeps it.
   *
   * Default: false.
   * Source: this provider
   */
  adopt?: pulumi.Input<boolean> | undefined;
  /**
   * Allow this name even if another row of this kind has it, in the environment or in the program. Without this, a
   * name in use is an error when the resource is created or renamed. Rows that already share a name stay as they
   * are.
   *
   * Default: false.
   * Source: this provider
   */
  allowDuplicateName?: pulumi.Input<boolean> | undefined;
}

/**
 * A custom messaging account. It registers the Entra application of an Azure Bot with Dynamics 365 Contact Center.
 * The bot must post to the account's `messagingEndpoint`. Every Direct Line channel, in every environment, needs
 * an account, an application and a bot of its own.
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
  /**
   * Pulumi's policies find resources of this class by their type token.
   *
   * @internal
   */
  static readonly __pulumiType: string = resourceInState("MessagingAccount").token;

  /** Whether a value is a MessagingAccount, even one that another copy of this package made. */
  static override isInstance(value: unknown): value is MessagingAccount {
    return isResource(value, "MessagingAccount");
  }

  /** Name of the account in the admin center. Up to 100 characters. */
  declare public readonly name: pulumi.Output<string>;
  /**
   * Microsoft app ID: the client id (GUID) of the Entra application behind the Azure Bot. An environment accepts
   * each app id only once.
   */
  declare public readonly appId: pulumi.Output<string>;
  /**
   * Client secret of the application: the secret's value, not its id. Up to 100 characters. Required to create an
   * account. An adopted account without it keeps the secret it has. Always stored as a secret.
   */
  declare public readonly clientSecret: pulumi.Output<string | undefined>;
  /** Entra tenant (GUID) in which the application is registered. */
  declare public readonly tenantId: pulumi.Output<string | undefined>;
  /**
   * How the Azure Bot is registered. Use `MultiTenant` only for a bot made before 31 July 2025: Azure makes no new
   * ones. Microsoft's page on custom channels, of February 2025, still asks for a multitenant bot, but one live
   * environment is known in which a single-tenant bot carries a channel.
   */
  declare public readonly botType: pulumi.Output<MessagingAccountBotType | undefined>;
  /** Messaging endpoint (URL) that the Azure Bot must post to. Pass it to `properties.endpoint` of the bot. */
  declare public readonly messagingEndpoint: pulumi.Output<string>;
  /**
   * Do not check app id and secret with a token request before they are written. Meant for runners that conditional
   * access blocks.
   */
  declare public readonly skipCredentialCheck: pulumi.Output<boolean | undefined>;
  /**
   * Take over the row that already has the same app id (account) or the same name (channel, workstream), instead of
   * failing because it exists. If there is no such row, one is created. Destroy deletes an adopted row; the resource
   * option `retainOnDelete` keeps it.
   */
  declare public readonly adopt: pulumi.Output<boolean | undefined>;
  /**
   * Allow this name even if another row of this kind has it, in the environment or in the program. Without this, a
   * name in use is an error when the resource is created or renamed. Rows that already share a name stay as they
   * are.
   */
  declare public readonly allowDuplicateName: pulumi.Output<boolean | undefined>;
  /**
   * Id of the row in Dataverse, a UUID. It is computed before the row is created, so a repeated run finds its own
   * row. Its first eight digits are a tag of project and stack.
   */
  declare public readonly rowId: pulumi.Output<string>;
  /**
   * Dataverse organization that holds the row. The provider refuses to work on the resource in any other
   * organization.
   */
  declare public readonly organizationId: pulumi.Output<string>;
  /** What the service's own *Validate* last reported, in its words. Empty if nobody has pressed it. */
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
