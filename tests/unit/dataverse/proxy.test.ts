import { createServer } from "node:https";
import type { Server } from "node:https";
import type { AddressInfo } from "node:net";
import type { Duplex } from "node:stream";
import { getCACertificates, setDefaultCACertificates } from "node:tls";
import { expect } from "chai";
import { NetworkError } from "../../../provider/dataverse/errors.ts";
import { ProxyAddressError, ProxyError } from "../../../provider/dataverse/proxy-errors.ts";
import { proxyFor } from "../../../provider/dataverse/proxy.ts";
import { createTokenSource } from "../../../provider/dataverse/sign-in/authentication.ts";
import { proveBotCredentials } from "../../../provider/dataverse/sign-in/bot-sign-in.ts";
import { resolveConfiguration } from "../../../provider/dataverse/configuration.ts";
import { selfSignedCertificate } from "../stand-ins/self-signed-certificate.ts";
import { CLIENT, TENANT } from "./entra-server.ts";
import { ROW, TestClock, bench, failure, workstreams } from "./fixtures.ts";
import { startProxyServer } from "./proxy-server.ts";
import type { ProxyServer } from "./proxy-server.ts";
import { startScriptedServer } from "./scripted-server.ts";

/** A name that no resolver knows, so that a request around the proxy cannot succeed. */
const HOST = "contoso.crm4.dynamics.invalid";
const ONCE = { attempts: 1, budget: 60_000, firstDelay: 1000, longestDelay: 30_000 };
const VARIABLES = ["https_proxy", "HTTPS_PROXY", "http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY", "no_proxy"];

