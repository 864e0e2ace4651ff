import { expect } from "chai";
import { isLike, likePattern } from "../../../provider/sandbox/odata/like-pattern.ts";

const matches = (text: string, pattern: string): boolean => {
  const steps = likePattern(pattern);
  return steps !== undefined && isLike(text, steps);
};

describe("LIKE patterns of the sandbox", () => {
  for (const [text, pattern, expected] of [
    ["support", "sup%", true],
    ["support", "%port", true],
    ["support", "%p_o%", true],
    ["support", "s%p%t", true],
    ["support", "s%q%t", false],
    ["support", "support%%", true],
    ["", "%", true],
    ["", "_", false],
    ["b", "[a-c]", true],
    ["d", "[a-c]", false],
    ["d", "[^a-c]", true],
    ["-", "[a-]", true],
    ["]", "[]]", true],
    ["50%", "50[%]", true],
    ["500", "50[%]", false],
    ["a.b", "a.b", true],
    ["axb", "a.b", false],
    ["[", "[", false],
    ["x[y", "%[%", false],
    ["[", "[[]", true],
  ] as const) {
    it(`"${text}" is ${expected ? "" : "not "}like "${pattern}"`, () => {
      expect(matches(text, pattern)).to.equal(expected);
    });
  }

  it("cost no more with many wildcards than the text times the pattern", () => {
    expect(matches("a".repeat(5000), `${"%a".repeat(1000)}%b`)).to.equal(false);
  });
});
