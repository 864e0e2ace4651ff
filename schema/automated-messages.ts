import type { Rule } from "./resource-schema.ts";

/**
 * Triggers that suit a custom channel, with the label of the admin center. The list is Microsoft's; that every one of
 * them fires for custom channels is assumed.
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

/** Names in braces that the service replaces; `{$Name$}` stands for a context variable. */
export const messageSlugs = ["AgentName", "QueueName"] as const;

const slug = /\{([^{}]*)\}/g;
const variableSlug = /^\$([A-Za-z0-9_]+)\$$/;

/** Context variables that a text names, in order. */
export function variablesOf(text: string): string[] {
  return [...text.matchAll(slug)].flatMap((match) => variableSlug.exec(match[1] ?? "")?.[1] ?? []);
}

/** An unknown slug would reach the customer as it stands, so it is a fault. */
export const knownSlugsOnly: Rule = (values, report) => {
  const messages = values["automatedMessages"];
  if (!Array.isArray(messages)) return;
  messages.forEach((message: unknown, index) => {
    const text = textOf(message);
    for (const [whole, inner = ""] of text.matchAll(slug)) {
      if ((messageSlugs as readonly string[]).includes(inner) || variableSlug.test(inner)) continue;
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

/** One text for each trigger: the service has one row for each. */
export const oneTextPerTrigger: Rule = (values, report) => {
  const messages = values["automatedMessages"];
  if (!Array.isArray(messages)) return;
  const seen = new Set<unknown>();
  messages.forEach((message: unknown, index) => {
    const trigger = (message as { trigger?: unknown } | null)?.trigger;
    if (typeof trigger !== "string") return;
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

function textOf(message: unknown): string {
  const text = (message as { text?: unknown } | null)?.text;
  return typeof text === "string" ? text : "";
}
