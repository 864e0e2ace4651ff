import type { Properties } from "../plugin/properties.ts";

export interface ResourceGroup {
  readonly id: string;
  readonly name: string;
  readonly location: string;
  tags: Properties;
  managedBy?: string | undefined;
}

/** What a client sends for a bot or a channel. */
export interface Body {
  readonly location?: string | undefined;
  readonly kind?: string | undefined;
  readonly sku?: Properties | undefined;
  readonly tags?: Properties | undefined;
  readonly properties: Properties;
}

export interface Bot extends Body {
  readonly id: string;
  readonly resourceGroupName: string;
  readonly name: string;
  readonly etag: string;
}

export interface SiteKeys {
  readonly siteId: string;
  readonly siteName: string;
  readonly key: string;
  readonly key2: string;
}

export interface Channel extends Body {
  readonly id: string;
  readonly botId: string;
  readonly name: string;
  readonly etag: string;
  readonly keys: readonly SiteKeys[];
}
