import { ownIds } from "../../../provider/resources/routing-rule/ruleset-key.ts";
import type { Row } from "../../../provider/sandbox/index.ts";
import { messagesOf } from "./channel-expectation.ts";
import type { Declared, Type } from "./estate.ts";
import type { Expectation } from "./expectation.ts";
import { elementsOf } from "./rule-text.ts";
import {
  accounts,
  channels,
  configurations,
  contracts,
  eventTypes,
  identities,
  links,
  messages,
  ruleSets,
  secrets,
  steps,
  stepTypes,
  variables,
  workstreams,
} from "./tables.ts";
import { put, rowIn, rowsIn } from "./world.ts";

/** Removes what is deleted with a resource that leaves the program or is replaced. */
export const takeDown: Readonly<
  Record<Exclude<Type, "RoutingRule">, (expectation: Expectation, id: string, one: Declared) => void>
> = {
  MessagingAccount(expectation, id) {
    expectation.remove(accounts, (_row, rowId) => rowId === id);
    expectation.remove(secrets, (row) => row["msdyn_ocbotchannelregistrationid"] === id);
  },

  Workstream(expectation, id) {
    const contract = rowIn(expectation.world, workstreams, id)?.["msdyn_routingcontractid"];
    takeOutEmptyRows(expectation, id);
    expectation.remove(workstreams, (_row, rowId) => rowId === id);
    expectation.remove(variables, (row) => row["msdyn_liveworkstreamid"] === id);
    expectation.remove(links, (row) => row["msdyn_workstream_id"] === id);
    for (const [configuration, row] of rowsIn(expectation.world, configurations)) {
      if (row["msdyn_liveworkstreamid"] === id)
        put(expectation.world, configurations, configuration, { ...row, msdyn_liveworkstreamid: null });
    }
    const isUsed = rowsIn(expectation.world, ruleSets).some(([, row]) => row["msdyn_inputcontractid"] === contract);
    if (!isUsed) expectation.remove(contracts, (_row, rowId) => rowId === contract);
  },

  CustomChannel(expectation, id, { args }) {
    const identity = rowIn(expectation.world, channels, id)?.["managedidentityid"];
    expectation.remove(channels, (_row, rowId) => rowId === id);
    expectation.remove(identities, (_row, rowId) => rowId === identity);
    for (const { trigger } of messagesOf(args)) {
      expectation.remove(
        messages,
        (row) => row["msdyn_instanceid"] === id && row["msdyn_systemmessageeventtype"] === eventTypes[trigger],
      );
    }
  },
};

/** If people removed their own rules after ours were gone, the rows made for rules are left empty. */
function takeOutEmptyRows(expectation: Expectation, workstream: string): void {
  const { world } = expectation;
  for (const [configuration, row] of rowsIn(world, configurations)) {
    if (row["msdyn_liveworkstreamid"] !== workstream) continue;
    const inIt = (step: Row): boolean => step["msdyn_routingconfigurationid"] === configuration;
    for (const [step, columns] of rowsIn(world, steps).filter(([, each]) => inIt(each))) {
      const id = String(columns["msdyn_rulesetid"]);
      const ruleSet = rowIn(world, ruleSets, id);
      const own = ownIds({
        workstream,
        ...(columns["msdyn_type"] === stepTypes.routeToQueue
          ? { kind: "routeToQueue" }
          : { kind: "classification", name: String(ruleSet?.["msdyn_name"]) }),
      });
      if (id !== own.ruleset || elementsOf(ruleSet?.["msdyn_rulesetdefinition"]).length > 0) continue;
      expectation.remove(steps, (_row, rowId) => rowId === step);
      expectation.remove(ruleSets, (_row, rowId) => rowId === id);
      const isEmpty = !rowsIn(world, steps).some(([, each]) => inIt(each));
      if (isEmpty) expectation.remove(configurations, (_row, rowId) => rowId === configuration);
    }
  }
}
