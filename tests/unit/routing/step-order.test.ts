import { expect } from "chai";
import type { Row } from "../../../provider/dataverse/types.ts";
import { ownIds, type RulesetKey } from "../../../provider/resources/routing-rule/ruleset-key.ts";
import { stepTypes, type Routing, type Step } from "../../../provider/resources/routing-rule/routing.ts";
import { rulesetTable } from "../../../provider/rows/tables.ts";
import { orderSteps } from "../../../provider/resources/routing-rule/step-order.ts";

const workstream = "0d1cfb50-6f0f-4d0d-8f0a-0b7f9f0e4a11";

const step = (name: string, order: number, type: number = stepTypes.classification): Step => {
  const ruleset: Row = { [rulesetTable.primaryId]: name, msdyn_name: name };
  return { id: name, order, type, row: {}, ruleset };
};
const route = (order: number): Step => step("route", order, stepTypes.routeToQueue);

const routingOf = (...steps: Step[]): Routing => ({ workstream, configuration: {}, steps, idle: [] });

const keyOf = (name: string): RulesetKey => ({ workstream, kind: "classification", name });

const movesOf = (routing: Routing, wanted: Record<string, number>): unknown => {
  const orders = Object.entries(wanted).map(([name, order]) => ({ key: keyOf(name), order }));
  return Object.fromEntries([...orderSteps(routing, orders).moves].map(([moved, order]) => [moved.id, order]));
};

describe("step order", () => {
  it("puts route to queue last", () => {
    expect(orderSteps(routingOf(), []).last).to.equal(1);
    expect(orderSteps(routingOf(step("a", 4)), [{ key: keyOf("b"), order: 9 }]).last).to.equal(10);
  });

  it("moves route to queue behind a later classification only", () => {
    expect(movesOf(routingOf(step("a", 1), route(2)), { b: 2 })).to.deep.equal({ route: 3 });
    expect(movesOf(routingOf(step("a", 1), route(2)), { b: 1 })).to.deep.equal({ a: 2, route: 3 });
    expect(movesOf(routingOf(step("a", 1), route(9)), { b: 5 })).to.deep.equal({});
  });

  it("counts the steps that come into effect with their configuration", () => {
    const idle = { workstream, configuration: undefined, steps: [], idle: [step("a", 4), route(3)] };
    expect(movesOf(idle, {})).to.deep.equal({ route: 5 });
    expect(movesOf(idle, { b: 7 })).to.deep.equal({ route: 8 });
    expect(movesOf(idle, { a: 1 })).to.deep.equal({ a: 1 });
    expect(orderSteps({ ...idle, idle: [step("a", 4)] }, []).last).to.equal(5);
  });

  it("gives a named ruleset the order that the program says", () => {
    expect(movesOf(routingOf(step("a", 1), step("b", 2), route(3)), { a: 2 })).to.deep.equal({ a: 2, b: 3, route: 4 });
    expect(movesOf(routingOf(step("a", 1), route(3)), { a: 1 })).to.deep.equal({});
  });

  it("keeps the order of people's steps when it moves them", () => {
    const people = routingOf(step("x", 1), step("y", 2), step("z", 7), route(8));
    expect(movesOf(people, { ours: 1 })).to.deep.equal({ x: 2, y: 3 });
    expect(movesOf(people, { ours: 1, also: 2 })).to.deep.equal({ x: 3, y: 4 });
  });

  it("moves no step of people to the order that another program gave its ruleset", () => {
    const theirs = { ...step("theirs", 2), id: ownIds(keyOf("theirs")).step };
    expect(movesOf(routingOf(step("x", 1), theirs), { ours: 1 })).to.deep.equal({ x: 3 });
    expect(movesOf(routingOf(step("x", 2), theirs), { ours: 1 })).to.deep.equal({});
  });
});
