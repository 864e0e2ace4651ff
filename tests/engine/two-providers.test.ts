import { expect } from "chai";
import { startSandbox } from "../../provider/sandbox/index.ts";
import { PulumiProject } from "../support/pulumi.ts";
import { fails, planned } from "./support/outcomes.ts";

/** Addresses and app id come from outputs, so that the gate cannot check them. */
const program = (first: string | undefined, second: string | undefined) => `
import * as pulumi from "@pulumi/pulumi";
import { MessagingAccount, Provider } from "pulumi-dynamics365";

const later = <Value>(value: Value) => pulumi.output(new Promise<Value>((resolve) => setTimeout(resolve, 5, value)));
const at = (name: string, url: string) =>
  new Provider(name, { environmentUrl: later(url), accessToken: process.env.DYNAMICS365_ACCESS_TOKEN });
const account = (name: string, provider: Provider) =>
  new MessagingAccount(
    name,
    {
      name, appId: later("11111111-aaaa-4bbb-8ccc-0000000000b1"), clientSecret: "not asked for",
      tenantId: "7c0d4c9e-1a54-4a0e-9d0b-5d6f2f7f3a10", skipCredentialCheck: true,
    },
    { provider },
  );
account("first", at("east", ${JSON.stringify(first)}));
account("second", at("west", ${JSON.stringify(second)}));
`;

describe("two Providers of one program", function () {
  this.timeout(300_000);

  it("cannot give one environment two accounts of one app id, and may give one to each of two", async () => {
    const sandbox = await startSandbox({ organizations: 2 });
    const [here = "", elsewhere = ""] = sandbox.organizations.map(({ url }) => url);
    const project = await PulumiProject.create({
      program: program(here, `${here.toUpperCase()}/main.aspx`),
      environment: sandbox.environment,
    });
    try {
      expect(await fails(project.preview())).to.match(
        /appId: app id 11111111-\S+ is on the account "(first|second)" of Provider "(east|west)" already, .*\[app-id-taken\]/,
      );
      project.setProgram(program(here, elsewhere));
      expect(await planned(project)).to.include.members([
        "create MessagingAccount first",
        "create MessagingAccount second",
      ]);
    } finally {
      project.remove();
      await sandbox.close();
    }
  });
});
