import fc from "fast-check";
import type { SandboxOrganization } from "../../../provider/sandbox/index.ts";
import type { Estate, Known } from "./estate.ts";

export type Edit = { readonly kind: "none" };
export const edits: fc.Arbitrary<Edit> = fc.constant({ kind: "none" });
export function edit(_o: SandboxOrganization, _p: Estate, _k: ReadonlyMap<string, Known>, _e: Edit): void {}
