import { existsSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { root, textOf } from "./source-tree.ts";

describe("README", () => {
  it("says in a table why each dependency is there", () => {
    expect(existsSync(join(root, "README.md")), "README.md is missing").to.equal(true);
    const rows = textOf("README.md")
      .split("\n")
      .filter((line) => line.startsWith("|"));
    const { dependencies, devDependencies } = JSON.parse(textOf("package.json")) as Record<
      string,
      Record<string, string>
    >;
    const unexplained = Object.keys({ ...dependencies, ...devDependencies }).filter(
      (name) => !rows.some((row) => row.includes(`\`${name}\``)),
    );
    expect(unexplained).to.deep.equal([]);
  });
});
