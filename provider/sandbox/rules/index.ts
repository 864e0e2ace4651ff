import { accountRules } from "./account.ts";
import { channelRules } from "./channel.ts";
import { contractRules } from "./contract.ts";
import { managedRowRules } from "./managed-row.ts";
import { platformRules } from "./platform.ts";
import { queueRules } from "./queue.ts";
import { ruleSetRules } from "./rule-set.ts";
import type { Rule } from "../store/rule.ts";
import { secretRules } from "./secret-in-force.ts";
import { webApiRules } from "./web-api.ts";
import { workstreamRules } from "./workstream.ts";

/** Every behaviour that the sandbox shows. Each has a contract test of the same name. */
export const rules: readonly Rule[] = [
  ...platformRules,
  ...webApiRules,
  ...managedRowRules,
  ...accountRules,
  ...secretRules,
  ...channelRules,
  ...workstreamRules,
  ...contractRules,
  ...ruleSetRules,
  ...queueRules,
];
