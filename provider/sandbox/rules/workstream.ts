import { pluginRefusal } from "../errors.ts";
import { identificationRules } from "../identity/identification-rules.ts";
import { customMessagingTemplates, defaultProfileName } from "../identity/well-known-names.ts";
import { system } from "../identity/caller.ts";
import type { Row } from "../store/row.ts";
import type { WriteContext } from "../store/write-context.ts";
import { createRow, deleteRow, updateRow } from "../store/write.ts";
import { newContractDefinition } from "./contract-definition.ts";
import type { Handler, Rule, RuleEvent } from "../store/rule.ts";

const table = "msdyn_liveworkstream";

/** Fills in each default when the switch says so: with the create, some time later, or never. */
function onFillIn(fill: (context: WriteContext, workstream: Row, event: RuleEvent) => void): Handler {
  const run = (event: RuleEvent): void => {
    const workstream = event.organization.store.get(table, event.id);
    if (workstream !== undefined) fill({ organization: event.organization, caller: system }, workstream, event);
  };
  return {
    table,
    messages: ["create"],
    stage: "postOperation",
    run(event) {
      if (event.switches.workstreamFillIns === "sync") run(event);
      if (event.switches.workstreamFillIns === "async") event.organization.later(() => run(event));
    },
  };
}

function makeContract(context: WriteContext, _workstream: Row, { id, values, switches }: RuleEvent): void {
  const sent = values["msdyn_routingcontractid"];
  if (sent !== undefined && sent !== null && switches.contractFromCaller === "kept") return;
  const uniqueName = `new_${context.organization.newId().replaceAll("-", "_")}`;
  const contract = createRow(context, "msdyn_decisioncontract", undefined, {
    msdyn_name: uniqueName,
    msdyn_uniquename: uniqueName,
    msdyn_contractdefinition: newContractDefinition(switches.customerContext === "listed"),
  });
  updateRow(context, table, id, { msdyn_routingcontractid: String(contract["msdyn_decisioncontractid"]) });
}

function fillTemplates(context: WriteContext, workstream: Row, { id, switches }: RuleEvent): void {
  if (switches.templateFill === "off") return;
  const overwrite = switches.templateFill === "overwrite";
  const wanted = Object.entries(customMessagingTemplates).filter(
    ([column]) => overwrite || (workstream[column] ?? "") === "",
  );
  updateRow(context, table, id, Object.fromEntries(wanted));
}

function fillIdentificationRule(context: WriteContext, workstream: Row, { id }: RuleEvent): void {
  if ((workstream["msdyn_recordidentificationrule"] ?? "") !== "") return;
  updateRow(context, table, id, { msdyn_recordidentificationrule: identificationRules });
}

function linkDefaultProfile(context: WriteContext, _workstream: Row, { id }: RuleEvent): void {
  const profiles = [...context.organization.store.table("msdyn_capacityprofile").values()];
  const profile = profiles.find((row) => row["msdyn_uniquename"] === defaultProfileName);
  if (profile === undefined) return;
  const profileId = String(profile["msdyn_capacityprofileid"]);
  createRow(context, "msdyn_liveworkstreamcapacityprofile", undefined, {
    msdyn_name: `${String(profile["msdyn_name"])}-${profileId}`,
    msdyn_workstream_id: id,
    msdyn_capacityprofile_id: profileId,
  });
}

function fillCapacity(context: WriteContext, workstream: Row, { id, switches }: RuleEvent): void {
  if (switches.capacityFill === "off" || typeof workstream["msdyn_capacityrequired"] === "number") return;
  updateRow(context, table, id, { msdyn_capacityrequired: 30 });
}

function refuseModeChange({ switches, values, before }: RuleEvent): void {
  const mode = values["msdyn_workdistributionmode"];
  if (switches.modeChange === "allowed" || mode === undefined || mode === before?.["msdyn_workdistributionmode"])
    return;
  throw pluginRefusal("The work distribution mode of a workstream cannot be changed after it is created.");
}

const owned = [
  ["msdyn_routingconfiguration", "msdyn_liveworkstreamid"],
  ["msdyn_ocliveworkstreamcontextvariable", "msdyn_liveworkstreamid"],
  ["msdyn_liveworkstreamcapacityprofile", "msdyn_workstream_id"],
] as const;

function cleanUp({ organization, switches, id, before }: RuleEvent): void {
  if (!switches.workstreamDeleteCleansUp) return;
  const context = { organization, caller: system };
  for (const [child, column] of owned) {
    const rows = [...organization.store.table(child)].filter(([, row]) => row[column] === id);
    for (const [childId] of rows) deleteRow(context, child, childId);
  }
  const contract = before?.["msdyn_routingcontractid"];
  if (typeof contract === "string" && organization.store.get("msdyn_decisioncontract", contract) !== undefined) {
    deleteRow(context, "msdyn_decisioncontract", contract);
  }
}

export const workstreamRules: readonly Rule[] = [
  {
    name: "a new workstream without a contract gets one",
    source: "github.com/ameijers/PrometheanCCaaSToolbox, seen with voice; assumed: custom messaging alike",
    switch: "contractFromCaller",
    handlers: [onFillIn(makeContract)],
  },
  {
    name: "the contract of a custom workstream offers the engagement context",
    source: "assumed by analogy with live chat",
    switch: "customerContext",
  },
  {
    name: "a new workstream gets its template names",
    source: "seen with voice; assumed: custom messaging alike, and the unique names of its notification templates",
    switch: "templateFill",
    handlers: [onFillIn(fillTemplates)],
  },
  {
    name: "a new workstream gets its record identification rule",
    source: "seen with voice; assumed: custom messaging alike",
    switch: "workstreamFillIns",
    handlers: [onFillIn(fillIdentificationRule)],
  },
  {
    name: "a new workstream is linked to the default capacity profile",
    source: "seen with voice; assumed: custom messaging alike, and the profile's name",
    switch: "workstreamFillIns",
    handlers: [onFillIn(linkDefaultProfile)],
  },
  {
    name: "a new workstream that names no capacity has none",
    source: "table page: no default; the form's script fills in 30, which live rows hold; assumed: the server does not",
    switch: "capacityFill",
    handlers: [onFillIn(fillCapacity)],
  },
  {
    name: "a new workstream has no routing configuration",
    source: "github.com/ameijers/PrometheanCCaaSToolbox: tried with three workstreams in October 2026",
  },
  {
    name: "the distribution mode of a workstream is settled at its creation",
    source: "assumed: the admin center does not offer the change",
    switch: "modeChange",
    handlers: [{ table, messages: ["update"], stage: "preOperation", run: refuseModeChange }],
  },
  {
    name: "what hangs on a deleted workstream stays behind unlinked",
    source: "table pages: RemoveLink; whether a plug-in cleans up is assumed not",
    switch: "workstreamDeleteCleansUp",
    handlers: [{ table, messages: ["delete"], stage: "preOperation", run: cleanUp }],
  },
];
