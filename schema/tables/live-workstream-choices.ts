import type { OptionSet } from "./table.ts";

/** Choices that only the workstream has. Source of all of them: CE-B, those of the omnichannel layer CE-F. */
export const workstreamMode: OptionSet = { 717210000: "Legacy", 717210001: "Simplified" };

export const workstreamDirection: OptionSet = {
  0: "Inbound",
  1: "Outbound",
  2: "Direct Inbound",
  3: "Direct Outbound",
  4: "ProactiveOutbound",
};

export const workDistributionMode: OptionSet = { 192350000: "Push", 192350001: "Pick" };

export const capacityFormat: OptionSet = { 192350000: "Unit based", 192360000: "Profile based" };

export const workstreamNotification: OptionSet = {
  100000000: "Directly open session",
  100000001: "Screen pop with timeout",
  100000002: "Screen pop with decline",
};

/** Seconds. assumed: the labels are the numbers. */
export const screenPopTimeout: OptionSet = Object.fromEntries(
  [30, 60, 90, 120, 150, 180, 210, 240, 270, 300].map((seconds) => [seconds, `${seconds}`]),
);

export const matchingLogic: OptionSet = { 192350000: "Exact Match", 192350001: "Closest Match" };

export const consultKind: OptionSet = { 192350001: "Chat consult", 192350002: "Voice consult" };

export const conversationMode: OptionSet = { 192350000: "Live Chat", 192350001: "Persistent Chat" };

export const botPlatform: OptionSet = { 192350000: "ContactCenter", 192350001: "CCAI" };

export const smsProvider: OptionSet = {
  192350000: "TeleSign",
  192350001: "Twilio",
  192350002: "ACS",
  192350003: "Infobip",
};
