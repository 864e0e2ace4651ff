import { randomBytes } from "node:crypto";
import { isObject } from "../json-object.ts";
import { text, type Properties } from "../plugin/properties.ts";
import type { Body, SiteKeys } from "./records.ts";

/** A Direct Line channel without sites gets this one. assumed */
const defaultSite = { siteName: "Default Site", isEnabled: true, isV1Enabled: false, isV3Enabled: true };

/** The sites of a Direct Line or Web Chat body. */
export function sitesOf(body: Body): readonly Properties[] {
  const inner = body.properties["properties"];
  const sites = isObject(inner) ? inner["sites"] : undefined;
  return Array.isArray(sites) ? sites.filter(isObject) : [];
}

export function withDefaultSite(channelName: string, body: Body): Body {
  if (channelName !== "DirectLineChannel" || sitesOf(body).length > 0) return body;
  const inner = body.properties["properties"];
  const properties = { ...(isObject(inner) ? inner : {}), sites: [defaultSite] };
  return { ...body, properties: { ...body.properties, properties } };
}

/** Creates keys for every site of a channel. A site that already exists keeps its keys. */
export function siteKeys(sites: readonly Properties[], existing: readonly SiteKeys[]): SiteKeys[] {
  return sites.map((site) => {
    const siteName = text(site, "siteName") ?? "Default Site";
    return existing.find((keys) => keys.siteName === siteName) ?? newKeys(siteName);
  });
}

function newKeys(siteName: string): SiteKeys {
  // Direct Line secrets have the form `<site id>.<random>`. The lengths are assumed.
  const siteId = randomBytes(8).toString("base64url");
  const secret = (): string => `${siteId}.${randomBytes(32).toString("base64url")}`;
  return { siteId, siteName, key: secret(), key2: secret() };
}
