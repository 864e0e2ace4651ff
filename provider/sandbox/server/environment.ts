import type { Organization } from "../organization.ts";
import type { Access } from "./access.ts";
import type { Faults } from "./faults.ts";
import type { RequestLog } from "./request-log.ts";
import type { ServiceLimits } from "./service-limits.ts";

/** What all requests of one organization share. */
export interface Environment {
  readonly organization: Organization;
  readonly access: Access;
  readonly log: RequestLog;
  readonly faults: Faults;
  readonly limits: ServiceLimits;
}
