import type { SecretKey } from "../../../schema/config.ts";
import { lineBreakIn, notASecretValue } from "../../../schema/secret-value.ts";
import { ConfigurationError } from "../configuration-error.ts";
import { isHeaderValue } from "../header-value.ts";

/** Why a text cannot be this credential, without a word of it. */
const valueRules: Readonly<Record<SecretKey, (text: string) => string | undefined>> = {
  clientSecret: notASecretValue,
  clientCertificate: notBase64,
  clientCertificatePassword: lineBreakIn,
  oidcToken: notAToken,
  oidcRequestToken: notAToken,
  accessToken: notAToken,
};

/**
 * The credential, where it can be one. Entra would refuse another one after a while, and with a text that leaves the
 * mistake to be guessed.
 */
export function credentialValue(key: SecretKey, text: string): string {
  const fault = valueRules[key](text);
  if (fault === undefined) return text;
  throw new ConfigurationError(key, fault, "the value alone, as it was issued");
}

/** Tokens travel in headers. */
export function notAToken(text: string): string | undefined {
  const fault = notASecretValue(text);
  if (fault !== undefined) return fault;
  if (!isHeaderValue(text)) return "holds characters beyond printable ASCII";
  // RFC 6750. Quotation marks, `Bearer` or a whole answer come along with what was copied.
  return /^[\w.~+/-]+=*$/.test(text) ? undefined : "holds characters that no token has";
}

function notBase64(text: string): string | undefined {
  return /^[a-z\d+/]+={0,2}$/i.test(text.replaceAll(/\s/g, "")) ? undefined : "is not the base64 of a PFX file";
}
