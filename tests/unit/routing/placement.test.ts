import { expect } from "chai";
import { v5 } from "uuid";
import { emptyDocument, parseDocument, type DecisionDocument } from "../../../provider/routing/document.ts";
import {
  putRule,
  reclaimRule,
  removeRuleByHash,
  standsInOrder,
  type PlacedRule,
} from "../../../provider/routing/placement.ts";
import { compareRuleIds, parseRuleId, ruleHash, ruleId } from "../../../provider/routing/rule-id.ts";
import { Seeded } from "./seeded.ts";

const namespace = "b4a9a1f2-6a0e-5c67-9e2b-3d7f0c5a81d4";

const ours = (name: string, order: number): PlacedRule => ({
  name,
  order,
  rowId: v5(name, namespace),
  when: { contextVariable: "Tier", value: name },
  action: { queue: "11111111-1111-4111-8111-111111111111" },
});

const theirs = (name: string): string => `<rule id="${v5(`foreign ${name}`, namespace)}" name="${name}"/>`;

const names = (document: DecisionDocument): string[] =>
  document.rules.map(({ element }) => element.getAttribute("name") ?? "");

const documentOf = (...rules: readonly (PlacedRule | string)[]): DecisionDocument => {
  const texts = rules.map((rule) =>
    typeof rule === "string" ? theirs(rule) : (putRule(emptyDocument("routeToQueue"), rule).rules[0]?.text ?? ""),
  );
  return parseDocument(`<decision hit-policy="all" version="1"><rules>${texts.join("")}</rules></decision>`);
};

