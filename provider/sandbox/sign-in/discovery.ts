import type { Authority } from "./authority.ts";
import { tenantIdOf } from "./authority.ts";

/** A client library requests this before it sends a secret to a host that it does not know. */
export function instanceDiscovery(origin: string): Record<string, unknown> {
  const host = new URL(origin).host;
  return {
    tenant_discovery_endpoint: `${origin}/common/v2.0/.well-known/openid-configuration`,
    "api-version": "1.1",
    metadata: [{ preferred_network: host, preferred_cache: host, aliases: [host] }],
  };
}

export function openIdConfiguration(origin: string, authority: Authority): Record<string, unknown> {
  const base = `${origin}/${tenantIdOf(authority)}`;
  return {
    issuer: `${base}/v2.0`,
    authorization_endpoint: `${base}/oauth2/v2.0/authorize`,
    token_endpoint: `${base}/oauth2/v2.0/token`,
    device_authorization_endpoint: `${base}/oauth2/v2.0/devicecode`,
    end_session_endpoint: `${base}/oauth2/v2.0/logout`,
    jwks_uri: `${base}/discovery/v2.0/keys`,
    token_endpoint_auth_methods_supported: ["client_secret_post", "private_key_jwt"],
    response_types_supported: ["token"],
    subject_types_supported: ["pairwise"],
    id_token_signing_alg_values_supported: ["none"],
    tenant_region_scope: "EU",
    cloud_instance_name: new URL(origin).host,
  };
}
