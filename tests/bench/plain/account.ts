import * as pulumi from "@pulumi/pulumi";
import { changedKeys, dataverse, deleteRow, outputsOf, readRow } from "./dataverse.ts";

interface Inputs {
  readonly name: string;
  readonly appId: string;
  readonly clientSecret: string;
  readonly tenantId: string;
}
interface Outputs extends Inputs {
  readonly messagingEndpoint: string;
}

const provider: pulumi.dynamic.ResourceProvider<Inputs, Outputs> = {
  async diff(_id, olds, news) {
    const changed = changedKeys(olds, news);
    return { changes: changed.length > 0, replaces: changed.filter((key) => key === "appId") };
  },
  async create(inputs) {
    const { data } = await dataverse(
      "POST",
      "msdyn_ocbotchannelregistrations",
      {
        msdyn_name: inputs.name,
        msdyn_msappid: inputs.appId,
        msdyn_tenantid: inputs.tenantId,
        msdyn_bottype: 192350001,
        msdyn_iscustommessagingbcr: true,
        msdyn_msdyn_ocbotchannelregistration_msdyn_ocbotchannelregistrationsecret_ocbotchannelregistrationid: [
          { msdyn_name: "Client secret", msdyn_securemsappsecret: inputs.clientSecret },
        ],
      },
      { Prefer: "return=representation" },
    );
    const outs = { ...outputsOf(inputs), messagingEndpoint: String(data["msdyn_messagingendpoint"]) };
    return { id: String(data["msdyn_ocbotchannelregistrationid"]), outs };
  },
  async read(id, props) {
    const row = await readRow(
      `msdyn_ocbotchannelregistrations(${id})?$select=msdyn_name,msdyn_msappid,msdyn_messagingendpoint`,
    );
    if (row === undefined) return {};
    const read = {
      name: String(row["msdyn_name"]),
      appId: String(row["msdyn_msappid"]),
      messagingEndpoint: String(row["msdyn_messagingendpoint"]),
    };
    return { id, props: { ...(props as Outputs), ...read } };
  },
  async update(id, olds, news) {
    await dataverse("PATCH", `msdyn_ocbotchannelregistrations(${id})`, { msdyn_name: news.name }, { "If-Match": "*" });
    return { outs: { ...outputsOf(news), messagingEndpoint: olds.messagingEndpoint } };
  },
  async delete(id) {
    await deleteRow(`msdyn_ocbotchannelregistrations(${id})`);
  },
};

export class Account extends pulumi.dynamic.Resource {
  declare readonly messagingEndpoint: pulumi.Output<string>;

  constructor(name: string, props: pulumi.Inputs) {
    const options = { additionalSecretOutputs: ["clientSecret"] };
    super(provider, name, { messagingEndpoint: undefined, ...props }, options, "plain", "Account");
  }
}
