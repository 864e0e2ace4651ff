import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { expect } from "chai";
import { configurationKeys } from "../../../schema/config.ts";
import { resourceModels } from "../../../schema/generate/generated-files.ts";

const docs = resolve(import.meta.dirname, "../../../docs");
const readPage = (name: string) => readFileSync(join(docs, `${name}.md`), "utf8");
const pageOf = (resource: string) => readPage(join("resources", resource));

/** First cells of the table under a heading, and the heads of its columns. */
function tableUnder(page: string, heading: string): { heads: string[]; names: string[] } {
  const section = page.split(`\n${heading}\n`)[1] ?? "";
  const lines = section.split(/\n#/)[0]!.split("\n");
  const rows = lines.filter((line) => line.startsWith("|")).map((line) => line.slice(2, -2).split(" | "));
  return { heads: rows[0] ?? [], names: rows.slice(2).map(([name = ""]) => name.replaceAll("`", "")) };
}

describe("documentation pages", () => {
  it("have a row for every argument, nested property and output", async () => {
    for (const model of await resourceModels()) {
      const page = pageOf(model.file);
      const names = (properties: readonly { readonly name: string }[]) => properties.map(({ name }) => name);
      expect(tableUnder(page, "## Arguments").names, model.file).to.deep.equal(names(model.arguments));
      expect(tableUnder(page, "## Outputs").names, model.file).to.deep.equal(names(model.outputs));
      for (const object of model.objects) {
        expect(tableUnder(page, `### ${object.name}`).names, object.name).to.deep.equal(names(object.properties));
      }
    }
  });

  it("show the example of the resource", async () => {
    for (const model of await resourceModels()) {
      expect(pageOf(model.file), model.file).to.contain(`\`\`\`ts\n${model.example}\n\`\`\``);
    }
  });

  it("say of an argument all that check knows", () => {
    const page = pageOf("messaging-account");
    expect(tableUnder(page, "## Arguments").heads).to.deep.equal([
      "Name",
      "Type",
      "Required",
      "Default",
      "Replaces",
      "Secret",
      "Meaning",
    ]);
    const row = page.split("\n").find((line) => line.startsWith("| `botType`"));
    expect(row?.split(" | ").slice(1, 6)).to.deep.equal([
      '`"SingleTenant"`, `"MultiTenant"`',
      "",
      "SingleTenant",
      "yes",
      "",
    ]);
  });

  it("leave out a column that would be empty", () => {
    expect(tableUnder(pageOf("workstream"), "### WorkstreamAgent").heads).to.deep.equal([
      "Name",
      "Type",
      "Required",
      "Meaning",
    ]);
  });

  it("name the page that a property comes from once for a section, and beside a property that differs", async () => {
    const linkIn = (text: string) => /\]\((https:[^)]*)\)[.)]* ?\|?$/.exec(text)?.[1];
    for (const { file, source, arguments: given, outputs, objects } of await resourceModels()) {
      const page = pageOf(file);
      const sections = [
        { heading: "## Arguments", properties: given },
        ...objects.map(({ name, properties }) => ({ heading: `### ${name}`, properties })),
        { heading: "## Outputs", properties: outputs },
      ];
      for (const { heading, properties } of sections) {
        const text = page.split(`\n${heading}\n`)[1]!.split(/\n#/)[0]!;
        const note = text.split("\n").find((line) => line.startsWith("Microsoft's page:"));
        const sourceOfSection = note === undefined ? source : linkIn(note);
        const sources = properties.map(({ name }) => {
          const row = text.split("\n").find((line) => line.startsWith(`| \`${name}\``))!;
          return row.endsWith("(_this provider_) |") ? "this provider" : (linkIn(row) ?? sourceOfSection);
        });
        expect(sources, `${file} ${heading}`).to.deep.equal(properties.map(({ facts }) => facts.source));
        expect(text.split(`(${String(sourceOfSection)})`).length, `${file} ${heading}`).to.equal(note ? 2 : 1);
      }
      expect(page.split("## Example")[0], file).to.contain(`](${source})`);
    }
  });

  it("name the tables that the deploying identity needs", () => {
    expect(pageOf("messaging-account").split("## Permissions")[1]).to.contain(
      "- Create, Read, Write, Delete, Append and Append To on _Custom messaging account_, _Bot Channel Registration Secret_\n",
    );
  });

  it("link only to pages that exist, and to sections of their own", async () => {
    for (const { file } of await resourceModels()) {
      const page = pageOf(file);
      const links = [...page.matchAll(/\]\(([^)]+)\)/g)].map(([, target = ""]) => target);
      const sections = [...page.matchAll(/^#+ (.+)$/gm)].map(([, title = ""]) => `#${title.toLowerCase()}`);
      const known = ["messaging-account.md", "custom-channel.md", "workstream.md", "routing-rule.md", ...sections];
      const lost = links.filter((target) => !target.startsWith("https://") && !known.includes(target));
      expect(lost, file).to.deep.equal([]);
    }
  });

  it("list every setting of the provider", () => {
    const page = readPage("configuration");
    expect(tableUnder(page, "# Configuration").names).to.deep.equal(configurationKeys);
    const row = page.split("\n").find((line) => line.startsWith("| `clientSecret`"));
    expect(row?.split(" | ").slice(1, 4)).to.deep.equal(["`ARM_CLIENT_SECRET`, then `AZURE_CLIENT_SECRET`", "", "yes"]);
  });
});
