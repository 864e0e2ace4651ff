import type { ResourceHandler } from "../plugin/contract.ts";
import { isObject } from "../json-object.ts";
import { text, UNKNOWN, type Properties } from "../plugin/properties.ts";
import { botAnswer, channelAnswer, resourceGroupAnswer } from "./answers.ts";
import { ArmError } from "./arm-error.ts";
import { armResource } from "./arm-resource.ts";
import type { Body } from "./records.ts";
import { parseResourceId, resourceId } from "./resource-path.ts";
import type { AzureSubscription } from "./subscription.ts";

export type DefaultLocation = () => string | undefined;

/** `azure-native:resources:ResourceGroup` */
export function resourceGroupResource(azure: AzureSubscription, defaultLocation: DefaultLocation): ResourceHandler {
  return armResource({
    nameInput: "resourceGroupName",
    required: [],
    replaces: ["resourceGroupName", "location"],
    bodyInputs: ["location", "managedBy", "tags"],
    readOnly: [],
    defaultLocation,
    identify: (inputs) =>
      resourceId(azure.subscriptionId, { resourceGroupName: required(inputs, "resourceGroupName") }),
    inputsOfId: (id) => ({ resourceGroupName: parseResourceId(id).resourceGroupName }),
    find: (id) => {
      const group = azure.resourceGroup(parseResourceId(id).resourceGroupName);
      return group && resourceGroupAnswer(group);
    },
    put: (inputs) =>
      resourceGroupAnswer(
        azure.putResourceGroup(required(inputs, "resourceGroupName"), {
          location: text(inputs, "location"),
          tags: members(inputs, "tags"),
          managedBy: text(inputs, "managedBy"),
        }),
      ),
    delete: (id) => azure.deleteResourceGroup(parseResourceId(id).resourceGroupName),
  });
}

/** `azure-native:botservice:Bot` */
export function botResource(azure: AzureSubscription, defaultLocation: DefaultLocation): ResourceHandler {
  const pathOf = (inputs: Properties) => ({
    resourceGroupName: required(inputs, "resourceGroupName"),
    botName: required(inputs, "resourceName"),
  });
  return armResource({
    nameInput: "resourceName",
    required: ["resourceGroupName", ...within("properties", ["displayName", "endpoint", "msaAppId"])],
    replaces: [
      "resourceGroupName",
      "resourceName",
      "location",
      ...within("properties", ["msaAppId", "msaAppTenantId", "tenantId"]),
    ],
    bodyInputs: ["kind", "location", "properties", "sku", "tags"],
    readOnly: [
      "sku.tier",
      ...within("properties", [
        "cmekEncryptionStatus",
        "configuredChannels",
        "enabledChannels",
        "endpointVersion",
        "isDeveloperAppInsightsApiKeySet",
        "migrationToken",
        "networkSecurityPerimeterConfigurations",
        "privateEndpointConnections",
        "provisioningState",
      ]),
    ],
    defaultLocation: (inputs) =>
      defaultLocation() ?? azure.resourceGroup(text(inputs, "resourceGroupName") ?? "")?.location,
    identify: (inputs) => resourceId(azure.subscriptionId, pathOf(inputs)),
    inputsOfId: (id) => {
      const { resourceGroupName, botName } = parseResourceId(id);
      return { resourceGroupName, resourceName: botName };
    },
    find: (id) => {
      const bot = azure.bot(parseResourceId(id));
      return bot && botAnswer(azure, bot);
    },
    put: (inputs) => botAnswer(azure, azure.putBot(pathOf(inputs), bodyOf(inputs))),
    delete: (id) => azure.deleteBot(parseResourceId(id)),
  });
}

/** `azure-native:botservice:Channel`; `resourceName` is the bot's. */
export function channelResource(azure: AzureSubscription): ResourceHandler {
  const pathOf = (inputs: Properties) => ({
    resourceGroupName: required(inputs, "resourceGroupName"),
    botName: required(inputs, "resourceName"),
    channelName: required(inputs, "channelName"),
  });
  return armResource({
    nameInput: "channelName",
    required: ["resourceGroupName", "resourceName"],
    replaces: ["resourceGroupName", "resourceName", "channelName", "location"],
    bodyInputs: ["kind", "location", "properties", "sku", "tags"],
    readOnly: [
      "sku.tier",
      ...within("properties", ["etag", "provisioningState"]),
      ...within("properties.properties.sites[]", ["siteId", "key", "key2", "isTokenEnabled"]),
    ],
    identify: (inputs) => resourceId(azure.subscriptionId, pathOf(inputs)),
    inputsOfId: (id) => {
      const { resourceGroupName, botName, channelName } = parseResourceId(id);
      return { resourceGroupName, resourceName: botName, channelName };
    },
    find: (id) => {
      const channel = azure.channel(parseResourceId(id));
      return channel && channelAnswer(channel);
    },
    put: (inputs) => channelAnswer(azure.putChannel(pathOf(inputs), bodyOf(inputs))),
    delete: (id) => azure.deleteChannel(parseResourceId(id)),
  });
}

function bodyOf(inputs: Properties): Body {
  return {
    location: text(inputs, "location"),
    kind: text(inputs, "kind"),
    sku: isObject(inputs["sku"]) ? inputs["sku"] : undefined,
    tags: members(inputs, "tags"),
    properties: members(inputs, "properties"),
  };
}

/** An object to write. Never takes the placeholder for an unknown object apart. */
function members(inputs: Properties, key: string): Properties {
  const value = inputs[key];
  if (value === UNKNOWN) throw new ArmError(400, "InvalidRequestContent", `'${key}' is still unknown.`);
  return isObject(value) ? value : {};
}

function required(inputs: Properties, key: string): string {
  const value = text(inputs, key);
  if (value === undefined) throw new ArmError(400, "InvalidRequestContent", `'${key}' is missing or still unknown.`);
  return value;
}

function within(parent: string, names: readonly string[]): string[] {
  return names.map((name) => `${parent}.${name}`);
}
