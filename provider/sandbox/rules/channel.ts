import { pluginRefusal } from "../errors.ts";
import { system } from "../identity/caller.ts";
import { createRow, deleteRow, updateRow } from "../store/write.ts";
import type { Rule, RuleEvent } from "../store/rule.ts";

const table = "msdyn_occustommessagingchannel";
const messageTable = "msdyn_ocsystemmessage";

/**
 * At run time nothing distinguishes two channels of one kind on one account. That is why the 2021 page forbids them.
 */
function refuseSecondOfItsKind({ organization, switches, id, values, before }: RuleEvent): void {
  if (switches.oneDirectLinePerAccount !== "enforced") return;
  const channel = { ...before, ...values };
  const account = channel["msdyn_custombotchannelregistration"] ?? null;
  if (account === null) return;
  const twin = [...organization.store.table(table)].some(
    ([otherId, other]) =>
      otherId !== id &&
      other["msdyn_custombotchannelregistration"] === account &&
      other["msdyn_occustomchannelid"] === channel["msdyn_occustomchannelid"],
  );
  if (twin) throw pluginRefusal("The account already has a custom channel of this channel type.");
}

function removeMessages({ organization, switches, id }: RuleEvent): void {
  if (!switches.channelDeleteCleansUp) return;
  const messages = [...organization.store.table(messageTable)].filter(([, row]) => row["msdyn_instanceid"] === id);
  for (const [messageId] of messages) deleteRow({ organization, caller: system }, messageTable, messageId);
}

/** The message keeps a default text. With this switch, the service sends the text of the localization row. */
function moveText({ organization, switches, id, values }: RuleEvent): void {
  const text = values["msdyn_messagetext"];
  if (switches.messageText !== "localization" || typeof text !== "string" || text === "") return;
  const context = { organization, caller: system };
  const message = organization.store.get(messageTable, id);
  const localized = {
    msdyn_localizedtext: text.slice(0, 1000),
    msdyn_defaultlocalizedtext: text.slice(0, 1000),
    msdyn_entityname: messageTable,
    msdyn_entitycolumnname: "msdyn_messagetext",
    msdyn_entityrecordid: id,
    msdyn_isdefault: true,
    msdyn_customerlanguageid: message?.["msdyn_defaultlanguage"] ?? null,
    msdyn_systemmessageid: id,
  };
  const known = [...organization.store.table("msdyn_oclocalizationdata")].find(
    ([, row]) => row["msdyn_systemmessageid"] === id,
  );
  if (known === undefined) createRow(context, "msdyn_oclocalizationdata", undefined, localized);
  else updateRow(context, "msdyn_oclocalizationdata", known[0], localized);
  updateRow(context, messageTable, id, { msdyn_messagetext: null });
}

export const channelRules: readonly Rule[] = [
  {
    name: "a second channel of one kind on one account",
    source: "assumed: the 2021 page states the rule, not its enforcement",
    switch: "oneDirectLinePerAccount",
    handlers: [{ table, messages: ["create", "update"], stage: "preOperation", run: refuseSecondOfItsKind }],
  },
  {
    name: "the automated messages of a deleted channel stay behind",
    source: "table pages: a text link only; whether a plug-in cleans up is assumed not",
    switch: "channelDeleteCleansUp",
    handlers: [{ table, messages: ["delete"], stage: "postOperation", run: removeMessages }],
  },
  {
    name: "the text of an automated message is kept on the message",
    source: "assumed: the admin center edits localized text for the messages of a channel type",
    switch: "messageText",
    handlers: [{ table: messageTable, messages: ["create", "update"], stage: "postOperation", run: moveText }],
  },
  {
    name: "a Messaging API channel needs no account, workstream or language",
    source: "configure-custom-messaging-channel.md: the script sends five columns",
  },
  {
    name: "a change of the webhook gives another federated subject",
    source: "configure-custom-messaging-channel.md",
  },
];
