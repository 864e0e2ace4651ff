import * as pulumi from "@pulumi/pulumi";
import { changedKeys, dataverse, deleteRow, outputsOf, readRow } from "./dataverse.ts";

interface Inputs {
  readonly name: string;
  readonly fallbackQueue: string;
  readonly queueContract: string;
  readonly autoCloseAfterInactivityMinutes: number;
}
interface Outputs extends Inputs {
  readonly configuration: string;
  readonly ruleset: string;
  readonly step: string;
}

/** A workstream with the rows around its ruleset, so that a rule only changes one document. */
const provider: pulumi.dynamic.ResourceProvider<Inputs, Outputs> = {
  async diff(_id, olds, news) {
    return { changes: changedKeys(olds, news).length > 0 };
  },
  async create(inputs) {
    const { data } = await dataverse(
      "POST",
      "msdyn_liveworkstreams",
      {
        msdyn_name: inputs.name,
        msdyn_streamsource: 192350002,
        msdyn_mode: 717210001,
        msdyn_direction: 0,
        msdyn_workdistributionmode: 192350000,
        msdyn_capacityformat: 192350000,
        msdyn_capacityrequired: 30,
        msdyn_allowedpresences: "192360000,192360001",
        msdyn_enableagentaffinity: true,
        msdyn_autocloseafterinactivity: inputs.autoCloseAfterInactivityMinutes,
        "msdyn_defaultqueue@odata.bind": `/queues(${inputs.fallbackQueue})`,
      },
      { Prefer: "return=representation" },
    );
    const id = String(data["msdyn_liveworkstreamid"]);
    const { randomUUID } = await import("node:crypto");
    const [configuration, ruleset, step] = [randomUUID(), randomUUID(), randomUUID()];
    await dataverse("POST", "msdyn_routingconfigurationsteps", {
      msdyn_routingconfigurationstepid: step,
      msdyn_name: "Route to queues",
      msdyn_uniquename: `new_${step.replaceAll("-", "")}`,
      msdyn_type: 192350002,
      msdyn_steporder: 1,
      msdyn_routingconfigurationid: {
        msdyn_routingconfigurationid: configuration,
        msdyn_name: `Routing of ${inputs.name}`,
        msdyn_uniquename: `new_${configuration.replaceAll("-", "")}`,
        msdyn_isactiveconfiguration: true,
        "msdyn_liveworkstreamid@odata.bind": `/msdyn_liveworkstreams(${id})`,
      },
      msdyn_rulesetid: {
        msdyn_decisionrulesetid: ruleset,
        msdyn_name: "Route to queues",
        msdyn_uniquename: `new_${ruleset.replaceAll("-", "")}`,
        msdyn_rulesettype: 192350000,
        msdyn_authoringmode: 192350000,
        msdyn_rulesetdefinition: '<decision hit-policy="all" version="1"><rules></rules></decision>',
        "msdyn_inputcontractid@odata.bind": `/msdyn_decisioncontracts(${String(data["_msdyn_routingcontractid_value"])})`,
        "msdyn_outputcontractid@odata.bind": `/msdyn_decisioncontracts(${inputs.queueContract})`,
      },
    });
    return { id, outs: { ...outputsOf(inputs), configuration, ruleset, step } };
  },
  async read(id, props) {
    const row = await readRow(`msdyn_liveworkstreams(${id})?$select=msdyn_name,msdyn_autocloseafterinactivity`);
    if (row === undefined) return {};
    const read = {
      name: String(row["msdyn_name"]),
      autoCloseAfterInactivityMinutes: Number(row["msdyn_autocloseafterinactivity"]),
    };
    return { id, props: { ...(props as Outputs), ...read } };
  },
  async update(id, olds, news) {
    await dataverse(
      "PATCH",
      `msdyn_liveworkstreams(${id})`,
      { msdyn_name: news.name, msdyn_autocloseafterinactivity: news.autoCloseAfterInactivityMinutes },
      { "If-Match": "*" },
    );
    const { configuration, ruleset, step } = olds;
    return { outs: { ...outputsOf(news), configuration, ruleset, step } };
  },
  async delete(id, props) {
    await deleteRow(`msdyn_routingconfigurationsteps(${props.step})`);
    await deleteRow(`msdyn_routingconfigurations(${props.configuration})`);
    await deleteRow(`msdyn_decisionrulesets(${props.ruleset})`);
    await deleteRow(`msdyn_liveworkstreams(${id})`);
  },
};

export class Workstream extends pulumi.dynamic.Resource {
  declare readonly ruleset: pulumi.Output<string>;

  constructor(name: string, props: pulumi.Inputs) {
    super(provider, name, { ruleset: undefined, ...props }, undefined, "plain", "Workstream");
  }
}
