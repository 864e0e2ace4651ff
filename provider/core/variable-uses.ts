import { messageTriggers, variablesOf, type AutomatedMessage } from "../../schema/automated-messages.ts";
import { comparisonsOf } from "../../schema/condition.ts";
import type { Fault } from "../../schema/resource-schema.ts";
import { isUnknown } from "../../schema/unknown.ts";
import { items, members, text, type Written } from "../../schema/written.ts";

/** A context variable that something names. */
export interface VariableUse {
  readonly name: string;
  /** Where it is named. */
  readonly path: string;
  readonly operator?: { readonly given: unknown; readonly path: string };
  /** What it is compared with, or set to. */
  readonly values?: readonly { readonly given: unknown; readonly path: string }[];
}

/** The context variables that the arguments of a routing rule test and set. */
export function variableUses(values: Readonly<Record<string, unknown>>): VariableUse[] {
  const tested = comparisonsOf(values["when"], "when").flatMap(({ comparison, path }): VariableUse[] => {
    const name = comparison["contextVariable"];
    if (typeof name !== "string" || isUnknown(name)) return [];
    const list = comparison["values"];
    return [
      {
        name,
        path: `${path}.contextVariable`,
        operator: { given: comparison["operator"], path: `${path}.operator` },
        values: [
          { given: comparison["value"], path: `${path}.value` },
          ...(Array.isArray(list) ? list : []).map((given: unknown, index) => ({
            given,
            path: `${path}.values[${index}]`,
          })),
        ],
      },
    ];
  });
  const set = values["set"] as { readonly attributes?: unknown } | null | undefined;
  const attributes = set?.attributes;
  const written = (Array.isArray(attributes) ? attributes : []).flatMap(
    (attribute: Attribute, index): VariableUse[] => {
      const name = attribute?.contextVariable;
      if (typeof name !== "string" || isUnknown(name)) return [];
      const path = `set.attributes[${index}]`;
      return [{ name, path: `${path}.contextVariable`, values: [{ given: attribute?.value, path: `${path}.value` }] }];
    },
  );
  return [...tested, ...written];
}

type Messages = Written<readonly AutomatedMessage[]>;

/** The context variables that automated messages name, save in texts that stand already. */
export function messageVariableUses(messages: Messages, standing?: Messages): VariableUse[] {
  return items(messages).flatMap((message, index) => {
    const { trigger, text: given } = members(message) ?? {};
    const written = text(given);
    if (written === undefined || !Object.hasOwn(messageTriggers, text(trigger) ?? "")) return [];
    const stands = (other: Written<AutomatedMessage>): boolean =>
      members(other)?.trigger === trigger && members(other)?.text === written;
    if (items(standing).some(stands)) return [];
    return variablesOf(written).map((name) => ({ name, path: `automatedMessages[${index}].text` }));
  });
}

type Attribute = { readonly contextVariable?: unknown; readonly value?: unknown } | null;

const ordering: readonly unknown[] = ["GreaterThan", "GreaterThanOrEqual", "LessThan", "LessThanOrEqual"];

/** What the type of the variable rules out; nothing of a type that is not known. */
export function misuse({ name, operator, values = [] }: VariableUse, type: unknown): Fault[] {
  if (type === "Text" && operator !== undefined && ordering.includes(operator.given)) {
    return [
      {
        code: "wrong-type",
        path: operator.path,
        reason: `${String(operator.given)} compares numbers, and the context variable "${name}" is of type Text`,
        remedy: "use Equals or In, or declare the variable with type Number",
      },
    ];
  }
  if (type !== "Number") return [];
  return values.filter(isNoNumber).map(({ given, path }) => ({
    code: "wrong-type",
    path,
    reason: `"${String(given)}" is not a number, and the context variable "${name}" is of type Number`,
    remedy: "give a number, or declare the variable with type Text",
  }));
}

function isNoNumber({ given }: { readonly given: unknown }): boolean {
  return typeof given === "string" && !isUnknown(given) && (given.trim() === "" || Number.isNaN(Number(given)));
}
