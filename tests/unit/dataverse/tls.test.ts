import { createServer as createHttpServer } from "node:http";
import { createServer } from "node:https";
import { createServer as createRawServer } from "node:net";
import type { AddressInfo, Server } from "node:net";
import { getCACertificates, setDefaultCACertificates } from "node:tls";
import type { TlsOptions } from "node:tls";
import { expect } from "chai";
import { NetworkError } from "../../../provider/dataverse/errors.ts";
import { selfSignedCertificate } from "../stand-ins/self-signed-certificate.ts";
import { ROW, bench, failure, workstreams } from "./fixtures.ts";

const CLIENTS_ONLY = "06082b06010505070302";

describe("TLS failures", () => {
  const authorities = getCACertificates("default");
  let server: Server;
  let connections: number;
  beforeEach(() => {
    connections = 0;
  });
  afterEach(async () => {
    setDefaultCACertificates(authorities);
    await new Promise((resolve) => server.close(resolve));
  });

  async function listen(one: Server): Promise<string> {
    server = one;
    server.on("connection", () => (connections += 1));
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    return `127.0.0.1:${(server.address() as AddressInfo).port}`;
  }

  function secured(facts: Parameters<typeof selfSignedCertificate>[0], options: TlsOptions = {}): Server {
    const certificate = selfSignedCertificate(facts);
    setDefaultCACertificates([...authorities, certificate.cert]);
    return createServer({ ...certificate, ...options }, (_request, response) => response.end("{}"));
  }

  async function failureOf(host: string): Promise<NetworkError> {
    const { client } = bench(`https://${host}`);
    const error = await failure(client.retrieve(workstreams, ROW, { select: ["a"] }), NetworkError);
    expect([error.failure, connections], "not retried").to.deep.equal(["tls", 1]);
    return error;
  }

  it("are none where the certificate is good", async () => {
    const host = await listen(secured({}));
    const { client } = bench(`https://${host}`);
    expect(await client.retrieve(workstreams, ROW, { select: ["a"] })).to.deep.equal({});
  });

  for (const [name, facts, code, fault] of [
    ["not valid yet", { from: "480101000000Z" }, "CERT_NOT_YET_VALID", "is not valid yet"],
    ["expired", { from: "200101000000Z", until: "210101000000Z" }, "CERT_HAS_EXPIRED", "has expired"],
  ] as const) {
    it(`name the clocks for a certificate that is ${name}`, async () => {
      const host = await listen(secured(facts));
      const error = await failureOf(host);
      expect(error.why).to.match(
        new RegExp(`^The certificate of ${host} ${fault} \\(${code}\\), by the clock of this machine, which says 20`),
      );
      expect(error.remedy).to.equal(
        "Check the clock of this machine first; if it is right, the certificate must be renewed.",
      );
    });
  }

  it("say that a certificate was made for another purpose", async () => {
    const host = await listen(secured({ purpose: CLIENTS_ONLY }));
    expect((await failureOf(host)).why).to.equal(
      `The certificate of ${host}, or one that vouches for it, was made for another purpose (INVALID_PURPOSE).`,
    );
  });

  it("say that the certificate belongs to another host", async () => {
    const host = await listen(secured({ address: [127, 0, 0, 2] }));
    expect((await failureOf(host)).why).to.equal(
      `The server showed a certificate of another host than ${host} (ERR_TLS_CERT_ALTNAME_INVALID).`,
    );
  });

  it("say how to trust a certificate that is not trusted", async () => {
    const host = await listen(createServer(selfSignedCertificate(), (_request, response) => response.end("{}")));
    const error = await failureOf(host);
    expect(error.why).to.equal(`The certificate of ${host} is not trusted here (DEPTH_ZERO_SELF_SIGNED_CERT).`);
    expect(error.remedy).to.contain("NODE_EXTRA_CA_CERTS");
  });

  it("say that a certificate has a key that is too weak, though it is trusted", async () => {
    const host = await listen(secured({ key: "rsa", bits: 768 }, { ciphers: "DEFAULT:@SECLEVEL=0" }));
    const error = await failureOf(host);
    expect(error.why).to.equal(
      `The certificate of ${host}, or one that vouches for it, is too weak for this machine: EE certificate key too weak (UNSPECIFIED).`,
    );
    expect(error.remedy).to.equal(
      "Have a certificate issued with a longer key (RSA of 2048 bits or more) and a SHA-256 signature. If it belongs to a company proxy, ask who runs it.",
    );
  });

  for (const [words, told] of [
    ["CA certificate key too weak", "is too weak for this machine"],
    ["CA signature digest algorithm too weak", "is too weak for this machine"],
    ["unsupported signature algorithm", "is not accepted here"],
  ]) {
    it(`say what OpenSSL finds where Node has no name for it: ${words}`, () => {
      const { why } = new NetworkError({ action: "read" }, "contoso", "tls", "UNSPECIFIED", words);
      expect(why).to.equal(`The certificate of contoso, or one that vouches for it, ${told}: ${words} (UNSPECIFIED).`);
    });
  }

  it("say that a server of plain HTTP speaks no TLS", async () => {
    const host = await listen(createHttpServer((_request, response) => response.end("{}")));
    const error = await failureOf(host);
    expect(error.why).to.equal(`${host} does not speak TLS (EPROTO, wrong version number).`);
    expect(error.remedy).to.contain("Check host and port: the address must serve https.");
  });

  it("say that the two sides agree on no version", async () => {
    const host = await listen(secured({}, { maxVersion: "TLSv1.1", minVersion: "TLSv1" }));
    expect((await failureOf(host)).why).to.match(
      new RegExp(`^${host} and this machine could not agree on an encrypted connection \\(EPROTO, .+\\)\\.$`),
    );
  });

  it("are those of alerts, which the other side breaks off with", async () => {
    const alert = Buffer.from([0x15, 0x03, 0x03, 0x00, 0x02, 0x02, 0x28]);
    const host = await listen(
      createRawServer((socket) => {
        socket.on("error", () => undefined);
        socket.once("data", () => socket.end(alert));
      }),
    );
    const error = await failureOf(host);
    expect(error.why).to.match(
      /^127\.0\.0\.1:\d+ and this machine could not agree on an encrypted connection \(.*alert/,
    );
    expect(error.remedy).to.contain("Check the TLS versions that both allow");
  });
});