describe("proxies", () => {
  const before = { ...process.env };
  let proxy: ProxyServer | undefined;
  beforeEach(() => {
    for (const name of [...VARIABLES, "NO_PROXY"]) delete process.env[name];
    proxy = undefined;
  });
  afterEach(async () => {
    for (const name of [...VARIABLES, "NO_PROXY"]) {
      const value = before[name];
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
    }
    await proxy?.close();
  });

  const read = (url = `https://${HOST}`, options: Parameters<typeof bench>[1] = {}) =>
    bench(url, options).client.retrieve(workstreams, ROW, { select: ["a"] });
  async function startProxy(answer: (socket: Duplex) => number | undefined, user = ""): Promise<ProxyServer> {
    proxy = await startProxyServer(answer);
    process.env["HTTPS_PROXY"] = `http://${user}127.0.0.1:${proxy.port}`;
    return proxy;
  }
  const answering = (status: string) => (socket: Duplex) => {
    socket.end(`HTTP/1.1 ${status}\r\nContent-Length: 2\r\n\r\n{}`);
    return undefined;
  };

  describe("on the way", () => {
    const authorities = getCACertificates("default");
    let service: Server;
    beforeEach(async () => {
      // No certificate of the name is wanted: that one is of the address is the answer's only flaw.
      const certificate = selfSignedCertificate();
      setDefaultCACertificates([...authorities, certificate.cert]);
      service = createServer(certificate, (request, response) => {
        response.setHeader("Content-Type", "application/json");
        response.end(JSON.stringify({ path: request.url, authorization: request.headers["proxy-authorization"] }));
      });
      await new Promise<void>((resolve) => service.listen(0, "127.0.0.1", resolve));
    });
    afterEach(async () => {
      setDefaultCACertificates(authorities);
      service.closeAllConnections();
      await new Promise((resolve) => service.close(resolve));
    });

    it("see nothing but the host, and TLS is spoken with the service itself", async () => {
      const { asked } = await startProxy(() => (service.address() as AddressInfo).port, "me:p%40ss%3Aword@");
      const error = await failure(read(), NetworkError);
      expect(error.failure).to.equal("tls");
      expect(error.why).to.contain(
        `The server showed a certificate of another host than ${HOST} (ERR_TLS_CERT_ALTNAME_INVALID).`,
      );
      const authorization = `Basic ${Buffer.from("me:p@ss:word").toString("base64")}`;
      expect(asked).to.deep.equal([{ target: `${HOST}:443`, authorization }]);
    });

    it("carry the answer of the service, over one tunnel for requests that follow each other", async () => {
      const { asked } = await startProxy(() => (service.address() as AddressInfo).port);
      // An address of documentation, which reaches nothing by itself; the certificate is one of it.
      const certificate = selfSignedCertificate({ address: [192, 0, 2, 7] });
      setDefaultCACertificates([...authorities, certificate.cert]);
      service.setSecureContext(certificate);
      const { client } = bench("https://192.0.2.7:4443");
      const rows = [
        await client.retrieve(workstreams, ROW, { select: ["a"] }),
        await client.retrieve(workstreams, ROW, { select: ["b"] }),
      ];
      const path = `/api/data/v9.2/msdyn_liveworkstreams(${ROW})?$select=`;
      expect(rows).to.deep.equal([{ path: `${path}a` }, { path: `${path}b` }]);
      expect(asked.map(({ target }) => target)).to.deep.equal(["192.0.2.7:4443"]);
    });
  });

  describe("that fail", () => {
    it("are named with their variable where they refuse connections", async () => {
      const { port, close } = await startProxyServer(() => undefined);
      await close();
      process.env["HTTPS_PROXY"] = `http://me:secret-of-the-proxy@127.0.0.1:${port}`;
      const error = await failure(read(undefined, { retry: ONCE }), ProxyError);
      expect(error.message.split("\n")).to.deep.equal([
        `Could not read workstream ${ROW}: there is no way to ${HOST} through the proxy http://127.0.0.1:${port}, which HTTPS_PROXY names. [proxy]`,
        `  Why: The proxy http://127.0.0.1:${port} refuses connections (ECONNREFUSED).`,
        "  Do this: Check HTTPS_PROXY; unset it where there is no proxy.",
      ]);
    });

    it("are named where their own name cannot be resolved", async () => {
      process.env["all_proxy"] = "http://proxy.contoso.invalid:3128";
      const error = await failure(read(undefined, { retry: ONCE }), ProxyError);
      expect(error.what).to.contain("through the proxy http://proxy.contoso.invalid:3128, which all_proxy names");
      expect(error.why).to.match(
        /^The host name of the proxy http:\/\/proxy\.contoso\.invalid:3128 cannot be resolved \(E/,
      );
    });

    it("are not asked again where they want a password", async () => {
      const { asked, port } = await startProxy(answering("407 Proxy Authentication Required"));
      const error = await failure(read(), ProxyError);
      expect(error.why).to.equal(
        `The proxy http://127.0.0.1:${port} wants a user and a password, or refused those that were given (407).`,
      );
      expect(error.remedy).to.contain(
        "Write them into HTTPS_PROXY before the host name, as user:password followed by @.",
      );
      expect(asked.length).to.equal(1);
    });

    it("are asked again where they do not reach the service, and the wait names them", async () => {
      const { asked, port } = await startProxy(answering("502 Bad Gateway"));
      const tools = bench(`https://${HOST}`);
      const error = await failure(tools.client.retrieve(workstreams, ROW, { select: ["a"] }), ProxyError);
      expect(error.why).to.equal(
        `The proxy http://127.0.0.1:${port} answered 502 to the request for a connection to ${HOST}.`,
      );
      expect(asked.length).to.equal(8);
      expect(tools.messages[0]).to.equal(
        `The proxy http://127.0.0.1:${port} failed (502) on the request to read workstream ${ROW}; attempt 2 of 8 in 1 s.`,
      );
    });

    it("are given up where they never answer", async () => {
      const { port } = await startProxy(() => undefined);
      const error = await failure(read(undefined, { retry: ONCE, timeout: 400 }), ProxyError);
      expect(error.why).to.equal(`The proxy http://127.0.0.1:${port} did not answer in time (ETIMEDOUT).`);
    });

    it("are told from servers that are none", async () => {
      const { port } = await startProxy((socket) => {
        socket.end("SSH-2.0-OpenSSH_9.6\r\n");
        return undefined;
      });
      const error = await failure(read(), ProxyError);
      expect(error.why).to.match(
        new RegExp(`^The proxy http://127.0.0.1:${port} did not answer as a proxy does \\(HPE_`),
      );
    });

    for (const [given, shown] of [
      ["http://me:pass word@proxy:99999", "http://proxy:99999"],
      ["socks5://me:pass@word@proxy:1080", "socks5://proxy:1080"],
      ["http://", "http://"],
    ] as const) {
      it(`are named by variable and address where that is none: ${shown}`, async () => {
        process.env["HTTPS_PROXY"] = given;
        const error = await failure(read(), ProxyAddressError);
        expect([error.what, error.why]).to.deep.equal([
          "The variable HTTPS_PROXY does not name a proxy.",
          `'${shown}' is not an http or https address, such as http://proxy.contoso.com:8080.`,
        ]);
      });
    }

    it("are named beside the service where the way through them breaks off", async () => {
      const { port } = await startProxy((socket) => {
        socket.write("HTTP/1.1 200 Connection established\r\n\r\n");
        setImmediate(() => socket.destroy());
        return undefined;
      });
      const error = await failure(read(undefined, { retry: ONCE }), NetworkError);
      expect(error.why).to.equal(
        `The connection to ${HOST} broke off before the answer was complete (ECONNRESET). ` +
          `The way leads through the proxy http://127.0.0.1:${port}, which HTTPS_PROXY names.`,
      );
    });

    it("are told apart from the service where TLS with them fails", async () => {
      const { port } = await startProxy(() => undefined);
      process.env["HTTPS_PROXY"] = `https://127.0.0.1:${port}`;
      const error = await failure(read(), ProxyError);
      expect(error.why).to.equal(`TLS with the proxy https://127.0.0.1:${port} itself failed (EPROTO).`);
      expect(error.remedy).to.contain("Name it as http:// in HTTPS_PROXY");
    });

    it("are to blame for a sign-in, too", async () => {
      const { port } = await startProxy(answering("407 Proxy Authentication Required"));
      const silent = { info: () => undefined, warn: () => undefined };
      const configuration = resolveConfiguration(
        { environmentUrl: `https://${HOST}`, tenantId: TENANT, clientId: CLIENT, clientSecret: "secret~of~the~app" },
        {},
      );
      const signIn = await failure(createTokenSource(configuration, silent, new TestClock()).token(), ProxyError);
      expect(signIn.what).to.equal(
        `Could not sign in with the client secret: there is no way to login.microsoftonline.com through the proxy http://127.0.0.1:${port}, which HTTPS_PROXY names`,
      );
      const bot = { appId: "app-1", clientSecret: "secret~of~bot", botType: "MultiTenant", cloud: "public" } as const;
      expect((await failure(proveBotCredentials(bot, silent, new TestClock()), ProxyError)).code).to.equal("proxy");
    });
  });

  describe("are passed over", () => {
    it("for this machine, whatever the variables say", async () => {
      const server = await startScriptedServer();
      const { asked, port } = await startProxy(answering("502 Bad Gateway"));
      for (const name of ["http_proxy", "HTTP_PROXY", "ALL_PROXY"]) process.env[name] = `http://127.0.0.1:${port}`;
      server.answer({ status: 200, json: { a: 1 } });
      expect(await read(server.url)).to.deep.equal({ a: 1 });
      expect(asked).to.deep.equal([]);
      await server.close();
    });

    for (const host of [
      "localhost",
      "localhost.",
      "sandbox.localhost",
      "127.1",
      "[::1]",
      "[::ffff:127.0.0.1]",
      "0.0.0.0",
      "[::]",
    ]) {
      it(`for this machine by its name ${host}`, () => {
        expect(proxyFor(new URL(`https://${host}:8443/`), { HTTPS_PROXY: "http://proxy:3128" })).to.equal(undefined);
      });
    }

    for (const [exceptions, isExcepted] of [
      ["*", true],
      [HOST, true],
      [HOST.toUpperCase(), true],
      ["other, dynamics.invalid", true],
      [".dynamics.invalid", true],
      ["*.dynamics.invalid other", true],
      [`${HOST}:443`, true],
      [`${HOST}:8443`, false],
      ["ynamics.invalid", false],
      ["", false],
    ] as const) {
      it(`${isExcepted ? "for" : "not for"} what NO_PROXY holds: '${exceptions}'`, () => {
        const environment = { HTTPS_PROXY: "proxy:3128", NO_PROXY: exceptions };
        const address = proxyFor(new URL(`https://${HOST}/`), environment)?.address;
        expect(address).to.equal(isExcepted ? undefined : "http://proxy:3128");
      });
    }

    for (const [host, exceptions, isExcepted] of [
      [`${HOST}.`, HOST, true],
      [HOST, `${HOST}.`, true],
      ["[fd00::1]", "fd00::1", true],
      ["[fd00::1]", "[fd00::1]", true],
      ["[fd00::1]", "FD00:0:0:0::0:1", true],
      ["xn--bcher-kva.invalid", "BÜCHER.invalid", true],
      ["[fd00::1]", "[fd00::1]:8443", false],
      ["[fd00::1]", "fd00::/16", true],
      ["10.1.2.3", "10.0.0.0/8", true],
      ["10.1.2.3", "10.1.2.0/23", true],
      ["10.1.2.3", "11.0.0.0/8 fd00::/16 10.0.0.0/99 /8 10.0.0.0/", false],
      ["10.1.2.3.example", "10.0.0.0/8", false],
    ] as const) {
      it(`${isExcepted ? "for" : "not for"} ${host} where NO_PROXY holds '${exceptions}'`, () => {
        const environment = { HTTPS_PROXY: "proxy:3128", NO_PROXY: exceptions };
        const address = proxyFor(new URL(`https://${host}/`), environment)?.address;
        expect(address).to.equal(isExcepted ? undefined : "http://proxy:3128");
      });
    }

    it("for what NO_PROXY holds where no_proxy holds nothing", () => {
      const environment = { HTTPS_PROXY: "proxy:3128", no_proxy: "", NO_PROXY: HOST };
      expect(proxyFor(new URL(`https://${HOST}/`), environment)).to.equal(undefined);
    });

    for (const blank of ["", " ", "\t\n", "\u00a0"]) {
      it(`where their variables are blank: ${JSON.stringify(blank)}`, () => {
        const environment = { https_proxy: blank, HTTPS_PROXY: blank, all_proxy: blank, ALL_PROXY: blank };
        expect(proxyFor(new URL(`https://${HOST}/`), environment)).to.equal(undefined);
      });

      it(`by the next variable where one is blank: ${JSON.stringify(blank)}`, () => {
        const proxies = { https_proxy: blank, HTTPS_PROXY: "proxy:3128" };
        expect(proxyFor(new URL(`https://${HOST}/`), proxies)?.variable).to.equal("HTTPS_PROXY");
        const exceptions = { HTTPS_PROXY: "proxy:3128", no_proxy: blank, NO_PROXY: HOST };
        expect(proxyFor(new URL(`https://${HOST}/`), exceptions)).to.equal(undefined);
      });
    }
  });
});
