// Generated from schema/custom-channel.ts by `npm run generate`. Do not edit.

import type * as pulumi from "@pulumi/pulumi";
import { resourceInState } from "../../hosts/dynamic/names-in-state.ts";
import { DynamicsResource, isResource } from "../dynamics-resource.ts";
import type { Language } from "../look-ups.ts";
import type { WithoutMistakes } from "../mistakes/refused.ts";
import type { CustomChannelMistakes } from "../mistakes/custom-channel.ts";
import type { MessagingAccount } from "./messaging-account.ts";
import type { Workstream } from "./workstream.ts";

export type CustomChannelChannelType = "DirectLine" | "MessagingApi";

export type CustomChannelAutomatedMessageTrigger =
  | "Greeting"
  | "AgentAssigned"
  | "AgentNotAssigned"
  | "AgentDisconnected"
  | "AgentEndedConversation"
  | "AgentJoinedConversation"
  | "AgentJoinedCustomerConversation"
  | "AgentLeftCustomerConversation"
  | "ConsultAccepted"
  | "ConsultSessionEnded"
  | "CustomerNextInLine"
  | "PositionInQueue"
  | "CustomerDisconnected"
  | "Holiday"
  | "OutOfOperatingHours"
  | "SessionEnded"
  | "TransferAccepted";

export type CustomChannelSurveyMode = "SendLink" | "Insert";

/** One entry of `automatedMessages`. */
export interface CustomChannelAutomatedMessageArgs {
  /**
   * The event that makes the service send the text.
   *
   * Source: https://learn.microsoft.com/dynamics365/customer-service/administer/configure-automated-message
   */
  trigger: pulumi.Input<CustomChannelAutomatedMessageTrigger>;
  /**
   * The text, up to 2,000 characters. The service replaces `{AgentName}`, `{QueueName}`, and `{$Name$}` for a
   * context variable.
   *
   * Source: https://learn.microsoft.com/dynamics365/customer-service/administer/configure-automated-message
   */
  text: pulumi.Input<string>;
}

/** {@link CustomChannelAutomatedMessageArgs} once its values are known. */
export interface CustomChannelAutomatedMessage {
  /** The event that makes the service send the text. */
  readonly trigger: CustomChannelAutomatedMessageTrigger;
  /**
   * The text, up to 2,000 characters. The service replaces `{AgentName}`, `{QueueName}`, and `{$Name$}` for a
   * context variable.
   */
  readonly text: string;
}

/** Post-conversation survey by Customer Voice. The provider does not touch surveys of Copilot Studio. */
export interface CustomChannelSurveyArgs {
  /**
   * The Customer Voice survey, by name or id.
   *
   * Source: https://learn.microsoft.com/dynamics365/customer-service/administer/configure-post-conversation-survey
   */
  survey: pulumi.Input<string>;
  /**
   * How the survey is sent. A custom channel sends a link. `Insert` exists only for live chat, so it is refused.
   *
   * Default: SendLink.
   * Source: https://learn.microsoft.com/dynamics365/customer-service/administer/configure-post-conversation-survey
   */
  mode?: pulumi.Input<CustomChannelSurveyMode> | undefined;
  /**
   * Text that comes with the link, up to 200 characters.
   *
   * Source: https://learn.microsoft.com/dynamics365/customer-service/administer/configure-post-conversation-survey
   */
  message?: pulumi.Input<string> | undefined;
  /**
   * Another survey for conversations that an AI agent handled.
   *
   * Default: the same survey.
   * Source: https://learn.microsoft.com/dynamics365/customer-service/administer/configure-post-conversation-survey
   */
  botSurvey?: pulumi.Input<CustomChannelSurveyBotSurveyArgs> | undefined;
}