describe("placement of managed rules", function () {
  this.timeout(60_000);

  it("puts a new rule behind the managed rule before it", () => {
    const document = documentOf("f", ours("a", 10), "g", "h");
    expect(names(putRule(document, ours("b", 20)))).to.deep.equal(["f", "a", "b", "g", "h"]);
  });

  it("else before the managed rule after it", () => {
    const document = documentOf("f", ours("b", 20), "g");
    expect(names(putRule(document, ours("a", 10)))).to.deep.equal(["f", "a", "b", "g"]);
  });

  it("else on top", () => {
    expect(names(putRule(documentOf("f", "g"), ours("a", 10)))).to.deep.equal(["a", "f", "g"]);
  });

  it("moves a rule whose order no longer fits its place", () => {
    const document = documentOf(ours("a", 10), "f", ours("b", 20), "g", ours("c", 30));
    expect(names(putRule(document, ours("a", 25)))).to.deep.equal(["f", "b", "a", "g", "c"]);
    expect(names(putRule(document, ours("c", 5)))).to.deep.equal(["c", "a", "f", "b", "g"]);
  });

  it("leaves a rule where it stands while its new order fits there", () => {
    const document = documentOf(ours("a", 10), "f", ours("b", 20));
    const after = putRule(document, ours("b", 15));
    expect(names(after)).to.deep.equal(["a", "f", "b"]);
    expect(after.rules[2]?.managed?.order).to.equal(15);
  });

  it("brings managed rules that a person dragged back in order, in the places they hold", () => {
    const document = documentOf(ours("c", 30), "f", ours("a", 10), "g", ours("b", 20));
    expect(standsInOrder(document, ruleHash(ours("c", 30).rowId))).to.equal(false);
    const after = putRule(document, ours("c", 30));
    expect(names(after)).to.deep.equal(["f", "a", "g", "b", "c"]);
    expect(standsInOrder(after, ruleHash(ours("c", 30).rowId))).to.equal(true);
  });

  it("gives the same document back where nothing is to be done", () => {
    const document = documentOf("f", ours("a", 10), "g", ours("b", 20));
    expect(putRule(document, ours("a", 10))).to.equal(document);
    expect(removeRuleByHash(document, ruleHash(ours("z", 1).rowId))).to.equal(document);
  });

  it("takes a rule for current however the designer wrote it", () => {
    const { rowId } = ours("a", 10);
    const stored = parseDocument(
      `<decision version="1"><rules>\r\n<rule name="a" id="{${ruleId(10, rowId).toUpperCase()}}"><action><setattribute>
        <lhs type="attribute">assign_to.queue</lhs><rhs type="staticvalue">{11111111-1111-4111-8111-111111111111}</rhs></setattribute></action>
        <logical operator="AND"><logical operator="AND"><condition operator="=="><lhs type="attribute">liveworkitemcontext.Tier</lhs><rhs type="staticvalue">a</rhs></condition></logical></logical>
      </rule></rules></decision>`,
    );
    expect(putRule(stored, ours("a", 10))).to.equal(stored);
  });

  it("keeps attributes of a stored rule that it does not know", () => {
    const { rowId } = ours("a", 10);
    const stored = parseDocument(
      `<decision version="1"><rules><rule id="${ruleId(10, rowId)}" name="old" colour="r&amp;d"/></rules></decision>`,
    );
    const [rule] = putRule(stored, ours("a", 10)).rules;
    expect(rule?.element.getAttribute("colour")).to.equal("r&d");
    expect(rule?.element.getAttribute("name")).to.equal("a");
  });

  it("knows a rule by its name where the designer wrote new ids", () => {
    const { rowId } = ours("a", 10);
    const document = parseDocument(
      `<decision version="1"><rules><rule name='x id="1"'/><rule name="a" id='9'><action/></rule></rules></decision>`,
    );
    const reclaimed = reclaimRule(document, rowId, 10, "a");
    expect(reclaimed.text).to.equal(document.text.replace("'9'", `"${ruleId(10, rowId)}"`));
    expect(reclaimRule(reclaimed, rowId, 10, "a")).to.equal(reclaimed);
    expect(
      reclaimRule(documentOf("a", "a"), rowId, 10, "a").rules.every(({ managed }) => managed === undefined),
    ).to.equal(true);
    const without = parseDocument(`<decision version="1"><rules><rule name="a"/></rules></decision>`);
    expect(reclaimRule(without, rowId, 10, "a").rules[0]?.managed?.order).to.equal(10);
  });

  it("drops a second copy of a rule", () => {
    const document = documentOf(ours("a", 10), "f", ours("a", 10), ours("a", 20));
    expect(names(putRule(document, ours("a", 10)))).to.deep.equal(["a", "f"]);
    expect(names(removeRuleByHash(document, ruleHash(ours("a", 10).rowId)))).to.deep.equal(["f"]);
  });

  it("keeps its promises in any sequence of puts, removals and changes by people", () => {
    for (let seed = 1; seed <= 150; seed++) {
      const random = new Seeded(seed);
      let document = emptyDocument("routeToQueue");
      let people: string[] = [];
      const orders = new Map<string, number>();
      for (let step = 0; step < 40; step++) {
        const name = `m${random.below(8)}`;
        switch (random.below(5)) {
          case 0:
            document = removeRuleByHash(document, ruleHash(ours(name, 0).rowId));
            orders.delete(name);
            break;
          case 1: {
            const at = random.below(document.rules.length + 1);
            const texts = document.rules.map(({ text }) => text).toSpliced(at, 0, theirs(`p${step}`));
            document = parseDocument(
              `<decision version="1"><rules> ${texts.join("\r\n ")} <!-- end --></rules></decision>`,
            );
            people = names(document).filter((one) => one.startsWith("p"));
            break;
          }
          default: {
            const order = random.oneOf([0, 5, 10, 10, 20, 4_294_967_295]);
            document = putRule(document, ours(name, order));
            orders.set(name, order);
            expect(putRule(document, ours(name, order))).to.equal(document);
          }
        }
        const context = `seed ${seed}, step ${step}: ${document.text}`;
        expect(
          names(document).filter((one) => one.startsWith("p")),
          context,
        ).to.deep.equal(people);
        const managed = [...orders].map(([one, order]) => ({
          one,
          id: parseRuleId(ruleId(order, ours(one, 0).rowId)),
        }));
        const expected = managed.toSorted((left, right) => compareRuleIds(left.id!, right.id!)).map(({ one }) => one);
        expect(
          names(document).filter((one) => one.startsWith("m")),
          context,
        ).to.deep.equal(expected);
      }
    }
  });

  it("ends in the same order of ours whichever writer comes first", () => {
    const rules = [ours("a", 10), ours("b", 10), ours("c", 20), ours("d", 5)];
    const forward = rules.reduce((document, rule) => putRule(document, rule), documentOf("f", "g"));
    const backward = rules.reduceRight((document, rule) => putRule(document, rule), documentOf("f", "g"));
    expect(backward.text).to.equal(forward.text);
  });
});
