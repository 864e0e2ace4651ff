import type { Rule } from "./resource-schema.ts";
import { items, members, text } from "./written.ts";

/**
 * Triggers for custom channels, with their label in the admin center. The list is Microsoft's. assumed: each of them
 * fires for custom channels.
 */
export const messageTriggers = {
  Greeting: "Greeting Message for Async Channels and Voice",
  AgentAssigned: "Agent assigned to a conversation",
  AgentNotAssigned: "Agent couldn't be assigned to conversation",
  AgentDisconnected: "Agent disconnected from conversation",
  AgentEndedConversation: "Agent ended conversation",
  AgentJoinedConversation: "Agent joined conversation",
  AgentJoinedCustomerConversation: "Agent joined customer conversation",
  AgentLeftCustomerConversation: "Agent left customer conversation",
  ConsultAccepted: "Consult accepted",
  ConsultSessionEnded: "Consult session ended",
  CustomerNextInLine: "Customer is next in line",
  PositionInQueue: "Customer's position in queue",
  CustomerDisconnected: "Customer disconnected from conversation",
  Holiday: "Holiday message to customer",
  OutOfOperatingHours: "Out of operating hour message to customer",
  SessionEnded: "Session ended",
  TransferAccepted: "Transfer to agent accepted",
} as const;

export type MessageTrigger = keyof typeof messageTriggers;

/** A text that the service sends by itself when an event happens. */
export interface AutomatedMessage {
  readonly trigger: MessageTrigger;
  readonly text: string;
}

/** Arguments that include automated messages. */
export interface WithMessages {
  readonly automatedMessages?: readonly AutomatedMessage[] | undefined;
}

/** Names in braces that the service replaces; `{$Name$}` stands for a context variable. */
export const messageSlugs = ["AgentName", "QueueName"] as const;

const slug = /\{([^{}]*)\}/g;
const variableSlug = /^\$([A-Za-z0-9_]+)\$$/;

/** The context variables that a text names, in order. */
export function variablesOf(text: string): string[] {
  return [...text.matchAll(slug)].flatMap((match) => variableSlug.exec(match[1] ?? "")?.[1] ?? []);
}

/** An unknown slug would be shown to the customer unchanged, so it is a failure. */
export const knownSlugsOnly: Rule<WithMessages> = ({ automatedMessages }, report) => {
  items(automatedMessages).forEach((message, index) => {
    for (const [whole, inner = ""] of (text(members(message)?.text) ?? "").matchAll(slug)) {
      if (messageSlugs.some((known) => known === inner) || variableSlug.test(inner)) continue;
      report({
        code: "invalid-value",
        path: `automatedMessages[${index}].text`,
        reason: `${whole} is not a slug that the service replaces`,
        remedy:
          "use {AgentName}, {QueueName}, or {$Name$} for a context variable (letters, digits and underscore, exact case)",
      });
    }
  });
};

/** One text for each trigger, because the service has one row for each. */
export const oneTextPerTrigger: Rule<WithMessages> = ({ automatedMessages }, report) => {
  const seen = new Set<string>();
  items(automatedMessages).forEach((message, index) => {
    const trigger = text(members(message)?.trigger);
    if (trigger === undefined) return;
    if (seen.has(trigger) && Object.hasOwn(messageTriggers, trigger)) {
      report({
        code: "duplicate",
        path: `automatedMessages[${index}].trigger`,
        reason: `${trigger} has a message already`,
        remedy: "keep one message for each trigger",
      });
    }
    seen.add(trigger);
  });
};
