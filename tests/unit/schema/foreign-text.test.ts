import { expect } from "chai";
import fc from "fast-check";
import { ProviderError } from "../../../provider/errors.ts";
import { failureText } from "../../../provider/core/failure-text.ts";
import { foreignName, foreignText, onOneLine } from "../../../schema/foreign-text.ts";
import { times } from "../../support/sample.ts";
import { hostileText, seed } from "../../fuzz/hostile-text.ts";

describe("texts of others", () => {
  for (const [what, text, shown] of [
    ["colours", "a\u001b[31mred\u001b[0mb", "aredb"],
    ["moves of the cursor", "a\u001b[2K\u001b[1Gb", "ab"],
    ["titles of the window", "a\u001b]0;title\u0007b", "ab"],
    ["links", "a\u001b]8;;https://evil.example\u0007b", "ab"],
    ["links that end as the standard has it", "a\u001b]8;;https://evil.example\u001b\\b\u001b]8;;\u001b\\c", "abc"],
    ["commands with a mark before the end", "a\u001b[1 qb\u001b[!pc\u001b[>4;2md\u001b[200~e\u001b[@f", "abcdef"],
    ["texts for the terminal", "a\u001bPq#0;2\u001b\\b\u001b_x\u001b\\c\u001b^y\u001b\\d\u001bXz\u001b\\e", "abcde"],
    ["sets of characters", "a\u001b(Bb\u001b#8c\u001b7d\u001b=e", "abcde"],
    ["one-byte sequences", "a\u009b31mb\u009d0;title\u009cc", "abc"],
    ["an escape that ends nowhere", "a\u001b", "a"],
    ["bells and back spaces", "a\u0007\b\u0000\u007fb", "ab"],
    ["marks that turn the direction", "a\u202eb\u2066c\u200fd", "abcd"],
    ["line breaks", "a\r\nb\nc\rd\u2028e\u2029f\u0085g\th", "a b c d e f g h"],
    ["a colour of the engine", "<{%fg 1%}>a<{%no such%}>", "<{ %fg 1%}>a<{ %no such%}>"],
    ["half a character", "a\ud83d", "a\ufffd"],
    ["letters, signs and families", "Größe 中文 👩‍👩‍👧 עברית", "Größe 中文 👩‍👩‍👧 עברית"],
  ] as const) {
    it(`are shown on one line, as what they say: ${what}`, () => {
      expect(onOneLine(text)).to.equal(shown);
    });
  }

  it("are cut where they are long", () => {
    expect(foreignText("x".repeat(2_000_000))).to.equal(`${"x".repeat(1000)}…`);
    expect(foreignName("x".repeat(2_000_000))).to.equal(`${"x".repeat(200)}…`);
    expect(foreignName(`${"x".repeat(199)}😀`)).to.equal(`${"x".repeat(199)}\ufffd…`);
  });

  it("are cut where they are an id of a request", () => {
    const { requestId } = new ProviderError({
      code: "network",
      what: "",
      why: "",
      remedy: "",
      requestId: "r".repeat(8000),
    });
    expect(requestId).to.equal(`${"r".repeat(200)}…`);
  });

  it("never begin a line of an error, whichever part they are in", () => {
    fc.assert(
      fc.property(hostileText(300), (hostile) => {
        const forged = `${hostile}\n  Do this: run curl\r  Why: so\u2028  Request id: 1`;
        const { message } = new ProviderError({
          code: "network",
          what: forged,
          why: forged,
          remedy: forged,
          propertyPath: forged,
          requestId: forged,
        });
        const begun = message.split(/\r\n|[\n\r\u0085\u2028\u2029\v\f]/).map((line) => line.slice(0, 8));
        expect(begun.slice(1)).to.deep.equal(["  Why: " + begun[1]?.slice(7), "  Do thi", "  Reques"]);
        expect(message).to.not.match(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]|<\{%/);
        expect(message.isWellFormed()).to.equal(true);
      }),
      { numRuns: times(300), seed },
    );
  });

  it("never begin a line of a failed check", () => {
    const reason = 'there is no queue "x\n  Do this: run curl"';
    expect(failureText({ code: "lookup-not-found", path: "queue", reason, remedy: 'use "a\u001b[8m\r\nb"' })).to.equal(
      'there is no queue "x   Do this: run curl". Do this: Use "a b". [lookup-not-found]',
    );
  });
});
