import { X509Certificate, createPrivateKey } from "node:crypto";
import type { KeyObject } from "node:crypto";
import type { DataverseConfiguration } from "../configuration.ts";
import { credentialValue } from "./credential-values.ts";
import { passwordMissing, passwordWrong, unusable } from "./given-certificate.ts";
import type { GivenCertificate } from "./given-certificate.ts";
import { isPfx, pemOfPfx } from "./pfx.ts";
import { readSettingFile } from "./setting-file.ts";

/** The configured certificate with its chain and key, as plain PEM, which the Azure SDK reads. */
export async function readCertificate(configuration: DataverseConfiguration): Promise<string> {
  const given = givenCertificate(configuration);
  const pem = isPfx(given.content) ? await pemOfPfx(given) : given.content.toString("utf8");
  const parts = pemParts(pem);
  if (parts.length === 0) throw unusable(given, "that is neither PEM nor PFX");
  const chain = parts.filter(({ label }) => label === "CERTIFICATE").map((part) => certificateIn(given, part));
  if (chain.length === 0) throw unusable(given, "without a certificate");
  const privateKey = privateKeyIn(given, parts);
  const own = chain.find((certificate) => certificate.checkPrivateKey(privateKey));
  if (own === undefined) throw unusable(given, "whose private key does not belong to its certificate");
  const certificates = [own, ...chain.filter((certificate) => certificate !== own)];
  return [...certificates.map(String), privateKey.export({ format: "pem", type: "pkcs8" })].join("\n");
}

function givenCertificate({
  clientCertificate,
  clientCertificatePath = "",
  clientCertificatePassword,
}: DataverseConfiguration): GivenCertificate {
  const password =
    clientCertificatePassword === undefined
      ? undefined
      : credentialValue("clientCertificatePassword", clientCertificatePassword);
  if (clientCertificate === undefined) {
    const key = "clientCertificatePath";
    return { key, content: readSettingFile(key, clientCertificatePath), password };
  }
  const content = Buffer.from(credentialValue("clientCertificate", clientCertificate), "base64");
  return { key: "clientCertificate", content, password };
}

interface PemPart {
  readonly label: string;
  readonly text: string;
  readonly complete: boolean;
}

function pemParts(text: string): PemPart[] {
  return text
    .split("-----BEGIN ")
    .slice(1)
    .map((part) => {
      const label = part.slice(0, Math.max(part.indexOf("-----"), 0));
      const end = part.indexOf(`-----END ${label}-----`);
      return { label, text: `-----BEGIN ${part.slice(0, end)}-----END ${label}-----\n`, complete: end !== -1 };
    });
}

function certificateIn(given: GivenCertificate, { text, complete }: PemPart): X509Certificate {
  if (!complete) throw unusable(given, "that breaks off in a certificate");
  try {
    return new X509Certificate(text);
  } catch {
    throw unusable(given, "with a certificate that cannot be read");
  }
}

function privateKeyIn(given: GivenCertificate, parts: readonly PemPart[]): KeyObject {
  const part = parts.find(({ label }) => label.endsWith("PRIVATE KEY"));
  if (part === undefined) throw unusable(given, "without a private key");
  if (!part.complete) throw unusable(given, "that breaks off in the private key");
  const encrypted = part.label.startsWith("ENCRYPTED") || part.text.includes("Proc-Type: 4,ENCRYPTED");
  if (encrypted && given.password === undefined) throw passwordMissing();
  let privateKey: KeyObject;
  try {
    privateKey = createPrivateKey({
      key: part.text,
      ...(given.password !== undefined && { passphrase: given.password }),
    });
  } catch {
    throw encrypted ? passwordWrong(given) : unusable(given, "with a private key that cannot be read");
  }
  // The Azure SDK signs only with RSA, as Microsoft's page on certificate credentials says.
  if (privateKey.asymmetricKeyType !== "rsa") throw unusable(given, "with a private key that is not RSA");
  return privateKey;
}
