import type { SecretKey } from "../../../schema/config.ts";
import { lineBreakIn, notASecretValue } from "../../../schema/secret-value.ts";
import { ConfigurationError } from "../configuration-error.ts";
import { isHeaderValue } from "../header-value.ts";

/** Why a text cannot be this credential, without quoting any of it. */
const valueRules: Readonly<Record<SecretKey, (text: string) => string | undefined>> = {
  clientSecret: notASecretValue,
  clientCertificate: notBase64,
  clientCertificatePassword: lineBreakIn,
  oidcToken: notAToken,
  oidcRequestToken: notAToken,
  accessToken: notAToken,
};

/**
 * Returns the credential if it can be valid. Otherwise Entra would refuse it later, with a text that does not show the
 * mistake.
 */
export function credentialValue(key: SecretKey, text: string): string {
  const fault = valueRules[key](text);
  if (fault === undefined) return text;
  throw new ConfigurationError(key, fault, "the value alone, as it was issued");
}

/** Tokens are sent in headers. */
export function notAToken(text: string): string | undefined {
  const fault = notASecretValue(text);
  if (fault !== undefined) return fault;
  if (!isHeaderValue(text)) return "holds characters beyond printable ASCII";
  // RFC 6750. People copy quotation marks, `Bearer` or a whole response along with the token.
  return /^[\w.~+/-]+=*$/.test(text) ? undefined : "holds characters that no token has";
}

function notBase64(text: string): string | undefined {
  return /^[a-z\d+/]+={0,2}$/i.test(text.replaceAll(/\s/g, "")) ? undefined : "is not the base64 of a PFX file";
}
