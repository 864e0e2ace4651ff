import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect } from "chai";
import { type Sandbox, startSandbox } from "../../provider/sandbox/index.ts";
import { PulumiProject } from "../support/pulumi.ts";
import { fails, firstOrganization, succeeds } from "./support/outcomes.ts";

const plain = "canary~plain.0123456789-abcdefghijklmnopq";
const configured = "canary~config.0123456789-abcdefghijklmno";
const renewed = "canary~renewed.0123456789-abcdefghijklmn";
const wrong = "canary~wrong.0123456789-abcdefghijklmnop";

const program = (appIds: readonly string[], plainSecret: string, more = "") => `
import * as pulumi from "@pulumi/pulumi";
import * as azuread from "@pulumi/azuread";
import { CustomChannel, MessagingAccount, Workstream } from "pulumi-dynamics365";

const { tenantId } = azuread.getClientConfigOutput();
const application = new azuread.Application("bot", { displayName: "made here" });
const principal = new azuread.ServicePrincipal("bot", { clientId: application.clientId });
const password = new azuread.ApplicationPassword("bot", { applicationId: application.id });

const account = new MessagingAccount("plain", { name: "Plain", appId: "${appIds[0]}", clientSecret: "${plainSecret}" });
new MessagingAccount("configured", {
  name: "Configured", appId: "${appIds[1]}", clientSecret: new pulumi.Config("test").requireSecret("clientSecret"),
});
new MessagingAccount(
  "made",
  { name: "Made", appId: application.clientId, clientSecret: password.value, tenantId },
  { dependsOn: principal },
);
const workstream = new Workstream("workstream", { name: "Contoso", distributionMode: "Push" });
new CustomChannel("channel", { name: "Contoso", account, workstream, channelType: "DirectLine", language: 1033 });
export const secretOfAccount = account.clientSecret;
${more}
`;

