import type { conversationFields, customerFields } from "../../schema/condition.ts";

type ConversationField = (typeof conversationFields)[number];
type CustomerField = (typeof customerFields)[number];

/** What a condition tests or a classification rule sets. */
export type AttributeName =
  | { readonly contextVariable: string }
  | { readonly conversation: ConversationField }
  | { readonly customer: CustomerField };

const contextKey = "liveworkitemcontext.";

// Seen in Microsoft's sample solution export (created on) and in live organizations (priority score, as an output).
const conversationColumns: Readonly<Record<ConversationField, string>> = {
  CreatedOn: "msdyn_ocliveworkitem.msdyn_createdon",
  PriorityScore: "msdyn_ocliveworkitem.msdyn_priorityscore",
};

// assumed: the columns are documented; that the contract of a custom workstream offers them under this key is not.
const customerColumns: Readonly<Record<CustomerField, string>> = {
  ChannelType: "msdyn_customengagementctx.msdyn_customchanneltype",
  SenderId: "msdyn_customengagementctx.msdyn_customsenderid",
  Name: "msdyn_customengagementctx.msdyn_customername",
  FirstName: "msdyn_customengagementctx.msdyn_customerfirstname",
  LastName: "msdyn_customengagementctx.msdyn_customerlastname",
  EmailAddress: "msdyn_customengagementctx.msdyn_customeremailaddress",
  PhoneNumber: "msdyn_customengagementctx.msdyn_customerphonenumber",
};

export function pathOfAttribute(name: AttributeName): string {
  if ("contextVariable" in name) return contextKey + name.contextVariable;
  return "conversation" in name ? conversationColumns[name.conversation] : customerColumns[name.customer];
}

export function attributeOfPath(path: string): AttributeName | undefined {
  if (path.startsWith(contextKey) && path.length > contextKey.length) {
    return { contextVariable: path.slice(contextKey.length) };
  }
  const conversation = keyOf(conversationColumns, path);
  if (conversation !== undefined) return { conversation };
  const customer = keyOf(customerColumns, path);
  return customer === undefined ? undefined : { customer };
}

function keyOf<Key extends string>(columns: Readonly<Record<Key, string>>, path: string): Key | undefined {
  return (Object.keys(columns) as Key[]).find((key) => columns[key] === path);
}
