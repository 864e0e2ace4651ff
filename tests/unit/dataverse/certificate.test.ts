import { createPrivateKey } from "node:crypto";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import forge from "node-forge";
import { createTokenSource } from "../../../provider/dataverse/sign-in/authentication.ts";
import { resolveConfiguration } from "../../../provider/dataverse/configuration.ts";
import { DataverseError } from "../../../provider/dataverse/errors.ts";
import { selfSignedCertificate } from "../stand-ins/self-signed-certificate.ts";
import { CLIENT, TENANT, TOKEN, startEntra } from "./entra-server.ts";
import type { EntraServer } from "./entra-server.ts";
import { TestClock, failure } from "./fixtures.ts";

const silent = { info: () => undefined, warn: () => undefined };
const PASSWORD = " a password with blanks ";

const own = selfSignedCertificate({ key: "rsa" });
const other = selfSignedCertificate({ key: "rsa" });
const elliptic = selfSignedCertificate();
const encryptedKey = (type: "pkcs1" | "pkcs8") =>
  createPrivateKey(own.key).export({ type, format: "pem", cipher: "aes-256-cbc", passphrase: PASSWORD }).toString();

function pfx(password: string | null, algorithm: "aes256" | "3des" = "aes256"): Buffer {
  const [key, certificate] = [forge.pki.privateKeyFromPem(own.key), forge.pki.certificateFromPem(own.cert)];
  const sequence = forge.pkcs12.toPkcs12Asn1(key, [certificate], password, { algorithm });
  return Buffer.from(forge.asn1.toDer(sequence).getBytes(), "binary");
}

