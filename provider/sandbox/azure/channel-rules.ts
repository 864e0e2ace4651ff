import { text } from "../plugin/properties.ts";
import { ArmError } from "./arm-error.ts";
import type { Body } from "./records.ts";

/** All channel names, from the service's specification of 2023-09-15-preview. */
export const channelNames = [
  "AlexaChannel",
  "FacebookChannel",
  "EmailChannel",
  "KikChannel",
  "TelegramChannel",
  "SlackChannel",
  "MsTeamsChannel",
  "SkypeChannel",
  "WebChatChannel",
  "DirectLineChannel",
  "SmsChannel",
  "LineChannel",
  "DirectLineSpeechChannel",
  "OutlookChannel",
  "Omnichannel",
  "TelephonyChannel",
  "AcsChatChannel",
  "SearchAssistant",
  "M365Extensions",
] as const;

/** Returns the channel's name in its own spelling. */
export function assertChannel(name: string, body: Body): string {
  const known = channelNames.find((candidate) => candidate.toLowerCase() === name.toLowerCase());
  if (known === undefined) {
    // The error code is assumed.
    throw new ArmError(400, "InvalidChannelName", `'${name}' is not a channel. Channels: ${channelNames.join(", ")}.`);
  }
  const inner = text(body.properties, "channelName");
  if (inner !== undefined && inner !== known) {
    throw new ArmError(400, "InvalidChannelData", `The body names the channel '${inner}', the path '${known}'.`);
  }
  return known;
}

/** `directline` for `DirectLineChannel`: the form in which a bot lists its channels. */
export function shortChannelName(name: string): string {
  return name === "Omnichannel" ? "omnichannel" : name.replace(/Channel$/, "").toLowerCase();
}
