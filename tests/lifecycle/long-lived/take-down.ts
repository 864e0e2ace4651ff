import { messagesOf } from "./channel-expectation.ts";
import type { Declared, Type } from "./estate.ts";
import type { Expectation } from "./expectation.ts";
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
  variables,
  workstreams,
} from "./tables.ts";
import { put, rowIn, rowsIn } from "./world.ts";

/** What goes with a resource that leaves the program, or is made anew. */
export const takeDown: Readonly<
  Record<Exclude<Type, "RoutingRule">, (expectation: Expectation, id: string, one: Declared) => void>
> = {
  MessagingAccount(expectation, id) {
    expectation.remove(accounts, (_row, rowId) => rowId === id);
    expectation.remove(secrets, (row) => row["msdyn_ocbotchannelregistrationid"] === id);
  },

  Workstream(expectation, id) {
    const contract = rowIn(expectation.world, workstreams, id)?.["msdyn_routingcontractid"];
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
