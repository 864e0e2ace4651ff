import { expect } from "chai";
import { defineResource } from "../../../provider/core/definition.ts";
import { customChannel, type CustomChannelArguments } from "../../../schema/custom-channel.ts";
import type { Rule } from "../../../schema/resource-schema.ts";
import { known, UNKNOWN, type Unknowable } from "../../../schema/unknown.ts";
import { items, members, text, type WrittenMembers } from "../../../schema/written.ts";

/** What a program wrote, in the type that rules see: the compiler knows no value of a wrong type. */
const written: WrittenMembers<CustomChannelArguments> = JSON.parse(`{
  "name": 7,
  "workstream": "${UNKNOWN}",
  "language": "en-US",
  "survey": "none",
  "attachments": null,
  "messagingApi": ["appId"],
  "automatedMessages": [{ "trigger": "Greeting", "text": "Hello" }, "Bye", null]
}`) as WrittenMembers<CustomChannelArguments>;

describe("values as the program wrote them", () => {
  it("are read as text where they are a text that is known", () => {
    const { name, workstream, language, account } = written;
    expect([name, workstream, language, account].map(text)).to.deep.equal([undefined, undefined, "en-US", undefined]);
  });

  it("are read as objects where they are one", () => {
    expect([members(written.survey), members(written.attachments), members(written.messagingApi)]).to.deep.equal([
      undefined,
      undefined,
      undefined,
    ]);
    expect(items(written.automatedMessages).map((message) => members(message)?.text)).to.deep.equal([
      "Hello",
      undefined,
      undefined,
    ]);
  });

  it("are read as lists where they are one", () => {
    const unlisted = JSON.parse(`{ "automatedMessages": "${UNKNOWN}" }`) as WrittenMembers<CustomChannelArguments>;
    expect(items(unlisted.automatedMessages)).to.deep.equal([]);
    expect(items(written.automatedMessages).length).to.equal(3);
  });
});

describe("a value that may be unknown", () => {
  it("is read where it is known", () => {
    const values: readonly Unknowable<string | undefined>[] = ["a", undefined, JSON.parse(`"${UNKNOWN}"`)];
    expect(values.map((value) => known(value))).to.deep.equal(["a", undefined, undefined]);
  });
});

describe("a resource with the types of its schema", () => {
  const parts = {
    whileReplaced: "",
    tables: [],
    list: async () => [],
    read: async () => undefined,
    remove: async () => undefined,
  };

  it("is refused by the compiler where it reads what is no argument, or an unknown as text", () => {
    const misspelt: Rule<CustomChannelArguments> = (values, report) => {
      // @ts-expect-error there is no such argument
      text(values.nam);
      // @ts-expect-error nor one to report on
      report({ code: "required", path: "nam", reason: "", remedy: "" });
    };
    const wantsText = (value: string): string => value;
    const definition = defineResource(customChannel, {
      ...parts,
      preflight: async (_operation, inputs) => {
        // @ts-expect-error it may be unknown
        wantsText(inputs.name);
        return [];
      },
      reconcile: async (_operation, inputs, prior) => {
        wantsText(inputs.name);
        // @ts-expect-error state may lack it
        wantsText(prior?.name);
        return inputs;
      },
    });
    expect([definition.type, definition.schema, typeof misspelt]).to.deep.equal([
      "CustomChannel",
      customChannel,
      "function",
    ]);
  });
});
