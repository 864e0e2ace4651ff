import type { Organization } from "../organization.ts";
import type { Caller } from "../identity/caller.ts";
import type { Values } from "./row.ts";

export interface WriteContext {
  readonly organization: Organization;
  readonly caller: Caller;
  /** The unmanaged solution that the written component joins. */
  readonly solution?: string | undefined;
}

export const modification = ({ organization, caller }: WriteContext): Values => ({
  modifiedon: organization.now(),
  modifiedby: caller.userId,
  versionnumber: organization.store.nextVersion(),
});
