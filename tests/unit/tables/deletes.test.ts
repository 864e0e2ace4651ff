import { expect } from "chai";

import { tables } from "../../../schema/tables/index.ts";
import { targetOf } from "./column-of.ts";

/** Own columns that a delete of their target cascades to or that refuse it; all others are unlinked. */
function columnsWith(onDelete: string): string[] {
  return [...tables.values()].flatMap((table) =>
    Object.entries(table.columns).flatMap(([name, column]) =>
      column.type === "Lookup" && column.targets.some((target) => target.onDelete === onDelete)
        ? [`${table.logicalName}.${name}`]
        : [],
    ),
  );
}

describe("delete behaviour", () => {
  it("takes channels, secrets, a queue and rating values down with what they point at", () => {
    expect(columnsWith("Cascade").sort()).to.deep.equal([
      "msdyn_ocbotchannelregistrationsecret.msdyn_ocbotchannelregistrationid",
      "msdyn_occustommessagingchannel.msdyn_custombotchannelregistration",
      "queue.msdyn_inqueueoverflowrulesetid",
      "ratingvalue.ratingmodel",
    ]);
  });

  it("refuses to delete a workstream with a channel, a linked profile and what record workstreams need", () => {
    const owned = columnsWith("Restrict").filter((column) => !column.endsWith(".owningbusinessunit"));
    expect(owned.sort()).to.deep.equal([
      "msdyn_liveworkstream.msdyn_entityroutingconfigurationid",
      "msdyn_liveworkstream.msdyn_intentfamilyid",
      "msdyn_liveworkstream.msdyn_masterentityroutingconfigurationid",
      "msdyn_liveworkstreamcapacityprofile.msdyn_capacityprofile_id",
      "msdyn_occustommessagingchannel.msdyn_liveworkstreamid",
      "msdyn_templateruleset.msdyn_publishedruleset",
      "queue.msdyn_channelprofileid",
      "systemuser.businessunitid",
      "team.businessunitid",
    ]);
  });

  it("leaves the rows of routing behind, unlinked", () => {
    for (const [table, column] of [
      ["msdyn_routingconfiguration", "msdyn_liveworkstreamid"],
      ["msdyn_routingconfigurationstep", "msdyn_routingconfigurationid"],
      ["msdyn_routingconfigurationstep", "msdyn_rulesetid"],
      ["msdyn_decisionruleset", "msdyn_inputcontractid"],
      ["msdyn_decisionruleset", "msdyn_outputcontractid"],
      ["msdyn_liveworkstream", "msdyn_routingcontractid"],
      ["msdyn_ocliveworkstreamcontextvariable", "msdyn_liveworkstreamid"],
      ["msdyn_liveworkstreamcapacityprofile", "msdyn_workstream_id"],
      ["queue", "msdyn_prequeueoverflowrulesetid"],
      ["msdyn_occustommessagingchannel", "msdyn_ocwidgetlanguage"],
      ["msdyn_occustommessagingchannel", "managedidentityid"],
    ] as const) {
      expect(targetOf(table, column).onDelete, `${table}.${column}`).to.equal("RemoveLink");
    }
  });

  it("refuses to delete a business unit that owns rows", () => {
    expect(targetOf("msdyn_ocbotchannelregistration", "owningbusinessunit").onDelete).to.equal("Restrict");
    expect(targetOf("msdyn_ocbotchannelregistration", "createdby").onDelete).to.equal("NoCascade");
  });
});
