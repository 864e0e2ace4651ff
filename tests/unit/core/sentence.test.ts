import { expect } from "chai";
import { ProviderError } from "../../../provider/errors.ts";
import { failureText } from "../../../provider/core/failure-text.ts";

describe("sentences of an error", () => {
  it("begin with a capital and end with a full stop, however their parts were written", () => {
    const parts = { gone: "the old row is gone", next: "run `pulumi up` again" };
    const lower = new ProviderError({
      code: "required",
      what: "there is none",
      why: "nobody made it",
      remedy: "make it",
      ...parts,
    });
    expect(lower.message.split("\n")).to.deep.equal([
      "There is none. [required]",
      "  Why: Nobody made it.",
      "  Gone: The old row is gone.",
      "  Do this: Make it.",
      "  Then: Run `pulumi up` again.",
    ]);
    const quoted = new ProviderError({
      code: "required",
      what: "It failed.",
      why: "No such row. (0x80040217)",
      remedy: "Go.",
    });
    expect(quoted.message.split("\n")[1]).to.equal("  Why: No such row. (0x80040217)");
    const whole = new ProviderError({ code: "required", what: "It failed.", why: "No.", remedy: "Is it right?" });
    expect(whole.message.split("\n")).to.deep.equal(["It failed. [required]", "  Why: No.", "  Is it right?"]);
  });

  it("leave names at their beginning as they are written", () => {
    const what = "dynamics365:solution names no solution";
    const why = "tenantId is empty";
    const remedy = "msdyn_name must be given";
    const lines = new ProviderError({ code: "required", what, why, remedy }).message.split("\n");
    expect(lines).to.deep.equal([`${what}. [required]`, `  Why: ${why}.`, `  Do this: ${remedy}.`]);
  });

  it("go on behind the property that they are about", () => {
    const about = { what: "the text is too long", why: "", remedy: "shorten it", propertyPath: "name" };
    expect(new ProviderError({ code: "too-long", ...about }).message.split("\n")[0]).to.equal(
      "name: the text is too long. [too-long]",
    );
    const attempt = 'Could not update Workstream "Chat"';
    expect(new ProviderError({ code: "too-long", ...about, attempt }).message.split("\n")[0]).to.equal(
      'Could not update Workstream "Chat": name: the text is too long. [too-long]',
    );
    const failure = { code: "required", path: "name", reason: "is required" } as const;
    expect(failureText({ ...failure, remedy: "give a string" })).to.equal(
      "is required. Do this: Give a string. [required]",
    );
    expect(failureText({ ...failure, remedy: 'did you mean "a"?' })).to.equal(
      'is required. Did you mean "a"? [required]',
    );
  });
});