/** {@link CustomChannelSurveyArgs} once its values are known. */
export interface CustomChannelSurvey {
  /** The Customer Voice survey, by name or id. */
  readonly survey: string;
  /** How the survey is sent. A custom channel sends a link. `Insert` exists only for live chat, so it is refused. */
  readonly mode?: CustomChannelSurveyMode;
  /** Text that comes with the link, up to 200 characters. */
  readonly message?: string;
  /** Another survey for conversations that an AI agent handled. */
  readonly botSurvey?: CustomChannelSurveyBotSurvey;
}

/** Another survey for conversations that an AI agent handled. */
export interface CustomChannelSurveyBotSurveyArgs {
  /**
   * The Customer Voice survey for conversations that an AI agent handled, by name or id.
   *
   * Source: https://learn.microsoft.com/dynamics365/customer-service/administer/configure-post-conversation-survey
   */
  survey: pulumi.Input<string>;
  /**
   * Text that comes with the link, up to 200 characters.
   *
   * Source: https://learn.microsoft.com/dynamics365/customer-service/administer/configure-post-conversation-survey
   */
  message?: pulumi.Input<string> | undefined;
}

/** {@link CustomChannelSurveyBotSurveyArgs} once its values are known. */
export interface CustomChannelSurveyBotSurvey {
  /** The Customer Voice survey for conversations that an AI agent handled, by name or id. */
  readonly survey: string;
  /** Text that comes with the link, up to 200 characters. */
  readonly message?: string;
}

/** File attachments. The settings of the organization decide their size and which types are blocked. */
export interface CustomChannelAttachmentsArgs {
  /**
   * Customers can send file attachments.
   *
   * Default: false.
   * Source: https://learn.microsoft.com/dynamics365/customer-service/administer/enable-file-attachments
   */
  customers?: pulumi.Input<boolean> | undefined;
  /**
   * Representatives can send file attachments.
   *
   * Default: false.
   * Source: https://learn.microsoft.com/dynamics365/customer-service/administer/enable-file-attachments
   */
  agents?: pulumi.Input<boolean> | undefined;
}

/** {@link CustomChannelAttachmentsArgs} once its values are known. */
export interface CustomChannelAttachments {
  /** Customers can send file attachments. */
  readonly customers?: boolean;
  /** Representatives can send file attachments. */
  readonly agents?: boolean;
}

/** Settings of a Messaging API channel. */
export interface CustomChannelMessagingApiArgs {
  /**
   * Client id (GUID) of the Entra application that calls the Messaging API. Give the application an Application ID
   * URI (_Expose an API_, such as `api://<client id>`) before you add the federated identity credential.
   *
   * Source: https://learn.microsoft.com/dynamics365/contact-center/extend/configure-custom-messaging-channel
   */
  appId: pulumi.Input<string>;
  /**
   * Tenant (GUID) of that application.
   *
   * Source: https://learn.microsoft.com/dynamics365/contact-center/extend/configure-custom-messaging-channel
   */
  tenantId: pulumi.Input<string>;
  /**
   * Base URL that receives the messages of representatives. It must be https, up to 500 characters. Changing it
   * changes the federated subject.
   *
   * Source: https://learn.microsoft.com/dynamics365/contact-center/extend/configure-custom-messaging-channel
   */
  webhookUrl: pulumi.Input<string>;
}

/** {@link CustomChannelMessagingApiArgs} once its values are known. */
export interface CustomChannelMessagingApi {
  /**
   * Client id (GUID) of the Entra application that calls the Messaging API. Give the application an Application ID
   * URI (_Expose an API_, such as `api://<client id>`) before you add the federated identity credential.
   */
  readonly appId: string;
  /** Tenant (GUID) of that application. */
  readonly tenantId: string;
  /**
   * Base URL that receives the messages of representatives. It must be https, up to 500 characters. Changing it
   * changes the federated subject.
   */
  readonly webhookUrl: string;
}

