/**
 * Where Dataverse, its sign-in and the Bot Framework live in each Microsoft cloud.
 * Dataverse hosts: MicrosoftDocs/power-platform, admin/new-datacenter-regions. Bot sign-in: constants of
 * botframework-connector 4.23.
 */
export type Cloud = "public" | "gcc" | "usgovernment" | "dod" | "china";

export interface CloudFacts {
  /** Ends of the host names of Dataverse environments. */
  readonly hosts: RegExp;
  readonly authorityHost: string;
  /** What signs the bot in for Azure Bot Service: scope, and the directory of multi-tenant apps. */
  readonly bot: { readonly authorityHost: string; readonly scope: string; readonly multiTenantDirectory: string };
}

const publicBot = {
  authorityHost: "https://login.microsoftonline.com",
  scope: "https://api.botframework.com/.default",
  multiTenantDirectory: "botframework.com",
};

const governmentBot = {
  authorityHost: "https://login.microsoftonline.us",
  scope: "https://api.botframework.us/.default",
  multiTenantDirectory: "MicrosoftServices.onmicrosoft.us",
};

export const clouds: Readonly<Record<Cloud, CloudFacts>> = {
  // The government community cloud runs on public infrastructure: region nine, public sign-in.
  gcc: {
    hosts: /\.crm9\.dynamics\.com$/,
    authorityHost: "https://login.microsoftonline.com",
    bot: publicBot,
  },
  public: {
    hosts: /\.crm\d*\.dynamics\.com$/,
    authorityHost: "https://login.microsoftonline.com",
    bot: publicBot,
  },
  usgovernment: {
    hosts: /\.crm\.microsoftdynamics\.us$/,
    authorityHost: "https://login.microsoftonline.us",
    bot: governmentBot,
  },
  dod: {
    hosts: /\.crm\.appsplatform\.us$/,
    authorityHost: "https://login.microsoftonline.us",
    bot: governmentBot,
  },
  china: {
    hosts: /\.crm\.dynamics\.cn$/,
    authorityHost: "https://login.chinacloudapi.cn",
    bot: {
      authorityHost: "https://login.partner.microsoftonline.cn",
      // assumed: the scope and the directory of 21Vianet were found in no public source.
      scope: "https://api.botframework.azure.cn/.default",
      multiTenantDirectory: "botframework.azure.cn",
    },
  },
};

/** The order matters: region nine is also a public host name. */
const order: readonly Cloud[] = ["gcc", "public", "usgovernment", "dod", "china"];

/** The cloud an environment belongs to by its host name; public where the host tells nothing. */
export function cloudOf(environmentUrl: string): Cloud {
  const host = new URL(environmentUrl).hostname;
  return order.find((cloud) => clouds[cloud].hosts.test(host)) ?? "public";
}

export function isCloud(text: string): text is Cloud {
  return Object.hasOwn(clouds, text);
}
