import { ArmError } from "./arm-error.ts";

/** The path of a resource in this stand-in. The resource manager ignores case in every part. */
export interface ResourcePath {
  readonly resourceGroupName: string;
  readonly botName?: string;
  readonly channelName?: string;
}

const pattern =
  /^\/subscriptions\/([^/]+)\/resourceGroups\/([^/]+)(?:\/providers\/Microsoft\.BotService\/botServices\/([^/]+)(?:\/channels\/([^/]+))?)?$/i;

export function resourceId(subscriptionId: string, path: ResourcePath): string {
  const group = `/subscriptions/${subscriptionId}/resourceGroups/${path.resourceGroupName}`;
  if (path.botName === undefined) return group;
  const bot = `${group}/providers/Microsoft.BotService/botServices/${path.botName}`;
  return path.channelName === undefined ? bot : `${bot}/channels/${path.channelName}`;
}

export function parseResourceId(id: string): ResourcePath {
  const [, , resourceGroupName, botName, channelName] = pattern.exec(id) ?? [];
  if (resourceGroupName === undefined) {
    throw new ArmError(
      400,
      "InvalidResourceId",
      `The resource id '${id}' is not one of a resource group, bot or channel.`,
    );
  }
  return {
    resourceGroupName,
    ...(botName === undefined ? {} : { botName }),
    ...(channelName === undefined ? {} : { channelName }),
  };
}
