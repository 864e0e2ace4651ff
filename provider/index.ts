/* The public surface. No logic. */
import "./require-node.ts";
export * from "./sdk/custom-channel.ts";
export * from "./sdk/messaging-account.ts";
export * from "./sdk/provider.ts";
export * from "./sdk/routing-rule.ts";
export * from "./sdk/workstream.ts";
export * from "./sdk/look-ups.ts";
