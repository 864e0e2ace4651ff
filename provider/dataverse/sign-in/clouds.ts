/**
 * Hosts of Dataverse, its sign-in and the Bot Framework in each Microsoft cloud.
 * Dataverse hosts: MicrosoftDocs/power-platform, admin/new-datacenter-regions. Bot sign-in: constants of
 * botframework-connector 4.23.
 */
export type Cloud = "public" | "usgovernment" | "dod" | "china";

export interface CloudFacts {
  /** Matches the end of the host names of Dataverse environments. */
  readonly hosts: RegExp;
  readonly authorityHost: string;
  /** How the bot signs in for Azure Bot Service: host, scope, and the directory of multi-tenant apps. */
  readonly bot: { readonly authorityHost: string; readonly scope: string; readonly multiTenantDirectory: string };
}

const PUBLIC_BOT = {
  authorityHost: "https://login.microsoftonline.com",
  scope: "https://api.botframework.com/.default",
  multiTenantDirectory: "botframework.com",
};

const GOVERNMENT_BOT = {
  authorityHost: "https://login.microsoftonline.us",
  scope: "https://api.botframework.us/.default",
  multiTenantDirectory: "MicrosoftServices.onmicrosoft.us",
};

export const clouds: Readonly<Record<Cloud, CloudFacts>> = {
  // The government community cloud (region nine) runs on public infrastructure with the public sign-in.
  public: {
    hosts: /\.crm\d*\.dynamics\.com$/,
    authorityHost: "https://login.microsoftonline.com",
    bot: PUBLIC_BOT,
  },
  usgovernment: {
    hosts: /\.crm\.microsoftdynamics\.us$/,
    authorityHost: "https://login.microsoftonline.us",
    bot: GOVERNMENT_BOT,
  },
  dod: {
    hosts: /\.crm\.appsplatform\.us$/,
    authorityHost: "https://login.microsoftonline.us",
    bot: GOVERNMENT_BOT,
  },
  china: {
    hosts: /\.crm\.dynamics\.cn$/,
    authorityHost: "https://login.chinacloudapi.cn",
    bot: {
      authorityHost: "https://login.partner.microsoftonline.cn",
      // assumed: no public source gives the scope and the directory of 21Vianet.
      scope: "https://api.botframework.azure.cn/.default",
      multiTenantDirectory: "botframework.azure.cn",
    },
  },
};

export const cloudNames = Object.keys(clouds) as readonly Cloud[];

/** The cloud of an environment, by its host name. `undefined` if the host does not show it. */
export function cloudOf(environmentUrl: string): Cloud | undefined {
  const host = new URL(environmentUrl).hostname;
  return cloudNames.find((cloud) => clouds[cloud].hosts.test(host));
}

/** Names that Pulumi's Azure providers, the Azure SDKs and the Azure CLI use for them, in any case. */
const otherNames: ReadonlyMap<string, Cloud> = new Map([
  ["global", "public"],
  ["azurecloud", "public"],
  ["azurepublic", "public"],
  ["azurepubliccloud", "public"],
  ["usgov", "usgovernment"],
  ["usgovernmentl4", "usgovernment"],
  ["usgovernmentcloud", "usgovernment"],
  ["azureusgovernment", "usgovernment"],
  ["azureusgovernmentcloud", "usgovernment"],
  ["usgovernmentl5", "dod"],
  ["chinacloud", "china"],
  ["azurechina", "china"],
  ["azurechinacloud", "china"],
]);

/** The cloud of that name. `undefined` if there is none. */
export function cloudNamed(text: string): Cloud | undefined {
  const name = text.trim().toLowerCase();
  return cloudNames.find((cloud) => cloud === name) ?? otherNames.get(name);
}
