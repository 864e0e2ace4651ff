// Generated from schema/index.ts by `npm run generate`. Do not edit.

export * from "./provider.ts";
export * from "./messaging-account.ts";
export * from "./custom-channel.ts";
export * from "./workstream.ts";
export * from "./routing-rule.ts";
