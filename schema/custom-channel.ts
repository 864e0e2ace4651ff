import { z } from "zod";
import { knownSlugsOnly, messageTriggers, oneTextPerTrigger } from "./automated-messages.ts";
import { checkVariables, messageVariableUses } from "./context-variables.ts";
import { inDigits, largest, lengths } from "./limits.ts";
import { messagingAccount } from "./messaging-account.ts";
import { namesOf } from "./names-of.ts";
import { pages, property } from "./property.ts";
import { defineSchema, type ProgramRule, type Rule } from "./resource-schema.ts";
import {
  adopt,
  allowDuplicateName,
  clientIdIsNoPath,
  commonOutputs,
  guid,
  lookup,
  name,
  ownName,
  rowReference,
  upToName,
  url,
} from "./shapes.ts";
import { workstream } from "./workstream.ts";
import { members, text } from "./written.ts";

export const channelTypes = ["DirectLine", "MessagingApi"] as const;
const surveyModes = ["SendLink", "Insert"] as const;

/** Channel types that the service still lists but no longer supports, with the day they ended. */
const endedKinds: ReadonlyMap<string, string> = new Map([
  ["Telegram", "Telegram was removed from Dynamics 365 on 8 October 2024"],
  ["Kik", "Kik was removed from Dynamics 365 on 8 October 2024"],
  ["GoogleBusinessMessages", "Google ended Business Messages on 31 July 2024"],
]);

const livingKindsOnly: Rule<CustomChannelArguments> = ({ channelType }, report) => {
  const ended = endedKinds.get(text(channelType) ?? "");
  if (ended === undefined) return;
  report({
    code: "not-supported",
    path: "channelType",
    reason: ended,
    remedy: 'use "DirectLine", and bring the messages of that network through an adapter',
  });
};

const kindDecidesTheRest: Rule<CustomChannelArguments> = ({ channelType, account, messagingApi }, report) => {
  if (channelType === "DirectLine") {
    if (account === undefined) {
      report({
        code: "required",
        path: "account",
        reason: "a Direct Line channel belongs to a messaging account",
        remedy: "give the MessagingAccount, or its rowId",
      });
    }
    if (messagingApi !== undefined) {
      report({
        code: "conflicting-arguments",
        path: "messagingApi",
        reason: "these settings belong to a Messaging API channel, and this one is Direct Line",
        remedy: 'leave messagingApi out, or set channelType to "MessagingApi"',
      });
    }
  }
  if (channelType === "MessagingApi") {
    if (messagingApi === undefined) {
      report({
        code: "required",
        path: "messagingApi",
        reason: "a Messaging API channel needs the application, tenant and webhook it works with",
        remedy: "give messagingApi: { appId, tenantId, webhookUrl }",
      });
    }
    if (account !== undefined) {
      report({
        code: "conflicting-arguments",
        path: "account",
        reason: "a Messaging API channel has no messaging account: it names its application itself",
        remedy: "leave account out",
      });
    }
  }
};

const surveyByLinkOnly: Rule<CustomChannelArguments> = ({ survey }, report) => {
  if (members(survey)?.mode !== "Insert") return;
  report({
    code: "not-supported",
    path: "survey.mode",
    reason: "inserting a survey into the conversation exists for live chat only",
    remedy: 'leave mode out, or set it to "SendLink"',
  });
};

const httpsWebhook: Rule<CustomChannelArguments> = ({ messagingApi }, report) => {
  const url = text(members(messagingApi)?.webhookUrl);
  if (url === undefined || url.startsWith("https://")) return;
  report({
    code: "invalid-value",
    path: "messagingApi.webhookUrl",
    reason: "the service posts to https addresses only",
    remedy: "give an https URL whose certificate is not self-signed",
  });
};

const apiClientIdIsNoPath = clientIdIsNoPath<CustomChannelArguments>(
  "messagingApi.appId",
  ({ messagingApi }) => members(messagingApi)?.appId,
);

const oneDirectLineForAnAccount: ProgramRule<CustomChannelArguments> = ({ values }, { siblings }, report) => {
  const account = text(values.account);
  if (values.channelType !== "DirectLine" || account === undefined) return;
  const twin = siblings.find(
    (other) => other.values.channelType === "DirectLine" && text(other.values.account) === account,
  );
  if (twin === undefined) return;
  report({
    code: "account-taken",
    path: "account",
    reason: `the account already carries the Direct Line channel ${twin.label}, and the messages of two channels could not be told apart`,
    remedy: "give each Direct Line channel an account, an application and a bot of its own",
  });
};

const messagesNameKnownVariables: ProgramRule<CustomChannelArguments> = ({ values }, { declared }, report) =>
  checkVariables(
    messageVariableUses(values.automatedMessages),
    declared(workstream, values.workstream)?.contextVariables,
    report,
  );

const surveyText = z
  .string()
  .max(lengths.surveyMessage, `is longer than the ${inDigits(lengths.surveyMessage)} characters that Dataverse stores`);
const triggers = namesOf(messageTriggers);

