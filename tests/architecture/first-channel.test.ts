import { execFileSync } from "node:child_process";
import { expect } from "chai";
import { textOf } from "./source-tree.ts";

const page = textOf("docs/first-channel.md");
const blocks = [...page.matchAll(/^```sh\n(.*?)^```$/gms)].map(([, text = ""]) => text);

/** Options of the Azure CLI that every command has. */
const ofEveryAz = ["--output", "--query"];

/**
 * The options of each command, as its documentation has them in November 2026: the pages that the document names for az
 * and pac, https://www.pulumi.com/docs/iac/cli/commands for Pulumi. Only those that the document uses are here.
 */
const documented: Readonly<Record<string, readonly string[]>> = {
  "az account set": ["--subscription"],
  "az account show": [],
  "az ad app create": ["--display-name", "--sign-in-audience"],
  "az ad app credential reset": ["--append", "--display-name", "--id", "--years"],
  "az ad app permission add": ["--api", "--api-permissions", "--id"],
  "az ad app permission admin-consent": ["--id"],
  "az ad sp create": ["--id"],
  "az ad sp show": ["--id"],
  "az login": ["--tenant"],
  "az provider register": ["--namespace", "--wait"],
  "az rest": ["--body", "--headers", "--method", "--resource", "--url"],
  "az role assignment create": ["--assignee-object-id", "--assignee-principal-type", "--role", "--scope"],
  "pac admin assign-user": ["--application-user", "--environment", "--role", "--user"],
  "pac auth create": ["--environment"],
  "pulumi config set": [],
  "pulumi login": ["--local"],
  "pulumi preview": [],
  "pulumi stack init": [],
  "pulumi up": [],
};

interface Command {
  readonly name: string;
  readonly options: readonly string[];
}

/** The calls of az, pac and pulumi, each with its options; what stands in quotation marks is none. */
const commands: readonly Command[] = blocks
  .join("")
  .replaceAll("\\\n", " ")
  .replaceAll(/"(?:\\.|[^"\\])*"|'[^']*'/g, "text")
  .split("\n")
  .flatMap((line) => /(?:^|\$\()((?:az|pac|pulumi) [^)]*)/.exec(line)?.[1] ?? [])
  .map((call) => ({
    name: Object.keys(documented).find((name) => `${call} `.startsWith(`${name} `)) ?? call,
    options: call.match(/--[a-z-]+/g) ?? [],
  }));

describe("the commands from nothing to a first channel", () => {
  it("are shell", () => {
    expect(blocks.length).to.be.greaterThan(7);
    for (const block of blocks) {
      expect(execFileSync("bash", ["-n"], { input: block, encoding: "utf8" })).to.equal("");
    }
  });

  it("use no variable before it has a value", () => {
    const known = new Set<string>();
    const early = blocks.flatMap((block) =>
      block.split("\n").flatMap((line) => {
        const unknown = [...line.matchAll(/(?<!\\)\$(\w+)/g)].flatMap(([, name = ""]) =>
          known.has(name) ? [] : [name],
        );
        for (const [, name = ""] of line.matchAll(/(?:^|\s)(\w+)=/g)) known.add(name);
        return unknown;
      }),
    );
    expect([...known]).to.include.members(["clientId", "environment", "profileId", "ARM_CLIENT_SECRET"]);
    expect(early).to.deep.equal([]);
  });

  it("have options that are documented, and each documented command is one of them", () => {
    const used = new Map<string, string[]>();
    for (const { name, options } of commands) {
      const own = options.filter((option) => !(name.startsWith("az ") && ofEveryAz.includes(option)));
      used.set(name, [...new Set([...(used.get(name) ?? []), ...own])].toSorted());
    }
    expect(Object.fromEntries(used)).to.deep.equal(documented);
  });

  it("go with lines that are those of the quickstart, but for the owners", () => {
    const [, shown = ""] = /^```ts\n(.*?)^```$/ms.exec(page) ?? [];
    const [first = "", ...lines] = shown.trimEnd().split("\n");
    expect(first).to.equal("const { objectId } = azuread.getClientConfigOutput();");
    const quickstart = textOf("examples/quickstart/index.ts").split("\n");
    expect(lines.length).to.equal(2);
    expect(quickstart).to.include.members(lines.map((line) => line.replace(", owners: [objectId]", "")));
  });

  it("end with the name of the page that documents each, for az and pac", () => {
    const groups = [...new Set(commands.map(({ name }) => name))].filter((name) => !name.startsWith("pulumi "));
    const linked = page.match(/\[(?:az|pac) [a-z ]+\]\(https:\/\/learn\.microsoft\.com\/[\w/-]+\)/g) ?? [];
    const unlinked = groups.filter((name) => name !== "az login" && !linked.some((link) => startsGroup(link, name)));
    expect(unlinked).to.deep.equal([]);
  });
});

/** Whether a link such as `[az ad app](…)` is about a command such as `az ad app create`. */
function startsGroup(link: string, command: string): boolean {
  return `${command} `.startsWith(`${link.slice(1, link.indexOf("]"))} `);
}
