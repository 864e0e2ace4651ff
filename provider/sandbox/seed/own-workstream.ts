import type { SandboxSeed } from "./sandbox-seed.ts";
import { newContractDefinition, withVariable } from "../rules/contract-definition.ts";
import type { Values } from "../store/row.ts";
import { identificationRules } from "../identity/identification-rules.ts";
import { identifier } from "../identity/identifiers.ts";
import { presenceNumbers } from "./own-numbers.ts";
import { definitionOf, faultIn } from "./own-rules.ts";
import type { Insertion } from "./insertion.ts";
import { customMessagingTemplates, defaultProfileName, queueOutputContract } from "../identity/well-known-names.ts";

export type Workstream = NonNullable<SandboxSeed["workstreams"]>[number];
export type Ruleset = NonNullable<Workstream["rulesets"]>[number];

const distributionModes = { Push: 192350000, Pick: 192350001 } as const;
const variableTypes = { Text: 192350000, Number: 192350001 } as const;
const stepTypes = { classification: 192350000, routeToQueue: 192350002 } as const;
const declarative = 192350000;
const custom = 192350002;
const simplified = 717210001;
const defaultUnits = 30;
const defaultMinutes = 2880;

const uniqueName = (id: string): string => `new_${id.replaceAll("-", "")}`;

/** Adds a workstream as the service completes it, with everything that belongs to it. All ids derive from its own. */
export function addWorkstream(
  insertion: Insertion,
  workstream: Workstream,
  path: string,
  listsCustomer: boolean,
): void {
  const { fallbackQueue, contextVariables = [], rulesets = [] } = workstream;
  const queue =
    fallbackQueue === undefined
      ? undefined
      : insertion.find("queue", "name", fallbackQueue, `${path}.fallbackQueue`, "queue");
  /** Ids of the workstream's other rows derive from its own id, or from its name. */
  const own = (workstream.id ?? workstream.name).toLowerCase();
  const part = (table: string, name: string, columns: Values): string =>
    insertion.once(table, ["msdyn_uniquename"], {
      msdyn_uniquename: uniqueName(identifier(table, `${own}/${name}`)),
      ...columns,
    });
  const contract = part("msdyn_decisioncontract", "contract", {
    msdyn_name: `Contract of ${workstream.name}`,
    msdyn_contractdefinition: contextVariables.reduce(
      (text, { name, type }) => withVariable(text, name, type === "Number" ? "number" : "string"),
      newContractDefinition(listsCustomer),
    ),
  });
  const facts = { path, id: workstream.id, columns: ["msdyn_name"], property: "name" };
  const id = insertion.add("msdyn_liveworkstream", facts, {
    msdyn_name: workstream.name,
    msdyn_streamsource: custom,
    msdyn_mode: simplified,
    msdyn_direction: 0,
    msdyn_workdistributionmode: distributionModes[workstream.distributionMode ?? "Push"],
    msdyn_capacityrequired: defaultUnits,
    msdyn_allowedpresences: `${presenceNumbers.Available},${presenceNumbers.Busy}`,
    msdyn_autocloseafterinactivity: defaultMinutes,
    msdyn_recordidentificationrule: identificationRules,
    msdyn_routingcontractid: contract,
    ...customMessagingTemplates,
    ...(queue === undefined ? {} : { msdyn_defaultqueue: queue }),
  });
  contextVariables.forEach(({ name, type }, at) =>
    insertion.add(
      "msdyn_ocliveworkstreamcontextvariable",
      {
        path: `${path}.contextVariables[${at}]`,
        id: undefined,
        columns: ["msdyn_liveworkstreamid", "msdyn_name"],
        property: "name",
      },
      {
        msdyn_name: name,
        msdyn_displayname: name,
        msdyn_datatype: variableTypes[type ?? "Text"],
        msdyn_liveworkstreamid: id,
      },
    ),
  );
  linkDefaultProfile(insertion, id);
  if (rulesets.length > 0) addRulesets(insertion, rulesets, { path, id, contract, part });
}

function linkDefaultProfile(insertion: Insertion, workstream: string): void {
  const profile = insertion.rows.find(({ values }) => values["msdyn_uniquename"] === defaultProfileName);
  if (profile === undefined) return;
  insertion.once("msdyn_liveworkstreamcapacityprofile", ["msdyn_workstream_id"], {
    msdyn_name: `${String(profile.values["msdyn_name"])}-${profile.id}`.slice(0, 100),
    msdyn_workstream_id: workstream,
    msdyn_capacityprofile_id: profile.id,
  });
}

interface Surroundings {
  readonly path: string;
  /** The id of the workstream. */
  readonly id: string;
  readonly contract: string;
  readonly part: (table: string, name: string, columns: Values) => string;
}

/** Steps connect rulesets to their configuration, in order. The one for route to queue comes last. */
function addRulesets(insertion: Insertion, rulesets: readonly Ruleset[], surroundings: Surroundings): void {
  const { path, id, contract, part } = surroundings;
  const listed = rulesets.map((ruleset, at) => ({ ruleset, path: `${path}.rulesets[${at}]` }));
  const routing = listed.filter(({ ruleset }) => ruleset.kind === "routeToQueue");
  if (routing[1] !== undefined) {
    const remedy = "keep one of them, with the rules of all";
    insertion.fault(`${routing[1].path}.kind`, "is the second ruleset of this kind in the workstream", remedy);
  }
  const configuration = part("msdyn_routingconfiguration", "configuration", {
    msdyn_name: rulesets[0]?.name ?? "",
    msdyn_isactiveconfiguration: true,
    msdyn_liveworkstreamid: id,
  });
  const output =
    insertion.rows.find(({ values }) => values["msdyn_uniquename"] === queueOutputContract)?.id ?? contract;
  const ordered = [...listed.filter(({ ruleset }) => ruleset.kind === "classification"), ...routing];
  for (const [at, { ruleset, path: place }] of ordered.entries()) {
    const rulesetId = ruleset.id?.toLowerCase() ?? identifier("own/msdyn_decisionruleset", `${id}/${ruleset.name}`);
    const definition = ruleset.definition ?? definitionOf(insertion, ruleset, rulesetId, place);
    if (ruleset.definition !== undefined && ruleset.rules !== undefined)
      insertion.fault(`${place}.definition`, "stands beside rules, and is all of them", "keep one of the two");
    const fault = faultIn(definition);
    if (fault !== undefined) {
      const [property, remedy] =
        ruleset.definition === undefined
          ? ["rules", "leave the character out"]
          : ["definition", "give the XML as it stands in an environment"];
      insertion.fault(`${place}.${property}`, fault, remedy);
    }
    const facts = { path: place, id: rulesetId, columns: ["msdyn_uniquename"], property: "name" };
    insertion.add("msdyn_decisionruleset", facts, {
      msdyn_name: ruleset.name,
      msdyn_uniquename: uniqueName(rulesetId),
      msdyn_rulesettype: declarative,
      msdyn_authoringmode: declarative,
      msdyn_inputcontractid: contract,
      msdyn_outputcontractid: ruleset.kind === "routeToQueue" ? output : contract,
      msdyn_rulesetdefinition: definition,
    });
    part("msdyn_routingconfigurationstep", `step/${rulesetId}`, {
      msdyn_name: ruleset.name,
      msdyn_steporder: at + 1,
      msdyn_type: stepTypes[ruleset.kind],
      msdyn_routingconfigurationid: configuration,
      msdyn_rulesetid: rulesetId,
    });
  }
}
