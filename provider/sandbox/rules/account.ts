import { pluginRefusal } from "../errors.ts";
import type { Organization } from "../organization.ts";
import { identifier } from "../identity/identifiers.ts";
import { system } from "../identity/caller.ts";
import { updateRow } from "../store/write.ts";
import type { Rule, RuleEvent } from "../store/rule.ts";

const table = "msdyn_ocbotchannelregistration";

/**
 * This form was seen live in one organization. It names the organization twice and the account not at all. Older hosts
 * named the organization as its database does.
 */
export function messagingEndpoint({ switches, id: own }: Organization): string {
  const id = switches.endpointForeign ? identifier("organization", "copied from") : own;
  const region = switches.endpointRegion;
  const host = region === "former" ? `unq${id.replaceAll("-", "")}-crm11` : `m-${id}.${region}`;
  const domain = region === "gov" ? "us" : "com";
  return `https://${host}.omnichannelengagementhub.${domain}/botchannel/incoming?orgId=${id}`;
}

/** The table also holds accounts of other channels, which have no such endpoint. That the flag decides is assumed. */
const awaitsEndpoint = (row: Readonly<Record<string, unknown>>): boolean =>
  row["msdyn_iscustommessagingbcr"] === true && (row["msdyn_messagingendpoint"] ?? "") === "";

const has = (organization: Organization, column: string): boolean => organization.table(table).columns.has(column);

function fillEndpoint({ organization, id }: RuleEvent): void {
  const row = organization.store.get(table, id);
  if (row === undefined || !awaitsEndpoint(row) || !has(organization, "msdyn_messagingendpoint")) return;
  const values = { msdyn_messagingendpoint: messagingEndpoint(organization) };
  updateRow({ organization, caller: system }, table, id, values);
}

function refuseDuplicateAppId({ organization, values, before }: RuleEvent): void {
  const appId = values["msdyn_msappid"];
  if (typeof appId !== "string" || before !== undefined) return;
  const others = [...organization.store.table(table).values()];
  const taken = others.some((row) => String(row["msdyn_msappid"] ?? "").toLowerCase() === appId.toLowerCase());
  // The text was not recorded. This one is assumed.
  if (taken) throw pluginRefusal(`A custom messaging account with the Microsoft app ID ${appId} already exists.`);
}

export const accountRules: readonly Rule[] = [
  {
    name: "a custom messaging account gets its messaging endpoint",
    source: "assumed: the 2021 page shows the generated value after the save, so probably a plug-in on create",
    switch: "endpointFill",
    handlers: [
      {
        table,
        messages: ["create"],
        stage: "postOperation",
        run(event) {
          if (event.switches.endpointFill === "sync") fillEndpoint(event);
          if (event.switches.endpointFill === "async") event.organization.later(() => fillEndpoint(event));
        },
      },
      {
        table,
        messages: ["create", "update"],
        stage: "postOperation",
        run(event) {
          const validated = (event.values["msdyn_lastvalidateddate"] ?? null) !== null;
          if (event.switches.endpointFill === "onValidate" && validated) fillEndpoint(event);
        },
      },
    ],
  },
  {
    name: "an endpoint copied with its environment names the old organization",
    source: "copy-environment-with-omnichannel.md: endpoints are stored rows and are copied along",
    switch: "endpointForeign",
  },
  {
    name: "the host of an endpoint names the geography",
    source:
      "microsoft/omnichannel-chat-sdk src/utils/CoreServicesUtils.ts, and the one endpoint seen live; assumed for every other endpoint",
    switch: "endpointRegion",
  },
  {
    name: "a second account with one app id is refused",
    source: "seen live in May 2026; status and code assumed from plug-in refusals in general",
    switch: "duplicateAppId",
    handlers: [
      {
        table,
        messages: ["create"],
        stage: "preValidation",
        run(event) {
          if (event.switches.duplicateAppId === "before-id") refuseDuplicateAppId(event);
        },
      },
      {
        table,
        messages: ["create"],
        stage: "preOperation",
        run(event) {
          if (event.switches.duplicateAppId === "after-id") refuseDuplicateAppId(event);
        },
      },
    ],
  },
];
