import { randomUUID } from "node:crypto";
import type { Persistent } from "../persistence.ts";
import { isObject } from "../json-object.ts";
import { holdsLists } from "../saved-lists.ts";
import { text, type Properties } from "../plugin/properties.ts";
import { ArmError, notFound } from "./arm-error.ts";
import { assertCreatable, assertUpdatable } from "./bot-rules.ts";
import { assertChannel } from "./channel-rules.ts";
import type { Body, Bot, Channel, ResourceGroup } from "./records.ts";
import { resourceId, type ResourcePath } from "./resource-path.ts";
import { siteKeys, sitesOf, withDefaultSite } from "./site-keys.ts";

export interface SubscriptionSettings {
  /** Whether a second bot with the same app id is refused. That Bot Service allows one bot per app is assumed. */
  oneBotPerApp: boolean;
  /** The parts of the response that contain keys. The documentation's own example leaves this open. */
  keysIn: readonly ("properties" | "resource" | "setting")[];
}

interface SubscriptionData {
  readonly resourceGroups: ResourceGroup[];
  readonly bots: Bot[];
  readonly channels: Channel[];
}

/** One Azure subscription with its resource groups, bots and channels, and the resource manager's rules. */
export class AzureSubscription implements Persistent {
  readonly key = "azure";
  readonly subscriptionId: string;
  readonly settings: SubscriptionSettings = { oneBotPerApp: true, keysIn: ["properties", "resource", "setting"] };
  #data: SubscriptionData = { resourceGroups: [], bots: [], channels: [] };

  constructor(subscriptionId: string) {
    this.subscriptionId = subscriptionId;
  }

  resourceGroups(): readonly ResourceGroup[] {
    return this.#data.resourceGroups;
  }

  bots(): readonly Bot[] {
    return this.#data.bots;
  }

  channels(): readonly Channel[] {
    return this.#data.channels;
  }

  resourceGroup(name: string): ResourceGroup | undefined {
    return this.#data.resourceGroups.find((group) => sameName(group.name, name));
  }

  bot({ resourceGroupName, botName }: ResourcePath): Bot | undefined {
    const id = resourceId(this.subscriptionId, { resourceGroupName, botName: botName ?? "" });
    return this.#data.bots.find((bot) => sameName(bot.id, id));
  }

  channel(path: ResourcePath): Channel | undefined {
    const id = resourceId(this.subscriptionId, path);
    return this.#data.channels.find((channel) => sameName(channel.id, id));
  }

  channelsOf(bot: Bot): readonly Channel[] {
    return this.#data.channels.filter((channel) => channel.botId === bot.id);
  }

  putResourceGroup(
    name: string,
    body: { readonly location: string | undefined; readonly tags: Properties; readonly managedBy?: string | undefined },
  ): ResourceGroup {
    const existing = this.resourceGroup(name);
    if (existing !== undefined) {
      existing.tags = body.tags;
      existing.managedBy = body.managedBy;
      return existing;
    }
    if (body.location === undefined) {
      throw new ArmError(400, "LocationRequired", "The location property is required for this definition.");
    }
    const group: ResourceGroup = {
      id: resourceId(this.subscriptionId, { resourceGroupName: name }),
      name,
      location: body.location,
      tags: body.tags,
      managedBy: body.managedBy,
    };
    this.#data.resourceGroups.push(group);
    return group;
  }

