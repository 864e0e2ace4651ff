import { businessUnit } from "./business-unit.ts";
import { capacityProfile } from "./capacity-profile.ts";
import { channelProfile } from "./channel-profile.ts";
import { channelProvider } from "./channel-provider.ts";
import { characteristic } from "./characteristic.ts";
import { customEngagementCtx } from "./custom-engagement-ctx.ts";
import { decisionContract } from "./decision-contract.ts";
import { decisionRuleset } from "./decision-ruleset.ts";
import { entityRoutingConfiguration } from "./entity-routing-configuration.ts";
import { liveWorkstreamCapacityProfile } from "./live-workstream-capacity-profile.ts";
import { liveWorkstream } from "./live-workstream.ts";
import { managedIdentity } from "./managed-identity.ts";
import { masterEntityRoutingConfiguration } from "./master-entity-routing-configuration.ts";
import { msfpSurvey } from "./msfp-survey.ts";
import { notificationTemplate } from "./notification-template.ts";
import { ocBotChannelRegistrationSecret } from "./oc-bot-channel-registration-secret.ts";
import { ocBotChannelRegistration } from "./oc-bot-channel-registration.ts";
import { ocChannelConfiguration } from "./oc-channel-configuration.ts";
import { ocCustomMessagingChannel } from "./oc-custom-messaging-channel.ts";
import { ocLanguage } from "./oc-language.ts";
import { ocLiveWorkItem } from "./oc-live-work-item.ts";
import { ocLiveWorkstreamContextVariable } from "./oc-live-workstream-context-variable.ts";
import { ocLocalizationData } from "./oc-localization-data.ts";
import { ocRuleItem } from "./oc-rule-item.ts";
import { ocSystemMessage } from "./oc-system-message.ts";
import { operatingHour } from "./operating-hour.ts";
import { organization } from "./organization.ts";
import { overflowActionConfig } from "./overflow-action-config.ts";
import { presence } from "./presence.ts";
import { queue } from "./queue.ts";
import { ratingModel } from "./rating-model.ts";
import { ratingValue } from "./rating-value.ts";
import { routingConfigurationStep } from "./routing-configuration-step.ts";
import { routingConfiguration } from "./routing-configuration.ts";
import { rulesetDependencyMapping } from "./ruleset-dependency-mapping.ts";
import { sessionTemplate } from "./session-template.ts";
import { solution } from "./solution.ts";
import { surveyConfig } from "./survey-config.ts";
import { systemUser } from "./system-user.ts";
import { team } from "./team.ts";
import { templateRuleset } from "./template-ruleset.ts";
import { urNotificationTemplateMapping } from "./ur-notification-template-mapping.ts";
import { workstreamBotMapping } from "./workstream-bot-mapping.ts";
import type { Table } from "./table.ts";

/** Every modelled table by logical name. */
export const tables: ReadonlyMap<string, Table> = new Map(
  [
    businessUnit,
    capacityProfile,
    channelProfile,
    channelProvider,
    characteristic,
    customEngagementCtx,
    decisionContract,
    decisionRuleset,
    entityRoutingConfiguration,
    liveWorkstreamCapacityProfile,
    liveWorkstream,
    managedIdentity,
    masterEntityRoutingConfiguration,
    msfpSurvey,
    notificationTemplate,
    ocBotChannelRegistrationSecret,
    ocBotChannelRegistration,
    ocChannelConfiguration,
    ocCustomMessagingChannel,
    ocLanguage,
    ocLiveWorkItem,
    ocLiveWorkstreamContextVariable,
    ocLocalizationData,
    ocRuleItem,
    ocSystemMessage,
    operatingHour,
    organization,
    overflowActionConfig,
    presence,
    queue,
    ratingModel,
    ratingValue,
    routingConfigurationStep,
    routingConfiguration,
    rulesetDependencyMapping,
    sessionTemplate,
    solution,
    surveyConfig,
    systemUser,
    team,
    templateRuleset,
    urNotificationTemplateMapping,
    workstreamBotMapping,
  ].map((table) => [table.logicalName, table]),
);
