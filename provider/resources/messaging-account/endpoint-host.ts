/**
 * Endpoints have the form `m-{organization id}.{geography}.omnichannelengagementhub.com`. The number in the
 * environment's own address tells the geography. The rule and the names come from Microsoft's chat SDK
 * (src/utils/CoreServicesUtils.ts), which uses them for its own service; the one endpoint seen live follows both. That
 * every endpoint does is assumed, so we only compare and never build one.
 */
const geographies: ReadonlyMap<string, string> = new Map([
  ["crm", "us"],
  ["crm2", "br"],
  ["crm3", "ca"],
  ["crm4", "eu"],
  ["crm5", "as"],
  ["crm6", "au"],
  ["crm7", "jp"],
  ["crm8", "in"],
  ["crm9", "gov"],
  ["crm10", "preprod"],
  ["crm11", "uk"],
  ["crm12", "fr"],
  ["crm14", "za"],
  ["crm15", "ae"],
  ["crm16", "de"],
  ["crm17", "ch"],
  ["crm19", "no"],
  ["crm20", "sg"],
  ["crm21", "kr"],
  ["crm22", "se"],
  ["crmtest", "test"],
]);

const endpointHost =
  /^m-([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\.([a-z0-9]+)\.omnichannelengagementhub\.(?:com|us)$/;

/** The start of this organization's host, or the whole host if the environment's address tells the geography. */
export function expectedHost(environmentUrl: string, organizationId: string): string {
  const geography = geographyOf(environmentUrl);
  const begin = `m-${organizationId}.`;
  if (geography === undefined) return begin;
  return `${begin}${geography}.omnichannelengagementhub.${geography === "gov" ? "us" : "com"}`;
}

/**
 * The organization that the endpoint names in its host or its `orgId`, if it is not ours. `undefined` if it is, or if
 * the endpoint names none.
 */
export function otherOrganizationIn(endpoint: string, organizationId: string): string | undefined {
  const url = URL.parse(endpoint);
  if (url === null) return undefined;
  const named = [url.searchParams.get("orgId"), endpointHost.exec(url.hostname)?.[1]];
  return named.find((id) => typeof id === "string" && id.toLowerCase() !== organizationId.toLowerCase()) ?? undefined;
}

/**
 * The geographies of the endpoint and the environment if both are known and differ. Other forms of host tell nothing.
 */
export function otherGeographyIn(
  endpoint: string,
  environmentUrl: string,
): { readonly found: string; readonly expected: string } | undefined {
  const found = endpointHost.exec(URL.parse(endpoint)?.hostname ?? "")?.[2];
  const expected = geographyOf(environmentUrl);
  return found === undefined || expected === undefined || found === expected ? undefined : { found, expected };
}

function geographyOf(environmentUrl: string): string | undefined {
  const [, region = ""] = /\.(crm\w*)\.dynamics\.com$/.exec(new URL(environmentUrl).hostname) ?? [];
  return geographies.get(region);
}
