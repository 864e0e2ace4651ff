import type { Properties } from "../plugin/properties.ts";

export interface Tenant {
  readonly tenantId: string;
  readonly displayName: string;
  readonly domain: string;
}

export interface PasswordCredential {
  readonly keyId: string;
  readonly displayName: string;
  readonly startDate: string;
  readonly endDate: string;
  readonly secretText: string;
  /** While false, sign-in may still respond as if the credential did not exist. */
  replicated: boolean;
}

export interface FederatedCredential {
  readonly credentialId: string;
  readonly displayName: string;
  description: string;
  issuer: string;
  subject: string;
  audiences: readonly string[];
}

export type SignInAudience =
  "AzureADMyOrg" | "AzureADMultipleOrgs" | "AzureADandPersonalMicrosoftAccount" | "PersonalMicrosoftAccount";

export interface Application {
  readonly objectId: string;
  readonly clientId: string;
  readonly tenantId: string;
  displayName: string;
  signInAudience: SignInAudience;
  /** All other inputs, stored as they came. */
  settings: Properties;
  passwords: PasswordCredential[];
  federatedCredentials: FederatedCredential[];
  replicated: boolean;
}

export interface ServicePrincipal {
  readonly objectId: string;
  readonly clientId: string;
  readonly tenantId: string;
  settings: Properties;
}

export interface NewPassword {
  readonly displayName?: string | undefined;
  readonly startDate?: string | undefined;
  readonly endDate?: string | undefined;
}

export interface NewApplication {
  readonly displayName: string;
  readonly signInAudience?: SignInAudience;
  readonly settings?: Properties;
  readonly clientId?: string;
  readonly replicated?: boolean;
}
