import { tables } from "../../../schema/tables/index.ts";
import { ServiceError } from "../errors.ts";
import type { Rule, RuleEvent } from "../store/rule.ts";

// Code and text are assumed.
function refuseDelete({ table, id, before }: RuleEvent): void {
  if (before?.["ismanaged"] !== true) return;
  throw new ServiceError(
    400,
    "0x8004f01f",
    `The ${table}(${id}) component cannot be deleted because it belongs to a managed solution.`,
  );
}

const solutionAware = [...tables.values()].filter((table) => table.solutionAware);

export const managedRowRules: readonly Rule[] = [
  {
    name: "a managed row is not deleted",
    source: "assumed: managed components leave with their solution",
    handlers: solutionAware.map((table) => ({
      table: table.logicalName,
      messages: ["delete"],
      stage: "preOperation",
      run: refuseDelete,
    })),
  },
];
