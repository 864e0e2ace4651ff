import * as pulumi from "@pulumi/pulumi";
import { changedKeys, dataverse, deleteRow, outputsOf, readRow } from "./dataverse.ts";

interface Inputs {
  readonly name: string;
  readonly account: string;
  readonly workstream: string;
  readonly language: string;
  readonly agentsAttachFiles: boolean;
}

const provider: pulumi.dynamic.ResourceProvider<Inputs, Inputs> = {
  async diff(_id, olds, news) {
    return { changes: changedKeys(olds, news).length > 0 };
  },
  async create(inputs) {
    const { data } = await dataverse(
      "POST",
      "msdyn_occustommessagingchannels",
      {
        msdyn_name: inputs.name,
        msdyn_occustomchannelid: 192350000,
        msdyn_enablefileattachmentsforcustomers: true,
        msdyn_enablefileattachmentsforagents: inputs.agentsAttachFiles,
        "msdyn_custombotchannelregistration@odata.bind": `/msdyn_ocbotchannelregistrations(${inputs.account})`,
        "msdyn_liveworkstreamid@odata.bind": `/msdyn_liveworkstreams(${inputs.workstream})`,
        "msdyn_ocwidgetlanguage@odata.bind": `/msdyn_oclanguages(${inputs.language})`,
      },
      { Prefer: "return=representation" },
    );
    return { id: String(data["msdyn_occustommessagingchannelid"]), outs: outputsOf(inputs) };
  },
  async read(id, props) {
    const row = await readRow(
      `msdyn_occustommessagingchannels(${id})?$select=msdyn_name,msdyn_enablefileattachmentsforagents`,
    );
    if (row === undefined) return {};
    const read = {
      name: String(row["msdyn_name"]),
      agentsAttachFiles: row["msdyn_enablefileattachmentsforagents"] === true,
    };
    return { id, props: { ...(props as Inputs), ...read } };
  },
  async update(id, _olds, news) {
    await dataverse(
      "PATCH",
      `msdyn_occustommessagingchannels(${id})`,
      {
        msdyn_name: news.name,
        msdyn_enablefileattachmentsforagents: news.agentsAttachFiles,
        "msdyn_custombotchannelregistration@odata.bind": `/msdyn_ocbotchannelregistrations(${news.account})`,
        "msdyn_liveworkstreamid@odata.bind": `/msdyn_liveworkstreams(${news.workstream})`,
      },
      { "If-Match": "*" },
    );
    return { outs: outputsOf(news) };
  },
  async delete(id) {
    await deleteRow(`msdyn_occustommessagingchannels(${id})`);
  },
};

export class Channel extends pulumi.dynamic.Resource {
  constructor(name: string, props: pulumi.Inputs) {
    super(provider, name, props, undefined, "plain", "Channel");
  }
}
