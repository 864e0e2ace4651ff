import { badUri } from "../errors.ts";
import { messageEnumerations } from "../metadata/message-signatures.ts";
import type { ApiRequest } from "../http/exchange.ts";
import { memberArgument, textsArgument } from "./message-arguments.ts";

type Arguments = ReadonlyMap<string, string>;

const version = "9.2.26104.00206";

export const whoAmI = ({ organization, caller }: ApiRequest): Record<string, unknown> => ({
  BusinessUnitId: organization.businessUnitId,
  UserId: caller.userId,
  OrganizationId: organization.id,
});

export const retrieveVersion = (): Record<string, unknown> => ({ Version: version });

/**
 * learn.microsoft.com/power-apps/developer/data-platform/webapi/reference/entityrecordcountcollection. The service
 * counts a snapshot of the last 24 hours, the sandbox counts the rows that exist now.
 */
export function totalRecordCount({ organization }: ApiRequest, values: Arguments): Record<string, unknown> {
  const names = textsArgument(values, "EntityNames");
  const unknown = names.find((name) => !organization.catalog.tables.has(name));
  // Code and text are those for a table that the platform does not know. That the service uses them here is assumed.
  if (unknown !== undefined)
    throw badUri(`The entity with a name = '${unknown}' was not found in the MetadataCache.`, "0x80041102");
  return {
    EntityRecordCountCollection: {
      Count: names.length,
      IsReadOnly: false,
      Keys: names,
      Values: names.map((name) => organization.store.table(name).size),
    },
  };
}

/**
 * learn.microsoft.com/power-apps/developer/data-platform/webapi/reference/organizationdetail, without members that the
 * sandbox has no value for: data center, environment, geography, tenant, kinds of organization and schema.
 */
export function currentOrganization({ organization }: ApiRequest, values: Arguments): Record<string, unknown> {
  memberArgument(values, "AccessType", "EndpointAccessType", messageEnumerations.EndpointAccessType);
  const name = organization.name.toLowerCase().replaceAll(" ", "");
  return {
    Detail: {
      OrganizationId: organization.id,
      FriendlyName: organization.name,
      OrganizationVersion: version,
      UrlName: name,
      UniqueName: name,
      State: "Enabled",
      Endpoints: {
        Count: 1,
        IsReadOnly: false,
        Keys: ["WebApplication"],
        Values: [`${organization.url}/`],
      },
    },
  };
}
