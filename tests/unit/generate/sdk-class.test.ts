import { join, resolve } from "node:path";
import { expect } from "chai";
import ts from "typescript";
import { resourceModels } from "../../../schema/generate/generated-files.ts";
import { stateOf } from "../../../schema/generate/model.ts";

const root = resolve(import.meta.dirname, "../../..");

/** Programs by name → what the compiler says of each, without its place. */
function compile(programs: Readonly<Record<string, string>>): Record<string, string[]> {
  const readFile = (path: string) => ts.sys.readFile(path);
  const { config } = ts.readConfigFile(join(root, "tsconfig.json"), readFile) as { config: object };
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, root);
  options.paths = { "pulumi-dynamics365": ["./provider/index.ts"] };
  const texts = new Map(Object.entries(programs).map(([name, text]) => [join(root, "examples", name), text]));
  const disk = ts.createCompilerHost(options);
  const host: ts.CompilerHost = {
    ...disk,
    fileExists: (path) => texts.has(path) || disk.fileExists(path),
    getSourceFile: (path, language) => {
      const text = texts.get(path);
      return text === undefined ? disk.getSourceFile(path, language) : ts.createSourceFile(path, text, language);
    },
  };
  const program = ts.createProgram([...texts.keys()], options, host);
  return Object.fromEntries(
    [...texts.keys()].map((path, index) => [
      Object.keys(programs)[index]!,
      ts
        .getPreEmitDiagnostics(program, program.getSourceFile(path))
        .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, "\n")),
    ]),
  );
}

describe("generated classes", function () {
  this.timeout(120_000);

  it("take the examples of the documentation", async () => {
    const models = await resourceModels();
    const programs = Object.fromEntries(models.map(({ file, example }) => [`${file}.ts`, example]));
    expect(compile(programs)).to.deep.equal({
      "messaging-account.ts": [],
      "custom-channel.ts": [],
      "workstream.ts": [],
      "routing-rule.ts": [],
    });
  });

  it("refuse what check would refuse, and take resources, outputs and conditions in conditions", () => {
    const head = `import * as pulumi from "@pulumi/pulumi";\nimport * as dynamics from "pulumi-dynamics365";\n`;
    const messages = compile({
      "missing.ts": `${head}new dynamics.MessagingAccount("a", { name: "A" });`,
      "choice.ts": `${head}new dynamics.Workstream("w", { name: "W", distributionMode: "Shove" });`,
      "unknown.ts": `${head}new dynamics.Workstream("w", { name: "W", distributionMode: "Push", nmae: "W" });`,
      "state.ts": `${head}const row = dynamics.MessagingAccount.get("a", pulumi.output("id"));
        export const endpoint: pulumi.Output<string> = row.messagingEndpoint;
        export const secret: pulumi.Output<string | undefined> = row.clientSecret;
        export const variables = (w: dynamics.Workstream) => w.contextVariables.apply((all) => all?.map(({ name }) => name));`,
      "nested.ts": `${head}const workstream = dynamics.Workstream.get("w", "id");
        new dynamics.RoutingRule("r", { workstream: workstream.rowId, name: pulumi.output("R"), kind: "routeToQueue", order: 1, queue: "Q",
          when: { any: [{ contextVariable: "A", value: 1 }, { all: [{ customer: "Name", operator: "ContainsData" }] }] } });
        new dynamics.CustomChannel("c", { name: "C", workstream, channelType: "DirectLine", language: 1033,
          account: pulumi.output(workstream).rowId, survey: pulumi.output({ survey: "S" }) });`,
      "provider.ts": `${head}const provider = new dynamics.Provider("test", { environmentUrl: pulumi.output("https://contoso.crm4.dynamics.com"),
          useOidc: true, maxConcurrency: 16, endpointTimeoutSeconds: "60" });
        new dynamics.Workstream("w", { name: "W", distributionMode: "Push" }, { provider });`,
      "setting.ts": `${head}new dynamics.Provider("test", { enviromentUrl: "https://contoso.crm4.dynamics.com" });`,
    });
    expect(messages["missing.ts"]?.join()).to.contain("Property 'appId' is missing");
    expect(messages["choice.ts"]?.join()).to.contain(`Type '"Shove"' is not assignable to type`);
    expect(messages["unknown.ts"]?.join()).to.contain("'nmae' does not exist in type 'WorkstreamArgs'");
    expect(messages["state.ts"]).to.deep.equal([]);
    expect(messages["nested.ts"]).to.deep.equal([]);
    expect(messages["provider.ts"]).to.deep.equal([]);
    expect(messages["setting.ts"]?.join()).to.contain("'enviromentUrl' does not exist in type 'ProviderArgs'");
  });

  it("declare their fields, so that they hold what Pulumi put there", async () => {
    for (const model of await resourceModels()) {
      const path = join(root, "provider/sdk/generated", `${model.file}.ts`);
      const file = ts.createSourceFile(path, ts.sys.readFile(path) ?? "", ts.ScriptTarget.Latest);
      const fields = file.statements
        .filter(ts.isClassDeclaration)
        .flatMap(({ members }) => members.filter(ts.isPropertyDeclaration))
        .filter(({ modifiers }) => modifiers?.every(({ kind }) => kind !== ts.SyntaxKind.StaticKeyword) ?? true);
      const declared = fields.filter(({ modifiers }) =>
        modifiers?.some(({ kind }) => kind === ts.SyntaxKind.DeclareKeyword),
      );
      const names = declared.map(({ name }) => (name as ts.Identifier).text);
      expect(names, model.file).to.deep.equal(stateOf(model).map(({ name }) => name));
      expect(fields.length, model.file).to.equal(declared.length);
    }
  });
});
