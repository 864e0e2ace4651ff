// Generated from schema/config.ts by `npm run generate`. Do not edit.

import type * as pulumi from "@pulumi/pulumi";
import { DynamicsProvider } from "../dynamics-provider.ts";

/**
 * Arguments of {@link Provider}. An argument that you leave out comes from the variables named here, never from
 * stack configuration.
 */
export interface ProviderArgs {
  /**
   * Address of the Dataverse environment, such as `https://contoso.crm4.dynamics.com`. The address of any page there
   * will do: only scheme and host are used.
   *
   * Else the variable `DATAVERSE_URL`.
   */
  environmentUrl?: pulumi.Input<string> | undefined;
  /**
   * Entra tenant in which the deploying identity signs in, as an id (GUID) or one of its domain names. Accounts
   * without a tenant get this one.
   *
   * Else the variable `ARM_TENANT_ID`, then `AZURE_TENANT_ID`.
   */
  tenantId?: pulumi.Input<string> | undefined;
  /**
   * Client id (GUID) of the deploying application.
   *
   * Else the variable `ARM_CLIENT_ID`, then `AZURE_CLIENT_ID`.
   */
  clientId?: pulumi.Input<string> | undefined;
  /**
   * Path of a file that holds the client id.
   *
   * Else the variable `ARM_CLIENT_ID_FILE_PATH`.
   */
  clientIdFilePath?: pulumi.Input<string> | undefined;
  /**
   * Client secret of the deploying application.
   *
   * Else the variable `ARM_CLIENT_SECRET`, then `AZURE_CLIENT_SECRET`. Kept as a secret.
   */
  clientSecret?: pulumi.Input<string> | undefined;
  /**
   * Path of a file that holds the client secret.
   *
   * Else the variable `ARM_CLIENT_SECRET_FILE_PATH`.
   */
  clientSecretFilePath?: pulumi.Input<string> | undefined;
  /**
   * Certificate of the deploying application with its RSA private key: a PFX (PKCS#12) file in base64.
   *
   * Else the variable `ARM_CLIENT_CERTIFICATE`. Kept as a secret.
   */
  clientCertificate?: pulumi.Input<string> | undefined;
  /**
   * Path of a certificate of the deploying application with its RSA private key, as PEM or PFX (PKCS#12).
   *
   * Else the variable `ARM_CLIENT_CERTIFICATE_PATH`, then `AZURE_CLIENT_CERTIFICATE_PATH`.
   */
  clientCertificatePath?: pulumi.Input<string> | undefined;
  /**
   * Password of that certificate.
   *
   * Else the variable `ARM_CLIENT_CERTIFICATE_PASSWORD`, then `AZURE_CLIENT_CERTIFICATE_PASSWORD`. Kept as a secret.
   */
  clientCertificatePassword?: pulumi.Input<string> | undefined;
  /**
   * Whether to send the certificate's chain, for applications that trust a subject name and its issuer: `true` or
   * `false`.
   *
   * Else the variable `AZURE_CLIENT_SEND_CERTIFICATE_CHAIN`. Default: false.
   */
  sendCertificateChain?: pulumi.Input<string | boolean> | undefined;
  /**
   * Whether to sign in with a federated token (workload identity): `true` or `false`.
   *
   * Else the variable `ARM_USE_OIDC`, then `ARM_USE_AKS_WORKLOAD_IDENTITY`. Default: false.
   */
  useOidc?: pulumi.Input<string | boolean> | undefined;
  /**
   * The federated token itself.
   *
   * Else the variable `ARM_OIDC_TOKEN`. Kept as a secret.
   */
  oidcToken?: pulumi.Input<string> | undefined;
  /**
   * Path of a file that holds the federated token.
   *
   * Else the variable `ARM_OIDC_TOKEN_FILE_PATH`, then `AZURE_FEDERATED_TOKEN_FILE`.
   */
  oidcTokenFilePath?: pulumi.Input<string> | undefined;
  /**
   * Address that issues the federated token. GitHub Actions and Azure Pipelines provide it.
   *
   * Else the variable `ARM_OIDC_REQUEST_URL`, then `ACTIONS_ID_TOKEN_REQUEST_URL`, then `SYSTEM_OIDCREQUESTURI`.
   */
  oidcRequestUrl?: pulumi.Input<string> | undefined;
  /**
   * Token to send to that address.
   *
   * Else the variable `ARM_OIDC_REQUEST_TOKEN`, then `ACTIONS_ID_TOKEN_REQUEST_TOKEN`, then `SYSTEM_ACCESSTOKEN`.
   * Kept as a secret.
   */
  oidcRequestToken?: pulumi.Input<string> | undefined;
  /**
   * Audience to request from that address.
   *
   * Else the variable `ARM_OIDC_AUDIENCE`. Default: api://AzureADTokenExchange.
   */
  oidcAudience?: pulumi.Input<string> | undefined;
  /**
   * Id of the service connection for which Azure Pipelines issues the federated token.
   *
   * Else the variable `ARM_ADO_PIPELINE_SERVICE_CONNECTION_ID`, then `ARM_OIDC_AZURE_SERVICE_CONNECTION_ID`.
   */
  adoPipelineServiceConnectionId?: pulumi.Input<string> | undefined;
  /**
   * Whether to sign in with the machine's managed identity: `true` or `false`.
   *
   * Else the variable `ARM_USE_MSI`. Default: false.
   */
  useMsi?: pulumi.Input<string | boolean> | undefined;
  /**
   * Whether to sign in as the user of the Azure CLI: `true` or `false`.
   *
   * Else the variable `ARM_USE_CLI`. Default: true, as the last resort; false with a `clientId`.
   */
  useCli?: pulumi.Input<string | boolean> | undefined;
  /**
   * An access token for the environment. It comes before every other way to sign in.
   *
   * Else the variable `DYNAMICS365_ACCESS_TOKEN`. Kept as a secret.
   */
  accessToken?: pulumi.Input<string> | undefined;
  /**
   * Cloud of the environment: `public`, `usgovernment`, `dod` or `china`, or another name that Azure tools use for
   * one of them.
   *
   * Else the variable `ARM_ENVIRONMENT`, then `AZURE_ENVIRONMENT`. Default: taken from the host name of
   * `environmentUrl`.
   */
  cloud?: pulumi.Input<string> | undefined;
  /**
   * Host of the sign-in service.
   *
   * Else the variable `AZURE_AUTHORITY_HOST`, then `ARM_ACTIVE_DIRECTORY_AUTHORITY_HOST`. Default: the one of the
   * cloud.
   */
  authorityHost?: pulumi.Input<string> | undefined;
  /** Unique name of an unmanaged solution. New rows join it if their table is solution-aware. */
  solution?: pulumi.Input<string> | undefined;
  /**
   * Namespace (GUID) from which row ids are made. If several backends deploy a stack of the same project and name to
   * one environment, give each backend its own.
   *
   * Default: the same for everybody.
   */
  idNamespace?: pulumi.Input<string> | undefined;
  /**
   * How many requests may run at once, 1 to 52.
   *
   * Default: 48.
   */
  maxConcurrency?: pulumi.Input<string | number> | undefined;
  /**
   * How many seconds to wait for the service to fill in a messaging endpoint.
   *
   * Default: 120.
   */
  endpointTimeoutSeconds?: pulumi.Input<string | number> | undefined;
}

/**
 * One environment, for programs that deploy to several. To deploy a resource there, give it the option `{ provider
 * }`.
 *
 * ```ts
 * const test = new Provider("test", { environmentUrl: "https://contoso-test.crm4.dynamics.com" });
 * new Workstream("chat", { name: "Contoso chat", distributionMode: "Push" }, { provider: test });
 * ```
 *
 * In a component's `providers`, it serves every dynamic resource below that component, even those of other
 * packages.
 */
export class Provider extends DynamicsProvider {
  constructor(name: string, args: ProviderArgs, opts?: pulumi.ResourceOptions) {
    super(name, { ...args }, opts);
  }
}
