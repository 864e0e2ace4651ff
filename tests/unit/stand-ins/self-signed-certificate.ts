import { generateKeyPairSync, sign, type KeyObject } from "node:crypto";

export interface KeyAndCertificate {
  readonly key: string;
  readonly cert: string;
}

export interface CertificateFacts {
  /** As ASN.1 writes a moment of two-digit years: `260101000000Z`. */
  readonly from?: string;
  readonly until?: string;
  /** What it may be used for, as the bytes of an object identifier in hexadecimal digits; anything if absent. */
  readonly purpose?: string;
  /** P-256 if absent. */
  readonly key?: "rsa";
  /** Bits of an RSA key; 2048 if absent. */
  readonly bits?: number;
  /** IPv4 address that it is for. */
  readonly address?: readonly number[];
}

/** A certificate for 127.0.0.1 that exists for one test, so that no private key lies in the repository. */
export function selfSignedCertificate(facts: CertificateFacts = {}): KeyAndCertificate {
  const { publicKey, privateKey } =
    facts.key === "rsa"
      ? generateKeyPairSync("rsa", { modulusLength: facts.bits ?? 2048 })
      : generateKeyPairSync("ec", { namedCurve: "P-256" });
  const algorithm = facts.key === "rsa" ? rsaWithSha256 : ecdsaWithSha256;
  const toBeSigned = certificateBody(publicKey, algorithm, facts);
  const signature = sign("sha256", toBeSigned, privateKey);
  const certificate = sequence(toBeSigned, algorithm, tagged(0x03, Buffer.from([0]), signature));
  const lines = certificate.toString("base64").match(/.{1,64}/g) ?? [];
  return {
    key: privateKey.export({ type: "pkcs8", format: "pem" }).toString(),
    cert: `-----BEGIN CERTIFICATE-----\n${lines.join("\n")}\n-----END CERTIFICATE-----\n`,
  };
}

const ecdsaWithSha256 = sequence(objectIdentifier("06082a8648ce3d040302"));
const rsaWithSha256 = sequence(objectIdentifier("06092a864886f70d01010b"), tagged(0x05));
const commonName = objectIdentifier("0603550403");
const extendedKeyUsage = objectIdentifier("0603551d25");
const subjectAlternativeName = objectIdentifier("0603551d11");

function certificateBody(
  publicKey: KeyObject,
  algorithm: Buffer,
  { from = "260101000000Z", until = "491231235959Z", purpose, address = [127, 0, 0, 1] }: CertificateFacts,
): Buffer {
  const name = sequence(tagged(0x31, sequence(commonName, tagged(0x0c, Buffer.from("sandbox")))));
  const host = sequence(tagged(0x87, Buffer.from(address)));
  const extensions = [sequence(subjectAlternativeName, tagged(0x04, host))];
  if (purpose !== undefined) {
    extensions.push(sequence(extendedKeyUsage, tagged(0x04, sequence(objectIdentifier(purpose)))));
  }
  return sequence(
    tagged(0xa0, tagged(0x02, Buffer.from([2]))),
    tagged(0x02, Buffer.from([1])),
    algorithm,
    name,
    sequence(utcTime(from), utcTime(until)),
    name,
    publicKey.export({ type: "spki", format: "der" }),
    tagged(0xa3, sequence(...extensions)),
  );
}

function sequence(...parts: readonly Buffer[]): Buffer {
  return tagged(0x30, ...parts);
}

function utcTime(text: string): Buffer {
  return tagged(0x17, Buffer.from(text));
}

function objectIdentifier(hex: string): Buffer {
  return Buffer.from(hex, "hex");
}

function tagged(tag: number, ...parts: readonly Buffer[]): Buffer {
  const content = Buffer.concat(parts);
  const length = content.length;
  if (length < 0x80) return Buffer.concat([Buffer.from([tag, length]), content]);
  if (length < 0x100) return Buffer.concat([Buffer.from([tag, 0x81, length]), content]);
  return Buffer.concat([Buffer.from([tag, 0x82, length >> 8, length & 0xff]), content]);
}