describe("sign-in with a certificate", () => {
  let entra: EntraServer;
  let folder: string;
  let file: string;
  before(async () => {
    entra = await startEntra();
  });
  after(() => entra.close());
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "certificate-"));
    file = join(folder, "deployer");
    entra.asked.length = 0;
    entra.forms.length = 0;
    entra.steps.length = 0;
  });
  afterEach(() => rm(folder, { recursive: true }));

  const signIn = (values: Record<string, string>): Promise<string> => {
    const identity = { tenantId: TENANT, clientId: CLIENT, authorityHost: `https://${entra.host}` };
    const given = { environmentUrl: "https://contoso.crm4.dynamics.com", ...identity, ...values };
    return createTokenSource(resolveConfiguration(given, {}), silent, new TestClock()).token();
  };

  for (const [name, content, password] of [
    ["PEM", `${own.cert}${own.key}`, undefined],
    ["PEM with the key first", `${own.key}${own.cert}`, undefined],
    ["PEM with the chain first", `${other.cert}${own.cert}${own.key}`, undefined],
    ["PEM with line breaks of Windows", `${own.cert}${own.key}`.replaceAll("\n", "\r\n"), undefined],
    ["PEM whose key has a password", `${own.cert}${encryptedKey("pkcs8")}`, PASSWORD],
    ["PEM whose key has a password in the old form", `${own.cert}${encryptedKey("pkcs1")}`, PASSWORD],
    ["PFX", pfx(PASSWORD), PASSWORD],
    ["PFX as Windows writes it", pfx(PASSWORD, "3des"), PASSWORD],
    ["PFX with an empty password", pfx(""), undefined],
    ["PFX without a password", pfx(null), undefined],
  ] as const) {
    it(`takes ${name}`, async () => {
      await writeFile(file, content);
      entra.steps.push(TOKEN);
      const token = await signIn({
        clientCertificatePath: file,
        ...(password !== undefined && { clientCertificatePassword: password }),
      });
      expect([token, entra.forms[0]?.get("client_assertion_type")]).to.deep.equal([
        "token-of-entra",
        "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
      ]);
      expect(headerOf(entra.forms[0])).to.include({ "x5t#S256": thumbprintOf(own.cert) });
    });
  }

  it("takes the base64 of a PFX file, and sends the chain where asked to", async () => {
    entra.steps.push(TOKEN);
    await signIn({
      clientCertificate: pfx(PASSWORD).toString("base64").replaceAll(/.{76}/g, "$&\n"),
      clientCertificatePassword: PASSWORD,
      sendCertificateChain: "true",
    });
    expect(headerOf(entra.forms[0])["x5c"]).to.deep.equal([derOf(own.cert).toString("base64")]);
  });

  const both = `${own.cert}${own.key}`;
  for (const [name, content, more, what] of [
    ["an empty file", "\n", {}, "clientCertificatePath names an empty file"],
    ["neither PEM nor PFX", "garbage", {}, "clientCertificatePath names a file that is neither PEM nor PFX"],
    ["no private key", own.cert, {}, "clientCertificatePath names a file without a private key"],
    ["no certificate", own.key, {}, "clientCertificatePath names a file without a certificate"],
    [
      "a certificate of garbage",
      `-----BEGIN CERTIFICATE-----\nZ2FyYmFnZQ==\n-----END CERTIFICATE-----\n${own.key}`,
      {},
      "clientCertificatePath names a file with a certificate that cannot be read",
    ],
    [
      "half a certificate",
      own.cert.slice(0, 400),
      {},
      "clientCertificatePath names a file that breaks off in a certificate",
    ],
    [
      "half a private key",
      both.slice(0, -400),
      {},
      "clientCertificatePath names a file that breaks off in the private key",
    ],
    [
      "a private key of garbage",
      `${own.cert}-----BEGIN PRIVATE KEY-----\nZ2FyYmFnZQ==\n-----END PRIVATE KEY-----\n`,
      {},
      "clientCertificatePath names a file with a private key that cannot be read",
    ],
    [
      "the private key of another certificate",
      `${own.cert}${other.key}`,
      {},
      "clientCertificatePath names a file whose private key does not belong to its certificate",
    ],
    [
      "a private key that is not RSA",
      `${elliptic.cert}${elliptic.key}`,
      {},
      "clientCertificatePath names a file with a private key that is not RSA",
    ],
    ["no password", `${own.cert}${encryptedKey("pkcs8")}`, {}, "clientCertificatePassword is not set"],
    [
      "a wrong password",
      `${own.cert}${encryptedKey("pkcs8")}`,
      { clientCertificatePassword: "wrong" },
      "clientCertificatePassword does not open what dynamics365:clientCertificatePath gives",
    ],
    ["no password of a PFX file", pfx(PASSWORD), {}, "clientCertificatePassword is not set"],
    [
      "a wrong password of a PFX file",
      pfx(PASSWORD),
      { clientCertificatePassword: "wrong" },
      "clientCertificatePassword does not open what dynamics365:clientCertificatePath gives",
    ],
    [
      "half a PFX file",
      pfx(PASSWORD).subarray(0, 700),
      { clientCertificatePassword: PASSWORD },
      "clientCertificatePath names a file that cannot be read as PFX",
    ],
    [
      "a certificate in the form of a PFX file",
      derOf(own.cert),
      {},
      "clientCertificatePath names a file that cannot be read as PFX",
    ],
    [
      "a password with the line break of its file",
      both,
      { clientCertificatePassword: `${PASSWORD}\n` },
      "clientCertificatePassword ends in a line break",
    ],
  ] as const) {
    it(`asks nobody given ${name}`, async () => {
      await writeFile(file, content);
      const error = await failure(signIn({ clientCertificatePath: file, ...more }), DataverseError);
      expect([error.code, error.what]).to.deep.equal(["configuration", `The setting dynamics365:${what}.`]);
      expect(entra.asked).to.deep.equal([]);
    });
  }

  it("asks nobody given a directory, no file, or what is not base64", async () => {
    await mkdir(file);
    const whats = [];
    for (const values of [
      { clientCertificatePath: file },
      { clientCertificatePath: join(folder, "none") },
      { clientCertificate: "not: base64" },
      { clientCertificate: "Z2FyYmFnZQ==" },
    ]) {
      const error = await failure(signIn(values), DataverseError);
      whats.push(`${error.code}: ${error.what}`);
    }
    expect(whats).to.deep.equal([
      "configuration: The setting dynamics365:clientCertificatePath names a directory.",
      "configuration: The setting dynamics365:clientCertificatePath names a file that does not exist.",
      "configuration: The setting dynamics365:clientCertificate is not the base64 of a PFX file.",
      "configuration: The setting dynamics365:clientCertificate holds a file that is neither PEM nor PFX.",
    ]);
    expect(entra.asked).to.deep.equal([]);
  });
});

function headerOf(form: URLSearchParams | undefined): Record<string, unknown> {
  const [header = ""] = form?.get("client_assertion")?.split(".") ?? [];
  return JSON.parse(Buffer.from(header, "base64url").toString()) as Record<string, unknown>;
}

function derOf(pem: string): Buffer {
  return Buffer.from(pem.replaceAll(/-----.*-----|\s/g, ""), "base64");
}

function thumbprintOf(pem: string): string {
  const hash = forge.md.sha256.create().update(derOf(pem).toString("binary"));
  return Buffer.from(hash.digest().getBytes(), "binary").toString("base64url");
}
