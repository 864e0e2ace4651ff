import type { ResourceType } from "../resource-schema.ts";
import { capacityProfile } from "../tables/capacity-profile.ts";
import { characteristic } from "../tables/characteristic.ts";
import { decisionContract } from "../tables/decision-contract.ts";
import { decisionRuleset } from "../tables/decision-ruleset.ts";
import { liveWorkstreamCapacityProfile } from "../tables/live-workstream-capacity-profile.ts";
import { liveWorkstream } from "../tables/live-workstream.ts";
import { managedIdentity } from "../tables/managed-identity.ts";
import { msfpSurvey } from "../tables/msfp-survey.ts";
import { notificationTemplate } from "../tables/notification-template.ts";
import { ocBotChannelRegistrationSecret } from "../tables/oc-bot-channel-registration-secret.ts";
import { ocBotChannelRegistration } from "../tables/oc-bot-channel-registration.ts";
import { ocCustomMessagingChannel } from "../tables/oc-custom-messaging-channel.ts";
import { ocLanguage } from "../tables/oc-language.ts";
import { ocLiveWorkstreamContextVariable } from "../tables/oc-live-workstream-context-variable.ts";
import { ocLocalizationData } from "../tables/oc-localization-data.ts";
import { ocSystemMessage } from "../tables/oc-system-message.ts";
import { queue } from "../tables/queue.ts";
import { ratingValue } from "../tables/rating-value.ts";
import { routingConfigurationStep } from "../tables/routing-configuration-step.ts";
import { routingConfiguration } from "../tables/routing-configuration.ts";
import { sessionTemplate } from "../tables/session-template.ts";
import { surveyConfig } from "../tables/survey-config.ts";
import { systemUser } from "../tables/system-user.ts";
import type { Table } from "../tables/table.ts";

/** Tables that the deploying identity must be able to write and delete, and those that it only reads and appends to. */
export interface Permissions {
  readonly writes: readonly Table[];
  readonly reads: readonly Table[];
}

/**
 * Which privileges suffice without System Administrator is assumed: Microsoft's list for the administrator persona
 * (Customer Service, "Personas and privileges") leaves out the custom channel, the secret's table, managed identities
 * and surveys.
 */
export const permissions: Readonly<Record<ResourceType, Permissions>> = {
  MessagingAccount: { writes: [ocBotChannelRegistration, ocBotChannelRegistrationSecret], reads: [] },
  CustomChannel: {
    writes: [ocCustomMessagingChannel, ocSystemMessage, ocLocalizationData, surveyConfig, managedIdentity],
    reads: [ocBotChannelRegistration, liveWorkstream, ocLanguage, msfpSurvey],
  },
  Workstream: {
    writes: [liveWorkstream, liveWorkstreamCapacityProfile, ocLiveWorkstreamContextVariable, decisionContract],
    reads: [queue, capacityProfile, sessionTemplate, notificationTemplate, systemUser],
  },
  RoutingRule: {
    writes: [decisionRuleset, routingConfiguration, routingConfigurationStep],
    reads: [liveWorkstream, decisionContract, queue, characteristic, ratingValue],
  },
};
