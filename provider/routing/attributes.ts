import type { conversationFields, customerFields } from "../../schema/condition.ts";
import { namesOf } from "../../schema/names-of.ts";

type ConversationField = (typeof conversationFields)[number];
type CustomerField = (typeof customerFields)[number];

/** What a condition tests or a classification rule sets. */
export type AttributeName =
  | { readonly contextVariable: string }
  | { readonly conversation: ConversationField }
  | { readonly customer: CustomerField }
  /** A column of the contact that the conversation is linked to. */
  | { readonly contact: string };

/** Keys under which a decision contract offers the conversation and the customer. */
export const conversationKey = "msdyn_ocliveworkitem";
export const customerKey = "msdyn_customengagementctx";

// Third parties saw this in rules of a live organization.
const contactKey = `${conversationKey}.msdyn_customer_msdyn_ocliveworkitem_contact.`;

const contextKey = "liveworkitemcontext.";

// Microsoft's sample solution export has "created on"; live organizations have the priority score, as an output.
const conversationColumns: Readonly<Record<ConversationField, string>> = {
  CreatedOn: "msdyn_ocliveworkitem.msdyn_createdon",
  PriorityScore: "msdyn_ocliveworkitem.msdyn_priorityscore",
};

// The columns are documented. That the contract of a custom workstream offers them under this key is assumed.
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
  if ("contact" in name) return contactKey + name.contact;
  return "conversation" in name ? conversationColumns[name.conversation] : customerColumns[name.customer];
}

export function attributeOfPath(path: string): AttributeName | undefined {
  if (path.startsWith(contextKey) && path.length > contextKey.length) {
    return { contextVariable: path.slice(contextKey.length) };
  }
  const contact = path.startsWith(contactKey) ? path.slice(contactKey.length) : "";
  // A path that goes on after another dot means a column of a row that the contact points at.
  if (contact !== "" && !contact.includes(".")) return { contact };
  const conversation = keyOf(conversationColumns, path);
  if (conversation !== undefined) return { conversation };
  const customer = keyOf(customerColumns, path);
  return customer === undefined ? undefined : { customer };
}

function keyOf<Key extends string>(columns: Readonly<Record<Key, string>>, path: string): Key | undefined {
  return namesOf(columns).find((key) => columns[key] === path);
}
