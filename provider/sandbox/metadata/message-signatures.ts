/** The parameters and results of a message by name, with the types of `$metadata`. */
export interface Signature {
  readonly takes: Readonly<Record<string, string>>;
  /** Missing if the response has no body. */
  readonly gives?: Readonly<Record<string, string>>;
}

/** learn.microsoft.com/power-apps/developer/data-platform/webapi/reference/functions. */
export const functionSignatures = {
  WhoAmI: { takes: {}, gives: { BusinessUnitId: "Edm.Guid", UserId: "Edm.Guid", OrganizationId: "Edm.Guid" } },
  RetrieveVersion: { takes: {}, gives: { Version: "Edm.String" } },
  RetrieveTotalRecordCount: {
    takes: { EntityNames: "Collection(Edm.String)" },
    gives: { EntityRecordCountCollection: "mscrm.EntityRecordCountCollection" },
  },
  RetrieveCurrentOrganization: {
    takes: { AccessType: "mscrm.EndpointAccessType" },
    gives: { Detail: "mscrm.OrganizationDetail" },
  },
  // Names from the page about custom channels. The types are assumed.
  GetComponentManagedIdentityFIC: {
    takes: { ComponentName: "Edm.String", ComponentId: "Edm.Guid" },
    gives: { FICSubject: "Edm.String" },
  },
} as const satisfies Readonly<Record<string, Signature>>;

export type FunctionName = keyof typeof functionSignatures;

/** Actions on one row, by table and name. We assume that they take no parameters. */
export const rowActionSignatures = {
  msdyn_RetrieveCustomMessagingApplicationSecret: {
    table: "msdyn_ocbotchannelregistration",
    takes: {},
    gives: { ApplicationSecret: "Edm.String" },
  },
} as const satisfies Readonly<Record<string, Signature & { readonly table: string }>>;

/** Functions on one row, by table and name. */
export const rowFunctionSignatures = {
  RetrieveUserPrivilegeByPrivilegeName: {
    table: "systemuser",
    takes: { PrivilegeName: "Edm.String" },
    gives: { RolePrivileges: "Collection(mscrm.RolePrivilege)" },
  },
} as const satisfies Readonly<Record<string, Signature & { readonly table: string }>>;

const targets = { Targets: "Collection(mscrm.crmbaseentity)" } as const;

/** Actions on the set of any table. We assume that a table which refuses DeleteMultiple still declares it. */
export const setActionSignatures = {
  CreateMultiple: { takes: targets, gives: { Ids: "Collection(Edm.Guid)" } },
  UpdateMultiple: { takes: targets },
  UpsertMultiple: { takes: targets },
  DeleteMultiple: { takes: targets },
} as const satisfies Readonly<Record<string, Signature>>;

export type SetActionName = keyof typeof setActionSignatures;

/** Structures that messages return, from the same pages, without those that the sandbox leaves empty. */
export const structures: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  EntityRecordCountCollection: {
    Count: "Edm.Int32",
    IsReadOnly: "Edm.Boolean",
    Keys: "Collection(Edm.String)",
    Values: "Collection(Edm.Int64)",
  },
  OrganizationDetail: {
    OrganizationId: "Edm.Guid",
    FriendlyName: "Edm.String",
    OrganizationVersion: "Edm.String",
    UrlName: "Edm.String",
    UniqueName: "Edm.String",
    State: "mscrm.OrganizationState",
    Endpoints: "mscrm.EndpointCollection",
  },
  RolePrivilege: {
    Depth: "mscrm.PrivilegeDepth",
    PrivilegeId: "Edm.Guid",
    BusinessUnitId: "Edm.Guid",
    PrivilegeName: "Edm.String",
  },
  EndpointCollection: {
    Count: "Edm.Int32",
    IsReadOnly: "Edm.Boolean",
    Keys: "Collection(mscrm.EndpointType)",
    Values: "Collection(Edm.String)",
  },
};

/** Enumerations that messages take and return, with members in the order of their values, from 0. */
export const messageEnumerations = {
  EndpointAccessType: ["Default", "Internet", "Intranet"],
  EndpointType: ["OrganizationService", "OrganizationDataService", "WebApplication"],
  PrivilegeDepth: ["Basic", "Local", "Deep", "Global"],
  OrganizationState: ["Enabled", "Disabled"],
} as const satisfies Readonly<Record<string, readonly string[]>>;
