import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { deployer } from "../../provider/sandbox/entra/seed.ts";
import { type Sandbox, startSandbox } from "../../provider/sandbox/index.ts";
import { PulumiProject } from "../support/pulumi.ts";
import { selfSignedCertificate } from "../unit/stand-ins/self-signed-certificate.ts";
import { fails, firstOrganization, previewsNothing, succeeds } from "./support/outcomes.ts";

const renewed = "canary~renewed.0123456789-abcdefghijklmn";

const program = (url: string) => `
import { Provider, Workstream } from "pulumi-dynamics365";

const provider = new Provider("east", {
  environmentUrl: "${url}", clientId: "${deployer.clientId}", clientSecret: process.env.SECRET_OF_THE_DEPLOYER,
});
new Workstream("chat", { name: "Chat", distributionMode: "Push" }, { provider });
`;

describe("a Provider whose secret was renewed after the last up", function () {
  this.timeout(300_000);

  let sandbox: Sandbox;
  let deployed: PulumiProject;
  let folder: string;
  const copies: PulumiProject[] = [];
  /** The stack as it was when the secret was rotated. The program finds the new secret in its environment. */
  const afterRotation = (): PulumiProject => {
    const copy = deployed.copy({ SECRET_OF_THE_DEPLOYER: renewed });
    copies.push(copy);
    return copy;
  };

  before(async () => {
    const tls = selfSignedCertificate();
    sandbox = await startSandbox({ tls });
    folder = mkdtempSync(join(tmpdir(), "rotated-credentials-"));
    const certificate = join(folder, "sandbox.pem");
    writeFileSync(certificate, tls.cert);
    const { DYNAMICS365_ACCESS_TOKEN: _signedInAlready, ...environment } = sandbox.environment;
    deployed = await PulumiProject.create({
      program: program(sandbox.url),
      environment: {
        ...environment,
        NODE_EXTRA_CA_CERTS: certificate,
        SECRET_OF_THE_DEPLOYER: deployer.clientSecret,
      },
    });
    await succeeds(deployed.up());

    const application = sandbox.directory.applications().find(({ clientId }) => clientId === deployer.clientId)!;
    application.passwords = [];
    sandbox.directory.addPassword(application, {}, { secretText: renewed });
  });

  after(async () => {
    for (const project of [deployed, ...copies]) project.remove();
    rmSync(folder, { recursive: true });
    await sandbox.close();
  });

  const workstreams = () => firstOrganization(sandbox).rows("msdyn_liveworkstream");

  it("refuses refresh and destroy, which sign in as state says, and tells the ways out", async () => {
    const project = afterRotation();
    for (const command of ["refresh", "destroy"] as const) {
      const said = await fails(project[command]());
      expect(said)
        .to.contain("Could not sign in to Dataverse: Entra refused the client secret. [credentials-refused]")
        .and.to.contain("run `pulumi up`, or `pulumi refresh --run-program` or `pulumi destroy --run-program`");
    }
    expect(workstreams()).to.have.length(1);
  });

  it("refreshes with the program, and shows nothing afterwards", async () => {
    const project = afterRotation();
    await succeeds(project.refresh(["--run-program"]));
    await previewsNothing(project);
    await succeeds(project.refresh());
  });

  it("is up to date after an up, which state keeps", async () => {
    const project = afterRotation();
    await succeeds(project.up());
    await succeeds(project.refresh());
    await previewsNothing(project);
  });

  it("is destroyed with the program", async () => {
    await succeeds(afterRotation().destroy(["--run-program"]));
    expect(workstreams()).to.deep.equal([]);
  });
});
