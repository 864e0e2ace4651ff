import { createServer, type Server } from "node:https";
import type { AddressInfo } from "node:net";
import { ClientSecretCredential, type ClientSecretCredentialOptions } from "@azure/identity";
import { expect } from "chai";
import { contoso, deployer, seededDirectory } from "../../../provider/sandbox/entra/seed.ts";
import { createSignIn, type SignIn } from "../../../provider/sandbox/sign-in/sign-in.ts";
import { selfSignedCertificate } from "./self-signed-certificate.ts";

const dataverseUrl = "https://contoso.crm4.example";

describe("Azure's client library at the sign-in stand-in", () => {
  let signIn: SignIn;
  let server: Server;
  let options: ClientSecretCredentialOptions;

  before(async () => {
    signIn = createSignIn(seededDirectory(), { isEnvironment: (address) => address === dataverseUrl });
    const certificate = selfSignedCertificate();
    server = createServer(certificate, (request, response) => void signIn.handle(request, response));
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    options = {
      authorityHost: `https://127.0.0.1:${(server.address() as AddressInfo).port}`,
      // The library asks Microsoft about hosts that it does not know unless told not to.
      disableInstanceDiscovery: true,
      tlsOptions: { ca: certificate.cert },
      retryOptions: { maxRetries: 0 },
    };
  });

  after(async () => {
    await new Promise((resolve) => {
      server.close(resolve);
      server.closeAllConnections();
    });
  });

  it("gets a token of the environment for the right secret", async () => {
    const { tenantId } = contoso;
    const credential = new ClientSecretCredential(tenantId, deployer.clientId, deployer.clientSecret, options);
    const { token } = await credential.getToken(`${dataverseUrl}/.default`);
    expect(signIn.userFor(token)).to.deep.equal({ applicationId: deployer.clientId, tenantId, audience: dataverseUrl });
  });

  it("reports the number of the refusal for a wrong one", async () => {
    const credential = new ClientSecretCredential(contoso.tenantId, deployer.clientId, "wrong", options);
    const error = await credential.getToken(`${dataverseUrl}/.default`).then(
      () => undefined,
      (failure: Error) => failure,
    );
    expect(error?.message).to.contain("AADSTS7000215");
  });
});
