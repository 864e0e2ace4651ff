import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { expect } from "chai";
import { generatedFiles, staleFiles } from "../../../schema/generate/generated-files.ts";

const root = resolve(import.meta.dirname, "../../..");

/** Files that are not named after their source. */
const sources: ReadonlyMap<string, string> = new Map([
  ["configuration", "schema/config.ts"],
  ["provider", "schema/config.ts"],
  ["sandbox", "provider/sandbox/implemented/facts.ts"],
  ["version", "package.json"],
]);

describe("generated files", function () {
  this.timeout(60_000);

  it("are current", async () => {
    expect((await staleFiles(root)).map(({ path }) => path)).to.deep.equal([]);
  });

  it("are one class and one page a resource, the provider's class and page, a list of the classes, the version, the schemas of package and seed, the type of a seed, and the sandbox's page", async () => {
    expect((await generatedFiles(root)).map(({ path }) => path)).to.deep.equal([
      "provider/sdk/generated/messaging-account.ts",
      "provider/sdk/generated/custom-channel.ts",
      "provider/sdk/generated/workstream.ts",
      "provider/sdk/generated/routing-rule.ts",
      "provider/sdk/generated/provider.ts",
      "provider/sdk/generated/index.ts",
      "provider/version.ts",
      "schema/schema.json",
      "schema/sandbox-seed.json",
      "provider/sandbox/seed/sandbox-seed.ts",
      "docs/resources/messaging-account.md",
      "docs/resources/custom-channel.md",
      "docs/resources/workstream.md",
      "docs/resources/routing-rule.md",
      "docs/configuration.md",
      "docs/sandbox.md",
    ]);
  });

  it("say where they come from", async () => {
    const texts = (await generatedFiles(root)).filter(({ path }) => !path.endsWith(".json"));
    for (const { path, text } of texts) {
      const name = path.replace(/^.*\//, "").replace(/\.(ts|md)$/, "");
      const source = sources.get(name) ?? `schema/${name}.ts`;
      expect(text.split("\n")[0], path).to.contain(`Generated from ${source} by \`npm run generate\`. Do not edit.`);
    }
  });

  it("are stale when one is missing or edited", async () => {
    const copy = mkdtempSync(join(tmpdir(), "generated-"));
    try {
      for (const file of ["package.json", ".prettierrc.json"]) cpSync(join(root, file), join(copy, file));
      for (const { path, text } of await generatedFiles(copy)) {
        if (path.endsWith("workstream.md")) continue;
        mkdirSync(dirname(join(copy, path)), { recursive: true });
        writeFileSync(join(copy, path), path === "schema/schema.json" ? text.replace("Contoso", "Fabrikam") : text);
      }
      expect((await staleFiles(copy)).map(({ path }) => path)).to.deep.equal([
        "schema/schema.json",
        "docs/resources/workstream.md",
      ]);
    } finally {
      rmSync(copy, { recursive: true });
    }
  });

  it("are checked by the command without being written", () => {
    const run = spawnSync(process.execPath, [join(root, "schema/generate/main.ts"), "--check"], { encoding: "utf8" });
    expect({ status: run.status, stdout: run.stdout, stderr: run.stderr }).to.deep.equal({
      status: 0,
      stdout: "",
      stderr: "",
    });
  });
});