  /** Also deletes everything in the group. */
  deleteResourceGroup(name: string): void {
    for (const bot of this.#data.bots.filter(({ resourceGroupName }) => sameName(resourceGroupName, name))) {
      this.#deleteBot(bot);
    }
    removeWhere(this.#data.resourceGroups, (group) => sameName(group.name, name));
  }

  /** The body replaces the whole of an existing bot. */
  putBot(path: ResourcePath & { readonly botName: string }, body: Body): Bot {
    const group = this.#requireGroup(path.resourceGroupName);
    const existing = this.bot(path);
    if (existing === undefined) {
      assertCreatable(path.botName, body);
      this.#refuseCollision(path.botName, body);
    } else assertUpdatable(existing, body);

    const bot: Bot = {
      ...structuredClone(body),
      id: existing?.id ?? resourceId(this.subscriptionId, { resourceGroupName: group.name, botName: path.botName }),
      resourceGroupName: group.name,
      name: existing?.name ?? path.botName,
      etag: `"${randomUUID()}"`,
    };
    replaceOrAdd(this.#data.bots, existing, bot);
    return bot;
  }

  /** Also deletes the bot's channels. */
  deleteBot(path: ResourcePath): void {
    const bot = this.bot(path);
    if (bot !== undefined) this.#deleteBot(bot);
  }

  putChannel(path: Required<ResourcePath>, body: Body): Channel {
    const bot = this.bot(path);
    if (bot === undefined) {
      throw new ArmError(
        404,
        "ParentResourceNotFound",
        `The bot '${path.botName}' in resource group '${path.resourceGroupName}' of the channel could not be found.`,
      );
    }
    const name = assertChannel(path.channelName, body);
    const existing = this.channel(path);
    const complete = withDefaultSite(name, structuredClone(body));
    const channel: Channel = {
      ...complete,
      id: `${bot.id}/channels/${name}`,
      botId: bot.id,
      name,
      etag: `"${randomUUID()}"`,
      keys: siteKeys(sitesOf(complete), existing?.keys ?? []),
    };
    replaceOrAdd(this.#data.channels, existing, channel);
    return channel;
  }

  deleteChannel(path: ResourcePath): void {
    const channel = this.channel(path);
    removeWhere(this.#data.channels, (candidate) => candidate === channel);
  }

  save(): unknown {
    return structuredClone({ ...this.#data, settings: this.settings });
  }

  isKnown(data: unknown): boolean {
    return holdsLists(data, Object.keys(this.#data)) && isObject(data) && isObject(data["settings"]);
  }

  load(data: unknown): void {
    const { settings, ...records } = structuredClone(data) as SubscriptionData & { settings: SubscriptionSettings };
    this.#data = records;
    Object.assign(this.settings, settings);
  }

  #requireGroup(name: string): ResourceGroup {
    const group = this.resourceGroup(name);
    if (group !== undefined) return group;
    throw new ArmError(404, "ResourceGroupNotFound", `Resource group '${name}' could not be found.`);
  }

  #refuseCollision(name: string, body: Body): void {
    // A bot's name is its handle, which is unique across Azure. assumed
    const namesake = this.#data.bots.find((bot) => sameName(bot.name, name));
    if (namesake !== undefined) {
      throw new ArmError(400, "InvalidBotData", "Bot is not valid: the bot name is already registered to another bot.");
    }
    const appId = text(body.properties, "msaAppId");
    const sharer = this.#data.bots.find((bot) => text(bot.properties, "msaAppId") === appId);
    if (this.settings.oneBotPerApp && sharer !== undefined) {
      throw new ArmError(400, "InvalidBotData", "Bot is not valid: MsaAppId is already in use.");
    }
  }

  #deleteBot(bot: Bot): void {
    removeWhere(this.#data.channels, (channel) => channel.botId === bot.id);
    removeWhere(this.#data.bots, (candidate) => candidate === bot);
  }
}

export function requireBot(azure: AzureSubscription, path: ResourcePath & { readonly botName: string }): Bot {
  const bot = azure.bot(path);
  if (bot === undefined) throw notFound("Microsoft.BotService/botServices", path.botName, path.resourceGroupName);
  return bot;
}

function sameName(left: string, right: string): boolean {
  return left.toLowerCase() === right.toLowerCase();
}

function replaceOrAdd<Element>(list: Element[], existing: Element | undefined, element: Element): void {
  if (existing === undefined) list.push(element);
  else list[list.indexOf(existing)] = element;
}

function removeWhere<Element>(list: Element[], matches: (element: Element) => boolean): void {
  for (let index = list.length - 1; index >= 0; index -= 1) {
    if (matches(list[index] as Element)) list.splice(index, 1);
  }
}
