import { z } from "zod";
import { namesOf } from "./names-of.ts";
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
    "Address of the Dataverse environment, such as `https://contoso.crm4.dynamics.com`. The address of any page there will do: only scheme and host are used.",
  ),
  tenantId: setting(
    "Entra tenant in which the deploying identity signs in, as an id (GUID) or one of its domain names. Accounts without a tenant get this one.",
  ),
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
    "Whether to send the certificate's chain, for applications that trust a subject name and its issuer: `true` or `false`.",
    { default: "false" },
  ),
  useOidc: setting("Whether to sign in with a federated token (workload identity): `true` or `false`.", {
    default: "false",
  }),
  oidcToken: setting("The federated token itself.", { secret: true }),
  oidcTokenFilePath: setting("Path of a file that holds the federated token."),
  oidcRequestUrl: setting("Address that issues the federated token. GitHub Actions and Azure Pipelines provide it."),
  oidcRequestToken: setting("Token to send to that address.", { secret: true }),
  oidcAudience: setting("Audience to request from that address.", { default: "api://AzureADTokenExchange" }),
  adoPipelineServiceConnectionId: setting(
    "Id of the service connection for which Azure Pipelines issues the federated token.",
  ),
  useMsi: setting("Whether to sign in with the machine's managed identity: `true` or `false`.", { default: "false" }),
  useCli: setting("Whether to sign in as the user of the Azure CLI: `true` or `false`.", {
    default: "true, as the last resort; false with a `clientId`",
  }),
  accessToken: setting("An access token for the environment. It comes before every other way to sign in.", {
    secret: true,
  }),
  cloud: setting(
    "Cloud of the environment: `public`, `usgovernment`, `dod` or `china`, or another name that Azure tools use for one of them.",
    {
      default: "taken from the host name of `environmentUrl`",
    },
  ),
  authorityHost: setting("Host of the sign-in service.", { default: "the one of the cloud" }),
  solution: setting("Unique name of an unmanaged solution. New rows join it if their table is solution-aware."),
  idNamespace: property(z.guid("is not a GUID").optional(), {
    description:
      "Namespace (GUID) from which row ids are made. If several backends deploy a stack of the same project and name to one environment, give each backend its own.",
    default: "the same for everybody",
    source: pages.provider,
  }),
  maxConcurrency: setting("How many requests may run at once, 1 to 52.", { default: "48" }),
  endpointTimeoutSeconds: setting("How many seconds to wait for the service to fill in a messaging endpoint.", {
    default: "120",
  }),
});

export type ConfigurationKey = keyof z.infer<typeof configuration>;
export const configurationKeys = namesOf(configuration.shape);
