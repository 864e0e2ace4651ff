import { decisionContract } from "./decision-contract.ts";
import { decisionRuleset } from "./decision-ruleset.ts";
import { liveWorkstream } from "./live-workstream.ts";
import { ocBotChannelRegistrationSecret } from "./oc-bot-channel-registration-secret.ts";
import { ocBotChannelRegistration } from "./oc-bot-channel-registration.ts";
import { ocCustomMessagingChannel } from "./oc-custom-messaging-channel.ts";
import { ocLanguage } from "./oc-language.ts";
import { queue } from "./queue.ts";
import { routingConfigurationStep } from "./routing-configuration-step.ts";
import { routingConfiguration } from "./routing-configuration.ts";
import type { Table } from "./table.ts";

/** Every modelled table by logical name. */
export const tables: ReadonlyMap<string, Table> = new Map(
  [
    ocBotChannelRegistration,
    ocBotChannelRegistrationSecret,
    ocCustomMessagingChannel,
    liveWorkstream,
    decisionContract,
    decisionRuleset,
    routingConfiguration,
    routingConfigurationStep,
    ocLanguage,
    queue,
  ].map((table) => [table.logicalName, table]),
);
