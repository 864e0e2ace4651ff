import type { Values } from "../store/row.ts";
import { identifier } from "../identity/identifiers.ts";

export const tokens = {
  administrator: "sandbox-admin",
  reader: "sandbox-reader",
  withoutColumnSecurity: "sandbox-no-column-security",
  withoutCreate: "sandbox-no-create",
  stranger: "sandbox-stranger",
  expired: "sandbox-expired",
} as const;

const applicationUser = (token: string, fullname: string): [string, Values] => [
  identifier("systemuser", token),
  { fullname, applicationid: identifier("application", token), domainname: `${token}@contoso.onmicrosoft.com` },
];

/** Users by id. The agent of a workstream is bound to the bot user. */
export const users: readonly (readonly [string, Values])[] = [
  [identifier("systemuser", "SYSTEM"), { fullname: "SYSTEM" }],
  applicationUser(tokens.administrator, "Sandbox Administrator"),
  applicationUser(tokens.reader, "Sandbox Reader"),
  applicationUser(tokens.withoutColumnSecurity, "Sandbox User without Column Security"),
  applicationUser(tokens.withoutCreate, "Sandbox User without Create"),
  [
    identifier("systemuser", "contoso-agent"),
    {
      fullname: "Contoso Agent",
      msdyn_bothandle: "contoso-agent",
      applicationid: identifier("application", "contoso-agent"),
      azureactivedirectoryobjectid: identifier("principal", "contoso-agent"),
    },
  ],
  [
    identifier("systemuser", "alex"),
    {
      fullname: "Alex Representative",
      domainname: "alex@contoso.onmicrosoft.com",
      azureactivedirectoryobjectid: identifier("principal", "alex"),
    },
  ],
];