/** Arguments of {@link CustomChannel}. */
export interface CustomChannelArgs {
  /**
   * Name of the channel. Up to 100 characters.
   *
   * Source: https://learn.microsoft.com/dynamics365/customer-service/administer/configure-custom-channel
   */
  name: pulumi.Input<string>;
  /**
   * The messaging account that the channel belongs to. Required for Direct Line. A Messaging API channel has none.
   *
   * The MessagingAccount itself, or its `rowId`.
   * Source: https://learn.microsoft.com/dynamics365/customer-service/administer/configure-custom-channel
   */
  account?: MessagingAccount | pulumi.Input<string> | undefined;
  /**
   * The workstream that receives the conversations. Its channel must be *Custom*.
   *
   * The Workstream itself, or its `rowId`.
   * Source: https://learn.microsoft.com/dynamics365/customer-service/administer/configure-custom-channel
   */
  workstream: Workstream | pulumi.Input<string>;
  /**
   * `DirectLine`: an Azure Bot relays the messages. `MessagingApi`: your own application calls the Messaging API.
   * Telegram, Kik and Google's Business Messages have ended.
   *
   * Changing this replaces the resource.
   * Source: https://learn.microsoft.com/dynamics365/customer-service/administer/configure-custom-channel
   */
  channelType: pulumi.Input<CustomChannelChannelType>;
  /**
   * Language of the channel: an LCID (1033), a locale code (`en-US`) or a name as the environment lists it.
   *
   * Takes what `getLanguage` returns, too.
   * Source: https://learn.microsoft.com/dynamics365/customer-service/administer/configure-custom-channel
   */
  language: Language | pulumi.Input<number | string>;
  /**
   * Texts that the service sends by itself on this channel: one for each trigger, in any order. They take precedence
   * over the texts of the channel type.
   *
   * Default: none; the texts of the channel type apply.
   * Source: https://learn.microsoft.com/dynamics365/customer-service/administer/configure-automated-message
   */
  automatedMessages?: pulumi.Input<pulumi.Input<CustomChannelAutomatedMessageArgs>[]> | undefined;
  /**
   * Post-conversation survey by Customer Voice. The provider does not touch surveys of Copilot Studio.
   *
   * Default: no survey.
   * Source: https://learn.microsoft.com/dynamics365/customer-service/administer/configure-post-conversation-survey
   */
  survey?: pulumi.Input<CustomChannelSurveyArgs> | undefined;
  /**
   * File attachments. The settings of the organization decide their size and which types are blocked.
   *
   * Default: none allowed.
   * Source: https://learn.microsoft.com/dynamics365/customer-service/administer/enable-file-attachments
   */
  attachments?: pulumi.Input<CustomChannelAttachmentsArgs> | undefined;
  /**
   * Translate messages between customer and representative as they are sent.
   *
   * Default: false.
   * Source: https://learn.microsoft.com/dynamics365/customer-service/administer/configure-custom-channel
   */
  realTimeTranslation?: pulumi.Input<boolean> | undefined;
  /**
   * Settings of a Messaging API channel.
   *
   * Source: https://learn.microsoft.com/dynamics365/contact-center/extend/configure-custom-messaging-channel
   */
  messagingApi?: pulumi.Input<CustomChannelMessagingApiArgs> | undefined;
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

class CustomChannelResource extends DynamicsResource {
  /**
   * Pulumi's policies find resources of this class by their type token.
   *
   * @internal
   */
  static readonly __pulumiType: string = resourceInState("CustomChannel").token;

  /** Whether a value is a CustomChannel, even one that another copy of this package made. */
  static override isInstance(value: unknown): value is CustomChannel {
    return isResource(value, "CustomChannel");
  }

