import { isObject } from "../json-object.ts";
import type { Properties } from "../plugin/properties.ts";
import { shortChannelName } from "./channel-rules.ts";
import type { Bot, Channel, ResourceGroup, SiteKeys } from "./records.ts";
import { sitesOf } from "./site-keys.ts";
import type { AzureSubscription } from "./subscription.ts";

export const botApiVersion = "2023-09-15-preview";

/** The channels that every new bot has. assumed */
const initialChannels = ["webchat", "directline"];

const botDefaults: Properties = {
  iconUrl: "",
  isCmekEnabled: false,
  isStreamingSupported: false,
  publicNetworkAccess: "Enabled",
};

export function resourceGroupAnswer(group: ResourceGroup): Properties {
  return {
    azureApiVersion: "2024-11-01",
    id: group.id,
    name: group.name,
    type: "Microsoft.Resources/resourceGroups",
    location: group.location,
    tags: group.tags,
    managedBy: group.managedBy,
    properties: { provisioningState: "Succeeded" },
  };
}

export function botAnswer(azure: AzureSubscription, bot: Bot): Properties {
  const channels = [
    ...new Set([...initialChannels, ...azure.channelsOf(bot).map(({ name }) => shortChannelName(name))]),
  ];
  return {
    ...frame(bot),
    type: "Microsoft.BotService/botServices",
    properties: {
      ...botDefaults,
      ...withoutKeyOfInsights(bot.properties),
      isDeveloperAppInsightsApiKeySet: bot.properties["developerAppInsightsApiKey"] !== undefined,
      endpointVersion: "3.0",
      configuredChannels: channels,
      enabledChannels: channels,
      provisioningState: "Succeeded",
    },
  };
}

/** A channel as an ordinary read returns it: its sites have ids but no keys. */
export function channelAnswer(channel: Channel): Properties {
  return {
    ...frame(channel),
    type: "Microsoft.BotService/botServices/channels",
    properties: channelProperties(channel, ({ siteId }) => ({ siteId })),
  };
}

/** The response of `listChannelWithKeys`, the only one that shows the keys of the sites. */
export function channelWithKeysAnswer(azure: AzureSubscription, bot: Bot, channel: Channel): Properties {
  const open = ({ siteId, key, key2 }: SiteKeys): Properties => ({ siteId, key, key2 });
  const closed = ({ siteId }: SiteKeys): Properties => ({ siteId });
  const keysFor = (part: "properties" | "resource" | "setting") =>
    azure.settings.keysIn.includes(part) ? open : closed;
  return {
    ...channelAnswer(channel),
    properties: channelProperties(channel, keysFor("properties")),
    resource: channelProperties(channel, keysFor("resource")),
    setting: {
      botId: bot.name,
      channelId: shortChannelName(channel.name),
      channelDisplayName: channel.name.replace(/Channel$/, ""),
      isEnabled: true,
      disableLocalAuth: false,
      sites: sitesWith(channel, keysFor("setting")),
    },
    provisioningState: "Succeeded",
    entityTag: channel.etag,
  };
}

function frame(resource: Bot | Channel): Properties {
  const sku = resource.sku;
  return {
    azureApiVersion: botApiVersion,
    id: resource.id,
    name: resource.name,
    etag: resource.etag,
    location: resource.location,
    kind: resource.kind,
    sku: sku && { ...sku, tier: sku["name"] === "F0" ? "Free" : "Standard" },
    tags: resource.tags ?? {},
    zones: [],
  };
}

function channelProperties(channel: Channel, visible: (keys: SiteKeys) => Properties): Properties {
  const inner = channel.properties["properties"];
  return {
    ...channel.properties,
    channelName: channel.name,
    provisioningState: "Succeeded",
    ...(isObject(inner) ? { properties: { ...inner, sites: sitesWith(channel, visible) } } : {}),
  };
}

function sitesWith(channel: Channel, visible: (keys: SiteKeys) => Properties): Properties[] {
  return sitesOf(channel).map((site, index) => {
    const keys = channel.keys[index];
    return { ...site, isTokenEnabled: true, ...(keys === undefined ? {} : visible(keys)) };
  });
}

/** The service never returns the key of Application Insights. */
function withoutKeyOfInsights(properties: Properties): Properties {
  return Object.fromEntries(Object.entries(properties).filter(([name]) => name !== "developerAppInsightsApiKey"));
}
