import { messageTriggers, variablesOf, type AutomatedMessage } from "../../schema/automated-messages.ts";
import { comparisonsOf, type Operator } from "../../schema/condition.ts";
import type { CheckFailure } from "../../schema/resource-schema.ts";
import type { RoutingRuleArguments } from "../../schema/routing-rule.ts";
import { items, members, text, type Written, type WrittenMembers } from "../../schema/written.ts";

/** A context variable that an argument names. */
export interface VariableUse {
  readonly name: string;
  /** Property path of the name. */
  readonly path: string;
  readonly operator?: At<Operator>;
  /** The values that it is compared with or set to. */
  readonly values?: readonly At<string | number>[];
}

interface At<Value> {
  readonly given: Written<Value>;
  readonly path: string;
}

/** The context variables that the arguments of a routing rule test and set. */
export function variableUses({ when, set }: Pick<WrittenMembers<RoutingRuleArguments>, "when" | "set">): VariableUse[] {
  const tested = comparisonsOf(when, "when").flatMap(({ comparison, path }): VariableUse[] => {
    const name = text(comparison.contextVariable);
    if (name === undefined) return [];
    return [
      {
        name,
        path: `${path}.contextVariable`,
        operator: { given: comparison.operator, path: `${path}.operator` },
        values: [
          { given: comparison.value, path: `${path}.value` },
          ...items(comparison.values).map((given, index): At<string | number> => ({
            given,
            path: `${path}.values[${index}]`,
          })),
        ],
      },
    ];
  });
  const written = items(members(set)?.attributes).flatMap((attribute, index): VariableUse[] => {
    const { contextVariable, value } = members(attribute) ?? {};
    const name = text(contextVariable);
    if (name === undefined) return [];
    const path = `set.attributes[${index}]`;
    return [{ name, path: `${path}.contextVariable`, values: [{ given: value, path: `${path}.value` }] }];
  });
  return [...tested, ...written];
}

type Messages = Written<readonly AutomatedMessage[]>;

/** The context variables that automated messages name, except in texts that already exist. */
export function messageVariableUses(messages: Messages, existing?: Messages): VariableUse[] {
  return items(messages).flatMap((message, index) => {
    const { trigger, text: given } = members(message) ?? {};
    const written = text(given);
    if (written === undefined || !Object.hasOwn(messageTriggers, text(trigger) ?? "")) return [];
    const stands = (other: Written<AutomatedMessage>): boolean =>
      members(other)?.trigger === trigger && members(other)?.text === written;
    if (items(existing).some(stands)) return [];
    return variablesOf(written).map((name) => ({ name, path: `automatedMessages[${index}].text` }));
  });
}

const ordering: readonly string[] = ["GreaterThan", "GreaterThanOrEqual", "LessThan", "LessThanOrEqual"];

/** Uses that the type of the variable does not allow. Empty if the type is not known. */
export function misuse({ name, operator, values = [] }: VariableUse, type: unknown): CheckFailure[] {
  const compared = text(operator?.given);
  if (type === "Text" && operator !== undefined && compared !== undefined && ordering.includes(compared)) {
    return [
      {
        code: "wrong-type",
        path: operator.path,
        reason: `${compared} compares numbers, and the context variable "${name}" is of type Text`,
        remedy: "use Equals or In, or declare the variable with type Number",
      },
    ];
  }
  if (type !== "Number") return [];
  return values.flatMap(({ given, path }): CheckFailure[] => {
    const written = text(given);
    if (written === undefined || isNumber(written)) return [];
    return [
      {
        code: "wrong-type",
        path,
        reason: `"${written}" is not a number, and the context variable "${name}" is of type Number`,
        remedy: "give a number, or declare the variable with type Text",
      },
    ];
  });
}

const isNumber = (written: string): boolean => written.trim() !== "" && !Number.isNaN(Number(written));
