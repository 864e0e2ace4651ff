import { systemMessageEventTypeOptions } from "./system-message-event-type.ts";
import type { OptionSet, Source } from "./table.ts";

/** A choice that several columns share. */
export interface Choice {
  readonly name: string;
  readonly options: OptionSet;
  readonly source: Source;
}

export const streamSource: Choice = {
  name: "msdyn_streamsource",
  options: {
    // Eight digits, unlike all the others.
    19241000: "Microsoft Teams",
    192300000: "WhatsApp",
    192310000: "LINE",
    192320000: "WeChat",
    192330000: "Facebook",
    192340000: "SMS",
    192350000: "Entity Records",
    192350001: "Twitter",
    192350002: "Custom",
    192360000: "Live chat",
    192370000: "Voice",
    192380000: "Video",
    192390000: "Co-browse",
    192400000: "Screen sharing",
    192440000: "Voice call",
    192450000: "Apple Messages for Business",
    192450001: "Google's Business Messages",
  },
  source: "CE-B, CE-X",
};

/** The values of `streamSource` in an environment without channels. assumed: other values are refused there. */
export const baseLayerStreamSource: Choice = {
  name: "msdyn_streamsource",
  options: { 192350000: "Entity Records" },
  source: "CE-B",
};

export const systemMessageEventType: Choice = {
  name: "msdyn_ocsystemmessageeventtype",
  options: systemMessageEventTypeOptions,
  source: "CE-B, CE-X",
};

export const postConversationSurveyMode: Choice = {
  name: "msdyn_postconversationsurveymode",
  options: {
    192350000: "Insert survey in conversation",
    192350001: "Send survey link to conversation",
  },
  source: "CE-X",
};

export const basePresenceStatus: Choice = {
  name: "msdyn_basepresencestatus",
  options: {
    192360000: "Available",
    192360001: "Busy",
    192360002: "Busy - DND",
    192360003: "Away",
    192360004: "Offline",
  },
  source: "CE-B",
};

export const componentState: Choice = {
  name: "componentstate",
  options: { 0: "Published", 1: "Unpublished", 2: "Deleted", 3: "Deleted Unpublished" },
  source: "CE-B",
};
