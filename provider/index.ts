/* The public surface. No logic. */
import "./require-node.ts";
export * from "./sdk/generated/index.ts";
export * from "./sdk/look-ups.ts";
