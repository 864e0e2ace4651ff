interface Explanation {
  readonly why: string;
  readonly remedy: string;
}

/** OpenSSL's texts for bytes that are not TLS: the other side speaks plain HTTP, or another protocol. */
const otherProtocol = /wrong version number|packet length too long|http request|unknown protocol|bad record type/i;

/** Node's codes for certificate errors. */
const certificate = new Set([
  "CERT_CHAIN_TOO_LONG",
  "CERT_HAS_EXPIRED",
  "CERT_NOT_YET_VALID",
  "CERT_REJECTED",
  "CERT_REVOKED",
  "CERT_SIGNATURE_FAILURE",
  "CERT_UNTRUSTED",
  "CRL_HAS_EXPIRED",
  "CRL_NOT_YET_VALID",
  "CRL_SIGNATURE_FAILURE",
  "DEPTH_ZERO_SELF_SIGNED_CERT",
  "ERROR_IN_CERT_NOT_AFTER_FIELD",
  "ERROR_IN_CERT_NOT_BEFORE_FIELD",
  "ERROR_IN_CRL_LAST_UPDATE_FIELD",
  "ERROR_IN_CRL_NEXT_UPDATE_FIELD",
  "HOSTNAME_MISMATCH",
  "INVALID_CA",
  "INVALID_PURPOSE",
  "PATH_LENGTH_EXCEEDED",
  "SELF_SIGNED_CERT_IN_CHAIN",
  "UNABLE_TO_DECODE_ISSUER_PUBLIC_KEY",
  "UNABLE_TO_DECRYPT_CERT_SIGNATURE",
  "UNABLE_TO_DECRYPT_CRL_SIGNATURE",
  "UNABLE_TO_GET_CRL",
  "UNABLE_TO_GET_ISSUER_CERT",
  "UNABLE_TO_GET_ISSUER_CERT_LOCALLY",
  "UNABLE_TO_VERIFY_LEAF_SIGNATURE",
]);

/** Node's code for certificate errors that only OpenSSL has a text for. */
const nameless = "UNSPECIFIED";

/** Whether Node's code means that the two sides could not agree on an encrypted connection. Retrying never helps. */
export function isTlsFailure(code: string): boolean {
  return certificate.has(code) || code === nameless || code === "EPROTO" || /^ERR_(SSL|TLS)_/.test(code);
}

/** `reason` is OpenSSL's own text, if the error has one. */
export function explainTls(host: string, code: string, reason: string | undefined): Explanation {
  const said = reason === undefined ? code : `${code}, ${reason}`;
  if (otherProtocol.test(reason ?? "") || /WRONG_VERSION_NUMBER|PACKET_LENGTH_TOO_LONG|HTTP_REQUEST/.test(code)) {
    return {
      why: `${host} does not speak TLS (${said}).`,
      remedy:
        "Check host and port: the address must serve https. The sign-in page of a public network also answers like this.",
    };
  }
  if (/^C(ERT|RL)_(NOT_YET_VALID|HAS_EXPIRED)$/.test(code)) {
    const fault = code.endsWith("NOT_YET_VALID") ? "is not valid yet" : "has expired";
    return {
      why: `The certificate of ${host} ${fault} (${code}), by the clock of this machine, which says ${new Date().toISOString()}.`,
      remedy: "Check the clock of this machine first; if it is right, the certificate must be renewed.",
    };
  }
  if (/^(INVALID_PURPOSE|INVALID_CA|PATH_LENGTH_EXCEEDED)$/.test(code)) {
    return {
      why: `The certificate of ${host}, or one that vouches for it, was made for another purpose (${code}).`,
      remedy: "Have a certificate made for servers, or take the company proxy that shows this one out of the way.",
    };
  }
  if (/^(ERR_TLS_CERT_ALTNAME_\w+|HOSTNAME_MISMATCH)$/.test(code)) {
    return {
      why: `The server showed a certificate of another host than ${host} (${code}).`,
      remedy: "Check the spelling of the host, and what this machine resolves it to.",
    };
  }
  if (code === nameless) {
    const isWeak = /too weak|too small|too short/i.test(said);
    return {
      why: `The certificate of ${host}, or one that vouches for it, is ${isWeak ? "too weak for this machine" : "not accepted here"}: ${reason ?? "no reason is given"} (${code}).`,
      remedy: isWeak
        ? "Have a certificate issued with a longer key (RSA of 2048 bits or more) and a SHA-256 signature. If it belongs to a company proxy, ask who runs it."
        : "Have another certificate issued, or ask who runs the server or the company proxy that shows it.",
    };
  }
  if (certificate.has(code)) {
    return {
      why: `The certificate of ${host} is not trusted here (${code}).`,
      remedy: "If a company proxy inspects traffic, give its certificate to Node with NODE_EXTRA_CA_CERTS.",
    };
  }
  return {
    why: `${host} and this machine could not agree on an encrypted connection (${said}).`,
    remedy: "Check the TLS versions that both allow, and whether a proxy or firewall on the way interferes.",
  };
}
