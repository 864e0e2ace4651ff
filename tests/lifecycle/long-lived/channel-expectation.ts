import type { Properties } from "../../../provider/core/definition.ts";
import type { Row } from "../../../provider/sandbox/index.ts";
import { columnsOnCreate, managedColumns } from "./columns.ts";
import type { Declared } from "./estate.ts";
import type { Expectation } from "./expectation.ts";
import { channels, eventTypes, identities, messages } from "./tables.ts";
import { rowIn } from "./world.ts";

export const messagesOf = (args: Properties): readonly { trigger: string; text: string }[] =>
  (args["automatedMessages"] ?? []) as readonly { trigger: string; text: string }[];

export function expectChannel(expectation: Expectation, one: Declared): void {
  const { world, update } = expectation;
  const id = expectation.idOf(one);
  const before = expectation.argsBefore(one);
  const pointing = Object.fromEntries(
    ["account", "workstream"].flatMap((argument) => {
      const parent = update.program.find(
        ({ type, name }) =>
          name === one.args[argument] && type === (argument === "account" ? "MessagingAccount" : "Workstream"),
      );
      return parent === undefined ? [] : [[argument, expectation.idOf(parent)]];
    }),
  );
  const args = { ...one.args, ...pointing };
  const columns = managedColumns(world, one.type, args, before);
  const row = expectation.require(channels, id, columns, columnsOnCreate(world, one.type, args));
  const api = args["messagingApi" as keyof typeof args] as { appId: string; tenantId: string } | undefined;
  if (api !== undefined) {
    // If the channel lost its identity, it is bound to the new one.
    const identity = String(row["managedidentityid"] ?? rowIn(update.actual, channels, id)?.["managedidentityid"]);
    expectation.require(channels, id, { managedidentityid: identity });
    const bound = {
      applicationid: api.appId.toLowerCase(),
      tenantid: api.tenantId.toLowerCase(),
      credentialsource: 2,
      subjectscope: 1,
    };
    expectation.require(identities, identity, bound);
  }
  expectMessages(expectation, id, one.args, before, row["msdyn_ocwidgetlanguage"] ?? null);
}

function expectMessages(
  expectation: Expectation,
  id: string,
  args: Properties,
  before: Properties,
  language: Row[string],
): void {
  const wanted = messagesOf(args);
  for (const { trigger, text } of wanted) {
    const key = { msdyn_instanceid: id, msdyn_systemmessageeventtype: eventTypes[trigger] ?? 0 };
    expectation.requireChild(messages, key, {
      msdyn_messagetext: text,
      msdyn_messagereceiver: trigger === "CustomerDisconnected" ? 192350000 : 192350001,
      msdyn_defaultlanguage: language,
    });
  }
  const lost = messagesOf(before).filter(({ trigger }) => !wanted.some((one) => one.trigger === trigger));
  for (const { trigger } of lost) {
    expectation.remove(
      messages,
      (row) => row["msdyn_instanceid"] === id && row["msdyn_systemmessageeventtype"] === eventTypes[trigger],
    );
  }
}
