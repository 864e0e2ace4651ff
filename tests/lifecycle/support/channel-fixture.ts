import type { Properties } from "../../../provider/core/definition.ts";
import { customChannel } from "../../../provider/resources/custom-channel/index.ts";
import type { Row, Sandbox, SandboxOrganization } from "../../../provider/sandbox/index.ts";
import { Deployment } from "./deployment.ts";

export const channelTable = "msdyn_occustommessagingchannel";
export const messageTable = "msdyn_ocsystemmessage";
export const textTable = "msdyn_oclocalizationdata";
export const identityTable = "managedidentity";

const workstream = "0d1cfb50-6f0f-5d0d-8f0a-0b7f9f0e4a11";
const account = "3a8b6f0e-2d64-5b7b-9a55-5f1c0a5e7c22";
export const otherAccount = "91f5d0a7-6a0c-5c0e-8d2b-1b1f6a0d9e33";

export const plain: Properties = {
  name: "Web chat",
  account,
  workstream,
  channelType: "DirectLine",
  language: 1033,
};

export const full: Properties = {
  ...plain,
  automatedMessages: [
    { trigger: "Greeting", text: "Hello, we speak {$Language$}." },
    { trigger: "CustomerDisconnected", text: "The customer is gone." },
  ],
  survey: {
    survey: "Customer satisfaction",
    message: "How was it?",
    botSurvey: { survey: "Bot satisfaction", message: "And the bot?" },
  },
  attachments: { customers: true, agents: true },
  realTimeTranslation: true,
};

export const messagingApi: Properties = {
  name: "App messages",
  workstream,
  channelType: "MessagingApi",
  language: "en-US",
  messagingApi: {
    appId: "6B1B2C3D-0000-5000-8000-000000000001",
    tenantId: "6b1b2c3d-0000-5000-8000-000000000002",
    webhookUrl: "https://hook.contoso.com/messages",
  },
  automatedMessages: [{ trigger: "SessionEnded", text: "Goodbye." }],
};

/** An environment with two accounts and a workstream, and the channel that a test deploys in it. */
export class ChannelFixture {
  readonly organization: SandboxOrganization;
  readonly deployment: Deployment;
  readonly sandbox: Sandbox;

  constructor(sandbox: Sandbox) {
    this.sandbox = sandbox;
    [this.organization] = sandbox.organizations as [SandboxOrganization];
    this.deployment = new Deployment(customChannel, sandbox);
    for (const [id, appId] of [
      [account, "11111111-0000-5000-8000-000000000001"],
      [otherAccount, "11111111-0000-5000-8000-000000000002"],
    ] as const) {
      const values = { msdyn_name: "Account", msdyn_msappid: appId, msdyn_iscustommessagingbcr: true };
      this.organization.insertRaw("msdyn_ocbotchannelregistration", id, values);
    }
    this.organization.insertRaw("msdyn_liveworkstream", workstream, {
      msdyn_name: "Telephone of the web",
      msdyn_streamsource: 192350002,
    });
    this.organization.insertRaw("msdyn_ocliveworkstreamcontextvariable", "5b0b5a55-0000-5000-8000-000000000001", {
      msdyn_name: "Language",
      msdyn_datatype: 192350000,
      msdyn_liveworkstreamid: workstream,
    });
    sandbox.requests.clear();
  }

  get row(): Row {
    return this.organization.row(channelTable, this.deployment.id) ?? {};
  }

  rows(table: string): readonly Row[] {
    return this.organization.rows(table);
  }

  idOf(table: string, column: string, value: unknown): string {
    return String(this.rows(table).find((each) => each[column] === value)?.[`${table}id`]);
  }

  /** Trigger numbers and texts, as customers get them. */
  get messages(): unknown[] {
    return this.rows(messageTable).map((message) => {
      const localized = this.rows(textTable).find(
        (text) => text["msdyn_systemmessageid"] === message["msdyn_ocsystemmessageid"],
      );
      return [
        message["msdyn_systemmessageeventtype"],
        localized?.["msdyn_localizedtext"] ?? message["msdyn_messagetext"],
      ];
    });
  }

  /** Bodies of the writes since the log was cleared. */
  get written(): unknown[] {
    return this.sandbox.requests.writes().map(({ body }): unknown => (body === "" ? "delete" : JSON.parse(body)));
  }
}
