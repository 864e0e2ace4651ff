import type { Outcome } from "./cell.ts";
import type { FaultName } from "./faults.ts";
import type { Operation, Scenario } from "./scenarios.ts";

const everywhere = (outcome: Outcome): Readonly<Record<Operation, Outcome>> => ({
  create: outcome,
  update: outcome,
  read: outcome,
  delete: outcome,
  "rule merge": outcome,
  batch: outcome,
});

/**
 * How a command ends under each fault: `done`, or the code of its error. In every case nothing is lost, and the next
 * run ends like an undisturbed one.
 */
const outcomes: Readonly<Record<FaultName, Readonly<Record<Operation, Outcome>>>> = {
  refused: everywhere("plugin-refused"),
  "401 once": everywhere("done"),
  "401 always": everywhere("unauthorized"),
  "token expired": everywhere("done"),
  "403": everywhere("missing-privilege"),
  "404": everywhere("bad-answer"),
  "408": everywhere("done"),
  "412": { ...everywhere("version-mismatch"), "rule merge": "done" },
  "429 once": everywhere("done"),
  "429 always": everywhere("throttled"),
  "429 beyond patience": everywhere("throttled"),
  "500": everywhere("service-unavailable"),
  "502": everywhere("done"),
  "503 once": everywhere("done"),
  "503 always": everywhere("service-unavailable"),
  "504": everywhere("done"),
  // For a write, the status of the response is enough to know that the work is done.
  "broken JSON": { ...everywhere("done"), read: "bad-answer" },
  "empty body": everywhere("bad-answer"),
  "page of a proxy, 502": everywhere("service-unavailable"),
  "page of a proxy, 200": everywhere("bad-answer"),
  "answer lost once": everywhere("done"),
  "answers lost always": everywhere("network"),
  "closed before the work": everywhere("done"),
  "closed half-way once": everywhere("done"),
  "closed half-way always": everywhere("network"),
  "stall of 30 s once": everywhere("done"),
  "stalls of 30 s always": everywhere("network"),
  "unknown host name": everywhere("network"),
  "certificate not trusted": everywhere("network"),
};

/** If a response does not tell what was done to a ruleset, the ruleset is read again. */
const rulesAgain: Readonly<Record<string, Outcome>> = {
  "update of RoutingRule": "done",
  "delete of RoutingRule": "done",
  "rule merge of RoutingRule": "done",
  "rule merge of RoutingRule, taken out": "done",
};

/** By fault, then by operation and subject. */
const exceptions: Partial<Record<FaultName, Readonly<Record<string, Outcome>>>> = {
  "404": { ...rulesAgain, "batch of RoutingRule, taken down": "done" },
  // These are computed again from the newest version. The others carry no version, or their rows are as expected.
  "412": {
    ...rulesAgain,
    "update of MessagingAccount": "done",
    "update of Workstream": "done",
    "create of RoutingRule": "done",
    "batch of RoutingRule, its step made": "done",
    "batch of RoutingRule, taken down": "done",
  },
  "empty body": rulesAgain,
  "page of a proxy, 200": rulesAgain,
};

export const titleOf = ({ operation, subject }: Scenario): string => `${operation} of ${subject}`;

export function expectedOutcome(scenario: Scenario, fault: FaultName): Outcome {
  const outcome = exceptions[fault]?.[titleOf(scenario)] ?? outcomes[fault][scenario.operation];
  // If not even the first request arrived, nothing was created yet.
  const arrived = fault !== "unknown host name" && fault !== "certificate not trusted";
  return outcome !== "done" && scenario.rowExists === true && arrived ? `not ready: ${outcome}` : outcome;
}
