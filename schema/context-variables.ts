import { messageTriggers, variablesOf, type AutomatedMessage } from "./automated-messages.ts";
import { comparisonsOf, factsOfOperator, type Operator } from "./condition.ts";
import { nearestNames, orList, suggestion } from "./nearest.ts";
import type { CheckFailure, PathBelow } from "./resource-schema.ts";
import type { RoutingRuleArguments } from "./routing-rule.ts";
import type { WorkstreamArguments } from "./workstream.ts";
import { isList, items, members, text, type Written, type WrittenMembers } from "./written.ts";

/** A context variable that an argument names. */
export interface VariableUse<Path extends string = string> {
  readonly name: string;
  /** Property path of the name. */
  readonly path: Path;
  readonly operator?: At<Operator, Path>;
  /** The values that it is compared with or set to. */
  readonly values?: readonly At<string | number, Path>[];
}

interface At<Value, Path extends string> {
  readonly given: Written<Value>;
  readonly path: Path;
}

type UseInRule = VariableUse<PathBelow<"when" | "set">>;

/** The context variables that the arguments of a routing rule test and set. */
export function variableUses({ when, set }: Pick<WrittenMembers<RoutingRuleArguments>, "when" | "set">): UseInRule[] {
  const tested = comparisonsOf(when, "when").flatMap(({ comparison, path }): UseInRule[] => {
    const name = text(comparison.contextVariable);
    if (name === undefined) return [];
    return [
      {
        name,
        path: `${path}.contextVariable`,
        operator: { given: comparison.operator, path: `${path}.operator` },
        values: [
          { given: comparison.value, path: `${path}.value` },
          ...items(comparison.values).map((given, index): At<string | number, PathBelow<"when">> => ({
            given,
            path: `${path}.values[${index}]`,
          })),
        ],
      },
    ];
  });
  const written = items(members(set)?.attributes).flatMap((attribute, index): UseInRule[] => {
    const { contextVariable, value } = members(attribute) ?? {};
    const name = text(contextVariable);
    if (name === undefined) return [];
    const path = `set.attributes[${index}]` as const;
    return [{ name, path: `${path}.contextVariable`, values: [{ given: value, path: `${path}.value` }] }];
  });
  return [...tested, ...written];
}

type UseInMessage = VariableUse<PathBelow<"automatedMessages">>;
type Messages = Written<readonly AutomatedMessage[]>;

/** The context variables that automated messages name, except in texts that already exist. */
export function messageVariableUses(messages: Messages, existing?: Messages): UseInMessage[] {
  return items(messages).flatMap((message, index): UseInMessage[] => {
    const { trigger, text: given } = members(message) ?? {};
    const written = text(given);
    if (written === undefined || !Object.hasOwn(messageTriggers, text(trigger) ?? "")) return [];
    const stands = (other: Written<AutomatedMessage>): boolean =>
      members(other)?.trigger === trigger && members(other)?.text === written;
    if (items(existing).some(stands)) return [];
    return variablesOf(written).map((name) => ({ name, path: `automatedMessages[${index}].text` }));
  });
}

/** Only a workstream that declares its variables can rule one out here. Otherwise check asks the environment. */
export function checkVariables<Path extends string>(
  uses: readonly VariableUse<Path>[],
  declared: WrittenMembers<WorkstreamArguments>["contextVariables"],
  report: (failure: CheckFailure & { readonly path: Path }) => void,
): void {
  if (!isList(declared)) return;
  const types = new Map(declared.map((variable) => [text(members(variable)?.name), members(variable)?.type]));
  const names = [...types.keys()];
  if (!names.every((name) => name !== undefined)) return;
  for (const use of uses) {
    if (!types.has(use.name)) report({ path: use.path, ...unknownVariable(use.name, names) });
    else for (const failure of misuse(use, types.get(use.name))) report(failure);
  }
}

/** The check failure for a context variable that a workstream does not have. */
export function unknownVariable(name: string, names: readonly string[]): Omit<CheckFailure, "path"> {
  const declare = "declare it in contextVariables of the workstream";
  const near = nearestNames(name, names);
  const instead = near.length > 0 ? `use ${orList(near)}` : suggestion(name, names);
  return {
    code: "unknown-context-variable",
    reason: `the workstream has no context variable "${name}" (names are case-sensitive)`,
    remedy: names.length === 0 ? declare : `${instead}, or ${declare}`,
  };
}

/** Uses that the type of the variable does not allow. Empty if the type is not known. */
export function misuse<Path extends string>(
  { name, operator, values = [] }: VariableUse<Path>,
  type: unknown,
): (CheckFailure & { readonly path: Path })[] {
  const compared = text(operator?.given);
  if (type === "Text" && operator !== undefined && compared !== undefined && factsOfOperator(compared)?.ordersNumbers) {
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
  return values.flatMap(({ given, path }): ReturnType<typeof misuse<Path>> => {
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
