import { z } from "zod";
import { pages, property } from "./property.ts";
import { guid } from "./shapes.ts";

const setting = (description: string, more: { secret?: true; default?: string } = {}) =>
  property(z.string().optional(), { description, source: pages.provider, ...more });

/**
 * Configuration of the provider: stack configuration under `dynamics365:`, or the arguments of `Provider`. Each setting
 * falls back to an `ARM_` variable, then to an `AZURE_` one, so that one sign-in serves Azure and Dataverse.
 */
export const configuration = z.strictObject({
  environmentUrl: setting(
    "Address of the Dataverse environment, such as `https://contoso.crm4.dynamics.com`. Any page address of that host is cut to its origin.",
  ),
  tenantId: setting("Entra tenant that signs the deploying identity in: its id (GUID), or one of its domain names."),
  clientId: property(guid.optional(), {
    description: "Client id (GUID) of the deploying application.",
    guid: true,
    source: pages.provider,
  }),
  clientIdFilePath: setting("Path of a file that holds the client id."),
  clientSecret: setting("Client secret of the deploying application.", { secret: true }),
  clientSecretFilePath: setting("Path of a file that holds the client secret."),
  clientCertificate: setting(
    "Certificate of the deploying application with its RSA private key: a PFX (PKCS#12) file in base64.",
    { secret: true },
  ),
  clientCertificatePath: setting(
    "Path of a certificate of the deploying application with its RSA private key, as PEM or PFX (PKCS#12).",
  ),
  clientCertificatePassword: setting("Password of that certificate.", { secret: true }),
  sendCertificateChain: setting(
    "Send the chain of the certificate along, for applications that trust a subject name and its issuer: `true` or `false`.",
    { default: "false" },
  ),
  useOidc: setting("Sign in with a federated token (workload identity): `true` or `false`.", { default: "false" }),
  oidcToken: setting("The federated token itself.", { secret: true }),
  oidcTokenFilePath: setting("Path of a file that holds the federated token."),
  oidcRequestUrl: setting("Address that issues the federated token, as GitHub Actions and Azure Pipelines give it."),
  oidcRequestToken: setting("Token for that address.", { secret: true }),
  oidcAudience: setting("Audience to ask that address for.", { default: "api://AzureADTokenExchange" }),
  adoPipelineServiceConnectionId: setting(
    "Id of the service connection that Azure Pipelines issues the federated token for.",
  ),
  useMsi: setting("Sign in with the machine's managed identity: `true` or `false`.", { default: "false" }),
  useCli: setting("Sign in as the user of the Azure CLI: `true` or `false`.", {
    default: "true, after every other way",
  }),
  accessToken: setting("A ready access token for the environment.", { secret: true }),
  cloud: setting(
    "Cloud of the environment: `public`, `usgovernment`, `dod` or `china`, or another name that Azure tools have for one of them.",
    {
      default: "told by the host of environmentUrl",
    },
  ),
  authorityHost: setting("Host that signs identities in.", { default: "that of the cloud" }),
  solution: setting("Unique name of an unmanaged solution that new rows of solution-aware tables join."),
  idNamespace: property(z.guid("is not a GUID").optional(), {
    description:
      "Namespace (GUID) of the row ids. Give each backend that deploys a stack of the same name to the same environment one of its own.",
    default: "one namespace for all",
    source: pages.provider,
  }),
  maxConcurrency: setting("Requests under way at once, 1 to 52.", { default: "48" }),
  endpointTimeoutSeconds: setting("How long to wait for the service to fill in a messaging endpoint, in seconds.", {
    default: "120",
  }),
});

export type ConfigurationKey = keyof z.infer<typeof configuration>;
export const configurationKeys = Object.keys(configuration.shape) as ConfigurationKey[];
