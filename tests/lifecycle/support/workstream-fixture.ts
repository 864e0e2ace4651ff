import { workstream } from "../../../provider/resources/workstream/index.ts";
import type { Row, Sandbox, SandboxOrganization } from "../../../provider/sandbox/index.ts";
import { Deployment } from "./deployment.ts";

export const workstreamTable = "msdyn_liveworkstream";
export const variableTable = "msdyn_ocliveworkstreamcontextvariable";
export const linkTable = "msdyn_liveworkstreamcapacityprofile";
export const contractTable = "msdyn_decisioncontract";

export const plain = { name: "Telephone of the web", distributionMode: "Push" };

export const full = {
  ...plain,
  fallbackQueue: "Support",
  capacity: { profile: "Premium messaging" },
  allowedPresences: ["Busy", "Available"],
  autoCloseAfterInactivityMinutes: 60,
  keepSameAgent: false,
  skillMatching: "Exact",
  blockCapacityForWrapUp: 15,
  sessionTemplate: "Contoso session",
  notificationTemplates: { consult: "contoso_quiet_notification" },
  contextVariables: [
    { name: "Language", type: "Text" },
    { name: "Visits", type: "Number" },
  ],
  agent: { botHandle: "contoso-agent" },
};

/** The workstream that a test deploys, and the rows that exist afterwards. */
export class WorkstreamFixture {
  readonly organization: SandboxOrganization;
  readonly deployment: Deployment;
  readonly sandbox: Sandbox;

  constructor(sandbox: Sandbox) {
    this.sandbox = sandbox;
    [this.organization] = sandbox.organizations as [SandboxOrganization];
    this.deployment = new Deployment(workstream, sandbox);
  }

  get row(): Row {
    return this.organization.row(workstreamTable, this.deployment.id) ?? {};
  }

  idOf(table: string, column: string, name: string): string {
    return String(this.organization.rows(table).find((each) => each[column] === name)?.[`${table}id`]);
  }

  /** Names and type numbers. */
  get variables(): unknown[] {
    return this.organization.rows(variableTable).map((each) => [each["msdyn_name"], each["msdyn_datatype"]]);
  }

  /** Capacity profiles that the workstream is linked to. */
  get profiles(): unknown[] {
    return this.organization
      .rows(linkTable)
      .filter((link) => link["msdyn_workstream_id"] === this.deployment.id)
      .map((link) => link["msdyn_capacityprofile_id"]);
  }

  get contractId(): string {
    return String(this.row["msdyn_routingcontractid"]);
  }

  get contract(): string {
    return String(this.organization.row(contractTable, this.contractId)?.["msdyn_contractdefinition"]);
  }

  /** Bodies of the writes since the log was cleared. */
  get written(): unknown[] {
    return this.sandbox.requests.writes().map(({ body }): unknown => JSON.parse(body));
  }
}
