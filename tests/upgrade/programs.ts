import { join } from "node:path";
import { packageDirectory } from "../../examples/runner/package-directory.ts";
import { contoso, existingBotApplication } from "../../provider/sandbox/entra/seed.ts";
import { type Sandbox, type SandboxOrganization, tokens } from "../../provider/sandbox/index.ts";
import type { ConfigValue } from "../support/pulumi.ts";

/** A program that is recorded at each release. */
export interface RecordedProgram {
  readonly name: string;
  /** The folder with its index.ts and Pulumi.yaml. */
  readonly directory: string;
  /** Makes what the program finds in the environment. */
  readonly surround: (organization: SandboxOrganization, sandbox: Sandbox) => void;
  readonly config: (sandbox: Sandbox) => Readonly<Record<string, ConfigValue>>;
}

const account = "msdyn_ocbotchannelregistration";
const madeByHand = "22222222-aaaa-4bbb-8ccc-0000000000b1";
const full = { appId: "22222222-aaaa-4bbb-8ccc-0000000000c1", secret: "made-up.secret.of-the-full.account....." };
const adopted = { appId: "22222222-aaaa-4bbb-8ccc-0000000000c2", secret: "made-up.secret.of-the-adopted.account.." };
const customMessaging = { msdyn_streamsource: 192350002, msdyn_mode: 717210001, msdyn_workdistributionmode: 192350000 };

const programDirectory = (name: string): string => join(import.meta.dirname, "programs", name);

export const recordedPrograms: readonly RecordedProgram[] = [
  {
    name: "quickstart",
    directory: join(packageDirectory, "examples", "quickstart"),
    surround: () => undefined,
    config: () => ({}),
  },
  {
    name: "look-ups",
    directory: programDirectory("look-ups"),
    surround: (organization) => {
      insertAccount(organization, "Made by hand", existingBotApplication.clientId, madeByHand);
    },
    config: ({ organizations }) => ({
      "look-ups:accountId": madeByHand,
      "look-ups:botAppId": existingBotApplication.clientId,
      "look-ups:botSecret": { secret: existingBotApplication.clientSecret },
      "look-ups:secondUrl": organizations[1]?.url ?? "",
      "look-ups:secondToken": { secret: tokens.administrator },
    }),
  },
  {
    name: "properties",
    directory: programDirectory("properties"),
    surround: (organization, { directory }) => {
      for (const { appId, secret } of [full, adopted]) {
        const facts = { clientId: appId, displayName: "made by hand", replicated: true };
        directory.addPassword(directory.addApplication(facts), {}, { secretText: secret });
      }
      const row = insertAccount(organization, "To be adopted", adopted.appId);
      organization.insert("msdyn_ocbotchannelregistrationsecret", {
        msdyn_name: "made by hand",
        msdyn_ocbotchannelregistrationid: row,
        msdyn_securemsappsecret: adopted.secret,
      });
      organization.insert("msdyn_liveworkstream", { ...customMessaging, msdyn_name: "Adopted" });
      organization.insert("msdyn_occustommessagingchannel", {
        msdyn_name: "Adopted",
        msdyn_occustomchannelid: 192350000,
        msdyn_custombotchannelregistration: row,
      });
      insertRulesWithEveryOperator(organization);
    },
    config: ({ url, organizations }) => ({
      "dynamics365:environmentUrl": url,
      "dynamics365:maxConcurrency": "16",
      "properties:organizationId": organizations[0]?.id ?? "",
      "properties:botAppId": existingBotApplication.clientId,
      "properties:botSecret": { secret: existingBotApplication.clientSecret },
      "properties:fullAppId": full.appId,
      "properties:fullSecret": { secret: full.secret },
      "properties:adoptedAppId": adopted.appId,
    }),
  },
];

function insertAccount(organization: SandboxOrganization, name: string, appId: string, id?: string): string {
  const values = {
    msdyn_name: name,
    msdyn_msappid: appId,
    msdyn_bottype: 192350001,
    msdyn_tenantid: contoso.tenantId,
    msdyn_iscustommessagingbcr: true,
  };
  return String(organization.insert(account, values, id)[`${account}id`]);
}

/** The provider writes some operators only where rules of people show how they are stored. */
function insertRulesWithEveryOperator(organization: SandboxOrganization): void {
  const conditions = ["!=", "&lt;", "&lt;=", "contains"].map(
    (operator) =>
      `<condition operator="${operator}"><lhs type="attribute">msdyn_ocliveworkitem.msdyn_priorityscore</lhs>` +
      '<rhs type="staticvalue">1</rhs></condition>',
  );
  const [workstream, configuration, ruleset, step] = ["1", "2", "3", "4"].map(
    (digit) => `22222222-aaaa-4bbb-8ccc-0000000000f${digit}`,
  ) as [string, string, string, string];
  organization.insert("msdyn_liveworkstream", { ...customMessaging, msdyn_name: "Made by hand" }, workstream);
  organization.insertRaw("msdyn_routingconfiguration", configuration, {
    msdyn_name: "Made by hand",
    msdyn_uniquename: "new_configuration",
    msdyn_isactiveconfiguration: true,
    msdyn_liveworkstreamid: workstream,
  });
  organization.insertRaw("msdyn_decisionruleset", ruleset, {
    msdyn_name: "Made by hand",
    msdyn_uniquename: "new_ruleset",
    msdyn_rulesetdefinition:
      '<decision hit-policy="all" version="1"><rules>' +
      '<rule id="22222222-aaaa-4bbb-8ccc-0000000000f5" name="Made by hand">' +
      `<logical operator="OR">${conditions.join("")}</logical><action/></rule></rules></decision>`,
  });
  organization.insertRaw("msdyn_routingconfigurationstep", step, {
    msdyn_name: "Made by hand",
    msdyn_uniquename: "new_step",
    msdyn_steporder: 1,
    msdyn_type: 192350002,
    msdyn_routingconfigurationid: configuration,
    msdyn_rulesetid: ruleset,
  });
}
