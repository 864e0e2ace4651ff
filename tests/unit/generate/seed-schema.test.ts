import { expect } from "chai";
import { seedSchema } from "../../../schema/generate/seed-schema.ts";
import { sandboxSeed } from "../../../schema/sandbox-seed.ts";

type Schema = Readonly<Record<string, unknown>>;

const schema = JSON.parse(seedSchema()) as Schema;
const isSchema = (value: unknown): value is Schema => typeof value === "object" && value !== null;
const members = (of: Schema): readonly (readonly [string, Schema])[] =>
  Object.entries(isSchema(of["properties"]) ? of["properties"] : {}).filter((each): each is [string, Schema] =>
    isSchema(each[1]),
  );

/** Every object of the schema with its place. */
function objectsOf(of: Schema, path = ""): { path: string; object: Schema }[] {
  const inner = members(of).flatMap(([name, member]) =>
    isSchema(member["items"]) ? objectsOf(member["items"], `${path}${name}[].`) : [],
  );
  return of["type"] === "object" ? [{ path, object: of }, ...inner] : inner;
}

describe("the JSON schema of a seed", () => {
  it("has the lists that the sandbox reads, and takes itself as `$schema`", () => {
    expect(schema["$schema"]).to.equal("http://json-schema.org/draft-07/schema#");
    expect(members(schema).map(([name]) => name)).to.deep.equal(Object.keys(sandboxSeed.shape));
    expect(Object.keys(sandboxSeed.shape)[0]).to.equal("$schema");
  });

  it("refuses what it does not know, and explains each property, at every depth", () => {
    const objects = objectsOf(schema);
    expect(objects.map(({ path }) => path)).to.include.members([
      "",
      "queues[].",
      "workstreams[].rulesets[].rules[].conditions[].",
    ]);
    expect(
      objects.filter(({ object }) => object["additionalProperties"] !== false).map(({ path }) => path),
    ).to.deep.equal([]);
    const unexplained = objects.flatMap(({ path, object }) =>
      members(object)
        .filter(([, member]) => typeof member["description"] !== "string")
        .map(([name]) => path + name),
    );
    expect(unexplained).to.deep.equal([]);
  });

  it("requires what the sandbox requires", () => {
    const required = Object.fromEntries(objectsOf(schema).map(({ path, object }) => [path, object["required"]]));
    expect(required).to.deep.include({
      "queues[].": ["name"],
      "proficiencies[].": ["name", "value"],
      "languages[].": ["name", "localeCode", "lcid"],
      "workstreams[].rulesets[].": ["name", "kind"],
    });
    expect(required[""]).to.equal(undefined);
  });
});
