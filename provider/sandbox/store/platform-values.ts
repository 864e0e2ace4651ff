import { errorCodes, ServiceError } from "../errors.ts";
import type { CatalogTable } from "../catalog/catalog.ts";
import { activeSolution } from "../identity/well-known-names.ts";
import { targetTableOf, type Row, type Values } from "./row.ts";
import type { WriteContext } from "./write-context.ts";

export function columnDefaults(table: CatalogTable): Values {
  const defaults: Values = {};
  for (const { name, facts } of table.columns.values()) {
    if ("default" in facts && facts.default !== undefined) defaults[name] = facts.default;
  }
  return defaults;
}

export function createStamps({ organization, caller }: WriteContext, table: CatalogTable, values: Values): Values {
  const now = organization.now();
  const created = typeof values["overriddencreatedon"] === "string" ? values["overriddencreatedon"] : now;
  return {
    ...values,
    createdon: created,
    modifiedon: now,
    createdby: caller.userId,
    modifiedby: caller.userId,
    versionnumber: organization.store.nextVersion(),
    ...(table.facts.solutionAware ? component(organization.newId()) : {}),
    ...(table.facts.ownership === "OrganizationOwned" ? { organizationid: organization.id } : {}),
  };
}

const component = (id: string): Values => ({
  componentstate: 0,
  componentidunique: id,
  ismanaged: false,
  iscustomizable: true,
  overwritetime: "1900-01-01T00:00:00Z",
  // An unmanaged row is in this layer, whichever unmanaged solutions it joins. assumed for these tables
  solutionid: activeSolution,
});

/** Active is 0 with status 1, inactive is 1 with status 2. Setting only the state also sets its status. */
export function stateChange(table: CatalogTable, values: Values, before: Row | undefined): Values {
  if (!table.columns.has("statecode")) return {};
  const state = values["statecode"] ?? before?.["statecode"] ?? 0;
  const sameState = values["statecode"] === undefined || values["statecode"] === null;
  const status = values["statuscode"] ?? (sameState ? before?.["statuscode"] : undefined) ?? Number(state) + 1;
  if (Number(status) !== Number(state) + 1) {
    throw new ServiceError(
      400,
      errorCodes.invalidStatus,
      "State code is invalid or state code is valid but status code is invalid for a specified state code.",
    );
  }
  return { statecode: state, statuscode: status };
}

export function ownership(context: WriteContext, table: CatalogTable, values: Values, before?: Row): Values {
  if (table.facts.ownership !== "UserOwned") return {};
  const owner = values["ownerid"] ?? before?.["ownerid"] ?? context.caller.userId;
  const kind = values[targetTableOf("ownerid")] ?? before?.[targetTableOf("ownerid")] ?? "systemuser";
  const byUser = kind === "systemuser";
  return {
    ownerid: owner,
    [targetTableOf("ownerid")]: kind,
    owninguser: byUser ? owner : null,
    owningteam: byUser ? null : owner,
    owningbusinessunit: context.organization.businessUnitId,
  };
}
