import { system } from "../identity/caller.ts";
import { createRow, updateRow } from "../store/write.ts";
import type { Rule, RuleEvent } from "../store/rule.ts";

function makeContract({ organization, id, after }: RuleEvent): void {
  if (after?.["msdyn_isomnichannelqueue"] !== true || (after["msdyn_assignmentinputcontractid"] ?? null) !== null)
    return;
  const context = { organization, caller: system };
  const uniqueName = `new_${organization.newId().replaceAll("-", "_")}`;
  const contract = createRow(context, "msdyn_decisioncontract", undefined, {
    msdyn_name: uniqueName,
    msdyn_uniquename: uniqueName,
    msdyn_contractdefinition: '<contract version="1">\n</contract>',
  });
  updateRow(context, "queue", id, { msdyn_assignmentinputcontractid: String(contract["msdyn_decisioncontractid"]) });
}

export const queueRules: readonly Rule[] = [
  {
    name: "a new omnichannel queue gets an assignment contract",
    source: "github.com/ameijers/PrometheanCCaaSToolbox; assumed: the text of the contract",
    handlers: [{ table: "queue", messages: ["create"], stage: "postOperation", run: makeContract }],
  },
  {
    name: "a queue has a column for a channel profile",
    source: "table pages of the base layer, and a live dump of 2026; assumed: older environments lack it",
    switch: "queueChannelProfile",
  },
];
