import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { configurationKeys, settingFacts, type ConfigurationKey } from "../config.ts";
import { resourceSchemas } from "../index.ts";
import { pages } from "../property.ts";
import { configurationPage, documentationPage } from "./documentation-page.ts";
import { fileNameOf, type Property, type ResourceModel } from "./model.ts";
import { packageSchema, type PackageFacts } from "./package-schema.ts";
import { permissionsOf } from "./permissions.ts";
import { providerClass } from "./provider-class.ts";
import { readModel } from "./read-model.ts";
import { sandboxPage } from "./sandbox-page.ts";
import { sdkClass } from "./sdk-class.ts";
import { seedSchema } from "./seed-schema.ts";
import { seedType } from "./seed-type.ts";
import { formatted, generatedFrom } from "./source-text.ts";

export interface GeneratedFile {
  /** From the root of the repository. */
  readonly path: string;
  readonly text: string;
}

const sdkFolder = "provider/sdk/generated";
const providerPath = `${sdkFolder}/provider.ts`;
const indexPath = `${sdkFolder}/index.ts`;
const versionPath = "provider/version.ts";
const seedTypePath = "provider/sandbox/seed/sandbox-seed.ts";
const sandboxPath = "docs/sandbox.md";

/** Every generated file as it should be now. */
export async function generatedFiles(root: string): Promise<GeneratedFile[]> {
  const models = await resourceModels();
  const settings = configurationKeys.map(settingProperty);
  const facts = JSON.parse(await readFile(join(root, "package.json"), "utf8")) as PackageFacts;
  const classes = models.map(async (model) => {
    const path = `${sdkFolder}/${model.file}.ts`;
    return { path, text: await sdkClass(model, hasMistakes(model), join(root, path)) };
  });
  return [
    ...(await Promise.all(classes)),
    { path: providerPath, text: await providerClass(join(root, providerPath)) },
    { path: indexPath, text: await exportsOf(["provider", ...models.map(({ file }) => file)], join(root, indexPath)) },
    { path: versionPath, text: await versionOf(facts, join(root, versionPath)) },
    { path: "schema/schema.json", text: packageSchema(models, settings, facts) },
    { path: "schema/sandbox-seed.json", text: seedSchema() },
    { path: seedTypePath, text: await seedType(join(root, seedTypePath)) },
    ...models.map((model) => ({
      path: `docs/resources/${model.file}.md`,
      text: documentationPage(model, permissionsOf(model.type)),
    })),
    { path: "docs/configuration.md", text: configurationPage() },
    { path: sandboxPath, text: await sandboxPage(join(root, sandboxPath)) },
  ];
}

/** Whether somebody wrote types for mistakes in the resource's arguments. */
function hasMistakes({ file }: ResourceModel): boolean {
  return existsSync(join(import.meta.dirname, "../../provider/sdk/mistakes", `${file}.ts`));
}

/** To Pulumi every setting is text. */
function settingProperty(name: ConfigurationKey): Property {
  const { description, default: otherwise, secret } = settingFacts[name];
  const facts = {
    description,
    source: pages.provider,
    ...(otherwise === undefined ? {} : { default: otherwise }),
    ...(secret === undefined ? {} : { secret }),
  };
  return { name, required: false, facts, shape: { kind: "text" } };
}

function versionOf({ version }: PackageFacts, path: string): Promise<string> {
  return formatted([generatedFrom("package.json"), `export const version = ${JSON.stringify(version)};`], path);
}

function exportsOf(files: readonly string[], path: string): Promise<string> {
  return formatted(
    [generatedFrom("schema/index.ts"), files.map((file) => `export * from "./${file}.ts";`).join("\n")],
    path,
  );
}

/** The generated files that are missing, or say something else than they should. */
export async function staleFiles(root: string): Promise<GeneratedFile[]> {
  const files = await generatedFiles(root);
  const current = await Promise.all(files.map(({ path }) => readFile(join(root, path), "utf8").catch(() => undefined)));
  return files.filter(({ text }, index) => text !== current[index]);
}

export async function resourceModels(): Promise<ResourceModel[]> {
  return Promise.all(
    Object.values(resourceSchemas).map(async (schema) => {
      const example = join(import.meta.dirname, "examples", `${fileNameOf(schema.type)}.ts.txt`);
      return readModel(schema, await readFile(example, "utf8"));
    }),
  );
}
