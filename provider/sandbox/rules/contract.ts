import { system } from "../identity/caller.ts";
import { updateRow } from "../store/write.ts";
import { withVariable } from "./contract-definition.ts";
import type { Rule, RuleEvent } from "../store/rule.ts";

const number = 192350001;

/** Adds a context variable to its workstream's contract. */
function addVariable({ organization, switches, after }: RuleEvent): void {
  if (switches.contractUpkeep !== "server" || after === undefined) return;
  const workstream = organization.store.get("msdyn_liveworkstream", String(after["msdyn_liveworkstreamid"]));
  const contractId = String(workstream?.["msdyn_routingcontractid"]);
  const contract = organization.store.get("msdyn_decisioncontract", contractId);
  const name = after["msdyn_name"];
  if (contract === undefined || typeof name !== "string") return;
  const definition = String(contract["msdyn_contractdefinition"] ?? "");
  const changed = withVariable(definition, name, after["msdyn_datatype"] === number ? "number" : "string");
  if (changed === definition) return;
  updateRow({ organization, caller: system }, "msdyn_decisioncontract", contractId, {
    msdyn_contractdefinition: changed,
  });
}

export const contractRules: readonly Rule[] = [
  {
    name: "a new context variable reaches the decision contract",
    source: "assumed: who adds it is not documented",
    switch: "contractUpkeep",
    handlers: [
      {
        table: "msdyn_ocliveworkstreamcontextvariable",
        messages: ["create"],
        stage: "postOperation",
        run: addVariable,
      },
    ],
  },
];
