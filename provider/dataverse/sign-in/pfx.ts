import { passwordMissing, passwordWrong, unusable } from "./given-certificate.ts";
import type { GivenCertificate } from "./given-certificate.ts";

/** Loaded only for a PFX file. Node.js cannot open the ones that Windows and Key Vault write. */
const nodeForge = async () => (await import("node-forge")).default;
type Forge = Awaited<ReturnType<typeof nodeForge>>;
type Pfx = ReturnType<Forge["pkcs12"]["pkcs12FromAsn1"]>;

/** PFX is binary, and begins like every ASN.1 sequence. */
export function isPfx(content: Buffer): boolean {
  return content[0] === 0x30;
}

/** Certificates and private key of a PFX file, as PEM. */
export async function pemOfPfx(given: GivenCertificate): Promise<string> {
  const forge = await nodeForge();
  const { certBag = "", keyBag = "", pkcs8ShroudedKeyBag = "" } = forge.pki.oids;
  const pfx = open(forge, given);
  const bags = [certBag, keyBag, pkcs8ShroudedKeyBag].flatMap((bagType) => pfx.getBags({ bagType })[bagType] ?? []);
  return bags
    .map(({ cert, key, asn1, type }) => {
      if (cert) return forge.pki.certificateToPem(cert);
      if (key) return forge.pki.privateKeyToPem(key);
      // Anything but RSA stays in its original form.
      const body = forge.asn1.toDer(asn1).getBytes();
      return forge.pem.encode({ type: type === certBag ? "CERTIFICATE" : "PRIVATE KEY", body });
    })
    .join("\n");
}

function open(forge: Forge, given: GivenCertificate): Pfx {
  const sequence = pfxSequence(forge, given);
  // "No password" has two forms: an empty one and none at all.
  for (const password of given.password === undefined ? ["", undefined] : [given.password]) {
    try {
      return forge.pkcs12.pkcs12FromAsn1(sequence, false, password);
    } catch {
      // The file says only that this password was wrong.
    }
  }
  throw given.password === undefined ? passwordMissing() : passwordWrong(given);
}

/** Every PFX file begins with version 3; certificates and keys do not. */
function pfxSequence(forge: Forge, given: GivenCertificate): ReturnType<Forge["asn1"]["fromDer"]> {
  try {
    const sequence = forge.asn1.fromDer(given.content.toString("binary"));
    const [first] = typeof sequence.value === "string" ? [] : sequence.value;
    if (first?.value === "\x03") return sequence;
  } catch {
    // A truncated file has no version either.
  }
  throw unusable(given, "that cannot be read as PFX");
}
