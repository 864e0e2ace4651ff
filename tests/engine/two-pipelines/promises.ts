import { createHash } from "node:crypto";
import { expect } from "chai";
import { outOfOrder, rulesOf } from "./document.ts";
import type { TwoPipelines } from "./pipelines.ts";
import type { PlannedRule } from "./plan.ts";

/** Checks that the document has exactly the rules of both plans and of people, unchanged and in the promised order. */
export function keepPromises(pipelines: TwoPipelines, rulesOfPeople: readonly string[], when: string): void {
  const rules = rulesOf(pipelines.document);
  const planned = pipelines.plans.flatMap((plan) => plan.rules);
  const queues = new Map(
    pipelines.organization.rows("queue").map((row) => [String(row["queueid"]), String(row["name"])]),
  );
  const stored = rules.flatMap(({ managed, name, text }): PlannedRule[] => {
    if (managed === undefined) return [];
    const queue = [...queues].find(([id]) => text.toLowerCase().includes(id))?.[1] as PlannedRule["queue"];
    const score = Number(/>(\d+)</.exec(text)?.[1]);
    return [{ name, order: managed.order, queue, score }];
  });
  expect(byName(stored), `rules of both programs ${when}`).to.deep.equal(byName(planned));
  expect(outOfOrder(rules), `rules of programs against their order ${when}`).to.deep.equal([]);
  const people = rules.filter(({ managed }) => managed === undefined).map(({ text }) => text);
  expect(people, `rules of people ${when}`).to.deep.equal(rulesOfPeople);
}

/** Checks that the id of each rule contains the tag of its stack and the mark of its resource. */
export async function bearMarks(pipelines: TwoPipelines): Promise<void> {
  const tag = (rowId: string): string => rowId.slice(0, 5);
  const mark = (rowId: string): string => createHash("sha256").update(rowId).digest("hex").slice(5, 15);
  const expected = [...(await pipelines.rowIds())].map(([name, rowId]) => `${name}: ${tag(rowId)}${mark(rowId)}`);
  const found = rulesOf(pipelines.document).flatMap(({ name, managed }) =>
    managed === undefined ? [] : [`${name}: ${managed.hash}`],
  );
  expect(found.length).to.be.greaterThan(0);
  expect(found.toSorted()).to.deep.equal(expected.toSorted());
}

const byName = (rules: readonly PlannedRule[]): PlannedRule[] =>
  rules.toSorted((left, right) => (left.name < right.name ? -1 : 1));
