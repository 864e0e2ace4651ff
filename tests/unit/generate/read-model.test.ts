import { expect } from "chai";
import { z } from "zod";
import { resourceModels } from "../../../schema/generate/generated-files.ts";
import { fileNameOf, stateOf, type ResourceModel, type Shape } from "../../../schema/generate/model.ts";
import { readModel } from "../../../schema/generate/read-model.ts";
import { property } from "../../../schema/property.ts";
import { defineSchema } from "../../../schema/resource-schema.ts";

const facts = (description: string) => ({ description, source: "this provider" });

const schema = defineSchema({
  type: "Workstream",
  description: "A workstream.",
  source: "this provider",
  naturalKey: "name",
  comparedBy: ["name"],
  uniqueKeys: ({ name }) => [["name", name]],
  rules: [],
  programRules: [],
  arguments: z.strictObject({
    name: property(z.string(), facts("Name.")),
    order: property(z.int().optional(), facts("Order.")),
    mode: property(z.enum(["Push", "Pick"]), facts("Mode.")),
    stages: property(
      z.array(z.strictObject({ weight: property(z.number(), facts("Weight.")) })).optional(),
      facts("Stages."),
    ),
    wait: property(z.union([z.boolean(), z.int()]), facts("Wait.")),
  }),
  outputs: z.object({
    rowId: property(z.string(), facts("Row.")),
    order: property(z.int(), facts("Order in force.")),
  }),
});

describe("model of a resource", () => {
  const model = readModel(schema, "\nnew Workstream();\n");

  it("takes type, file, text and example from the schema", () => {
    expect({ type: model.type, file: model.file, example: model.example }).to.deep.equal({
      type: "Workstream",
      file: "workstream",
      example: "new Workstream();",
    });
  });

  it("reads shapes, and names choices and objects after their place", () => {
    expect(Object.fromEntries(model.arguments.map(({ name, shape }) => [name, shape]))).to.deep.equal({
      name: { kind: "text" },
      order: { kind: "integer" },
      mode: {
        kind: "choice",
        choice: { name: "WorkstreamMode", description: "Mode.", values: ["Push", "Pick"] },
      },
      stages: { kind: "list", element: { kind: "object", name: "WorkstreamStage" } },
      wait: { kind: "either", members: [{ kind: "truth" }, { kind: "integer" }] },
    });
    expect(model.objects.map(({ name, properties }) => [name, properties.map((each) => each.name)])).to.deep.equal([
      ["WorkstreamStage", ["weight"]],
    ]);
  });

  it("tells required from optional", () => {
    expect(model.arguments.filter(({ required }) => required).map(({ name }) => name)).to.deep.equal([
      "name",
      "mode",
      "wait",
    ]);
  });

  it("lets an output stand for the argument of the same name", () => {
    expect(stateOf(model).map(({ name, facts }) => [name, facts.description])).to.deep.equal([
      ["name", "Name."],
      ["order", "Order in force."],
      ["mode", "Mode."],
      ["stages", "Stages."],
      ["wait", "Wait."],
      ["rowId", "Row."],
    ]);
  });

  it("refuses a property without facts, and a shape that it does not know", () => {
    const bare = { ...schema, arguments: z.strictObject({ name: z.string() }) };
    expect(() => readModel(bare, "")).to.throw("Workstream.name has no facts");
    const odd = { ...schema, arguments: z.strictObject({ when: property(z.date(), facts("When.")) }) };
    expect(() => readModel(odd, "")).to.throw("WorkstreamWhen: no generated form for a schema of type date");
  });
});

describe("models of the four resources", () => {
  let models: ReadonlyMap<string, ResourceModel>;
  before(async () => {
    models = new Map((await resourceModels()).map((model) => [model.type, model]));
  });

  it("have files named after them", () => {
    expect([...models.values()].map(({ file }) => file)).to.deep.equal([
      "messaging-account",
      "custom-channel",
      "workstream",
      "routing-rule",
    ]);
    expect(fileNameOf("RoutingRule")).to.equal("routing-rule");
  });

  it("hold a condition that holds conditions", () => {
    const condition = models.get("RoutingRule")?.objects.find(({ name }) => name === "Condition");
    const inner: Shape = { kind: "list", element: { kind: "object", name: "Condition" } };
    expect(condition?.properties.slice(0, 2).map(({ name, shape }) => ({ name, shape }))).to.deep.equal([
      { name: "all", shape: inner },
      { name: "any", shape: inner },
    ]);
  });

  it("give every name of a type to one thing only", () => {
    const names = [...models.values()].flatMap(({ type, objects, choices }) => [
      type,
      ...[...objects, ...choices].map(({ name }) => name),
      ...objects.map(({ name }) => `${name}Args`),
    ]);
    expect(names.filter((name, index) => names.indexOf(name) !== index)).to.deep.equal([]);
  });
});
