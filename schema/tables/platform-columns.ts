import { boolean, dateTime, integer, lookup, picklist, polymorphicLookup, uniqueIdentifier } from "./column-types.ts";
import { componentState } from "./choices.ts";
import type { Column, Table } from "./table.ts";

const documented = "CE-B";
const readOnly = { validForCreate: false, validForUpdate: false } as const;
const createOnly = { validForUpdate: false } as const;

export interface PlatformFacts extends Pick<Table, "primaryId" | "ownership" | "solutionAware"> {
  /** A few system tables have no state and status columns. */
  readonly stateless?: true;
}

/** Required by the schema, but a create may leave them out, because the server fills them. */
export const filledByPlatform: ReadonlySet<string> = new Set(["statecode", "statuscode", "ownerid", "iscustomizable"]);

export function platformColumns(facts: PlatformFacts): Readonly<Record<string, Column>> {
  return {
    [facts.primaryId]: uniqueIdentifier("PLATFORM", { ...createOnly, required: "SystemRequired" }),
    ...housekeeping,
    ...(facts.stateless === true ? {} : state),
    ...(facts.ownership === "UserOwned" ? userOwned : {}),
    ...(facts.ownership === "OrganizationOwned" ? organizationOwned : {}),
    ...(facts.solutionAware ? solutionAware : {}),
  };
}

function systemUserStamp(navigation: string): Column {
  return lookup({ table: "systemuser", navigation, onDelete: "NoCascade" }, documented, readOnly);
}

const housekeeping = {
  createdby: systemUserStamp("createdby"),
  createdon: dateTime(documented, readOnly),
  createdonbehalfby: systemUserStamp("createdonbehalfby"),
  modifiedby: systemUserStamp("modifiedby"),
  modifiedon: dateTime(documented, readOnly),
  modifiedonbehalfby: systemUserStamp("modifiedonbehalfby"),
  versionnumber: { type: "BigInt", source: documented, ...readOnly },
  importsequencenumber: integer(-2_147_483_648, 2_147_483_647, "CE-B; assumed: range", createOnly),
  overriddencreatedon: dateTime(documented, createOnly),
  timezoneruleversionnumber: integer(-1, 2_147_483_647, "CE-B; assumed: range"),
  utcconversiontimezonecode: integer(-1, 2_147_483_647, "CE-B; assumed: range"),
} satisfies Record<string, Column>;

// The documentation is inconsistent about whether a create may set the state. We keep the version that allows it.
const state: Readonly<Record<string, Column>> = {
  statecode: {
    type: "State",
    options: { 0: "Active", 1: "Inactive" },
    required: "SystemRequired",
    source: "CE-B, CE-X",
  },
  statuscode: { type: "Status", options: { 1: "Active", 2: "Inactive" }, source: "CE-B, CE-X" },
};

// One navigation property binds the owner, whatever kind of principal it is.
const userOwned: Readonly<Record<string, Column>> = {
  ownerid: polymorphicLookup(
    [
      { table: "systemuser", navigation: "ownerid", onDelete: "NoCascade" },
      { table: "team", navigation: "ownerid", onDelete: "NoCascade" },
    ],
    documented,
    { required: "SystemRequired" },
  ),
  owningbusinessunit: lookup(
    { table: "businessunit", navigation: "owningbusinessunit", onDelete: "Restrict" },
    documented,
    readOnly,
  ),
  owningteam: lookup({ table: "team", navigation: "owningteam", onDelete: "NoCascade" }, documented, readOnly),
  owninguser: systemUserStamp("owninguser"),
};

const organizationOwned: Readonly<Record<string, Column>> = {
  organizationid: lookup(
    { table: "organization", navigation: "organizationid", onDelete: "NoCascade" },
    documented,
    readOnly,
  ),
};

const solutionAware: Readonly<Record<string, Column>> = {
  componentstate: picklist(componentState.options, documented, readOnly),
  componentidunique: uniqueIdentifier(documented, readOnly),
  ismanaged: boolean(documented, readOnly),
  iscustomizable: { type: "ManagedProperty", required: "SystemRequired", source: documented },
  overwritetime: dateTime(documented, readOnly),
  solutionid: uniqueIdentifier(documented, readOnly),
  supportingsolutionid: uniqueIdentifier("PLATFORM", readOnly),
};