const channelArguments = z.strictObject({
  name: property(name, { description: `Name of the channel. ${upToName}`, source: pages.channel }),
  account: property(rowReference.optional(), {
    description:
      "The messaging account that the channel belongs to. Required for Direct Line. A Messaging API channel has none.",
    resource: messagingAccount.type,
    source: pages.channel,
  }),
  workstream: property(rowReference, {
    description: "The workstream that receives the conversations. Its channel must be *Custom*.",
    resource: workstream.type,
    source: pages.channel,
  }),
  channelType: property(z.enum(channelTypes), {
    description:
      "`DirectLine`: an Azure Bot relays the messages. `MessagingApi`: your own application calls the Messaging API. Telegram, Kik and Google's Business Messages have ended.",
    replaces: true,
    source: pages.channel,
  }),
  language: property(z.union([z.int().min(0).max(largest.localeId), lookup]), {
    description:
      "Language of the channel: an LCID (1033), a locale code (`en-US`) or a name as the environment lists it.",
    lookup: "language",
    source: pages.channel,
  }),
  automatedMessages: property(
    z
      .array(
        z.strictObject({
          trigger: property(z.enum(triggers), {
            description: "The event that makes the service send the text.",
            source: pages.automatedMessages,
          }),
          text: property(
            z
              .string()
              .min(1, "must not be empty")
              .max(
                lengths.automatedMessage,
                `is longer than the ${inDigits(lengths.automatedMessage)} characters that Dataverse stores`,
              ),
            {
              description: `The text, up to ${inDigits(lengths.automatedMessage)} characters. The service replaces \`{AgentName}\`, \`{QueueName}\`, and \`{$Name$}\` for a context variable.`,
              source: pages.automatedMessages,
            },
          ),
        }),
      )
      .optional(),
    {
      description:
        "Texts that the service sends by itself on this channel: one for each trigger, in any order. They take precedence over the texts of the channel type.",
      default: "none; the texts of the channel type apply",
      unordered: true,
      source: pages.automatedMessages,
    },
  ),
  survey: property(
    z
      .strictObject({
        survey: property(lookup, {
          description: "The Customer Voice survey, by name or id.",
          lookup: "survey",
          source: pages.survey,
        }),
        mode: property(z.enum(surveyModes).optional(), {
          description:
            "How the survey is sent. A custom channel sends a link. `Insert` exists only for live chat, so it is refused.",
          default: "SendLink",
          source: pages.survey,
        }),
        message: property(surveyText.optional(), {
          description: `Text that comes with the link, up to ${inDigits(lengths.surveyMessage)} characters.`,
          source: pages.survey,
        }),
        botSurvey: property(
          z
            .strictObject({
              survey: property(lookup, {
                description: "The Customer Voice survey for conversations that an AI agent handled, by name or id.",
                lookup: "survey",
                source: pages.survey,
              }),
              message: property(surveyText.optional(), {
                description: `Text that comes with the link, up to ${inDigits(lengths.surveyMessage)} characters.`,
                source: pages.survey,
              }),
            })
            .optional(),
          {
            description: "Another survey for conversations that an AI agent handled.",
            default: "the same survey",
            source: pages.survey,
          },
        ),
      })
      .optional(),
    {
      description: "Post-conversation survey by Customer Voice. The provider does not touch surveys of Copilot Studio.",
      default: "no survey",
      source: pages.survey,
    },
  ),
  attachments: property(
    z
      .strictObject({
        customers: property(z.boolean().optional(), {
          description: "Customers can send file attachments.",
          default: "false",
          source: pages.attachments,
        }),
        agents: property(z.boolean().optional(), {
          description: "Representatives can send file attachments.",
          default: "false",
          source: pages.attachments,
        }),
      })
      .optional(),
    {
      description: "File attachments. The settings of the organization decide their size and which types are blocked.",
      default: "none allowed",
      source: pages.attachments,
    },
  ),
  realTimeTranslation: property(z.boolean().optional(), {
    description: "Translate messages between customer and representative as they are sent.",
    default: "false",
    source: pages.channel,
  }),
  messagingApi: property(
    z
      .strictObject({
        appId: property(guid, {
          description:
            "Client id (GUID) of the Entra application that calls the Messaging API. Give the application an Application ID URI (_Expose an API_, such as `api://<client id>`) before you add the federated identity credential.",
          source: pages.messagingApi,
        }),
        tenantId: property(guid, { description: "Tenant (GUID) of that application.", source: pages.messagingApi }),
        webhookUrl: property(url, {
          description: `Base URL that receives the messages of representatives. It must be https, up to ${inDigits(lengths.url)} characters. Changing it changes the federated subject.`,
          source: pages.messagingApi,
        }),
      })
      .optional(),
    { description: "Settings of a Messaging API channel.", source: pages.messagingApi },
  ),
  adopt,
  allowDuplicateName,
});
export type CustomChannelArguments = z.output<typeof channelArguments>;

export const customChannel = defineSchema({
  type: "CustomChannel",
  description:
    "A custom channel. It connects a messaging account to a workstream and decides what customers see there: language, automated messages, survey and attachments. An account carries one Direct Line channel.",
  source: pages.channel,
  naturalKey: "name",
  comparedBy: ["name", "allowDuplicateName", "account", "channelType"],
  uniqueKeys: ({ name: itsName, account, channelType }) => [
    ["name", itsName],
    ...(channelType === "DirectLine" ? [["account", account]] : []),
  ],
  rules: [
    livingKindsOnly,
    kindDecidesTheRest,
    surveyByLinkOnly,
    httpsWebhook,
    knownSlugsOnly,
    oneTextPerTrigger,
    apiClientIdIsNoPath,
  ],
  programRules: [ownName, oneDirectLineForAnAccount, messagesNameKnownVariables],
  arguments: channelArguments,
  outputs: z.object({
    ...commonOutputs,
    federatedCredentialSubject: property(z.string().optional(), {
      description:
        "Only for a Messaging API channel: the subject for a federated identity credential of the application, so that it trusts the webhook calls. Give the application its Application ID URI first.",
      source: pages.messagingApi,
    }),
  }),
});

export type CustomChannelOutputs = z.output<(typeof customChannel)["outputs"]>;