describe("secrets under the real engine", function () {
  this.timeout(300_000);

  let sandbox: Sandbox;
  let project: PulumiProject;
  let appIds: string[];
  /** Everything that any command printed. */
  const printed: string[] = [];

  before(async () => {
    sandbox = await startSandbox({ standIns: true });
    appIds = [
      newApplication(sandbox, [plain, renewed]),
      newApplication(sandbox, [configured]),
      newApplication(sandbox, ["another-secret-that-nobody-gives"]),
    ];
    project = await PulumiProject.create({
      program: program(appIds, plain),
      config: { "test:clientSecret": { secret: configured } },
      environment: sandbox.environment,
    });
  });

  after(async () => {
    project.remove();
    await sandbox.close();
  });

  const secretMadeHere = () => {
    const application = sandbox.directory.applications().find(({ displayName }) => displayName === "made here");
    return String(application?.passwords[0]?.secretText);
  };

  const secrets = () => [plain, configured, renewed, wrong, secretMadeHere()];

  const seenIn = (text: string) => secrets().filter((secret) => withoutPulumisOwn(text).includes(secret));

  it("stay out of everything that is printed while resources are made", async () => {
    printed.push(await succeeds(project.preview(["--diff"])));
    printed.push(await succeeds(project.up(["--debug"])));
    expect(seenIn(printed.join("\n"))).to.deep.equal([]);
    const { secretOfAccount } = await project.outputs();
    expect(secretOfAccount).to.equal("[secret]");
  });

  it("stay out of a preview, a saved plan and an update that change one, where a count shows the change", async () => {
    project.setProgram(program(appIds, renewed));
    const plan = join(project.directory, "plan.json");
    const shown = await succeeds(project.preview(["--diff"]));
    expect(shown).to.match(/~ clientSecretVersion *: 1 => 2/);
    printed.push(shown);
    printed.push(await succeeds(project.preview(["--json", "--save-plan", plan])));
    expect(seenIn(readFileSync(plan, "utf8"))).to.deep.equal([]);
    printed.push(await succeeds(project.up(["--debug", "--diff", "--plan", plan])));
    printed.push(await succeeds(project.refresh(["--debug", "--diff"])));
    printed.push(await succeeds(project.preview(["--diff", "--expect-no-changes"])));
    expect(seenIn(printed.join("\n"))).to.deep.equal([]);
  });

  it("stand in `up --json` nowhere but in what the Node SDK says for debugging, which a filter takes out", async () => {
    const { stdout } = await project.up(["--json"]);
    const events = stdout
      .split("\n")
      .filter((line) => line.startsWith("{"))
      .map((line) => JSON.parse(line) as { diagnosticEvent?: { severity: string } });
    const isForDebugging = ({ diagnosticEvent }: (typeof events)[number]) => diagnosticEvent?.severity === "debug";
    expect(seenIn(JSON.stringify(events.filter(isForDebugging)))).to.include.members([renewed, secretMadeHere()]);
    const kept = events.filter((event) => !isForDebugging(event));
    expect(kept.length).to.be.above(5);
    expect(seenIn(JSON.stringify(kept))).to.deep.equal([]);
  });

  it("stay out of the errors about them", async () => {
    const declared = (secret: string) =>
      `new MessagingAccount("refused", { name: "Refused", appId: "${appIds[2]}", clientSecret: "${secret}" });`;
    project.setProgram(program(appIds, renewed, declared(wrong)));
    const refused = await fails(project.up(["--debug"]));
    expect(refused).to.contain("[bot-sign-in]").and.to.contain(`clientSecret: the client secret is wrong.`);
    printed.push(refused);

    project.setProgram(program(appIds, renewed, declared(wrong.repeat(3))));
    const tooLong = await fails(project.preview(["--debug"]));
    expect(tooLong).to.contain("clientSecret: is longer than the 100 characters that the account stores");
    printed.push(tooLong);
    expect(seenIn(printed.join("\n"))).to.deep.equal([]);
  });

  it("stay out of an error in which the service repeats one", async () => {
    project.setProgram(program(appIds, plain));
    sandbox.faults.add({
      table: "msdyn_ocbotchannelregistrationsecret",
      method: "PATCH",
      action: { kind: "refuse", status: 400, message: `The value ${plain} is not accepted.` },
    });
    const refused = await fails(project.up(["--debug"]));
    expect(refused).to.contain("is not accepted.");
    expect(seenIn(refused)).to.deep.equal([]);
    project.setProgram(program(appIds, renewed));
    printed.push(await succeeds(project.up()));
  });

  it("stand encrypted in the stack, and in clear only for who asks", async () => {
    expect(seenIn(JSON.stringify(await project.exportStack()))).to.deep.equal([]);
    const clear = JSON.stringify(await project.exportStack({ showSecrets: true }));
    expect(seenIn(clear)).to.deep.equal([configured, renewed, secretMadeHere()]);
  });

  it("stand in no file of the backend and of the configuration", () => {
    const root = dirname(project.directory);
    const files = readdirSync(join(root, "pulumi"), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name));
    const kept = [...files, join(project.directory, "Pulumi.dev.yaml")].map((file) => readFileSync(file, "utf8"));
    expect(kept.length).to.be.above(5);
    expect(seenIn(kept.join("\n"))).to.deep.equal([]);
  });

  it("pass one door only: nothing of them is in the log of requests", async () => {
    const log = sandbox.requests.list();
    expect(log.filter(({ operation }) => operation === "signIn").length).to.be.above(3);
    expect(seenIn(JSON.stringify(log))).to.deep.equal([]);
    const organization = firstOrganization(sandbox);
    const held = organization.rows("msdyn_ocbotchannelregistrationsecret").map((row) => row["msdyn_securemsappsecret"]);
    expect(held.toSorted()).to.deep.equal([configured, renewed, secretMadeHere()].toSorted());
    printed.push(await succeeds(project.destroy(["--debug"])));
    expect(seenIn(printed.join("\n"))).to.deep.equal([]);
  });
});

/**
 * With `--debug`, the Node SDK prints the response to every registration, including secrets of every provider. This
 * removes that part. The rest is ours to protect.
 */
function withoutPulumisOwn(text: string): string {
  return text
    .split("\n")
    .filter((line) => !line.includes("debug: RegisterResource RPC finished"))
    .join("\n");
}

function newApplication({ directory }: Sandbox, secretTexts: readonly string[]): string {
  const application = directory.addApplication({ displayName: "bot", replicated: true });
  directory.addServicePrincipal(application.clientId);
  for (const secretText of secretTexts) directory.addPassword(application, {}, { secretText });
  return application.clientId;
}