  /** Name of the channel. Up to 100 characters. */
  declare public readonly name: pulumi.Output<string>;
  /** The messaging account that the channel belongs to. Required for Direct Line. A Messaging API channel has none. */
  declare public readonly account: pulumi.Output<string | undefined>;
  /** The workstream that receives the conversations. Its channel must be *Custom*. */
  declare public readonly workstream: pulumi.Output<string>;
  /**
   * `DirectLine`: an Azure Bot relays the messages. `MessagingApi`: your own application calls the Messaging API.
   * Telegram, Kik and Google's Business Messages have ended.
   */
  declare public readonly channelType: pulumi.Output<CustomChannelChannelType>;
  /** Language of the channel: an LCID (1033), a locale code (`en-US`) or a name as the environment lists it. */
  declare public readonly language: pulumi.Output<number | string>;
  /**
   * Texts that the service sends by itself on this channel: one for each trigger, in any order. They take precedence
   * over the texts of the channel type.
   */
  declare public readonly automatedMessages: pulumi.Output<readonly CustomChannelAutomatedMessage[] | undefined>;
  /** Post-conversation survey by Customer Voice. The provider does not touch surveys of Copilot Studio. */
  declare public readonly survey: pulumi.Output<CustomChannelSurvey | undefined>;
  /** File attachments. The settings of the organization decide their size and which types are blocked. */
  declare public readonly attachments: pulumi.Output<CustomChannelAttachments | undefined>;
  /** Translate messages between customer and representative as they are sent. */
  declare public readonly realTimeTranslation: pulumi.Output<boolean | undefined>;
  /** Settings of a Messaging API channel. */
  declare public readonly messagingApi: pulumi.Output<CustomChannelMessagingApi | undefined>;
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
  /**
   * Only for a Messaging API channel: the subject for a federated identity credential of the application, so that it
   * trusts the webhook calls. Give the application its Application ID URI first.
   */
  declare public readonly federatedCredentialSubject: pulumi.Output<string | undefined>;

  /** Reads a row that exists, by its `rowId`, without managing it. */
  static get(name: string, id: pulumi.Input<string>, opts?: pulumi.CustomResourceOptions): CustomChannel {
    // A read has no arguments; programs that create must give them, so the constructor's type demands them.
    return new CustomChannel(name, undefined as never, { ...opts, id });
  }

  constructor(name: string, args: CustomChannelArgs, opts?: pulumi.CustomResourceOptions) {
    super("CustomChannel", name, args, opts);
  }
}

export interface CustomChannel extends CustomChannelResource {}

/** The class {@link CustomChannel}. It refuses literals that the preview would refuse. */
export interface CustomChannelClass extends Pick<typeof CustomChannelResource, keyof typeof CustomChannelResource> {
  new <Args extends CustomChannelArgs = CustomChannelArgs>(
    name: string,
    args: CustomChannelArgs & WithoutMistakes<Args, CustomChannelMistakes<Args>>,
    opts?: pulumi.CustomResourceOptions,
  ): CustomChannel;
  /** No call fits. A function that takes the class, such as `validateResourceOfType`, infers the arguments from it. */
  new (
    name: string,
    args: CustomChannelArgs,
    opts: pulumi.CustomResourceOptions | undefined,
    nothing: never,
  ): CustomChannel;
}

/**
 * A custom channel. It connects a messaging account to a workstream and decides what customers see there:
 * language, automated messages, survey and attachments. An account carries one Direct Line channel.
 *
 * ```ts
 * import * as pulumi from "@pulumi/pulumi";
 * import { CustomChannel, MessagingAccount, Workstream } from "pulumi-dynamics365";
 *
 * const config = new pulumi.Config();
 * const account = new MessagingAccount("messages", {
 *   name: "Contoso messages",
 *   appId: config.require("botAppId"),
 *   clientSecret: config.requireSecret("botSecret"),
 * });
 * const workstream = new Workstream("messages", { name: "Contoso messages", distributionMode: "Push" });
 *
 * new CustomChannel("messages", {
 *   name: "Contoso messages",
 *   account,
 *   workstream,
 *   channelType: "DirectLine",
 *   language: "en-US",
 *   automatedMessages: [{ trigger: "AgentAssigned", text: "You are talking to {AgentName}." }],
 *   attachments: { customers: true, agents: true },
 * });
 * ```
 *
 * Source: https://learn.microsoft.com/dynamics365/customer-service/administer/configure-custom-channel
 */
export const CustomChannel: CustomChannelClass = CustomChannelResource;
