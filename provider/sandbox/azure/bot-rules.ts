import { text, type Properties } from "../plugin/properties.ts";
import { ArmError } from "./arm-error.ts";
import type { Body, Bot } from "./records.ts";

const namePattern = /^[a-zA-Z0-9][a-zA-Z0-9_.-]*$/;
const locations = ["global", "westeurope", "centralindia"];
const fixedProperties = ["msaAppId", "msaAppTenantId", "tenantId"];

/** Checks that apply when a bot is created. */
export function assertCreatable(name: string, body: Body): void {
  assertName(name);
  const type = text(body.properties, "msaAppType") ?? "MultiTenant";
  if (type === "MultiTenant") {
    throw new ArmError(
      400,
      "InvalidBotCreationData",
      "Multitenant bot creation is deprecated. Please use SingleTenant or UserAssignedMSI",
    );
  }
  if (type !== "SingleTenant" && type !== "UserAssignedMSI") {
    throw new ArmError(400, "InvalidBotCreationData", `The app type '${type}' is not known.`);
  }
  assertBody(body);
}

/** Checks that apply when a body replaces that of an existing bot. */
export function assertUpdatable(existing: Bot, body: Body): void {
  for (const name of fixedProperties) {
    if (text(existing.properties, name) === text(body.properties, name)) continue;
    // These properties are create-only. The error code is assumed.
    throw new ArmError(400, "InvalidBotData", `The property '${name}' of a bot cannot be changed.`);
  }
  if (normalized(existing.location) !== normalized(body.location)) {
    throw new ArmError(
      409,
      "InvalidResourceLocation",
      `The resource '${existing.name}' already exists in location '${existing.location ?? ""}'.`,
    );
  }
  assertBody(body);
}

function assertBody(body: Body): void {
  // The regions offered beside `global` are documented. The error code for any other is assumed.
  if (!locations.includes(normalized(body.location))) {
    throw new ArmError(
      400,
      "LocationNotAvailableForResourceType",
      `The location '${body.location ?? ""}' is not available for 'Microsoft.BotService/botServices'. ` +
        `Available: ${locations.join(", ")}.`,
    );
  }
  const { properties } = body;
  if (text(properties, "msaAppType") === "UserAssignedMSI" && text(properties, "msaAppMSIResourceId") === undefined) {
    throw invalid("msaAppMSIResourceId is required for the app type UserAssignedMSI");
  }
  // assumed: a single-tenant bot must have a tenant.
  if (text(properties, "msaAppType") === "SingleTenant" && text(properties, "msaAppTenantId") === undefined) {
    throw invalid("msaAppTenantId is required for the app type SingleTenant");
  }
  assertEndpoint(properties);
}

function assertEndpoint(properties: Properties): void {
  const endpoint = text(properties, "endpoint") ?? "";
  // assumed: an endpoint may be empty, but otherwise must be HTTPS.
  if (endpoint !== "" && !endpoint.startsWith("https://")) throw invalid("endpoint must be an https URL");
}

function assertName(name: string): void {
  if (name.length >= 2 && name.length <= 64 && namePattern.test(name)) return;
  throw new ArmError(
    400,
    "InvalidResourceName",
    `The bot name '${name}' must have 2 to 64 characters: letters, digits, '_', '.', '-', the first a letter or digit.`,
  );
}

function normalized(location: string | undefined): string {
  return (location ?? "").replaceAll(" ", "").toLowerCase();
}

function invalid(reason: string): ArmError {
  return new ArmError(400, "InvalidBotData", `Bot is not valid: ${reason}.`);
}
