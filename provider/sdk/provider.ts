// Generated from schema/config.ts by `npm run generate`. Do not edit.

import type * as pulumi from "@pulumi/pulumi";
import { DynamicsProvider } from "./dynamics-provider.ts";

/**
 * Arguments of {@link Provider}. What is left out comes from the variables named here, never from stack
 * configuration.
 */
export interface ProviderArgs {
  /**
   * Address of the Dataverse environment, such as `https://contoso.crm4.dynamics.com`. Any page address of that host
   * is cut to its origin.
   *
   * Else the variable `DATAVERSE_URL`.
   */
  environmentUrl?: pulumi.Input<string> | undefined;
  /**
   * Entra tenant that signs the deploying identity in: its id (GUID), or one of its domain names.
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
   * Send the chain of the certificate along, for applications that trust a subject name and its issuer: `true` or
   * `false`.
   *
   * Else the variable `AZURE_CLIENT_SEND_CERTIFICATE_CHAIN`. Default: false.
   */
  sendCertificateChain?: pulumi.Input<string | boolean> | undefined;
  /**
   * Sign in with a federated token (workload identity): `true` or `false`.
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
   * Address that issues the federated token, as GitHub Actions and Azure Pipelines give it.
   *
   * Else the variable `ARM_OIDC_REQUEST_URL`, then `ACTIONS_ID_TOKEN_REQUEST_URL`, then `SYSTEM_OIDCREQUESTURI`.
   */
  oidcRequestUrl?: pulumi.Input<string> | undefined;
  /**
   * Token for that address.
   *
   * Else the variable `ARM_OIDC_REQUEST_TOKEN`, then `ACTIONS_ID_TOKEN_REQUEST_TOKEN`, then `SYSTEM_ACCESSTOKEN`.
   * Kept as a secret.
   */
  oidcRequestToken?: pulumi.Input<string> | undefined;
  /**
   * Audience to ask that address for.
   *
   * Else the variable `ARM_OIDC_AUDIENCE`. Default: api://AzureADTokenExchange.
   */
  oidcAudience?: pulumi.Input<string> | undefined;
  /**
   * Id of the service connection that Azure Pipelines issues the federated token for.
   *
   * Else the variable `ARM_ADO_PIPELINE_SERVICE_CONNECTION_ID`, then `ARM_OIDC_AZURE_SERVICE_CONNECTION_ID`.
   */
  adoPipelineServiceConnectionId?: pulumi.Input<string> | undefined;
  /**
   * Sign in with the machine's managed identity: `true` or `false`.
   *
   * Else the variable `ARM_USE_MSI`. Default: false.
   */
  useMsi?: pulumi.Input<string | boolean> | undefined;
  /**
   * Sign in as the user of the Azure CLI: `true` or `false`.
   *
   * Else the variable `ARM_USE_CLI`. Default: true, after every other way.
   */
  useCli?: pulumi.Input<string | boolean> | undefined;
  /**
   * A ready access token for the environment.
   *
   * Else the variable `DYNAMICS365_ACCESS_TOKEN`. Kept as a secret.
   */
  accessToken?: pulumi.Input<string> | undefined;
  /**
   * Cloud of the environment: `public`, `usgovernment`, `dod` or `china`, or another name that Azure tools have for
   * one of them.
   *
   * Else the variable `ARM_ENVIRONMENT`, then `AZURE_ENVIRONMENT`. Default: told by the host of environmentUrl.
   */
  cloud?: pulumi.Input<string> | undefined;
  /**
   * Host that signs identities in.
   *
   * Else the variable `AZURE_AUTHORITY_HOST`, then `ARM_ACTIVE_DIRECTORY_AUTHORITY_HOST`. Default: that of the
   * cloud.
   */
  authorityHost?: pulumi.Input<string> | undefined;
  /** Unique name of an unmanaged solution that new rows of solution-aware tables join. */
  solution?: pulumi.Input<string> | undefined;
  /**
   * Namespace (GUID) of the row ids. Give each backend that deploys a stack of the same name to the same environment
   * one of its own.
   *
   * Default: one namespace for all.
   */
  idNamespace?: pulumi.Input<string> | undefined;
  /**
   * Requests under way at once, 1 to 52.
   *
   * Default: 48.
   */
  maxConcurrency?: pulumi.Input<string | number> | undefined;
  /**
   * How long to wait for the service to fill in a messaging endpoint, in seconds.
   *
   * Default: 120.
   */
  endpointTimeoutSeconds?: pulumi.Input<string | number> | undefined;
}

/**
 * One environment, for programs that deploy to several. A resource goes there with `{ provider }` among its
 * options.
 *
 * ```ts
 * const test = new Provider("test", { environmentUrl: "https://contoso-test.crm4.dynamics.com" });
 * new Workstream("chat", { name: "Contoso chat", distributionMode: "Push" }, { provider: test });
 * ```
 *
 * Handed to a component's `providers`, it serves every dynamic resource below that component, also those of other
 * packages.
 */
export class Provider extends DynamicsProvider {
  constructor(name: string, args: ProviderArgs, opts?: pulumi.ResourceOptions) {
    super(name, { ...args }, opts);
  }
}
