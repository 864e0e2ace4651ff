import type { conversationFields, customerFields } from "../../schema/condition.ts";

type ConversationField = (typeof conversationFields)[number];
type CustomerField = (typeof customerFields)[number];

/** What a condition tests or a classification rule sets. */
export type AttributeName =
  | { readonly contextVariable: string }
  | { readonly conversation: ConversationField }
  | { readonly customer: CustomerField }
  /** A column of the contact that the conversation is linked to. */
  | { readonly contact: string };

/** Keys under which a decision contract offers these. */
export const conversationKey = "msdyn_ocliveworkitem";
export const customerKey = "msdyn_customengagementctx";

// Seen by third parties in rules of a live organization.
const contactKey = `${conversationKey}.msdyn_customer_msdyn_ocliveworkitem_contact.`;

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
  if ("contact" in name) return contactKey + name.contact;
  return "conversation" in name ? conversationColumns[name.conversation] : customerColumns[name.customer];
}

export function attributeOfPath(path: string): AttributeName | undefined {
  if (path.startsWith(contextKey) && path.length > contextKey.length) {
    return { contextVariable: path.slice(contextKey.length) };
  }
  const contact = path.startsWith(contactKey) ? path.slice(contactKey.length) : "";
  // Whoever goes on to a row that the contact names means more than a column of it.
  if (contact !== "" && !contact.includes(".")) return { contact };
  const conversation = keyOf(conversationColumns, path);
  if (conversation !== undefined) return { conversation };
  const customer = keyOf(customerColumns, path);
  return customer === undefined ? undefined : { customer };
}

function keyOf<Key extends string>(columns: Readonly<Record<Key, string>>, path: string): Key | undefined {
  return (Object.keys(columns) as Key[]).find((key) => columns[key] === path);
}
